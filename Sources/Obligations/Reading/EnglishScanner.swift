import Grammar
import LegalText

/// Cuts an English sentence into tokens, longest phrase first, numbers with their units as one.
struct EnglishScanner {
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
            if isASCIILetter(p[at]) || isASCIIDigit(p[at]) || p[at] == 0x24 || p[at] >= 0xC2 {
                at = word(p, at, end)
            } else {
                at += p.scalarWidth(at)
            }
        }
    }

    private func mark(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Token? {
        let kind: Token.Kind
        switch p[at] {
        case 0x2C: kind = .comma
        case 0x3B: kind = .semicolon
        case 0x3A: kind = .colon
        case 0x28: kind = .open
        case 0x29: kind = .close
        default: return nil
        }
        return Token(kind: kind, start: at, end: at + 1, index: 0)
    }

    private func lookup(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (entry: Int, end: Int, roles: UInt64)? {
        grammar.words.longest(p, at, end).map {
            ($0.entry, $0.end, grammar.entries[$0.entry].roles)
        }
    }

    private func rule(_ entry: Int, _ role: WordRule.Role) -> WordRule? {
        for index in grammar.entries[entry].rules where grammar.rules[index].role == role {
            return grammar.rules[index]
        }
        return nil
    }

    func skip(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        var i = at
        while i < end {
            let blank = p.blankWidth(i)
            if blank > 0 {
                i += blank
            } else if p[i] == 0x0A || p[i] == 0x0D {
                i += 1
            } else {
                break
            }
        }
        return i
    }

    /// Reads the word, number or phrase that begins at `at`; the offset behind it.
    private mutating func word(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> Int {
        let found = lookup(p, at, end)
        if let found, let next = negatedBound(p, at, found) { return next }
        if let found {
            if found.roles & WordRule.Role.ordinal.bit != 0,
                let next = structural(p, found.end, end)
            {
                return next
            }
            if found.roles & WordRule.Role.currency.bit != 0,
                let next = money(p, at, found.end, end, rule(found.entry, .currency))
            {
                return next
            }
            if found.roles & WordRule.Role.month.bit != 0, let next = monthDate(p, at, at, end) {
                return next
            }
            if let next = occurrence(p, at, found.end, found.entry) { return next }
            if found.roles & WordRule.Role.each.bit != 0, let next = period(p, at, found.end, end) {
                return next
            }
            // twice a year
            if found.roles & WordRule.Role.event.bit != 0, let last = tokens.last,
                last.kind == .measure, skip(p, last.end, at) >= at,
                let next = period(p, at, found.end, end)
            {
                return next
            }
            if found.roles & WordRule.Role.until.bit != 0,
                let next = yearOrMonthEnd(p, at, found.end, end)
            {
                return next
            }
        }
        if let next = number(p, at, end, phraseEnd: found?.end ?? 0) { return next }
        if let found {
            tokens.append(
                Token(
                    kind: .word, start: at, end: found.end, index: found.entry, roles: found.roles))
            return found.end
        }
        return wordEnd(p, at, end)
    }

    /// "shall not exceed" is "shall" and "not exceed", no prohibition.
    private mutating func negatedBound(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int,
        _ found: (entry: Int, end: Int, roles: UInt64)
    ) -> Int? {
        guard let rule = rule(found.entry, .modal), rule.kind == .prohibition else { return nil }
        let negation = found.end - 3
        guard negation > at, p[negation] | 0x20 == 0x6E, let bound = lookup(p, negation, p.count),
            bound.roles & WordRule.Role.comparator.bit != 0,
            let modal = lookup(p, at, negation), modal.roles & WordRule.Role.modal.bit != 0
        else { return nil }
        tokens.append(
            Token(kind: .word, start: at, end: modal.end, index: modal.entry, roles: modal.roles))
        return negation
    }

    func wordEnd(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        var i = at
        while i < end, isASCIILetter(p[i]) || isASCIIDigit(p[i]) { i += 1 }
        return i > at ? i : at + p.scalarWidth(at)
    }

    /// Whether words that announce a list stand in a stretch of text.
    func announces(_ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan) -> Bool {
        var at = span.lowerBound
        while at < span.upperBound {
            if isASCIILetter(p[at]) {
                if let word = lookup(p, at, span.upperBound),
                    word.roles & WordRule.Role.announce.bit != 0
                {
                    return true
                }
                at = wordEnd(p, at, span.upperBound)
            } else {
                at += p.scalarWidth(at)
            }
        }
        return false
    }

    // MARK: - Not quantities

    /// Behind "Articles 43 and 48", "Paragraph 1", "No. 7": what these count is no quantity.
    private func structural(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        var i = skip(p, at, end)
        var found: Int?
        while i < end {
            if p[i] == 0x28 { i += 1 }
            guard let next = anyNumber(p, i, end) else { break }
            i = next
            while i < end, p[i] == 0x2D || p[i] == 0x29, i + 1 < end {
                i += 1
                if let more = anyNumber(p, i, end) { i = more }
            }
            found = i
            // 1 and 2; 3, 4 or 5
            var next2 = skip(p, i, end)
            if next2 < end, p[next2] == 0x2C { next2 = skip(p, next2 + 1, end) }
            if let joiner = lookup(p, next2, end),
                joiner.roles & (WordRule.Role.overnight.bit | WordRule.Role.joiner.bit) != 0
            {
                next2 = skip(p, joiner.end, end)
            }
            guard next2 > i, anyNumber(p, next2, end) != nil,
                grammar.unitWords.longest(p, skip(p, anyNumber(p, next2, end) ?? end, end), end)
                    == nil
            else { break }
            i = next2
        }
        return found
    }

    private func anyNumber(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        guard at < end else { return nil }
        if let amount = grammar.amounts.amount(p, at, end), amount.form == .plain {
            return amount.end
        }
        return grammar.amounts.ordinalOrRoman(p, at, end)
    }

    // MARK: - Periods and occurrences

    private mutating func period(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ start: Int, _ end: Int
    ) -> Int? {
        var i = skip(p, start, end)
        var count = 1.0
        if i < end, let number = grammar.amounts.amount(p, i, end), number.form == .plain {
            count = number.value
            i = skip(p, number.end, end)
        }
        guard let unit = grammar.unitWords.longest(p, i, end) else { return nil }
        let rule = grammar.units[unit.entry]
        var period = Period(span: at..<unit.end)
        if let iso = rule.iso {
            let length = count * (rule.factor ?? 1)
            guard length == length.rounded(), length > 0, length < 1000 else { return nil }
            switch iso {
            case "H": period.iso = "PT\(Int(length))H"
            case "N": period.iso = "PT\(Int(length))M"
            default: period.iso = "P\(Int(length))\(iso)"
            }
        } else {
            period.thing = rule.unit
        }
        tokens.append(Token(kind: .period, start: at, end: unit.end, index: periods.count))
        periods.append(period)
        return unit.end
    }

    private mutating func occurrence(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ wordEnd: Int, _ entry: Int
    ) -> Int? {
        let isTimes = rule(entry, .occurrence)
        guard let rule = isTimes ?? self.rule(entry, .multiple), let value = Double(rule.is ?? "")
        else {
            return nil
        }
        var measure = Measure(
            low: value, number: at..<wordEnd, core: at..<wordEnd, end: wordEnd,
            dimension: isTimes == nil ? .ratio : .occurrence, unitRule: rule.id, unitStart: at,
            isWord: true)
        measure.unit = isTimes == nil ? "multiple" : "times"
        measure.ucum = isTimes == nil ? "1" : "{times}"
        add(measure, at)
        return wordEnd
    }

    private mutating func add(_ measure: Measure, _ start: Int) {
        tokens.append(Token(kind: .measure, start: start, end: measure.end, index: measures.count))
        measures.append(measure)
    }

    // MARK: - Quantities

    private mutating func money(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ signEnd: Int, _ end: Int, _ rule: WordRule?
    ) -> Int? {
        guard var measure = moneyMeasure(p, at, signEnd, end, rule) else { return nil }
        follow(p, &measure, end)
        if let range = range(p, measure, end) { measure = range }
        add(measure, at)
        return measure.end
    }

    private func moneyMeasure(
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
        guard let last = tokens.last, last.kind == .word, skip(p, last.end, at) >= at,
            let rule = rule(last.index, .comparator), let unit = rule.unit
        else { return nil }
        return (unit, rule.id)
    }

    private mutating func number(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, phraseEnd: Int
    ) -> Int? {
        // glued to what precedes: A4, 3-1
        if at > 0, isASCIIDigit(p[at]), isASCIILetter(p[at - 1]) { return nil }
        if let next = dayDate(p, at, end) { return next }
        guard let amount = grammar.amounts.amount(p, at, end) else {
            return grade(p, at, end)
        }
        if amount.isWord, amount.end < phraseEnd { return nil }
        if amount.isWord, phraseEnd == amount.end,
            lookup(p, at, end).map({ $0.roles & WordRule.Role.lexical.bit != 0 }) ?? false
        {
            return nil
        }
        guard var measure = measure(p, at, end, amount) else { return max(amount.end, phraseEnd) }
        if let implied = impliedUnit(p, before: at), amount.form == .plain,
            measure.dimension != .age
        {
            measure = Measure(
                low: amount.value, number: at..<amount.end, core: at..<amount.end, end: amount.end,
                unit: implied.unit, ucum: "a", dimension: .age, unitRule: implied.rule,
                unitStart: amount.end)
        }
        follow(p, &measure, end)
        if let range = range(p, measure, end) { measure = range }
        if measure.unit == nil {
            // Five * * *, Three?: what was counted is lost
            let next = skip(p, measure.end, end)
            guard measure.isWord, measure.low != 1, next < end, p[next] == 0x3F || p[next] == 0x2A
            else {
                return measure.end
            }
            measure.unit = "items"
        }
        add(measure, at)
        return measure.end
    }

    /// A number and its unit; in "two (2) or more persons" the bracket says it again.
    private func measure(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ amount: AmountReader.Amount
    ) -> Measure? {
        var measure = Measure(
            low: amount.value, number: at..<amount.end, core: at..<amount.end, end: amount.end,
            dimension: .ratio, unitRule: "eng.ratio", unitStart: amount.end,
            isGarbled: amount.isGarbled, isWord: amount.isWord)
        var i = bracket(p, amount.end, end) ?? amount.end
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
            let next = skip(p, amount.end, end)
            if amount.form == .half, let article = lookup(p, next, end),
                article.roles & WordRule.Role.event.bit != 0,
                let unit = grammar.unitWords.longest(p, skip(p, article.end, end), end),
                let iso = grammar.units[unit.entry].iso
            {
                let rule = grammar.units[unit.entry]
                measure.low = iso == "Y" ? 6 : 0.5
                measure.unit = iso == "Y" ? "months" : rule.unit
                measure.iso = iso == "Y" ? "M" : iso
                measure.dimension = .time
                measure.core = at..<unit.end
                measure.end = unit.end
                return measure
            }
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
            if rule.role == .bound {
                measure.bound = rule.role
                measure.boundIs = rule.is.flatMap(Quantity.Comparator.init(rawValue:))
                measure.boundRule = rule.id
                i = bound.end
                inner = skip(p, i, end)
                measure.end = i
            }
        }
        if inner < end, p[inner] == 0x2D { inner = skip(p, inner + 1, end) }
        if let unit = unit(p, inner, end, isDirect: bound == nil) {
            let rule = grammar.units[unit.entry]
            measure.unit = rule.unit
            measure.ucum = rule.ucum
            measure.iso = rule.iso
            measure.dimension = rule.dimension
            measure.unitRule = rule.id
            measure.unitStart = inner
            measure.core = at..<unit.end
            measure.end = unit.end
            if let factor = rule.factor { measure.low = amount.value * factor }
            if rule.dimension == .grade { return nil }
            if let again = bracket(p, measure.end, end) { measure.end = again }
            return measure
        }
        // 1-3, between 10,000 and
        if amount.digits > 0 || amount.isWord || amount.value >= 1000 {
            if let noun = noun(p, inner, end) {
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
    private func bracket(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        let open = skip(p, at, end)
        guard open + 1 < end, p[open] == 0x28, let again = grammar.amounts.amount(p, open + 1, end),
            again.end < end, p[again.end] == 0x29
        else { return nil }
        return again.end + 1
    }

    /// A unit right here, or persons and the like behind up to three describing words.
    private func unit(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, isDirect: Bool
    ) -> (entry: Int, end: Int)? {
        if let unit = grammar.unitWords.longest(p, at, end) { return unit }
        var i = at
        for _ in 0..<4 {
            guard i < end, isASCIILetter(p[i]) else { return nil }
            if let word = lookup(p, i, end) {
                let stops: UInt64 =
                    ~(WordRule.Role.listed.bit | WordRule.Role.preposition.bit
                    | WordRule.Role.activity.bit | WordRule.Role.from.bit
                    | WordRule.Role.pronoun.bit)
                if word.roles & stops != 0 { return nil }
                // of these persons
                i = skip(p, word.end, end)
            } else {
                i = skip(p, wordEnd(p, i, end), end)
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
    private func noun(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (text: String, end: Int)? {
        var i = at
        var found: (String, Int)?
        for _ in 0..<3 {
            guard i < end, isASCIILetter(p[i]), p[i] & 0x20 != 0 else { break }
            if let word = lookup(p, i, end) {
                if word.roles & WordRule.Role.activity.bit != 0 {
                    return (String(decoding: p[i..<word.end], as: UTF8.self), word.end)
                }
                break
            }
            let stop = wordEnd(p, i, end)
            found = (String(decoding: p[i..<stop], as: UTF8.self), stop)
            i = skip(p, stop, end)
            if stop < end, p[stop] == 0x2D { break }
            // a plural is the noun itself
            if stop - 1 > at, p[stop - 1] == 0x73 { break }
        }
        return found
    }

    /// second-class and above, fourth degree
    private mutating func grade(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> Int? {
        guard let ordinal = grammar.amounts.ordinal(p, at, end) else { return nil }
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
        follow(p, &measure, end)
        add(measure, at)
        return measure.end
    }

    private func follow(_ p: UnsafeBufferPointer<UInt8>, _ measure: inout Measure, _ end: Int) {
        guard measure.bound == nil else { return }
        let at = skip(p, measure.end, end)
        guard let word = grammar.following.longest(p, at, end) else { return }
        let rule = grammar.rules[grammar.entries[word.entry].rules[0]]
        measure.bound = rule.role
        measure.boundIs = rule.is.flatMap(Quantity.Comparator.init(rawValue:))
        measure.boundRule = rule.id
        measure.end = rule.role == .lead ? measure.end : word.end
    }

    // MARK: - Ranges

    /// 5-7 members, NT$ 60,000 up to NT$ 300,000, between 10,000 and 50,000 RMB, not less than one
    /// month and not more than six months.
    private func range(
        _ p: UnsafeBufferPointer<UInt8>, _ first: Measure, _ end: Int
    ) -> Measure? {
        var at = skip(p, first.end, end)
        guard at < end else { return nil }
        let opening = openingComparator(p, before: first.core.lowerBound)
        var upper: Quantity.Comparator?
        var joined = false
        if let joiner = lookup(p, at, end), joiner.roles & WordRule.Role.joiner.bit != 0,
            first.bound == nil, opening == nil || opening == .range || opening == .moreThan
        {
            at = joiner.end
            joined = true
        } else if p[at] == 0x2C
            || lookup(p, at, end).map({ $0.roles & WordRule.Role.overnight.bit != 0 }) ?? false
        {
            if p[at] == 0x2C { at = skip(p, at + 1, end) }
            if let word = lookup(p, at, end), word.roles & WordRule.Role.overnight.bit != 0 {
                at = word.end
            }
            if opening == .range { joined = true }
        } else if first.unit != nil {
            // from three months up to a maximum of …
            guard opening == .atLeast else { return nil }
        } else {
            return nil
        }
        at = skip(p, at, end)
        guard at < end else { return nil }
        if let word = lookup(p, at, end), let rule = rule(word.entry, .comparator),
            let comparator = rule.is.flatMap(Quantity.Comparator.init(rawValue:)),
            comparator == .atMost || comparator == .lessThan
        {
            upper = comparator
            at = skip(p, word.end, end)
        }
        if !joined {
            guard opening == .atLeast || opening == .moreThan || first.boundIs == .atLeast,
                upper != nil
            else { return nil }
        }
        var second: Measure?
        if at < end, let sign = lookup(p, at, end), sign.roles & WordRule.Role.currency.bit != 0 {
            second = moneyMeasure(p, at, sign.end, end, rule(sign.entry, .currency))
        } else if at < end, let amount = grammar.amounts.amount(p, at, end) {
            second = measure(p, at, end, amount)
        }
        guard var range = second, range.unit != nil || first.unit != nil else { return nil }
        if range.unit == nil {
            guard first.dimension == .money else { return nil }
            range.unit = first.unit
            range.dimension = .money
        }
        guard let low = first.low, let high = range.low else { return nil }
        range.low = low
        range.high = high
        if let unit = first.unit, unit != range.unit {
            switch (unit, range.unit) {
            case ("months", "years"):
                range.high = high * 12
                range.unit = unit
                range.ucum = first.ucum
                range.iso = "M"
            case ("days", "weeks"):
                range.high = high * 7
                range.unit = unit
                range.ucum = first.ucum
                range.iso = "D"
            case ("percent", "multiple"): range.low = low / 100
            case ("times", "multiple"), ("fraction", "multiple"): break
            default:
                guard first.dimension == .count, range.dimension == .count else { return nil }
            }
        }
        guard let least = range.low, let most = range.high, least < most else { return nil }
        range.isRange = true
        range.number = first.number.lowerBound..<range.number.upperBound
        range.core = first.core.lowerBound..<range.core.upperBound
        range.isMaxExclusive = upper == .lessThan
        range.hasOwnBounds = upper != nil
        range.isGarbled = first.isGarbled || range.isGarbled
        follow(p, &range, end)
        return range
    }

    /// The comparator right before a quantity, from the tokens read so far.
    private func openingComparator(
        _ p: UnsafeBufferPointer<UInt8>, before at: Int
    ) -> Quantity.Comparator? {
        guard let last = tokens.last, last.kind == .word, skip(p, last.end, at) >= at else {
            return nil
        }
        return rule(last.index, .comparator)?.is.flatMap(Quantity.Comparator.init(rawValue:))
    }
}
