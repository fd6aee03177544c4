import Grammar
import LegalText

/// Quantities in Chinese: numbers with their units.
extension HanScanner {
    /// Reads the quantity or date that begins with `number`; the offset behind it.
    mutating func quantity(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ number: AmountReader.Amount
    ) -> Int? {
        if let date = date(p, at, end, number) {
            return found.add(date, from: at)
        }
        guard var measure = measure(p, at, end, number) else { return nil }
        // 六 at a line's end, 十小时 on the next: half a number
        if isBrokenOff(p, at) { measure.isGarbled = true }
        follow(p, &measure, end)
        if measure.dimension == .physical, measure.bound == nil { surround(p, &measure, end) }
        if let range = range(p, measure, end) { measure = range }
        // 2026—2028年 are years of the calendar
        if measure.isRange, measure.iso == "Y", let low = measure.low, low >= 1900, low < 2200 {
            return measure.end
        }
        return found.add(measure, from: at)
    }

    /// A number and its unit, or a ratio; without a unit only as the first half of a range.
    func measure(
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
        guard let (rule, unitEnd) = unit(p, unitAt, end) else {
            guard number.form == .plain, word(p, number.end, end)?.has(.joiner) == true else {
                return nil
            }
            measure.dimension = .count
            measure.unit = nil
            return measure
        }
        if rule.dimension == .date { return nil }
        if rule.dimension == .clock, number.value > 24 || number.form == .half { return nil }
        measure.unit = rule.unit
        measure.ucum = rule.ucum
        measure.iso = rule.iso
        measure.dimension = rule.dimension
        measure.unitRule = rule.id
        measure.isAlone = rule.alone == true
        measure.unitStart = unitAt
        measure.core = at..<unitEnd
        measure.end = unitEnd
        if let factor = rule.factor, let low = measure.low { measure.low = low * factor }
        if number.form == .half {
            guard let iso = rule.iso else {
                return nil
            }
            if iso == "Y" { toMonths(&measure, 6) }
        } else if rule.iso == "Y",
            let half = grammar.amounts.amount(p, unitEnd, end), half.form == .half
        {
            // 一年半
            measure.core = at..<half.end
            measure.end = half.end
            toMonths(&measure, (number.value + 0.5) * 12)
        } else if rule.iso == "Y", let months = amount(p, unitEnd, end), months.form == .plain,
            let more = unit(p, months.end, end), more.rule.iso == "M", more.rule.factor == nil
        {
            // 一年零六个月
            measure.core = at..<more.end
            measure.end = more.end
            toMonths(&measure, number.value * 12 + months.value)
        } else if rule.dimension == .clock {
            let minutes = grammar.amounts.amount(p, unitEnd, end)
            var text = twoDigits(Int(number.value)) + ":00"
            if let minutes, minutes.value < 60, minutes.form == .plain,
                let sign = unit(p, minutes.end, end), sign.rule.id == "zho.unit.points"
            {
                text = twoDigits(Int(number.value)) + ":" + twoDigits(Int(minutes.value))
                measure.low = number.value + minutes.value / 60
                measure.core = at..<sign.end
                measure.end = sign.end
            }
            measure.clock = (text, nil)
        } else if rule.unit == "deg", let minutes = grammar.amounts.amount(p, unitEnd, end),
            let sign = unit(p, minutes.end, end), sign.rule.id == "zho.unit.points"
        {
            measure.low = number.value + minutes.value / 60
            measure.core = at..<sign.end
            measure.end = sign.end
        }
        return measure
    }

    private func toMonths(_ measure: inout Measure, _ value: Double) {
        measure.low = value
        measure.unit = "months"
        measure.ucum = "mo"
        measure.iso = "M"
    }

    /// Whether a numeral stands at the end of the line before.
    private func isBrokenOff(_ p: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        var i = at
        while i > 0, p[i - 1] == 0x0A || p[i - 1] == 0x0D { i -= 1 }
        guard i < at, i > 0 else { return false }
        let last = p.scalar(p.scalarStart(before: i))
        return last < 0x10000 && grammar.beginnings[Int(last)] & 2 != 0
    }

    /// 2000米探测环境保护范围内: a name may stand between a length and 范围内.
    private func surround(
        _ p: UnsafeBufferPointer<UInt8>, _ measure: inout Measure, _ end: Int
    ) {
        var at = measure.end
        for _ in 0..<10 {
            guard at < end, p.isHan(at), unit(p, at, end) == nil else { return }
            if let word = grammar.following.longest(p, at, end), word.end - at >= 9 {
                let rule = grammar.rules[grammar.entries[word.entry].rules[0]]
                guard rule.role == .within else { return }
                measure.bound = rule.role
                measure.boundIs = rule.comparator
                measure.boundRule = rule.id
                measure.end = word.end
                return
            }
            at += p.scalarWidth(at)
        }
    }
}
