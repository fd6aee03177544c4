import ArgumentParser
import Export
import Foundation
import Pipeline

/// `tiaowen build`: everything, for folders.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Read folders of documents; write database, alignments, obligations and report.",
        discussion: """
            Writes tiaowen.sqlite, documents/*.xml (Akoma Ntoso), alignments/*.tmx, obligations.jsonl, \
            obligations.csv and report.html. What has not changed since the last time is skipped. A file \
            that cannot be read is named and left out; the exit code is then 65.
            """)

    @Argument(help: "Files and folders.")
    var paths: [String] = ["Corpus"]

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "dir"))
    var output = "Output"

    @Option(
        help: ArgumentHelp(
            "Corrections of alignments (default: alignments/overrides.yaml in the output).",
            valueName: "file"))
    var overrides: String?

    @Flag(help: "One JSON object with what was built, on standard output.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        if paths.contains("-") {
            throw ValidationError("build reads files and folders, not standard input.")
        }
        let began = ContinuousClock.now
        let line = common.quiet ? nil : ProgressLine()
        let threads = max(2, ProcessInfo.processInfo.activeProcessorCount)
        let summary = try Build(
            grammar: common.grammarSource, threads: threads, overrides: overrides
        )
        .run(paths, output: output) { line?.show($0) }
        line?.clear()
        if summary.built + summary.skipped == 0, summary.failures.isEmpty {
            throw CommandFailure(
                code: "no-documents",
                message: "there are no documents here (.txt, .md, .html)",
                path: paths.joined(separator: " "), exitCode: ExitCode.noInput)
        }
        let report = BuildReport(
            summary: summary, output: output, took: ContinuousClock.now - began)
        if summary.built + summary.skipped > 0 {
            if json {
                try StandardOutput.write(report.json)
            } else if !common.quiet {
                try StandardOutput.write(report.text)
            }
        }
        if !common.quiet {
            for warning in summary.warnings {
                StandardError.write("tiaowen: warning: \(warning.path): \(warning.message)\n")
            }
        }
        for failure in summary.failures {
            CommandFailure(
                code: failure.code, message: failure.message, path: failure.path,
                exitCode: ExitCode.badData
            ).report(asJSON: json)
        }
        guard !summary.failures.isEmpty else { return }
        let isNothing =
            summary.built + summary.skipped == 0
            && summary.failures.allSatisfy { $0.code == "no-such-file" }
        throw ExitCode(isNothing ? ExitCode.noInput : ExitCode.badData)
    }
}
