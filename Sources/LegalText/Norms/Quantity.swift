/// A number with its unit and the words around it that give it legal force (数量).
public struct Quantity: Sendable, Hashable {
    public enum Comparator: String, Sendable, Hashable, CaseIterable {
        case atLeast = ">="
        case atMost = "<="
        case moreThan = ">"
        case lessThan = "<"
        case equal = "="
        case range
        case approximately = "approx"

        /// What holds where this does not: not more than is at most.
        public var negated: Comparator {
            switch self {
            case .moreThan: .atMost
            case .lessThan: .atLeast
            case .atLeast: .lessThan
            case .atMost: .moreThan
            case .equal, .range, .approximately: self
            }
        }
    }

    /// How often: twice a year is 2 times per 1 `P1Y`.
    public struct Frequency: Sendable, Hashable {
        public var count: Double
        /// ISO 8601 duration.
        public var period: String
        public init(count: Double, period: String) {
            self.count = count
            self.period = period
        }
    }

    public var comparator: Comparator?
    public var value: Double?
    public var min: Double?
    public var max: Double?
    /// Normal form of the unit: `times`, `persons`, `CNY`, `percent`…
    public var unit: String?
    /// Unified Code for Units of Measure, where it has one.
    public var ucum: String?
    /// As written.
    public var raw: String
    public var per: Frequency?
    /// What the number applies to each of: 每家医院.
    public var scope: String?
    /// What a relative bound compares with: 县级医疗卫生机构.
    public var reference: String?

    public init(
        comparator: Comparator? = nil, value: Double? = nil, min: Double? = nil, max: Double? = nil,
        unit: String? = nil, ucum: String? = nil, raw: String, per: Frequency? = nil,
        scope: String? = nil, reference: String? = nil
    ) {
        self.comparator = comparator
        self.value = value
        self.min = min
        self.max = max
        self.unit = unit
        self.ucum = ucum
        self.raw = raw
        self.per = per
        self.scope = scope
        self.reference = reference
    }
}
