import Export
import Foundation

/// What earlier runs finished: the memory that lets unchanged inputs be skipped.
///
/// A group is noted after its rows are committed and its files are in place, never before. The file
/// is JSON Lines; one that cannot be read is no memory, and everything is done anew.
struct BuildState: Sendable {
    /// A group whose results are written.
    struct Entry: Sendable {
        var fingerprint: String
        /// Relative to the output folder.
        var files: [String]
        var counts: BuildCounts
    }

    private(set) var groups: [String: Entry] = [:]
    /// The fingerprint of all inputs, once a run went to its end.
    var complete: String?
    private var unwritten = 0
    private static let path = OutputFolder.state + "/state.jsonl"
    private static let schema = "tiaowen/state/1"

    /// Whether enough was added to write the file again.
    var isDue: Bool { unwritten >= 256 }

    var counts: BuildCounts { groups.values.reduce(BuildCounts()) { $0 + $1.counts } }

    mutating func add(_ entry: Entry, for key: String) {
        groups[key] = entry
        unwritten += 1
    }

    /// Forgets all groups but some.
    mutating func keep(_ keys: Set<String>) {
        groups = groups.filter { keys.contains($0.key) }
    }

    // MARK: File

    static func read(from folder: OutputFolder) -> BuildState {
        guard let bytes = folder.read(path) else { return BuildState() }
        var state = BuildState()
        for (index, range) in LineBlockReader.lines(of: bytes).enumerated() {
            guard let line = try? JSONLine(Array(bytes[range])) else { return BuildState() }
            func text(_ field: String) -> String {
                ((try? line.text(field)) ?? []).isEmpty
                    ? "" : String(decoding: (try? line.text(field)) ?? [], as: UTF8.self)
            }
            if index == 0 {
                guard text("schema") == schema else { return BuildState() }
                if line.has("complete") { state.complete = text("complete") }
                continue
            }
            func number(_ field: String) -> Int {
                line.raw(field).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
            }
            state.groups[text("group")] = Entry(
                fingerprint: text("fingerprint"),
                files: text("files").split(separator: "\n").map(String.init),
                counts: BuildCounts(
                    documents: number("documents"), articles: number("articles"),
                    pairs: number("pairs"), findings: number("findings"),
                    obligations: number("obligations")))
        }
        return state
    }

    mutating func write(to folder: OutputFolder) throws {
        unwritten = 0
        var json = JSONWriter()
        json.object { json in
            json.field("schema", Self.schema)
            json.field("complete", complete)
        }
        json.endLine()
        for (key, entry) in groups.sorted(by: { $0.key < $1.key }) {
            json.object { json in
                json.field("group", key)
                json.field("fingerprint", entry.fingerprint)
                json.field("files", entry.files.joined(separator: "\n"))
                json.key("documents")
                json.integer(entry.counts.documents)
                json.key("articles")
                json.integer(entry.counts.articles)
                json.key("pairs")
                json.integer(entry.counts.pairs)
                json.key("findings")
                json.integer(entry.counts.findings)
                json.key("obligations")
                json.integer(entry.counts.obligations)
            }
            json.endLine()
        }
        try folder.write(json.bytes, to: Self.path)
    }
}
