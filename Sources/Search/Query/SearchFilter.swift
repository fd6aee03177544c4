public import LegalText

/// Narrows a search to some passages (筛选); what is `nil` or empty does not narrow.
///
/// Unit, numbers and modality are those of one and the same numeric norm in the passage.
public struct SearchFilter: Sendable, Hashable {
    public var language: Language?
    public var kind: Document.Kind?
    /// Id of a document, or words of its title.
    public var document: String?
    /// Words of a heading over the passage.
    public var chapter: String?
    /// Normal form of a unit: `times`, `CNY`.
    public var unit: String?
    /// The norm's number is at least, at most this.
    public var min: Double?
    public var max: Double?
    public var modality: Obligation.Kind?
    /// In force from, to: ISO dates compared with the effective, else the adoption date.
    public var from: String?
    public var to: String?

    public init(
        language: Language? = nil, kind: Document.Kind? = nil, document: String? = nil,
        chapter: String? = nil, unit: String? = nil, min: Double? = nil, max: Double? = nil,
        modality: Obligation.Kind? = nil, from: String? = nil, to: String? = nil
    ) {
        self.language = language
        self.kind = kind
        self.document = document
        self.chapter = chapter
        self.unit = unit
        self.min = min
        self.max = max
        self.modality = modality
        self.from = from
        self.to = to
    }
}
