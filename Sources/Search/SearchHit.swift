public import LegalText

/// A passage found (检索结果), with its partner in the other language.
public struct SearchHit: Sendable, Hashable {
    /// The matching provision in the other language.
    public struct Pair: Sendable, Hashable {
        public var document: String
        public var eid: String
        /// Title of its document, and the provision's label.
        public var title: String
        public var label: String?
        public var text: String
        /// The sentences that answer to the words found, in Unicode scalars of `text`.
        public var highlights: [Range<Int>]
    }

    /// From 1.
    public var rank: Int
    /// Id of the document.
    public var document: String
    /// eId of the provision, or the kind of a region outside all provisions (`preamble`); for indexed
    /// passages their id.
    public var eid: String
    public var language: Language
    public var label: String?
    /// Title of the document.
    public var title: String
    /// The headings over it, outermost first.
    public var headings: [String]
    public var score: Double
    /// Whole sentences around the words found, as far as there is room.
    public var snippet: String
    /// Places of the words in the snippet, in Unicode scalars.
    public var highlights: [Range<Int>]
    public var pair: Pair?
    /// Why it stands where it stands, for people.
    public var why: [String]
}

/// The hits of a search with what was noticed about the query.
public struct SearchAnswer: Sendable {
    public var hits: [SearchHit]
    /// What of the query could not be taken as written; never an error.
    public var notes: [String]
    /// Titles that may have been meant (您是不是要找), best first.
    public var suggestions: [String] = []
    /// How the passages found spread, where that was asked for (分面); of a ranked list its best thousand.
    public var facets: [Facet: [FacetCount]] = [:]
}

/// The hits of one document.
public struct SearchGroup: Sendable {
    /// Its best hits, best first.
    public var hits: [SearchHit]
    /// How many of the best thousand are its.
    public var count: Int
}
