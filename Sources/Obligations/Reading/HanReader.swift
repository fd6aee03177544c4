import Grammar
import LegalText

/// Reads Chinese sentences: subjects stand before the modal, conditions end in 的 or 时, sanctions follow
/// 处.
struct HanReader: NormReader {
    let grammar: NormGrammar
    let p: UnsafeBufferPointer<UInt8>
    var scanner: HanScanner
    var state = ReaderState()
    let habits = Habits(
        confidence: 0.9, reach: 150, sharesBounds: true, carriesForce: false,
        betweenRoles: WordRule.Role.currency.bit | WordRule.Role.speed.bit,
        allowsAnyFrequency: true)

    init(grammar: NormGrammar, text: UnsafeBufferPointer<UInt8>) {
        self.grammar = grammar
        p = text
        scanner = HanScanner(grammar: grammar)
    }

    func sentenceEnd(_ start: Int, _ end: Int) -> Int {
        var at = start
        while at < end {
            let byte = p[at]
            if byte == 0xE3, p.has([0xE3, 0x80, 0x82], at: at) { return at }
            if byte == 0xEF,
                p.has([0xEF, 0xBC, 0x81], at: at) || p.has([0xEF, 0xBC, 0x9F], at: at)
            {
                return at
            }
            at += 1
        }
        return end
    }

    func isRelative(_ clause: Sentence.Clause) -> Bool { false }

    func labelEnd(_ start: Int, _ end: Int) -> Int { scanner.labelEnd(p, start, end) }

    func announcesList(_ span: ByteSpan) -> Bool { false }

    func isAttributive(_ sentence: Sentence, _ i: Int) -> Bool {
        startsWithDe(sentence.tokens[i].end)
    }

    func isDamaged(_ token: Token) -> Bool { false }

    func isPerformed(_ sentence: Sentence, _ i: Int) -> Bool { true }

    func isActivity(_ measure: Measure) -> Bool { false }

    mutating func leadIn(_ sentence: Sentence) -> LeadIn {
        let all = 0..<sentence.clauses.count
        let tokens = 0..<sentence.tokens.count
        let force = force(in: sentence, clauses: all)
        let clause =
            force.map { clauseIndex(sentence, at: $0.at) } ?? max(0, sentence.clauses.count - 2)
        let modal = force?.at ?? sentence.span.upperBound
        let listed = sentence.tokens.first { $0.has(.listed) }
        var areCases = sentence.clauses.contains { endsConditional($0.span) }
        // 征收下列土地的，由国务院批准 / 应当遵守下列规定: what is listed before the modal is a case
        if let listed, let force, listed.start < force.at { areCases = true }
        if force == nil, sentence.hasWord(.agent, in: tokens) { areCases = true }
        if let force, force.kind == .prohibition, listed.map({ $0.start > force.at }) ?? false {
            areCases = true
        }
        return LeadIn(
            bearer: ownBearer(in: sentence, clause: clause, modal: modal)?.span
                ?? inheritedBearer(),
            force: force, isDefinition: sentence.hasWord(.definition, in: tokens),
            areCases: areCases,
            isSanction: sentence.hasWord(.sanction, in: tokens)
                || sentence.hasWord(.sanctionNoun, in: tokens),
            period: sentence.periods.first { $0.iso != nil }, bound: closingBound(sentence))
    }

    /// 任职的最高年龄分别为：
    private func closingBound(_ sentence: Sentence) -> Bound? {
        guard sentence.measures.isEmpty,
            let token = sentence.tokens.last(where: { $0.has(.comparator) }),
            sentence.span.upperBound - token.end <= 36, let rule = rule(token, .comparator),
            let comparator = rule.comparator
        else { return nil }
        return Bound(comparator: comparator, rule: rule.id, start: token.start, end: token.end)
    }
}
