import Grammar
import LegalText

/// What a scanner finds in a sentence, in order.
struct Findings {
    var tokens: [Token] = []
    var measures: [Measure] = []
    var dates: [CalendarDate] = []
    var periods: [Period] = []

    mutating func clear() {
        tokens.removeAll(keepingCapacity: true)
        measures.removeAll(keepingCapacity: true)
        dates.removeAll(keepingCapacity: true)
        periods.removeAll(keepingCapacity: true)
    }

    /// Whether anything in the sentence can make a record.
    func mayBind(_ grammar: NormGrammar) -> Bool {
        if !measures.isEmpty || !dates.isEmpty || !periods.isEmpty { return true }
        for token in tokens where token.kind == .word && grammar.entries[token.index].isAlone {
            return true
        }
        return false
    }

    /// Each returns the offset behind what it adds.
    mutating func add(_ measure: Measure, from start: Int) -> Int {
        tokens.append(Token(kind: .measure, start: start, end: measure.end, index: measures.count))
        measures.append(measure)
        return measure.end
    }

    mutating func add(_ date: CalendarDate, from start: Int) -> Int {
        tokens.append(Token(kind: .date, start: start, end: date.end, index: dates.count))
        dates.append(date)
        return date.end
    }

    mutating func add(_ period: Period) -> Int {
        let span = period.span
        tokens.append(
            Token(
                kind: .period, start: span.lowerBound, end: span.upperBound, index: periods.count))
        periods.append(period)
        return span.upperBound
    }

    mutating func add(_ word: FoundWord, from start: Int) -> Int {
        tokens.append(
            Token(
                kind: .word, start: start, end: word.end, index: word.entry, roles: word.roles))
        return word.end
    }
}

/// A word of the grammar at some place of the text.
struct FoundWord {
    var entry: Int
    var end: Int
    var roles: WordRule.Roles
    func has(_ role: WordRule.Role) -> Bool { roles & role.bit != 0 }
}

/// Cuts a sentence into tokens, longest word first, numbers with their units as one.
///
/// Both languages share what follows from the tables of the grammar; how a number finds its unit is
/// each language's own.
protocol SentenceScanner {
    init(grammar: NormGrammar)
    var grammar: NormGrammar { get }
    var found: Findings { get set }
    /// Whether "before" and the like belong to a quantity's span, as 前 does.
    var spansLead: Bool { get }

    /// Reads what begins at `at`, where no punctuation stands; the offset behind it.
    mutating func read(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int
    /// Behind the blanks at `at`; where lines are wrapped, behind line ends too.
    func skip(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int
    func amount(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> AmountReader.Amount?
    /// Behind brackets that say a number again: fifteen (15).
    func restated(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int?
}

extension SentenceScanner {
    mutating func scan(_ p: UnsafeBufferPointer<UInt8>, _ range: ByteSpan) {
        found.clear()
        var at = range.lowerBound
        while at < range.upperBound {
            if let mark = mark(p, at, range.upperBound) {
                found.tokens.append(mark)
                at = mark.end
            } else {
                at = read(p, at, range.upperBound)
            }
        }
    }

    func word(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> FoundWord? {
        grammar.words.longest(p, at, end).map {
            FoundWord(entry: $0.entry, end: $0.end, roles: grammar.entries[$0.entry].roles)
        }
    }

    func rule(_ entry: Int, _ role: WordRule.Role) -> WordRule? {
        grammar.rule(entry, role)
    }

    func unit(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (rule: UnitRule, end: Int)? {
        grammar.unitWords.longest(p, at, end).map { (grammar.units[$0.entry], $0.end) }
    }

    /// What the words of a comparator say, where `entry` has any.
    func comparator(_ entry: Int) -> Quantity.Comparator? {
        rule(entry, .comparator)?.comparator
    }

    /// Punctuation that divides a sentence.
    func mark(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Token? {
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

    /// 每年, 每三年, every half year and, with a thing instead of a time, 每立方米, per vehicle.
    mutating func period(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ start: Int, _ end: Int
    ) -> Int? {
        var i = skip(p, start, end)
        guard i < end else { return nil }
        var count = 1.0
        var isHalf = false
        // half a year may be a unit of its own
        if unit(p, i, end) == nil, let number = amount(p, i, end),
            number.form == .plain || number.form == .half
        {
            count = number.value
            isHalf = number.form == .half
            i = skip(p, restated(p, number.end, end) ?? number.end, end)
        }
        guard let (rule, unitEnd) = unit(p, i, end) else { return nil }
        var period = Period(span: at..<unitEnd)
        period.isAlone = word(p, at, end).flatMap { self.rule($0.entry, .each) }?.alone == true
        if rule.dimension == .date {
            // 每月: a month of the calendar
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
            period.iso = duration(length, designator)
        } else {
            period.thing = rule.unit
            period.isOne = count == 1
            period.isPhysical = rule.dimension == .physical
            // 每五户至十五户
            if let joiner = word(p, skip(p, unitEnd, end), end), joiner.has(.joiner),
                let more = amount(p, skip(p, joiner.end, end), end),
                let last = unit(p, skip(p, more.end, end), end), last.rule.unit == rule.unit
            {
                period.span = at..<last.end
                period.isOne = false
            }
        }
        return found.add(period)
    }

    /// A word that is number and unit in one: once, double, 过半数.
    func numberWord(_ at: Int, _ word: FoundWord) -> Measure? {
        let span = at..<word.end
        for (role, unit, ucum) in [
            (WordRule.Role.occurrence, "times", "{times}"), (.multiple, "multiple", "1"),
            (.portion, "fraction", "1"),
        ] {
            guard let rule = rule(word.entry, role), let value = rule.value else { continue }
            var measure = Measure(
                low: value, number: span, core: span, end: word.end, unit: rule.unit ?? unit,
                ucum: rule.unit == nil ? ucum : nil,
                dimension: rule.unit != nil ? .count : role == .occurrence ? .occurrence : .ratio,
                unitRule: rule.id,
                unitStart: at, isWord: true)
            measure.boundIs = rule.comparator
            if rule.comparator != nil { measure.boundRule = rule.id }
            return measure
        }
        return nil
    }

    /// Takes in what stands right behind a quantity: 以上, 内, （含）, or more, before.
    func follow(_ p: UnsafeBufferPointer<UInt8>, _ measure: inout Measure, _ end: Int) {
        var at = skip(p, measure.end, end)
        while let word = grammar.following.longest(p, at, end) {
            let rule = grammar.rules[grammar.entries[word.entry].rules[0]]
            if rule.role == .inclusive || rule.role == .exclusive {
                measure.end = bracketEnd(p, word.end, end)
                if measure.boundIs == nil || rule.role == .exclusive {
                    measure.boundRule = rule.id
                    measure.bound = rule.role
                }
                at = measure.end
                continue
            }
            if let bound = measure.bound, bound != .inclusive { return }
            // over 16 years and under 18 years: the other end
            if rule.role == .bound, self.word(p, at, end)?.has(.overnight) == true,
                amount(p, skip(p, word.end, end), end) != nil
            {
                return
            }
            measure.bound = rule.role
            measure.boundIs = rule.comparator
            measure.boundRule = rule.id
            if rule.role == .lead, !spansLead { return }
            measure.end = word.end
            at = word.end
        }
    }

    /// Behind the closing bracket of （含…）.
    private func bracketEnd(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        // （含） is closed already
        if at > 0, p[at - 1] == 0x29 || p.has([0xEF, 0xBC, 0x89], at: at - 3) { return at }
        var close = at
        while close < end, close < at + 60 {
            if p[close] == 0x29 || p.has([0xEF, 0xBC, 0x89], at: close) {
                return close + p.scalarWidth(close)
            }
            if mark(p, close, end) != nil { break }
            close += p.scalarWidth(close)
        }
        return at
    }
}

/// An ISO 8601 duration of so many units: `P30D`, `PT12H`; N are minutes.
func duration(_ count: Double, _ designator: String) -> String {
    let amount = count == count.rounded() ? "\(Int(count))" : "\(count)"
    switch designator {
    case "H": return "PT\(amount)H"
    case "N": return "PT\(amount)M"
    default: return "P\(amount)\(designator)"
    }
}
