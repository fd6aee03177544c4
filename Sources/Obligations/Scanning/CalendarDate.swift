import Grammar
import LegalText

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

/// Per what a quantity is meant: 每年, 每三年, how often; or 每立方米, for how much of what.
struct Period {
    var span: ByteSpan
    /// ISO 8601 duration.
    var iso: String?
    /// The unit of a thing instead of a time.
    var thing: String?
    /// Whether it alone means once each time: every month, but not per month.
    var isAlone = true
    /// Per one of it, not per ten.
    var isOne = true
    /// Whether the thing is measured: a cubic metre, a tonne.
    var isPhysical = false
}
