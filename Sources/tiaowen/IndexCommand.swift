import ArgumentParser
import Foundation
import Search

/// `tiaowen index`: indexes passages as they are; checks and compacts an index.
struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Index passages as they are, or check and compact an index.",
        discussion: """
            A passage is a line {"id","name","law","label","chapter","text"}; only id and text are required. \
            With --store they are added to a PostgreSQL database, which is made ready if it is empty; a law \
            that is there already is replaced.
            """)

    @Option(help: ArgumentHelp("Passages to index, JSON Lines.", valueName: "file"))
    var passages: String?

    @Option(name: [.customLong("output"), .customLong("index")], help: "The folder of the index.")
    var output = "Output"

    @Flag(help: "Verify the index; exit 65 if anything is wrong with it.")
    var check = false

    @Flag(help: "Compact the index.")
    var optimize = false

    @Option(
        help: ArgumentHelp(
            "Add a shard to the --store: the address of an empty database; may be given again.",
            valueName: "url"))
    var shard: [String] = []

    @OptionGroup var database: StoreOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if passages == nil, !check, !optimize, shard.isEmpty {
            throw ValidationError(
                "Say what to do: --passages FILE, --check, --optimize or --shard.")
        }
    }

    func run() throws {
        let path = output + "/tiaowen.sqlite"
        let grammar = try common.grammarSource
        if let passages, !FileManager.default.fileExists(atPath: passages) {
            throw CommandFailure(
                code: "no-such-file", message: "there is no such file", path: passages,
                exitCode: ExitCode.noInput)
        }
        let opened = try database.writableStore(addingShards: shard, grammar: grammar)
        let place = opened?.place ?? path
        if let passages {
            let done: (count: Int, badLines: [Int])
            if let opened {
                done = try PassageIndexer.index(passages, into: opened.index)
            } else {
                try FileManager.default.createDirectory(
                    atPath: output, withIntermediateDirectories: true)
                done = try PassageIndexer.index(passages, to: path, grammar: grammar)
            }
            for line in done.badLines {
                StandardError.write("\(passages):\(line): not a passage\n")
            }
            if !common.quiet {
                StandardError.write("\(done.count) passages indexed in \(place)\n")
            }
            if !done.badLines.isEmpty { throw ExitCode(ExitCode.badData) }
        }
        guard check || optimize else { return }
        guard opened != nil || FileManager.default.fileExists(atPath: path) else {
            throw IndexError.missing(path)
        }
        let store = try opened?.index ?? IndexStore(path: path, grammar: grammar)
        if optimize { try store.optimize() }
        if check {
            let faults = try store.check()
            for fault in faults { try StandardOutput.write("\(fault)\n") }
            if !faults.isEmpty { throw ExitCode(ExitCode.badData) }
            StandardError.write("\(place) is sound\n")
        }
    }
}
