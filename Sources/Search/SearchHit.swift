public import LegalText

/// A passage found (检索结果), with its partner in the other language.
public struct SearchHit: Sendable, Hashable {
    /// The matching provision in the other language.
    public struct Pair: Sendable, Hashable {
        public var document: String
        public var eid: String
        public var text: String
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
    /// Parts of the index that did not answer, by their names: what they hold is not among the hits.
    public var missing: [String] = []
}
