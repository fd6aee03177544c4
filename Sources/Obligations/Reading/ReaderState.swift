import Grammar
import LegalText

/// What a reader keeps from sentence to sentence: the records so far, and what the next may inherit.
struct ReaderState {
    var drafts: [Draft] = []
    /// The words above the list whose items are being read.
    var lead: LeadIn?
    var article = -1
    var eid: EId?
    /// Sentences of this article read so far.
    var earlier: [ByteSpan] = []
    /// Whom those among them speak about that were asked, by where they begin.
    var topics: [Int: ByteSpan?] = [:]
    /// The comparator of the quantity before, within a sentence.
    var previousBound: Bound?
    /// Whether the token before made a record as a period by itself.
    var wasPeriod = false
}

/// What a list's items have from the words above them (列项的引导语).
struct LeadIn {
    var bearer: ByteSpan?
    var force: Force?
    var isDefinition: Bool
    /// Whether the items are cases (有下列情形之一的) rather than duties.
    var areCases: Bool
    var isSanction: Bool
    var period: Period?
    /// A comparator at their end, for the items' numbers: 最高年龄分别为：
    var bound: Bound?
}

/// The force of a clause (情态) and the words for it.
struct Force {
    var kind: Obligation.Kind
    var strength: Obligation.Modality.Strength?
    var span: ByteSpan?
    var at: Int
    var rule: String
}

/// A comparator found before a quantity.
struct Bound {
    var comparator: Quantity.Comparator
    var rule: String
    var start: Int
    var end: Int
    /// Whether it can only bind times: 不迟于.
    var isTime = false
}

/// Who is bound, and how that is known.
typealias FoundBearer = (span: ByteSpan?, source: Obligation.Bearer.Source)
