/// A numeric norm (数量性义务): who must do what, how much, how often, by when, under which condition.
public struct Obligation: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case obligation, prohibition, permission, entitlement, target, penalty, deadline,
            composition
        case conditionThreshold = "condition-threshold"
        case effectiveDate = "effective-date"
        case ordinalLevel = "ordinal-level"
    }

    /// The force of the norm and the words that carry it (应当, shall).
    public struct Modality: Sendable, Hashable {
        public enum Strength: String, Sendable, Hashable { case must, should, may, strive }
        public var kind: Kind
        public var text: String
        public var strength: Strength?
        public init(kind: Kind, text: String, strength: Strength?) {
            self.kind = kind
            self.text = text
            self.strength = strength
        }
    }

    /// Words of the text with their place.
    public struct Words: Sendable, Hashable {
        public var text: String
        public var span: ByteSpan
        public init(text: String, span: ByteSpan) {
            self.text = text
            self.span = span
        }
    }

    /// Who is bound (义务主体), and how that is known.
    public struct Bearer: Sendable, Hashable {
        public enum Source: String, Sendable, Hashable { case explicit, inherited, unknown }
        public var words: Words?
        public var source: Source
        public init(words: Words?, source: Source) {
            self.words = words
            self.source = source
        }
    }

    /// By when (期限).
    public struct Deadline: Sendable, Hashable {
        public enum DayType: String, Sendable, Hashable { case calendar, working }
        /// `2017`, `2021-07-01`, `--08-31`, `---15`
        public var iso: String?
        /// ISO 8601 duration after the event.
        public var within: String?
        /// ISO 8601 duration before the event.
        public var lead: String?
        public var after: String?
        public var before: String?
        public var dayType: DayType?
        public init(
            iso: String? = nil, within: String? = nil, lead: String? = nil, after: String? = nil,
            before: String? = nil, dayType: DayType? = nil
        ) {
            self.iso = iso
            self.within = within
            self.lead = lead
            self.after = after
            self.before = before
            self.dayType = dayType
        }
    }

    /// The places a reading rests on.
    public struct Evidence: Sendable, Hashable {
        public var number: ByteSpan?
        public var period: ByteSpan?
        public var modality: ByteSpan?
        public init(number: ByteSpan? = nil, period: ByteSpan? = nil, modality: ByteSpan? = nil) {
            self.number = number
            self.period = period
            self.modality = modality
        }
    }

    public enum Flag: String, Sendable, Hashable, CaseIterable {
        case garbled, vague, relative
        case translationMismatch = "translation-mismatch"
        case modalityLost = "modality-lost"
        case lowConfidence = "low-confidence"
    }

    /// Unique among the records of a run.
    public var id: String
    /// Shared by the records of one norm, also where prose repeats it.
    public var norm: String
    /// Shared by the records of one norm in two languages.
    public var pair: String?
    public var language: Language
    public var documentID: String
    public var documentTitle: String
    public var eid: EId?
    public var kind: Kind
    public var modality: Modality
    public var bearer: Bearer
    public var counterparty: String?
    public var action: Words?
    public var quantity: Quantity?
    public var deadline: Deadline?
    public var condition: Words?
    public var consequence: String?
    /// The quantity's own place: comparator, value, unit and a period beside them.
    public var span: ByteSpan
    /// The norm's whole clause.
    public var clause: ByteSpan
    public var evidence: Evidence
    /// 0…1
    public var confidence: Double
    public var flags: [Flag]
    /// The id of the grammar rule that made the record.
    public var rule: String

    public init(
        id: String, norm: String, pair: String? = nil, language: Language, documentID: String,
        documentTitle: String, eid: EId?, kind: Kind, modality: Modality, bearer: Bearer,
        counterparty: String? = nil, action: Words? = nil, quantity: Quantity? = nil,
        deadline: Deadline? = nil, condition: Words? = nil, consequence: String? = nil,
        span: ByteSpan, clause: ByteSpan, evidence: Evidence = Evidence(), confidence: Double,
        flags: [Flag] = [], rule: String
    ) {
        self.id = id
        self.norm = norm
        self.pair = pair
        self.language = language
        self.documentID = documentID
        self.documentTitle = documentTitle
        self.eid = eid
        self.kind = kind
        self.modality = modality
        self.bearer = bearer
        self.counterparty = counterparty
        self.action = action
        self.quantity = quantity
        self.deadline = deadline
        self.condition = condition
        self.consequence = consequence
        self.span = span
        self.clause = clause
        self.evidence = evidence
        self.confidence = confidence
        self.flags = flags
        self.rule = rule
    }
}
