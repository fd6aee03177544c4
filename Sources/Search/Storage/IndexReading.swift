package import Grammar
import LegalText

/// Where an index is kept, as a search needs it (索引存储): one file, or a database elsewhere.
///
/// Terms, segments and ranking are the same whichever it is; a storage only keeps rows and pages.
package protocol IndexStorage: Sendable {
    /// Reads the index as it is at one moment; whatever is written meanwhile is not seen.
    /// - Throws: what `body` throws, and `IndexError` for whatever is wrong with the storage.
    func read<T>(_ body: (any IndexReading) throws -> T) throws -> T
}

/// An index at one moment. Valid while `IndexStorage.read` lasts, on its thread.
///
/// Documents and passages go by the numbers of their rows. The passages of a document have consecutive
/// numbers in the order of the text, and a document that comes later has a higher number.
package protocol IndexReading {
    // MARK: Full text

    /// Differs whenever an answer could: two equal states have the same segments and loose documents.
    func state() throws -> IndexState

    /// The segments by their ids, without their pages.
    func segments() throws -> [Segment]

    /// Hands over pages of segments, in any order.
    /// - Parameter wanted: of one segment each; the more at once, the fewer round trips.
    func fetch(
        _ wanted: [SegmentPages],
        _ store: (_ segment: Int64, _ page: Int, _ bytes: UnsafeRawBufferPointer) throws -> Void
    ) throws

    /// Documents that a segment still holds though they are gone.
    func removedDocuments() throws -> Set<Int64>

    /// Calls `body` for every document with a higher number, in order, with what segments need of it.
    func forEachDocument(after document: Int64, _ body: (LooseDocument) throws -> Void) throws

    // MARK: What is shown

    /// Passages by their rows; those that are gone are left out.
    func passages(_ rows: [Int64]) throws -> [Int64: StoredPassage]

    /// What passages are called outside: their names, behind `document#` where there is a source.
    func names(ofPassages rows: [Int64]) throws -> [Int64: String]

    /// Calls `body` with the text of each of these passages, in the order asked for; `nil` if it is gone.
    func forEachText(_ rows: [Int64], _ body: (_ row: Int64, _ text: String?) throws -> Void) throws

    /// The words of a provision, which may be a part of its passage.
    func text(ofProvision eid: String, in document: Int64) throws -> String?

    /// The partner of a provision by its best link, with its text.
    func partner(ofProvision eid: String, in document: Int64) throws -> StoredPartner?

    /// The sentences of two documents that say the same, in Unicode scalars of their sources.
    func sentences(of document: Int64, linkedTo other: Int64) throws -> [LinkedSentences]

    /// The files the documents were read from, sorted by path.
    func sourcePaths() throws -> [String]

    // MARK: Titles and citations

    /// Documents by their rows, in their order; those that are gone are left out.
    func documents(_ rows: [Int64]) throws -> [StoredDocument]

    /// The first so many documents.
    func documents(limit: Int) throws -> [Int64]

    /// Those cited by this title (`SearchGrammar.shortTitle`, folded).
    func documents(titled shortTitle: String) throws -> [Int64]

    /// Those whose title of two characters or more stands in a text, longest titles first.
    func documents(titledWithin text: String, limit: Int) throws -> [StoredDocument]

    /// Those whose title contains words, shortest titles first.
    func documents(titleContaining words: String, limit: Int) throws -> [StoredDocument]

    /// The passage that holds a provision.
    func passage(ofProvision eid: String, in document: Int64) throws -> Int64?

    /// The labels of a document's passages, in order, if it came as passages without structure;
    /// empty if it has provisions.
    func labels(ofPassagesIn document: Int64) throws -> [(passage: Int64, label: String)]

    // MARK: Filters and facets

    /// The documents that satisfy what a filter says of documents; `nil` = it says nothing.
    func documents(_ filter: SearchFilter) throws -> Set<Int64>?

    /// The passages with a numeric norm that satisfies what a filter says of norms; `nil` = it says nothing.
    func passages(_ filter: SearchFilter) throws -> [Int64]?

    /// The passages with a numeric norm whose bearer, or whose unit, contains words.
    func passages(_ field: SearchGrammar.Field, containing words: String) throws -> [Int64]

    /// How many of these passages have each value of a facet, most frequent first.
    /// - Parameter passages: `nil` = all.
    func counts(of facet: Facet, in passages: [Int64]?, limit: Int) throws -> [FacetCount]
}

extension IndexReading {
    /// Fetches pages of one segment.
    func loader(of segment: Segment) -> Segment.PageLoader {
        { pages, store in
            try fetch([SegmentPages(segment: segment.id, pages: pages)]) { store($1, $2) }
        }
    }
}
