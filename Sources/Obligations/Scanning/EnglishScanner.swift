import Grammar
import LegalText

/// Cuts an English sentence into tokens, longest phrase first, numbers with their units as one.
struct EnglishScanner: SentenceScanner {
    let grammar: NormGrammar
    var found = Findings()
    let spansLead = false

    init(grammar: NormGrammar) { self.grammar = grammar }

    mutating func read(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        isASCIILetter(p[at]) || isASCIIDigit(p[at]) || p[at] == 0x24 || p[at] >= 0xC2
            ? expression(p, at, end) : at + p.scalarWidth(at)
    }

    func amount(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> AmountReader.Amount? {
        grammar.amounts.amount(p, at, end)
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
    private mutating func expression(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> Int {
        let word = word(p, at, end)
        if word == nil, let next = gluedMoney(p, at, end) ?? gluedBound(p, at, end) { return next }
        if let word {
            if let next = negatedBound(p, at, word) { return next }
            if word.has(.ordinal),
                let next = structural(p, word.end, end)
            {
                return next
            }
            if word.has(.currency),
                let next = money(p, at, word.end, end, rule(word.entry, .currency))
            {
                return next
            }
            if word.has(.month), let next = monthDate(p, at, at, end) {
                return next
            }
            if let next = occurrence(p, at, word.end, word.entry, end) { return next }
            if word.has(.each), let next = period(p, at, word.end, end) {
                return next
            }
            // twice a year
            if word.has(.event), let last = found.tokens.last,
                last.kind == .measure, skip(p, last.end, at) >= at,
                let next = period(p, at, word.end, end)
            {
                return next
            }
            if word.has(.until),
                let next = yearOrMonthEnd(p, at, word.end, end)
            {
                return next
            }
        }
        if let next = number(p, at, end, phraseEnd: word?.end ?? 0) { return next }
        if let word { return found.add(word, from: at) }
        return wordEnd(p, at, end)
    }

    /// "shall not exceed" is "shall" and "not exceed", no prohibition.
    private mutating func negatedBound(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ word: FoundWord
    ) -> Int? {
        guard let rule = rule(word.entry, .modal), rule.kind == .prohibition else { return nil }
        let negation = word.end - 3
        guard negation > at, p[negation] | 0x20 == 0x6E,
            let bound = self.word(p, negation, p.count), bound.has(.comparator),
            let modal = self.word(p, at, negation), modal.has(.modal)
        else { return nil }
        _ = found.add(modal, from: at)
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
                if word(p, at, span.upperBound)?.has(.announce) == true { return true }
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
            if let joiner = word(p, next2, end), joiner.has(.overnight) || joiner.has(.joiner) {
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
}
