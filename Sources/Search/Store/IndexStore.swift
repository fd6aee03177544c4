import Foundation
import GRDB
public import Grammar
public import LegalText

/// An index being written (索引库): one SQLite file with documents, provisions, links, findings, numeric
/// norms and full text in both languages.
///
///     let store = try IndexStore(path: "Output/tiaowen.sqlite")
///     try store.replace(stamp, with: [IndexedDocument(document, obligations: records)])
///     try store.setAlignment(alignment, zh: "measures", en: "measures-en")
///     try store.finish()
///
/// Every call is one transaction: whatever happens, the file holds whole documents only. Documents are
/// found at once; `finish` makes finding them fast. One process may write at a time, any number read.
public struct IndexStore: Sendable {
    let queue: DatabaseQueue
    let scanner: TermScanner
    let grammar: SearchGrammar
    let variants: HanVariants

    /// Opens the file, or makes it.
    /// - Parameter isMostlyHan: whether a new file keeps text in UTF-16, which takes a third less for Han
    ///   characters and twice as much for letters.
    /// - Throws: `IndexError` if it is of another version, `GrammarError`, or the database's own error.
    public init(
        path: String, grammar source: GrammarSource = .builtIn, isMostlyHan: Bool = false
    ) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase {
            if isMostlyHan { try $0.execute(sql: "PRAGMA encoding = 'UTF-16le'") }
            try $0.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        let open = configuration
        queue = try IndexError.translating { try DatabaseQueue(path: path, configuration: open) }
        grammar = try SearchGrammar(source: source)
        variants = try HanVariants(source: source)
        scanner = TermScanner(variants)
        try write { db in
            let isNew = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
            if isNew { try IndexSchema.create(db) }
            try IndexSchema.check(db)
        }
    }

    func write<T>(_ body: (Database) throws -> T) throws -> T {
        try IndexError.translating { try queue.write(body) }
    }

    func read<T>(_ body: (Database) throws -> T) throws -> T {
        try IndexError.translating { try queue.read(body) }
    }

    /// The sources in the index, by path.
    public func sources() throws -> [String: SourceStamp] {
        try read { db in
            var found: [String: SourceStamp] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT path, sha256, settings FROM source")
            while let row = try rows.next() {
                let stamp = SourceStamp(path: row[0], sha256: row[1], settings: row[2])
                found[stamp.path] = stamp
            }
            return found
        }
    }

    /// The ids of the documents read from a source, in their order there.
    public func documentIDs(ofSource path: String) throws -> [String] {
        try read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM document WHERE source = ? ORDER BY id", arguments: [path]
            )
        }
    }

    /// Puts the documents of a source in place of those it had; links and findings of these go.
    ///
    /// A document of the same id from another source is replaced too.
    public func replace(_ source: SourceStamp, with documents: [IndexedDocument]) throws {
        try write { db in
            try db.execute(sql: "DELETE FROM source WHERE path = ?", arguments: [source.path])
            try db.execute(
                sql: "INSERT INTO source VALUES (?, ?, ?)",
                arguments: [source.path, source.sha256, source.settings])
            let writer = DocumentWriter(db: db, grammar: grammar, variants: variants)
            for document in documents { try writer.write(document, source: source.path) }
        }
    }

    /// Removes a source with its documents.
    public func remove(sourcePath: String) throws {
        try write {
            try $0.execute(sql: "DELETE FROM source WHERE path = ?", arguments: [sourcePath])
        }
    }

    /// Removes one document.
    public func remove(documentID: String) throws {
        try write {
            try $0.execute(sql: "DELETE FROM document WHERE name = ?", arguments: [documentID])
        }
    }

    /// Puts the alignment of two documents in place of the one they had.
    ///
    /// Spans are stored as Unicode scalars; the two documents must be in the index.
    /// - Throws: `IndexError.damaged` if one of them is not.
    public func setAlignment(_ alignment: Alignment, zh: Document, en: Document) throws {
        try write { db in
            try AlignmentWriter(db: db, zh: zh, en: en).write(alignment)
        }
    }

    /// Gathers what was added into the full-text index and takes out what was removed, then folds the
    /// write-ahead log into the file. Searches do not need it, but are slower the more is not gathered.
    public func finish() throws {
        try write { try SegmentStore(db: $0, scanner: scanner, grammar: grammar).gather() }
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    }

    /// Gathers everything anew and gives unused space back.
    public func optimize() throws {
        try write {
            try SegmentStore(db: $0, scanner: scanner, grammar: grammar).gather(everything: true)
        }
        try IndexError.translating { try queue.vacuum() }
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "ANALYZE")
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    /// What is wrong with the file; empty if nothing is.
    public func check() throws -> [String] {
        try read { db in
            var found = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            found += orphans.map { "a row of \($0[0] as String) has lost what it belongs to" }
            return try found + SegmentStore(db: db, scanner: scanner, grammar: grammar).check()
        }
    }
}
