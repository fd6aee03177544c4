import ArgumentParser
import Foundation
import Search

/// `tiaowen index`: indexes passages as they are; checks and compacts an index.
struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Index passages as they are, or check and compact an index.",
        discussion: """
            A passage is a line {"id","name","law","label","chapter","text"}; only id and text are required.
            """)

    @Option(help: ArgumentHelp("Passages to index, JSON Lines.", valueName: "file"))
    var passages: String?

    @Option(name: [.customLong("output"), .customLong("index")], help: "The folder of the index.")
    var output = "Output"

    @Flag(help: "Verify the index; exit 65 if anything is wrong with it.")
    var check = false

    @Flag(help: "Compact the index.")
    var optimize = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if passages == nil, !check, !optimize {
            throw ValidationError("Say what to do: --passages FILE, --check or --optimize.")
        }
    }

    func run() throws {
        let path = output + "/tiaowen.sqlite"
        if let passages {
            guard FileManager.default.fileExists(atPath: passages) else {
                throw CommandFailure(
                    code: "no-such-file", message: "there is no such file", path: passages,
                    exitCode: ExitCode.noInput)
            }
            try FileManager.default.createDirectory(
                atPath: output, withIntermediateDirectories: true)
            let done = try PassageIndexer.index(passages, to: path, grammar: common.grammarSource)
            for line in done.badLines {
                StandardError.write("\(passages):\(line): not a passage\n")
            }
            if !common.quiet {
                StandardError.write("\(done.count) passages indexed in \(path)\n")
            }
            if !done.badLines.isEmpty { throw ExitCode(ExitCode.badData) }
        }
        guard check || optimize else { return }
        guard FileManager.default.fileExists(atPath: path) else {
            throw IndexError.missing(path)
        }
        let store = try IndexStore(path: path, grammar: common.grammarSource)
        if optimize { try store.optimize() }
        if check {
            let faults = try store.check()
            for fault in faults { try StandardOutput.write("\(fault)\n") }
            if !faults.isEmpty { throw ExitCode(ExitCode.badData) }
            StandardError.write("\(path) is sound\n")
        }
    }
}
