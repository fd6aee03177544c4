import Grammar
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
    /// Id of its rank: `law`, `regulation`, `interpretation`.
    public var rank: String?
    /// Words of the place whose rule it is, of the issuer.
    public var region: String?
    public var issuer: String?
    /// The year it took effect or, failing that, was adopted.
    public var year: Int?
    /// In force on this ISO date: since then or before, and no later version of the same title since.
    public var asOf: String?
    /// Words of the bearer of a norm.
    public var bearer: String?
    /// Normal form of a unit: `times`, `CNY`.
    public var unit: String?
    /// Numbers are meant per this ISO 8601 duration: 2 per `P1Y` is 1 per `P6M`.
    public var per: String?
    /// The norm's number is at least, at most this, after conversion of units.
    public var min: Double?
    public var max: Double?
    public var modality: Obligation.Kind?
    /// In force from, to: ISO dates compared with the effective, else the adoption date.
    public var from: String?
    public var to: String?

    /// What `unit`, `per`, `min` and `max` ask for in the unit that stands for its kind; set by the search.
    package var measure: Measure?

    package struct Measure: Sendable, Hashable {
        package var dimension: String
        package var low: Double?
        package var high: Double?
    }

    public init(
        language: Language? = nil, kind: Document.Kind? = nil, document: String? = nil,
        chapter: String? = nil, rank: String? = nil, region: String? = nil, issuer: String? = nil,
        year: Int? = nil, asOf: String? = nil, bearer: String? = nil, unit: String? = nil,
        per: String? = nil, min: Double? = nil, max: Double? = nil,
        modality: Obligation.Kind? = nil, from: String? = nil, to: String? = nil
    ) {
        self.language = language
        self.kind = kind
        self.document = document
        self.chapter = chapter
        self.rank = rank
        self.region = region
        self.issuer = issuer
        self.year = year
        self.asOf = asOf
        self.bearer = bearer
        self.unit = unit
        self.per = per
        self.min = min
        self.max = max
        self.modality = modality
        self.from = from
        self.to = to
    }
}

extension SearchFilter {
    /// The same with `measure`, where numbers of a unit are asked for.
    func measured(_ measures: Measures) -> SearchFilter {
        guard let unit, min != nil || max != nil || per != nil else { return self }
        var filter = self
        func converted(_ value: Double?) -> Double? {
            value.map { measures.measure($0, unit, per: per).value }
        }
        filter.measure = Measure(
            dimension: measures.measure(1, unit, per: per).dimension, low: converted(min),
            high: converted(max))
        return filter
    }
}
