import Foundation
public import Grammar
import LegalText

/// Indexes passages as they are, without reading their structure: lines of
/// `{"id","name","law","label","chapter","text"}`, of which only id and text are required.
///
///     let count = try PassageIndexer.index("passages.jsonl", to: "Index/tiaowen.sqlite")
public enum PassageIndexer {
    private struct Line: Decodable {
        var id: String
        var text: String
        var law: String?
        var label: String?
        var chapter: String?
    }

    /// Makes a new index of a file; one that is there is replaced when the new one is complete.
    ///
    /// - Returns: how many passages were indexed, and the lines that could not be read, from 1.
    /// - Throws: `GrammarError` or the error of the file or the database.
    public static func index(
        _ path: String, to output: String, grammar: GrammarSource = .builtIn
    ) throws -> (count: Int, badLines: [Int]) {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        let (lines, bad) = read(data)
        let partial = output + ".partial"
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: partial + suffix)
        }
        let han = lines.prefix(1000).reduce(0) {
            $0 + ($1.text.utf8.count - $1.text.unicodeScalars.count)
        }
        let letters = lines.prefix(1000).reduce(0) { $0 + $1.text.unicodeScalars.count }
        let file = try SQLiteStorage(writing: partial, isMostlyHan: han > letters)
        let store = try IndexStore(storage: file, grammar: grammar)
        try insert(lines, into: store)
        try file.seal()
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: output + suffix)
        }
        guard rename(partial, output) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        return (lines.count, bad)
    }

    private static func read(_ data: Data) -> ([Passage], bad: [Int]) {
        var lines: [Passage] = []
        var bad: [Int] = []
        let decoder = JSONDecoder()
        var (start, number) = (data.startIndex, 0)
        while start < data.endIndex {
            let end = data[start...].firstIndex(of: 0x0A) ?? data.endIndex
            number += 1
            if end > start {
                if let line = try? decoder.decode(Line.self, from: data[start..<end]) {
                    lines.append(
                        Passage(
                            id: line.id, law: line.law ?? "", label: line.label,
                            chapter: line.chapter ?? "", text: line.text))
                } else if data[start..<end].contains(where: { $0 != 0x20 && $0 != 0x0D }) {
                    bad.append(number)
                }
            }
            start = end < data.endIndex ? end + 1 : end
        }
        return (lines, bad)
    }

    private struct Passage {
        var id: String
        var law: String
        var label: String?
        var chapter: String
        var text: String
    }

    /// The passages of a law together, and of a chapter, in the order they come.
    private static func order(_ lines: [Passage]) -> [(law: String, passages: [Passage])] {
        var slots: [String: Int] = [:]
        var laws: [(law: String, passages: [Passage])] = []
        for line in lines {
            if let slot = slots[line.law] {
                laws[slot].passages.append(line)
            } else {
                slots[line.law] = laws.count
                laws.append((line.law, [line]))
            }
        }
        for i in laws.indices {
            var chapters: [String: Int] = [:]
            for passage in laws[i].passages where chapters[passage.chapter] == nil {
                chapters[passage.chapter] = chapters.count
            }
            let keyed = laws[i].passages.enumerated().map { (chapters[$1.chapter] ?? 0, $0, $1) }
            laws[i].passages = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
        }
        return laws
    }
}

extension PassageIndexer {
    /// Adds the passages of a file to an index kept elsewhere, law by law, in one transaction.
    ///
    /// - Returns: how many passages were indexed, and the lines that could not be read, from 1.
    package static func index(_ path: String, into store: IndexStore) throws -> (
        count: Int, badLines: [Int]
    ) {
        let (lines, bad) = read(
            try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped))
        try insert(lines, into: store)
        return (lines.count, bad)
    }

    private static func insert(_ lines: [Passage], into store: IndexStore) throws {
        try store.storage.write { index in
            for (law, passages) in order(lines) {
                try index.insert(record(of: passages, law: law, store.records))
            }
        }
        try store.finish()
    }

    private static func record(
        of passages: [Passage], law: String, _ writer: RecordWriter
    ) -> DocumentRecord {
        let isHan = passages.contains { $0.text.unicodeScalars.contains { $0.value >= 0x3400 } }
        var record = writer.record(
            name: law, title: law, language: isHan ? .zho : .eng, kind: .other)
        var (chapter, heading): (String, Int?) = ("", nil)
        var citations: [String: Int] = [:]
        for passage in passages {
            if passage.chapter != chapter {
                chapter = passage.chapter
                heading = chapter.isEmpty ? nil : record.headings.count
                if !chapter.isEmpty { record.headings.append(chapter) }
            }
            record.passages.append(
                DocumentRecord.Passage(
                    name: passage.id, heading: heading, label: passage.label, start: 0,
                    text: passage.text))
            for work in Set(TitleMarks.titles(in: passage.text)) {
                citations[writer.shortTitle(work), default: 0] += 1
            }
        }
        record.citations = RecordWriter.sorted(citations)
        return record
    }
}
