import Grammar
import LegalText

/// A quantity as written: a number or two, a unit, and what stands right behind them.
struct Measure {
    var low: Double?
    var high: Double?
    /// The number's own span, both ends of a range.
    var number: ByteSpan
    /// Number and unit, without what follows.
    var core: ByteSpan
    /// With the bound behind it.
    var end: Int
    var unit: String?
    var ucum: String?
    var iso: String?
    var dimension: UnitRule.Dimension
    var unitRule: String
    /// The first character of the unit or thing counted.
    var unitStart: Int
    /// The bound behind it: 以上, 内.
    var bound: WordRule.Role?
    var boundIs: Quantity.Comparator?
    var boundRule: String?
    var isRange = false
    var isGarbled = false
    /// A grade that counts without a bound.
    var isAlone = false
    var isWord = false
    /// Said twice: two (2).
    var isRestated = false
    /// Times of day as written: 22:00.
    var clock: (low: String, high: String?)?
}
