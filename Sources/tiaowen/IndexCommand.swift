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

    func validate() throws {
        if passages == nil, !check, !optimize {
            throw ValidationError("Say what to do: --passages FILE, --check or --optimize.")
        }
    }

    func run() throws {
        let path = output + "/tiaowen.sqlite"
        if let passages {
            guard FileManager.default.fileExists(atPath: passages) else {
                throw indexFailure(66, "no-input", "no such file", path: passages)
            }
            try FileManager.default.createDirectory(
                atPath: output, withIntermediateDirectories: true)
            let done = try PassageIndexer.index(passages, to: path)
            for line in done.badLines {
                FileHandle.standardError.write(Data("\(passages):\(line): not a passage\n".utf8))
            }
            FileHandle.standardError.write(Data("\(done.count) passages indexed in \(path)\n".utf8))
            if !done.badLines.isEmpty { throw ExitCode(65) }
        }
        guard check || optimize else { return }
        guard FileManager.default.fileExists(atPath: path) else {
            throw indexFailure(66, "no-index", "no index here", path: path)
        }
        let store = try IndexStore(path: path)
        if optimize { try store.optimize() }
        if check {
            let faults = try store.check()
            for fault in faults { print(fault) }
            if !faults.isEmpty { throw ExitCode(65) }
            FileHandle.standardError.write(Data("\(path) is sound\n".utf8))
        }
    }
}

/// Tells on standard error what went wrong, as an object under `--json`, and gives the exit code to throw.
func indexFailure(
    _ status: Int32, _ code: String, _ message: String, path: String, json: Bool = false
) -> ExitCode {
    var line = "error: \(path): \(message)"
    if json {
        let object = ["error": ["code": code, "message": message, "path": path]]
        let data = try? JSONSerialization.data(
            withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        line = String(decoding: data ?? Data(), as: UTF8.self)
    }
    FileHandle.standardError.write(Data((line + "\n").utf8))
    return ExitCode(status)
}
