import ArgumentParser
import Pipeline

@main struct Tiaowen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiaowen", subcommands: [IndexCommand.self, SearchCommand.self])
}
