import Grammar
import LegalText

/// Dates in Chinese: 2021年1月1日, 7月31日, 三月底, 2025年底.
extension HanScanner {
    /// 2021年1月1日, 7月31日, 三月底, 2025年底, and 每月15日 (a day alone, behind 每月).
    func date(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ number: AmountReader.Amount
    ) -> CalendarDate? {
        guard number.form == .plain, number.value == number.value.rounded() else { return nil }
        var date = CalendarDate(span: at..<number.end, end: number.end)
        var i = p.skipBlanks(number.end, end)
        var value = Int(number.value)
        guard let (rule, unitEnd) = unit(p, i, end) else { return month(p, at, i, end, value) }
        var found = false
        if rule.iso == "Y",
            let year = number.digits == 4 && (1800...2200).contains(value)
                ? value : republicanYear(p, value, unitEnd, end)
        {
            date.year = year
            i = unitEnd
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
            guard let monthUnit = unit(p, sign, end), monthUnit.rule.dimension == .date
            else {
                bound(p, &date, end)
                return date
            }
            i = monthUnit.end
        } else if rule.dimension == .date, (1...12).contains(value) {
            if let ending = month(p, at, i, end, value) { return ending }
            i = unitEnd
            found = true
        }
        guard found else { return nil }
        date.month = value
        date.span = at..<i
        date.end = i
        let next = p.skipBlanks(i, end)
        if next < end, let dayNumber = amount(p, next, end), dayNumber.form == .plain,
            (1...31).contains(dayNumber.value),
            let dayUnit = unit(p, p.skipBlanks(dayNumber.end, end), end), dayUnit.rule.iso == "D"
        {
            date.day = Int(dayNumber.value)
            date.span = at..<dayUnit.end
            date.end = dayUnit.end
        }
        bound(p, &date, end)
        return date
    }

    /// The year of the common era (民国纪年), where month and day follow: 一百零六年十二月三十一日 → 2017.
    private func republicanYear(
        _ p: UnsafeBufferPointer<UInt8>, _ value: Int, _ at: Int, _ end: Int
    ) -> Int? {
        guard (1...200).contains(value), at < end,
            let era = grammar.rules.first(where: { $0.role == .era })?.value,
            let month = amount(p, at, end), (1...12).contains(month.value),
            let monthUnit = unit(p, month.end, end), monthUnit.rule.dimension == .date,
            let day = amount(p, monthUnit.end, end), (1...31).contains(day.value),
            unit(p, day.end, end)?.rule.iso == "D"
        else { return nil }
        return value + Int(era)
    }

    /// 三月底
    private func month(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ sign: Int, _ end: Int, _ value: Int
    ) -> CalendarDate? {
        guard (1...12).contains(value), let word = word(p, sign, end), word.has(.month) else {
            return nil
        }
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
