import Grammar
import LegalText

/// Dates in English: August 31, March 2021, the end of December, by 2020, the 15th day of the month.
extension EnglishScanner {
    private func month(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> (Int, Int)? {
        guard let word = grammar.words.longest(p, at, end), p[at] & 0x20 == 0,
            let rule = rule(word.entry, .month), let number = Int(rule.is ?? "")
        else { return nil }
        return (number, word.end)
    }

    /// A year of four digits; "20 17" is one too, and flagged.
    private func year(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (year: Int, end: Int, isGarbled: Bool)? {
        guard at < end, let amount = grammar.amounts.amount(p, at, end), amount.form == .plain
        else {
            return nil
        }
        let value = Int(amount.value)
        if amount.digits == 4, (1900...2100).contains(value) {
            if amount.end < end, p[amount.end] == 0x2D || p[amount.end] == 0x2F { return nil }
            return (value, amount.end, false)
        }
        if amount.digits == 2, value == 19 || value == 20 {
            let next = p.skipBlanks(amount.end, end)
            if next > amount.end, next < end, let rest = grammar.amounts.amount(p, next, end),
                rest.digits == 2
            {
                return (value * 100 + Int(rest.value), rest.end, true)
            }
        }
        return nil
    }

    private func day(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> (Int, Int)? {
        guard at < end else { return nil }
        if let ordinal = grammar.amounts.ordinal(p, at, end), (1...31).contains(ordinal.value) {
            return ordinal
        }
        if let amount = grammar.amounts.amount(p, at, end), amount.form == .plain,
            (1...31).contains(amount.value), amount.digits > 0, amount.digits < 3
        {
            return (Int(amount.value), amount.end)
        }
        return nil
    }

    /// August 31, 2021; March 2021.
    private func monthDay(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> CalendarDate? {
        guard let (number, behind) = month(p, at, end) else { return nil }
        var date = CalendarDate(span: at..<behind, end: behind)
        date.month = number
        var i = skip(p, behind, end)
        if let (day, dayEnd) = day(p, i, end) {
            date.day = day
            date.end = dayEnd
            i = skip(p, dayEnd, end)
        }
        if i < end, p[i] == 0x2C { i = skip(p, i + 1, end) }
        if let (year, yearEnd, isGarbled) = year(p, i, end) {
            date.year = year
            date.end = yearEnd
            date.isGarbled = isGarbled
        }
        date.span = at..<date.end
        return date
    }

    mutating func monthDate(
        _ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ at: Int, _ end: Int
    ) -> Int? {
        guard let date = monthDay(p, at, end), date.day != nil || date.year != nil else {
            return nil
        }
        return found.add(date, from: start)
    }

    /// 31 August 2021; the 15th day of the month.
    mutating func dayDate(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        guard let found = dayOfMonth(p, at, end) else { return nil }
        return self.found.add(found, from: at)
    }

    private func dayOfMonth(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> CalendarDate? {
        guard let (day, behind) = day(p, at, end) else { return nil }
        var i = skip(p, behind, end)
        if var date = monthDay(p, i, end), date.day == nil {
            date.day = day
            date.span = at..<date.end
            return date
        }
        // the 15th (day) of the month, the 5th day of January
        if let (unit, unitEnd) = unit(p, i, end), unit.iso == "D" { i = skip(p, unitEnd, end) }
        if let of = word(p, i, end), of.has(.preposition) || of.has(.from),
            var date = monthDay(p, skip(p, of.end, end), end), date.day == nil
        {
            date.day = day
            date.span = at..<date.end
            return date
        }
        guard let word = grammar.words.longest(p, i, end) else { return nil }
        var date = CalendarDate(span: at..<word.end, end: word.end)
        date.day = day
        if let rule = rule(word.entry, .period), rule.iso == "P1M" { return date }
        if rule(word.entry, .each) != nil,
            let unit = grammar.unitWords.longest(p, skip(p, word.end, end), end),
            grammar.units[unit.entry].unit == "months", grammar.units[unit.entry].factor == nil
        {
            date.end = unit.end
            date.span = at..<unit.end
            return date
        }
        return nil
    }

    /// Behind "by", "before the end of", "in": a month, a year or a day of the month.
    mutating func yearOrMonthEnd(
        _ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ wordEnd: Int, _ end: Int
    ) -> Int? {
        guard let word = grammar.words.longest(p, start, end), let rule = rule(word.entry, .until)
        else {
            return nil
        }
        var at = skip(p, wordEnd, end)
        if let article = self.word(p, at, end), article.has(.listed) {
            at = skip(p, article.end, end)
        }
        var date: CalendarDate
        if let found = monthDay(p, at, end) {
            date = found
            date.isMonthEnd = rule.words.contains { $0.hasSuffix(" of") } && found.day == nil
        } else if let found = dayOfMonth(p, at, end) {
            date = found
        } else if let (year, yearEnd, isGarbled) = year(p, at, end) {
            date = CalendarDate(span: at..<yearEnd, year: year, isGarbled: isGarbled, end: yearEnd)
        } else {
            return nil
        }
        date.bound = rule.is == "<=" ? .lead : rule.is == ">=" ? .later : .within
        var behind = found.add(date, from: start)
        // the 5th day of January, April, July and October
        while date.day != nil, date.year == nil,
            let (number, at, next) = listedMonth(p, behind, end)
        {
            date.month = number
            date.span = at..<next
            date.end = next
            behind = found.add(date, from: at)
        }
        return behind
    }

    /// Another month of a list, without a day of its own.
    private func listedMonth(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (number: Int, start: Int, end: Int)? {
        var i = skip(p, at, end)
        if i < end, p[i] == 0x2C { i = skip(p, i + 1, end) }
        if let joiner = word(p, i, end), joiner.has(.overnight) { i = skip(p, joiner.end, end) }
        guard i > at, let (number, behind) = month(p, i, end),
            day(p, skip(p, behind, end), end) == nil
        else { return nil }
        return (number, i, behind)
    }
}
