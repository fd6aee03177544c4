import Grammar
import LegalText

/// Reads English sentences: subjects stand before the modal, conditions behind "if" and "where",
/// sanctions anywhere near "fine" and "imprisonment".
struct EnglishReader: NormReader {
    let grammar: NormGrammar
    let p: UnsafeBufferPointer<UInt8>
    var scanner: EnglishScanner
    var state = ReaderState()
    let habits = Habits(
        confidence: 0.85, reach: 90, sharesBounds: false, carriesForce: true,
        betweenRoles: WordRule.Role.listed.bit | WordRule.Role.currency.bit
            | WordRule.Role.event.bit,
        allowsAnyFrequency: false)

    init(grammar: NormGrammar, text: UnsafeBufferPointer<UInt8>) {
        self.grammar = grammar
        p = text
        scanner = EnglishScanner(grammar: grammar)
    }

    /// A full stop that a blank and a capital (or the end) follow, not one of an abbreviation.
    func sentenceEnd(_ start: Int, _ end: Int) -> Int {
        var at = start
        while at < end {
            if p[at] == 0x2E {
                let next = scanner.skip(p, at + 1, end)
                if next >= end { return at }
                if next > at + 1, p[next] & 0x20 == 0 || !isASCIILetter(p[next]),
                    !isAbbreviation(start, at)
                {
                    return at
                }
            } else if p[at] == 0xE3, p.has([0xE3, 0x80, 0x82], at: at) {
                return at
            }
            at += 1
        }
        return end
    }

    /// No. 7, Art. 3, U.S. dollars
    private func isAbbreviation(_ start: Int, _ dot: Int) -> Bool {
        var at = dot
        while at > start, isASCIILetter(p[at - 1]) { at -= 1 }
        let length = dot - at
        if length == 1 { return true }
        guard length > 0, length <= 4, let word = grammar.words.longest(p, at, dot + 1) else {
            return false
        }
        return word.end == dot + 1
    }

    func labelEnd(_ start: Int, _ end: Int) -> Int { start }

    func announcesList(_ span: ByteSpan) -> Bool { scanner.announces(p, span) }

    mutating func leadIn(_ sentence: Sentence) -> LeadIn {
        let force = force(in: sentence, clauses: 0..<sentence.clauses.count)
        let tokens = 0..<sentence.tokens.count
        let isSanction = sentence.hasWord(.sanction, in: tokens)
        let isConditional =
            sentence.tokens.first.map { $0.has(.subordinate) || $0.has(.preposition) } ?? false
        var bearer =
            force.flatMap { subject(in: sentence, before: $0.at) }
            ?? subject(in: sentence, before: sentence.span.upperBound)
        if bearer.map({ standing($0) }) != .actor {
            bearer =
                bearer.flatMap(possessor) ?? actor(in: sentence, sentence.tokens.count)
                ?? earlierActor()
                ?? bearer.flatMap { standing($0) == .open && acts(sentence, force) ? $0 : nil }
        }
        return LeadIn(
            bearer: bearer,
            force: force, isDefinition: sentence.hasWord(.definition, in: tokens),
            areCases: isConditional || isSanction || force?.kind == .prohibition,
            isSanction: isSanction)
    }

    func isAttributive(_ sentence: Sentence, _ i: Int) -> Bool { false }

    func isActivity(_ measure: Measure) -> Bool {
        guard measure.unitRule == "eng.unit.things" else { return false }
        var at = measure.core.upperBound
        while at > measure.unitStart, p[at - 1] > 0x20 { at -= 1 }
        return scanner.word(p, at, measure.core.upperBound)?.has(.activity) ?? false
    }

    func trimmed(_ start: Int, _ end: Int) -> Int {
        var at = end
        while at > start, p[at - 1] <= 0x20 { at -= 1 }
        return at
    }
}
