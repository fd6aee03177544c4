import Grammar
import LegalText

/// Cuts a Chinese sentence into tokens, longest word first, numbers with their units as one.
struct HanScanner: SentenceScanner {
    let grammar: NormGrammar
    var found = Findings()
    let spansLead = true

    init(grammar: NormGrammar) { self.grammar = grammar }

    mutating func read(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        // most characters begin nothing of interest
        let lead = p[at]
        let kind: UInt8 =
            lead < 0x80
            ? grammar.beginnings[Int(lead)]
            : lead >= 0xE0 && lead < 0xF0 && at + 2 < p.count
                ? grammar.beginnings[Int(p.scalar(at) & 0xFFFF)] : 3
        if kind == 0 {
            return at + p.scalarWidth(at)
        }
        let word = kind & 1 != 0 && mayBegin(p, at, end) ? word(p, at, end) : nil
        if let word, word.has(.ordinal) {
            return ordinal(p, word.end, end)
        }
        if kind & 2 != 0 {
            // 十分钟 is more than the word 十分
            if let number = amount(p, at, end),
                number.end > (word?.end ?? 0) || (number.end == word?.end && !number.isWord)
                    || unit(p, number.end, end).map({ $0.end > word?.end ?? 0 }) == true
            {
                return quantity(p, at, end, number) ?? number.end
            }
        }
        if let word {
            if word.has(.portion) || word.has(.multiple), var measure = numberWord(at, word) {
                follow(p, &measure, end)
                return found.add(measure, from: at)
            } else if word.has(.each), let next = period(p, at, word.end, end) {
                return next
            } else {
                return found.add(word, from: at)
            }
        }
        return at + p.scalarWidth(at)
    }

    /// Whether the first two characters can begin a word: most cannot.
    private func mayBegin(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
        let next = at + p.scalarWidth(at)
        guard p[at] >= 0xE0, next < end else { return true }
        return grammar.mayBegin(p.scalar(at), p.scalar(next))
    }

    /// The amount at `at`, leaving 千克 and 千瓦 to the units.
    func amount(
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

    func restated(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? { nil }

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

    func skip(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        p.skipBlanks(at, end)
    }

    /// Behind a label the text begins with (第三十六条), else `at`.
    func labelEnd(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        guard at < end, let word = word(p, at, end), word.has(.ordinal) else { return at }
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
}
