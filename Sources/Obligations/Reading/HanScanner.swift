import Grammar
import LegalText

/// Cuts a Chinese sentence into tokens, longest word first, numbers with their units as one.
struct HanScanner {
    let grammar: NormGrammar
    var tokens: [Token] = []
    var measures: [Measure] = []
    var dates: [CalendarDate] = []
    var periods: [Period] = []

    init(grammar: NormGrammar) { self.grammar = grammar }

    mutating func scan(_ p: UnsafeBufferPointer<UInt8>, _ range: ByteSpan) {
        tokens.removeAll(keepingCapacity: true)
        measures.removeAll(keepingCapacity: true)
        dates.removeAll(keepingCapacity: true)
        periods.removeAll(keepingCapacity: true)
        var at = range.lowerBound
        let end = range.upperBound
        while at < end {
            if let mark = mark(p, at, end) {
                tokens.append(mark)
                at = mark.end
                continue
            }
            // most characters begin nothing of interest
            let lead = p[at]
            let kind: UInt8 =
                lead < 0x80
                ? grammar.beginnings[Int(lead)]
                : lead >= 0xE0 && lead < 0xF0 && at + 2 < p.count
                    ? grammar.beginnings[Int(p.scalar(at) & 0xFFFF)] : 3
            if kind == 0 {
                at += p.scalarWidth(at)
                continue
            }
            let word = kind & 1 != 0 ? grammar.words.longest(p, at, end) : nil
            if let word {
                let entry = grammar.entries[word.entry]
                if entry.roles & WordRule.Role.ordinal.bit != 0 {
                    at = ordinal(p, word.end, end)
                    continue
                }
            }
            if kind & 2 != 0 {
                let number = amount(p, at, end)
                if let number,
                    number.end > (word?.end ?? 0) || (number.end == word?.end && !number.isWord)
                {
                    if let next = quantity(p, at, end, number) {
                        at = next
                    } else {
                        at = number.end
                    }
                    continue
                }
            }
            if let word {
                let entry = grammar.entries[word.entry]
                if entry.roles & WordRule.Role.each.bit != 0,
                    let next = period(p, at, word.end, end)
                {
                    at = next
                    continue
                }
                tokens.append(
                    Token(
                        kind: .word, start: at, end: word.end, index: word.entry, roles: entry.roles
                    ))
                at = word.end
                continue
            }
            at += p.scalarWidth(at)
        }
    }

    /// The amount at `at`, leaving 千克 and 千瓦 to the units.
    private func amount(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> AmountReader.Amount? {
        guard let found = grammar.amounts.amount(p, at, end) else {
            // 二十千克: no numeral as a whole
            guard let limit = unitInside(p, at, min(end, at + 30)), limit > at else { return nil }
            return grammar.amounts.amount(p, at, limit)
        }
        guard let limit = unitInside(p, at, found.end), limit > at else { return found }
        return grammar.amounts.amount(p, at, limit) ?? found
    }

    /// Where a unit that begins like a numeral stands among the signs of a numeral.
    private func unitInside(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ limit: Int) -> Int? {
        var i = at + p.scalarWidth(at)
        while i < limit {
            if p[i] == 0xE5, let unit = grammar.unitWords.longest(p, i, p.count), unit.end > i + 3 {
                return i
            }
            guard isASCIIDigit(p[i]) || p[i] >= 0xE3 || p[i] == 0x2E || p[i] == 0x2C else {
                return nil
            }
            i += p.scalarWidth(i)
        }
        return nil
    }

    private func isNumberStart(_ p: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        let lead = p[at]
        return isASCIIDigit(lead) || lead >= 0xE3
    }

    /// Punctuation that divides a sentence.
    private func mark(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Token? {
        func token(_ kind: Token.Kind, _ width: Int) -> Token {
            Token(kind: kind, start: at, end: at + width, index: 0)
        }
        switch p[at] {
        case 0x2C: return token(.comma, 1)
        case 0x3B: return token(.semicolon, 1)
        case 0x3A: return token(.colon, 1)
        case 0x28: return token(.open, 1)
        case 0x29: return token(.close, 1)
        case 0xE3 where p.has([0xE3, 0x80, 0x81], at: at): return token(.pause, 3)
        case 0xEF where at + 2 < end && p[at + 1] == 0xBC:
            switch p[at + 2] {
            case 0x8C: return token(.comma, 3)
            case 0x9B: return token(.semicolon, 3)
            case 0x9A: return token(.colon, 3)
            case 0x88: return token(.open, 3)
            case 0x89: return token(.close, 3)
            default: return nil
            }
        default: return nil
        }
    }

    /// Behind a label the text begins with (第三十六条), else `at`.
    func labelEnd(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        guard at < end, let word = grammar.words.longest(p, at, end),
            grammar.entries[word.entry].roles & WordRule.Role.ordinal.bit != 0
        else { return at }
        let next = ordinal(p, word.end, end)
        // a label stands apart from its text; 第三类医疗器械 does not
        guard next < end, p.blankWidth(next) > 0 else { return at }
        return p.skipBlanks(next, end)
    }

    /// Behind 第十五条 and the like: what 第 counts is no quantity.
    private func ordinal(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        let next = p.skipBlanks(at, end)
        guard next < end, let number = amount(p, next, end) else { return at }
        var i = p.skipBlanks(number.end, end)
        if i < end { i += p.scalarWidth(i) }
        return min(i, end)
    }

    /// 每年, 每三年, 每半年 and, with a thing instead of a time, 每立方米, 每10千克.
    private mutating func period(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ start: Int, _ end: Int
    ) -> Int? {
        var i = p.skipBlanks(start, end)
        guard i < end else { return nil }
        var count = 1.0
        var isHalf = false
        if isNumberStart(p, i), let number = amount(p, i, end),
            number.form == .plain || number.form == .half
        {
            count = number.value
            isHalf = number.form == .half
            i = p.skipBlanks(number.end, end)
        }
        // 每月: a month of the calendar
        guard let unit = grammar.unitWords.longest(p, i, end) else { return nil }
        let rule = grammar.units[unit.entry]
        var period = Period(span: at..<unit.end)
        if rule.dimension == .date {
            guard count == 1 else { return nil }
            period.iso = "P1M"
        } else if let iso = rule.iso {
            var designator = iso
            var length = count * (rule.factor ?? 1)
            if isHalf, iso == "Y" {
                designator = "M"
                length = 6
            }
            guard length == length.rounded(), length > 0, length < 1000 else { return nil }
            let number = Int(length)
            switch designator {
            case "H": period.iso = "PT\(number)H"
            case "N": period.iso = "PT\(number)M"
            default: period.iso = "P\(number)\(designator)"
            }
        } else {
            period.thing = rule.unit
            period.isOne = count == 1
        }
        tokens.append(Token(kind: .period, start: at, end: unit.end, index: periods.count))
        periods.append(period)
        return unit.end
    }

    // MARK: - Quantities

    /// Reads the quantity or date that begins with `number`; the offset behind it.
    private mutating func quantity(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ number: AmountReader.Amount
    ) -> Int? {
        if let date = date(p, at, end, number) {
            tokens.append(Token(kind: .date, start: at, end: date.end, index: dates.count))
            dates.append(date)
            return date.end
        }
        guard var measure = measure(p, at, end, number) else { return nil }
        follow(p, &measure, end)
        if let range = range(p, measure, end) { measure = range }
        tokens.append(Token(kind: .measure, start: at, end: measure.end, index: measures.count))
        measures.append(measure)
        return measure.end
    }

    /// A number and its unit, or a ratio; without a unit only as the first half of a range.
    private func measure(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ number: AmountReader.Amount
    ) -> Measure? {
        var measure = Measure(
            low: number.value, number: at..<number.end, core: at..<number.end, end: number.end,
            dimension: .ratio, unitRule: "zho.ratio", unitStart: number.end,
            isGarbled: number.isGarbled, isWord: number.isWord)
        switch number.form {
        case .percent, .permille, .fraction:
            measure.unit = number.form.rawValue
            measure.ucum = number.form == .percent ? "%" : number.form == .permille ? "[ppth]" : "1"
            // 百分之二十个… never; 三分之一 and its things count as the fraction
            return measure
        case .plain, .half: break
        }
        let unitAt = p.skipBlanks(number.end, end)
        // 一半
        if number.form == .plain, number.value == 1, number.isWord,
            let half = grammar.amounts.amount(p, number.end, end), half.form == .half
        {
            measure.low = 0.5
            measure.unit = "fraction"
            measure.ucum = "1"
            measure.core = at..<half.end
            measure.number = measure.core
            measure.end = half.end
            return measure
        }
        guard let unit = grammar.unitWords.longest(p, unitAt, end) else {
            guard number.form == .plain, rangeJoiner(p, number.end, end) != nil else { return nil }
            measure.dimension = .count
            measure.unit = nil
            return measure
        }
        let rule = grammar.units[unit.entry]
        if rule.dimension == .date { return nil }
        if rule.dimension == .clock, number.value > 24 || number.form == .half { return nil }
        measure.unit = rule.unit
        measure.ucum = rule.ucum
        measure.iso = rule.iso
        measure.dimension = rule.dimension
        measure.unitRule = rule.id
        measure.unitStart = unitAt
        measure.core = at..<unit.end
        measure.end = unit.end
        if let factor = rule.factor, let low = measure.low { measure.low = low * factor }
        if number.form == .half {
            guard let iso = rule.iso else {
                return nil
            }
            if iso == "Y" { toMonths(&measure, 6) }
        } else if rule.iso == "Y",
            let half = grammar.amounts.amount(p, unit.end, end), half.form == .half
        {
            // 一年半
            measure.core = at..<half.end
            measure.end = half.end
            toMonths(&measure, (number.value + 0.5) * 12)
        } else if rule.dimension == .clock {
            let minutes = grammar.amounts.amount(p, unit.end, end)
            var text = twoDigits(Int(number.value)) + ":00"
            if let minutes, minutes.value < 60, minutes.form == .plain,
                let sign = grammar.unitWords.longest(p, minutes.end, end),
                grammar.units[sign.entry].id == "zho.unit.points"
            {
                text = twoDigits(Int(number.value)) + ":" + twoDigits(Int(minutes.value))
                measure.core = at..<sign.end
                measure.end = sign.end
            }
            measure.clock = (text, nil)
        } else if rule.unit == "deg", let minutes = grammar.amounts.amount(p, unit.end, end),
            let sign = grammar.unitWords.longest(p, minutes.end, end),
            grammar.units[sign.entry].id == "zho.unit.points"
        {
            measure.low = number.value + minutes.value / 60
            measure.core = at..<sign.end
            measure.end = sign.end
        }
        return measure
    }

    private func twoDigits(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }

    private func toMonths(_ measure: inout Measure, _ value: Double) {
        measure.low = value
        measure.unit = "months"
        measure.ucum = "mo"
        measure.iso = "M"
    }

    /// Takes in what stands right behind: 以上, 内, （含）.
    private func follow(_ p: UnsafeBufferPointer<UInt8>, _ measure: inout Measure, _ end: Int) {
        var at = p.skipBlanks(measure.end, end)
        while let word = grammar.following.longest(p, at, end) {
            let rule = grammar.rules[grammar.entries[word.entry].rules[0]]
            switch rule.role {
            case .inclusive, .exclusive:
                // up to the closing bracket
                var close = word.end
                while close < end, close < word.end + 60, p[close] != 0x29,
                    !p.has([0xEF, 0xBC, 0x89], at: close)
                {
                    close += p.scalarWidth(close)
                }
                if close < end { close += p.scalarWidth(close) }
                measure.end = min(close, end)
                if measure.boundIs == nil || rule.role == .exclusive {
                    measure.boundRule = rule.id
                    measure.bound = rule.role
                }
                at = measure.end
                continue
            default:
                if let bound = measure.bound, bound != .inclusive { return }
                measure.bound = rule.role
                measure.boundIs = rule.is.flatMap(Quantity.Comparator.init(rawValue:))
                measure.boundRule = rule.id
                measure.end = word.end
                at = word.end
            }
        }
    }

    private func rangeJoiner(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        guard let word = grammar.words.longest(p, at, end),
            grammar.entries[word.entry].roles & WordRule.Role.joiner.bit != 0
        else { return nil }
        return word.end
    }

    /// 二万元以上十万元以下, 三至五日, 10-20 吨, 二千吨以上不满一万吨.
    private func range(
        _ p: UnsafeBufferPointer<UInt8>, _ first: Measure, _ end: Int
    ) -> Measure? {
        var at = p.skipBlanks(first.end, end)
        var joined = false
        var upper: Quantity.Comparator?
        if let joiner = rangeJoiner(p, at, end),
            first.bound == nil || first.unit == nil || first.boundIs == .atLeast
        {
            at = joiner
            joined = true
            if let word = grammar.words.longest(p, at, end),
                grammar.entries[word.entry].roles & WordRule.Role.overnight.bit != 0
            {
                at = word.end
            }
        } else {
            guard first.boundIs == .atLeast || first.boundIs == nil, first.unit != nil else {
                return nil
            }
            for mark in [[0xE3, 0x80, 0x81], [0xEF, 0xBC, 0x8C]] as [[UInt8]]
            where p.has(mark, at: at) {
                at += 3
                break
            }
        }
        if let word = grammar.words.longest(p, at, end),
            let rule = comparator(grammar.entries[word.entry]),
            rule == .atMost || rule == .lessThan
        {
            at = word.end
            upper = rule
        }
        at = p.skipBlanks(at, end)
        guard at < end, let number = amount(p, at, end),
            var second = measure(p, at, end, number)
        else { return nil }
        follow(p, &second, end)
        if upper == nil, second.bound != .lead { upper = second.boundIs }
        if !joined {
            guard first.boundIs == .atLeast, upper == .atMost || upper == .lessThan else {
                return nil
            }
        }
        return merge(first, second, upper: upper)
    }

    private func merge(_ a: Measure, _ b: Measure, upper: Quantity.Comparator?) -> Measure? {
        guard let low = a.low, let high = b.low else { return nil }
        var range = b
        range.low = low
        range.high = high
        if a.unit == nil {
            // 三至五日
            guard b.unit != nil else { return nil }
            if let factor = grammar.units.first(where: { $0.id == b.unitRule })?.factor {
                range.low = low * factor
            }
        } else if a.unit != b.unit {
            switch (a.unit, b.unit) {
            case ("percent", "multiple"): range.low = low / 100
            case ("permille", "multiple"): range.low = low / 1000
            case ("permille", "percent"): range.low = low / 10
            case ("fraction", "multiple"): break
            case ("months", "years"):
                range.high = high * 12
                range.unit = "months"
                range.ucum = "mo"
                range.iso = "M"
            case ("days", "weeks"):
                range.high = high * 7
                range.unit = "days"
                range.ucum = "d"
                range.iso = "D"
            case ("hours", "days"):
                range.high = high * 24
                range.unit = "hours"
                range.ucum = "h"
                range.iso = "H"
            case ("t", "tce"): break
            default: return nil
            }
        }
        guard let least = range.low, let most = range.high else { return nil }
        if let opening = a.clock?.low {
            guard let closing = b.clock?.low else { return nil }
            range.clock = (opening, closing)
        } else if least >= most {
            return nil
        }
        range.isRange = true
        range.number = a.number.lowerBound..<b.number.upperBound
        range.core = a.core.lowerBound..<b.core.upperBound
        range.isMaxExclusive = upper == .lessThan
        if a.unit != nil, a.boundIs == .atLeast || upper != nil { range.hasOwnBounds = true }
        range.isGarbled = a.isGarbled || b.isGarbled
        return range
    }

    private func comparator(_ entry: NormGrammar.Entry) -> Quantity.Comparator? {
        for index in entry.rules where grammar.rules[index].role == .comparator {
            return grammar.rules[index].is.flatMap(Quantity.Comparator.init(rawValue:))
        }
        return nil
    }

    // MARK: - Dates

    /// 2021年1月1日, 7月31日, 三月底, 2025年底, and 每月15日 (a day alone, behind 每月).
    private func date(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ number: AmountReader.Amount
    ) -> CalendarDate? {
        guard number.form == .plain, number.value == number.value.rounded() else { return nil }
        var date = CalendarDate(span: at..<number.end, end: number.end)
        var i = p.skipBlanks(number.end, end)
        var value = Int(number.value)
        guard let unit = grammar.unitWords.longest(p, i, end) else {
            return month(p, at, i, end, value)
        }
        let rule = grammar.units[unit.entry]
        var found = false
        if rule.iso == "Y", number.digits == 4, (1800...2200).contains(value) {
            date.year = value
            i = unit.end
            found = true
            date.span = at..<i
            date.end = i
            if let ending = grammar.following.longest(p, i, end),
                grammar.entries[ending.entry].roles & WordRule.Role.yearEnd.bit != 0
            {
                date.month = 12
                date.day = 31
                date.span = at..<ending.end
                date.end = ending.end
                bound(p, &date, end)
                return date
            }
            let next = p.skipBlanks(i, end)
            guard next < end, let monthNumber = amount(p, next, end),
                monthNumber.form == .plain, monthNumber.value <= 12
            else {
                bound(p, &date, end)
                return date
            }
            value = Int(monthNumber.value)
            let sign = p.skipBlanks(monthNumber.end, end)
            if let ending = month(p, next, sign, end, value) {
                date.month = ending.month
                date.isMonthEnd = ending.isMonthEnd
                date.span = at..<ending.span.upperBound
                date.end = ending.end
                date.bound = ending.bound
                return date
            }
            guard let monthUnit = grammar.unitWords.longest(p, sign, end),
                grammar.units[monthUnit.entry].dimension == .date
            else {
                bound(p, &date, end)
                return date
            }
            i = monthUnit.end
        } else if rule.dimension == .date, (1...12).contains(value) {
            if let ending = month(p, at, i, end, value) { return ending }
            i = unit.end
            found = true
        }
        guard found else { return nil }
        date.month = value
        date.span = at..<i
        date.end = i
        let next = p.skipBlanks(i, end)
        if next < end, let dayNumber = amount(p, next, end), dayNumber.form == .plain,
            (1...31).contains(dayNumber.value),
            let dayUnit = grammar.unitWords.longest(p, p.skipBlanks(dayNumber.end, end), end),
            grammar.units[dayUnit.entry].iso == "D"
        {
            date.day = Int(dayNumber.value)
            date.span = at..<dayUnit.end
            date.end = dayUnit.end
        }
        bound(p, &date, end)
        return date
    }

    /// 三月底
    private func month(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ sign: Int, _ end: Int, _ value: Int
    ) -> CalendarDate? {
        guard (1...12).contains(value), let word = grammar.words.longest(p, sign, end),
            grammar.entries[word.entry].roles & WordRule.Role.month.bit != 0
        else { return nil }
        var date = CalendarDate(span: at..<word.end, end: word.end)
        date.month = value
        date.isMonthEnd = grammar.rules[grammar.entries[word.entry].rules[0]].is == nil
        bound(p, &date, end)
        return date
    }

    private func bound(_ p: UnsafeBufferPointer<UInt8>, _ date: inout CalendarDate, _ end: Int) {
        let at = p.skipBlanks(date.end, end)
        guard let word = grammar.following.longest(p, at, end) else { return }
        date.bound = grammar.rules[grammar.entries[word.entry].rules[0]].role
        date.end = word.end
    }
}
