import Foundation
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
    package let storage: any WritableIndexStorage
    let gatherer: SegmentGatherer
    let records: RecordWriter

    /// Opens the file, or makes it.
    /// - Parameter isMostlyHan: whether a new file keeps text in UTF-16, which takes a third less for Han
    ///   characters and twice as much for letters.
    /// - Throws: `IndexError` if it is of another version, `GrammarError`, or the database's own error.
    public init(
        path: String, grammar source: GrammarSource = .builtIn, isMostlyHan: Bool = false
    ) throws {
        try self.init(
            storage: SQLiteStorage(writing: path, isMostlyHan: isMostlyHan), grammar: source)
    }

    /// Writes to an index kept elsewhere.
    package init(storage: any WritableIndexStorage, grammar source: GrammarSource) throws {
        self.storage = storage
        let grammar = try SearchGrammar(source: source)
        let variants = try HanVariants(source: source)
        gatherer = SegmentGatherer(scanner: TermScanner(variants), grammar: grammar)
        records = RecordWriter(
            grammar: grammar, variants: variants, measures: try Measures(source: source))
    }

    /// The sources in the index, by path.
    public func sources() throws -> [String: SourceStamp] {
        let stamps = try storage.write { try $0.sources() }
        return Dictionary(stamps.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    }

    /// The ids of the documents read from a source, in their order there.
    public func documentIDs(ofSource path: String) throws -> [String] {
        try storage.write { try $0.documents(ofSource: path) }
    }

    /// Puts the documents of a source in place of those it had; links and findings of these go.
    ///
    /// A document of the same id from another source is replaced too.
    public func replace(_ source: SourceStamp, with documents: [IndexedDocument]) throws {
        let rows = documents.map { records.record($0, source: source.path) }
        try storage.write { index in
            try index.replace(source)
            for document in rows { try index.insert(document) }
        }
    }

    /// Removes a source with its documents.
    public func remove(sourcePath: String) throws {
        try storage.write { try $0.remove(source: sourcePath) }
    }

    /// Removes one document.
    public func remove(documentID: String) throws {
        try storage.write { try $0.remove(document: documentID) }
    }

    /// Puts the alignment of two documents in place of the one they had.
    ///
    /// Spans are stored as Unicode scalars; the two documents must be in the index.
    /// - Throws: `IndexError.damaged` if one of them is not.
    public func setAlignment(_ alignment: Alignment, zh: Document, en: Document) throws {
        let record = AlignmentRecord(alignment, zh: zh, en: en)
        try storage.write { try $0.insert(record) }
    }

    /// Gathers what was added into the full-text index and takes out what was removed, then makes all of
    /// it lasting. Searches do not need it, but are slower the more is not gathered.
    public func finish() throws {
        try storage.write { try gatherer.gather($0) }
        try storage.settle()
    }

    /// Gathers everything anew and gives unused space back.
    public func optimize() throws {
        try storage.write { try gatherer.gather($0, everything: true) }
        try storage.compact()
    }

    /// What is wrong with the index; empty if nothing is.
    public func check() throws -> [String] {
        try storage.write { try $0.faults() + gatherer.faults(of: $0) }
    }
}
