import Grammar
import LegalText

/// Quantities in English: numbers with their units, money, once and twice.
extension EnglishScanner {
    mutating func occurrence(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ wordEnd: Int, _ entry: Int, _ end: Int
    ) -> Int? {
        // double-check
        if wordEnd < p.count, p[wordEnd] == 0x2D { return nil }
        guard
            var measure = numberWord(
                at, FoundWord(entry: entry, end: wordEnd, roles: grammar.entries[entry].roles))
        else { return nil }
        // once a candidate is appointed: a condition
        if measure.low == 1, measure.dimension == .occurrence,
            found.tokens.last.map({ $0.isBreak }) ?? true, !periodFollows(p, wordEnd, end)
        {
            return nil
        }
        // twice or more
        let next = skip(p, wordEnd, end)
        if let bound = grammar.following.longest(p, next, end),
            grammar.rules[grammar.entries[bound.entry].rules[0]].role == .bound
        {
            follow(p, &measure, end)
        }
        return found.add(measure, from: at)
    }

    /// Whether a period of time follows: once a year, once every three months.
    private func periodFollows(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
        let next = skip(p, at, end)
        guard let word = word(p, next, end) else { return false }
        if word.has(.each) || word.has(.recurring) || word.has(.period) { return true }
        return word.has(.event) && unit(p, skip(p, word.end, end), end)?.rule.iso != nil
    }

    // MARK: - Quantities

    mutating func money(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ signEnd: Int, _ end: Int, _ rule: WordRule?
    ) -> Int? {
        guard var measure = moneyMeasure(p, at, signEnd, end, rule) else { return nil }
        follow(p, &measure, end)
        if let range = range(p, measure, end) { measure = range }
        return found.add(measure, from: at)
    }

    /// NTD100,000: a currency no blank divides from its amount.
    mutating func gluedMoney(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        var digit = at
        while digit < end, digit - at < 5, isASCIILetter(p[digit]) { digit += 1 }
        guard digit > at, digit < end, isASCIIDigit(p[digit]), at == 0 || !isASCIILetter(p[at - 1]),
            let sign = word(p, at, digit), sign.has(.currency), sign.end == digit
        else { return nil }
        return money(p, at, digit, end, rule(sign.entry, .currency))
    }

    func moneyMeasure(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ signEnd: Int, _ end: Int, _ rule: WordRule?
    ) -> Measure? {
        let start = skip(p, signEnd, end)
        guard start < end, let amount = grammar.amounts.amount(p, start, end), amount.form == .plain
        else { return nil }
        var measure = Measure(
            low: amount.value, number: start..<amount.end, core: at..<amount.end, end: amount.end,
            dimension: .money, unitRule: rule?.id ?? "eng.currency", unitStart: at,
            isGarbled: amount.isGarbled)
        measure.unit = rule?.unit
        // RMB 5,000 yuan
        let next = skip(p, amount.end, end)
        if let unit = grammar.unitWords.longest(p, next, end),
            grammar.units[unit.entry].dimension == .money
        {
            measure.core = at..<unit.end
            measure.end = unit.end
        }
        return measure
    }

    /// Years of age where the words before a bare number say so: the age of 45.
    private func impliedUnit(
        _ p: UnsafeBufferPointer<UInt8>, before at: Int
    ) -> (unit: String, rule: String)? {
        guard let last = found.tokens.last, last.kind == .word, skip(p, last.end, at) >= at,
            let rule = rule(last.index, .comparator), let unit = rule.unit
        else { return nil }
        return (unit, rule.id)
    }

    mutating func number(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, phraseEnd: Int
    ) -> Int? {
        // glued to what precedes: A4, 3-1
        if at > 0, isASCIIDigit(p[at]), isASCIILetter(p[at - 1]), found.tokens.last?.end != at {
            return nil
        }
        if var time = clock(p, at, end) {
            if let range = range(p, time, end) { time = range }
            return found.add(time, from: at)
        }
        if let next = dayDate(p, at, end) { return next }
        guard let amount = grammar.amounts.amount(p, at, end) else {
            // the first half year
            if let ordinal = grammar.amounts.ordinal(p, at, end), ordinal.end < phraseEnd {
                return nil
            }
            return grade(p, at, end)
        }
        if amount.isWord, amount.end < phraseEnd { return nil }
        if amount.isWord, phraseEnd == amount.end,
            word(p, at, end)?.has(.lexical) == true
        {
            return nil
        }
        guard var measure = measure(p, at, end, amount) else { return max(amount.end, phraseEnd) }
        if let implied = impliedUnit(p, before: at), amount.form == .plain,
            measure.dimension != .age
        {
            let isYears = measure.iso == "Y"
            measure = Measure(
                low: amount.value, number: at..<amount.end, core: at..<amount.end,
                end: isYears ? measure.end : restated(p, amount.end, end) ?? amount.end,
                unit: implied.unit, ucum: "a", dimension: .age, unitRule: implied.rule,
                unitStart: amount.end)
        }
        follow(p, &measure, end)
        if let range = range(p, measure, end) { measure = range }
        if measure.unit == nil { elide(p, &measure, at, end) }
        if measure.unit == nil {
            // Five * * *, Three?: what was counted is lost
            let next = skip(p, measure.end, end)
            guard measure.isWord, measure.low != 1, next < end, p[next] == 0x3F || p[next] == 0x2A
            else {
                return measure.end
            }
            measure.unit = "items"
        }
        return found.add(measure, from: at)
    }

    /// A number and its unit; in "two (2) or more persons" the bracket says it again.
    func measure(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ amount: AmountReader.Amount
    ) -> Measure? {
        var measure = Measure(
            low: amount.value, number: at..<amount.end, core: at..<amount.end, end: amount.end,
            dimension: .ratio, unitRule: "eng.ratio", unitStart: amount.end,
            isGarbled: amount.isGarbled, isWord: amount.isWord)
        var i = restated(p, amount.end, end) ?? amount.end
        measure.end = i
        measure.core = at..<i
        measure.isRestated = i > amount.end
        switch amount.form {
        case .percent, .permille:
            measure.unit = amount.form.rawValue
            measure.ucum = amount.form == .percent ? "%" : "[ppth]"
            return measure
        case .fraction, .half:
            // half a year
            var next = skip(p, amount.end, end)
            if let article = word(p, next, end), article.has(.event) {
                next = skip(p, article.end, end)
            }
            // half a year, half year
            if amount.form == .half, let (rule, unitEnd) = unit(p, next, end), let iso = rule.iso {
                measure.low = iso == "Y" ? 6 : 0.5
                measure.unit = iso == "Y" ? "months" : rule.unit
                measure.iso = iso == "Y" ? "M" : iso
                measure.dimension = .time
                measure.core = at..<unitEnd
                measure.end = unitEnd
                return measure
            }
            // a half-day
            if amount.form == .half, amount.end < end, p[amount.end] == 0x2D { return nil }
            measure.unit = "fraction"
            measure.ucum = "1"
            return measure
        case .plain: break
        }
        // two (2) or more persons
        var inner = skip(p, i, end)
        let bound = grammar.following.longest(p, inner, end)
        if let bound {
            let rule = grammar.rules[grammar.entries[bound.entry].rules[0]]
            // over sixteen and under eighteen: the other end
            let joins =
                word(p, inner, end)?.has(.overnight) == true
                && self.amount(p, skip(p, bound.end, end), end) != nil
            if rule.role == .bound, !joins {
                measure.bound = rule.role
                measure.boundIs = rule.comparator
                measure.boundRule = rule.id
                i = bound.end
                inner = skip(p, i, end)
                measure.end = i
            }
        }
        // three-tiered is no count
        let isCompound = inner < end && p[inner] == 0x2D
        if isCompound { inner = skip(p, inner + 1, end) }
        // within 4 following years
        if let word = word(p, inner, end), word.has(.listed) || word.has(.whole),
            case let next = skip(p, word.end, end), unit(p, next, end)?.rule.iso != nil
        {
            inner = next
        }
        if let unit = unit(p, inner, end, isDirect: bound == nil) {
            let rule = grammar.units[unit.entry]
            measure.isAlone = rule.alone == true
            measure.unit = rule.unit
            measure.ucum = rule.ucum
            measure.iso = rule.iso
            measure.dimension = rule.dimension
            measure.unitRule = rule.id
            measure.unitStart = inner
            measure.core = at..<unit.end
            measure.end = unit.end
            if rule.dimension == .clock {
                measure.clock = (twoDigits(Int(amount.value)) + ":00", nil)
            }
            if let factor = rule.factor { measure.low = amount.value * factor }
            if rule.dimension == .grade { return nil }
            if rule.iso == "Y", bound == nil { addMonths(p, &measure, end) }
            if let again = restated(p, measure.end, end) { measure.end = again }
            return measure
        }
        // 1-3, between 10,000 and
        if amount.digits > 0 || amount.isWord || amount.value >= 1000 {
            if !isCompound, let noun = noun(p, inner, end) {
                measure.unit = noun.text
                measure.dimension = .count
                measure.unitRule = "eng.unit.things"
                measure.unitStart = inner
                measure.core = at..<noun.end
                measure.end = noun.end
                return measure
            }
        }
        measure.unit = nil
        measure.dimension = .count
        return measure
    }

    /// (20%), (2): behind a number, the same again.
    func restated(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        let open = skip(p, at, end)
        guard open < end, let opening = mark(p, open, end), opening.kind == .open else {
            return nil
        }
        // (NT$ 60,000)
        var at = opening.end
        if let sign = word(p, at, end), sign.has(.currency) { at = skip(p, sign.end, end) }
        guard at < end, let again = grammar.amounts.amount(p, at, end) else { return nil }
        var close = skip(p, again.end, end)
        if at > opening.end, let unit = unit(p, close, end) { close = unit.end }
        guard close < end, let closing = mark(p, close, end), closing.kind == .close else {
            return nil
        }
        return closing.end
    }

    /// A unit right here, or persons and the like behind up to three describing words.
    func unit(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, isDirect: Bool
    ) -> (entry: Int, end: Int)? {
        if let unit = grammar.unitWords.longest(p, at, end) { return unit }
        var i = at
        for count in 0..<5 {
            guard i < end, isASCIILetter(p[i]) else { return nil }
            if let word = word(p, i, end) {
                // two of these persons, but not three opinions of members
                if word.has(.preposition) {
                    let next = self.word(p, skip(p, word.end, end), end)
                    guard count == 0, next?.has(.listed) == true else { return nil }
                }
                let stops: WordRule.Roles =
                    ~(WordRule.Role.listed.bit | WordRule.Role.preposition.bit
                    | WordRule.Role.activity.bit | WordRule.Role.from.bit
                    | WordRule.Role.pronoun.bit | WordRule.Role.actor.bit
                    | WordRule.Role.idle.bit | WordRule.Role.whole.bit)
                if word.roles & stops != 0 { return nil }
                // of these persons
                i = word.end
                while i + 1 < end, p[i] == 0x2D, isASCIILetter(p[i + 1]) {
                    i = wordEnd(p, i + 1, end)
                }
                i = skip(p, i, end)
            } else {
                i = wordEnd(p, i, end)
                // on-duty personnel
                while i + 1 < end, p[i] == 0x2D, isASCIILetter(p[i + 1]) {
                    i = wordEnd(p, i + 1, end)
                }
                i = skip(p, i, end)
            }
            if let unit = grammar.unitWords.longest(p, i, end),
                grammar.units[unit.entry].unit == "persons"
            {
                return unit
            }
        }
        return nil
    }

    /// The thing counted: up to three plain words, the last one taken as its name.
    func noun(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (text: String, end: Int)? {
        var i = at
        var found: (String, Int)?
        for _ in 0..<3 {
            guard i < end, isASCIILetter(p[i]), p[i] & 0x20 != 0, amount(p, i, end) == nil else {
                break
            }
            if found == nil, let adverb = adverbEnd(p, i, end) { i = skip(p, adverb, end) }
            if let word = word(p, i, end), !word.has(.whole) {
                // two consecutive terms
                if word.has(.activity) || word.has(.abstract) || word.has(.actor)
                    || word.has(.idle)
                {
                    return (String(decoding: p[i..<word.end], as: UTF8.self), word.end)
                }
                break
            }
            var stop = wordEnd(p, i, end)
            // one off-road ambulance
            while stop + 1 < end, p[stop] == 0x2D, isASCIILetter(p[stop + 1]) {
                stop = wordEnd(p, stop + 1, end)
            }
            // one station jointly
            if found != nil, adverbEnd(p, i, end) != nil { break }
            found = (String(decoding: p[i..<stop], as: UTF8.self), stop)
            i = skip(p, stop, end)
            // a plural is the noun itself
            if stop - 1 > at, p[stop - 1] == 0x73 { break }
        }
        return found
    }

    /// Behind an adverb at `at`: duly, jointly.
    func adverbEnd(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        let stop = wordEnd(p, at, end)
        guard stop - at > 3, p[stop - 1] | 0x20 == 0x79, p[stop - 2] | 0x20 == 0x6C else {
            return nil
        }
        return stop
    }

    /// second-class and above, fourth degree
    mutating func grade(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> Int? {
        guard let ordinal = grammar.amounts.ordinal(p, at, end) else { return nil }
        if let start = startingYear(p, at, ordinal, end) { return found.add(start, from: at) }
        var i = ordinal.end
        if i < end, p[i] != 0x2D { i = skip(p, i, end) }
        guard let unit = grammar.unitWords.longest(p, i, end),
            grammar.units[unit.entry].dimension == .grade
        else { return ordinal.end }
        let rule = grammar.units[unit.entry]
        var measure = Measure(
            low: Double(ordinal.value), number: at..<ordinal.end, core: at..<unit.end,
            end: unit.end,
            dimension: .grade, unitRule: rule.id, unitStart: i)
        measure.unit = rule.unit
        measure.isAlone = rule.alone == true
        follow(p, &measure, end)
        return found.add(measure, from: at)
    }
}
