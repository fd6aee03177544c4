import ArgumentParser
import Foundation
import Grammar
import Structure

/// What every command understands.
struct CommonOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Take words and numbers from this folder where it has them (or $TIAOWEN_GRAMMAR).",
            valueName: "dir"))
    var grammar: String?

    @Flag(name: .shortAndLong, help: "No progress and no warnings, only errors.")
    var quiet = false

    /// The grammar asked for, or the one inside the program.
    var grammarSource: GrammarSource {
        get throws {
            let folder = grammar ?? ProcessInfo.processInfo.environment["TIAOWEN_GRAMMAR"]
            guard let folder, !folder.isEmpty else { return .builtIn }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
                isFolder.boolValue
            else {
                throw CommandFailure(
                    code: "no-such-file", message: "there is no such folder of grammar files",
                    path: folder, exitCode: ExitCode.noInput)
            }
            return GrammarSource(directory: folder)
        }
    }
}
