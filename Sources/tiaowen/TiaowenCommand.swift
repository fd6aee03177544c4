import ArgumentParser
import Foundation
import Pipeline

/// The command line: each command is a thin shell over a module.
@main struct TiaowenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiaowen",
        abstract: "Read Chinese regulations and plans, and their English versions.",
        discussion: """
            Standard output carries results, standard error progress and warnings. - is standard input.

            Exit codes: 0 done, 1 nothing found or the sides differ, 64 wrong usage, 65 bad data, \
            66 no such input, 70 a fault of the program, 74 input or output failed.
            """,
        version: "tiaowen \(Tiaowen.version)",
        subcommands: [
            BuildCommand.self, SearchCommand.self, ParseCommand.self, AlignCommand.self,
            ExtractCommand.self, ObligationsCommand.self, DiffCommand.self, ApplyCommand.self,
            HistoryCommand.self,
            IndexCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let exit as ExitCode {
            Foundation.exit(exit.rawValue)
        } catch {
            leave(error)
        }
    }

    /// Reports what went wrong and leaves with its exit code; `--help` and `--version` come here too.
    private static func leave(_ error: any Error) -> Never {
        let asJSON = CommandLine.arguments.contains("--json")
        if let failure = CommandFailure(error) {
            failure.report(asJSON: asJSON)
            Foundation.exit(failure.exitCode)
        }
        let code = exitCode(for: error)
        if asJSON, code != .success {
            let failure = CommandFailure(
                code: "usage", message: message(for: error), exitCode: code.rawValue)
            failure.report(asJSON: true)
            Foundation.exit(failure.exitCode)
        }
        exit(withError: error)
    }
}
