import Grammar
import LegalText

/// A piece of a sentence the reading of norms looks at: a word the grammar knows, a quantity, a date
/// or a mark of punctuation. What lies between tokens is other text.
struct Token {
    enum Kind: UInt8 {
        case word, measure, date, period, comma, semicolon, colon, open, close, pause
    }

    var kind: Kind
    var start: Int
    var end: Int
    /// Of a word: index in `NormGrammar.entries`; of a measure or date: index in its list.
    var index: Int
    /// Of a word: its roles as bits.
    var roles: UInt64 = 0

    var span: ByteSpan { start..<end }
    var isBreak: Bool { kind == .comma || kind == .semicolon || kind == .colon }
    func has(_ role: WordRule.Role) -> Bool { roles & role.bit != 0 }
}

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
    /// 六千字以上一万字以下 opened or closed exclusively.
    var isMaxExclusive = false
    var isWord = false
    /// Said twice: two (2).
    var isRestated = false
    /// Times of day as written: 22:00.
    var clock: (low: String, high: String?)?
    /// A comparator read inside the measure (不少于…不超过…).
    var hasOwnBounds = false
}

/// A calendar date or part of one.
struct CalendarDate {
    var span: ByteSpan
    var year: Int?
    var month: Int?
    var day: Int?
    var isMonthEnd = false
    var isGarbled = false
    /// The bound behind it: 前 or 起.
    var bound: WordRule.Role?
    var end: Int

    /// `2021-07-01`, `--08-31`, `2017`, `---15`, `--03-31` for the end of March.
    var iso: String {
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        var day = day
        if day == nil, isMonthEnd, let month {
            day = month == 2 ? 28 : [4, 6, 9, 11].contains(month) ? 30 : 31
        }
        if let year {
            guard let month else { return "\(year)" }
            guard let day else { return "\(year)-\(two(month))" }
            return "\(year)-\(two(month))-\(two(day))"
        }
        guard let month else { return day.map { "---" + two($0) } ?? "" }
        guard let day else { return "--" + two(month) }
        return "--\(two(month))-\(two(day))"
    }
}

/// 每年, 每三年: how often; or 每立方米: for how much of what.
struct Period {
    var span: ByteSpan
    /// ISO 8601 duration.
    var iso: String?
    /// The unit of a thing instead of a time.
    var thing: String?
    /// Per one of it.
    var isOne = true
}
