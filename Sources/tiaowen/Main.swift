import ArgumentParser
import Pipeline

@main struct Tiaowen: ParsableCommand {}
