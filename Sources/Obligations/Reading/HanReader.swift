import Grammar
import LegalText

/// Reads Chinese sentences for numeric norms, remembering what the next sentence may inherit: the
/// subject of the sentence before, and subject and force of the words above a list.
struct HanReader: NormReader {
    let grammar: NormGrammar
    let p: UnsafeBufferPointer<UInt8>
    var drafts: [Draft] = []

    private var scanner: HanScanner
    private var article = -1
    private var eid: EId?
    /// Sentences of this article read so far.
    private var earlier: [ByteSpan] = []
    /// The words above the list whose items are being read.
    var lead: LeadIn?

    /// What a list's items have from the words above them.
    struct LeadIn {
        var bearer: ByteSpan?
        var force: Force?
        var isDefinition: Bool
        /// Whether the items are cases (有下列情形之一的) rather than duties.
        var areCases: Bool
        var isSanction: Bool
        var period: Period?
    }

    init(grammar: NormGrammar, text: UnsafeBufferPointer<UInt8>) {
        self.grammar = grammar
        p = text
        scanner = HanScanner(grammar: grammar)
    }

    mutating func read(_ segment: TextSegment) {
        if segment.article != article {
            article = segment.article
            earlier.removeAll(keepingCapacity: true)
            lead = nil
        }
        if !segment.isItem { lead = nil }
        eid = segment.eid
        let end = segment.span.upperBound
        var at = scanner.labelEnd(p, segment.span.lowerBound, end)
        var last: ByteSpan?
        while at < end {
            let stop = sentenceEnd(at, end)
            let span = p.skipBlanks(at, stop)..<stop
            if !span.isEmpty {
                readSentence(span)
                earlier.append(span)
                last = span
            }
            at = stop < end ? stop + p.scalarWidth(stop) : end
        }
        if !segment.isItem, let last, endsWithColon(last) { lead = leadIn(last) }
    }

    private func sentenceEnd(_ start: Int, _ end: Int) -> Int {
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

    private func endsWithColon(_ span: ByteSpan) -> Bool {
        let last = p.trimBlanks(span.lowerBound, span.upperBound)
        return last > span.lowerBound
            && (p[last - 1] == 0x3A || p.has([0xEF, 0xBC, 0x9A], at: last - 3))
    }

    /// Tokens and clauses of a stretch of text.
    mutating func sentence(_ span: ByteSpan) -> Sentence {
        scanner.scan(p, span)
        return scanned(span)
    }

    /// Cuts a sentence into tokens; whether any of them may make a record.
    mutating func scan(_ span: ByteSpan) -> Bool {
        scanner.scan(p, span)
        return !scanner.measures.isEmpty || !scanner.dates.isEmpty || !scanner.periods.isEmpty
            || scanner.tokens.contains(where: isAlone)
    }

    /// The sentence the scanner holds.
    func scanned(_ span: ByteSpan) -> Sentence {
        Sentence(
            span: span, tokens: scanner.tokens, measures: scanner.measures, dates: scanner.dates,
            periods: scanner.periods)
    }

    private mutating func leadIn(_ span: ByteSpan) -> LeadIn {
        let sentence = sentence(span)
        let all = 0..<sentence.clauses.count
        let force = force(in: sentence, clauses: all)
        let clause =
            force.map { clauseIndex(sentence, at: $0.at) } ?? max(0, sentence.clauses.count - 2)
        let conditional = sentence.clauses.contains { endsConditional($0.span) }
        let listed = sentence.tokens.first { $0.has(.listed) }
        var areCases = conditional
        // 征收下列土地的，由国务院批准 / 应当遵守下列规定: what is listed before the modal is a case
        if let listed, let force, listed.start < force.at { areCases = true }
        if force == nil, sentence.tokens.contains(where: { $0.has(.agent) }) { areCases = true }
        if let force, force.kind == .prohibition, listed.map({ $0.start > force.at }) ?? false {
            areCases = true
        }
        let isSanction =
            sentence.hasWord(.sanction, in: 0..<sentence.tokens.count)
            || sentence.hasWord(.sanctionNoun, in: 0..<sentence.tokens.count)
        return LeadIn(
            bearer: bearer(in: sentence, clause: clause, modal: force?.at ?? span.upperBound).span,
            force: force,
            isDefinition: sentence.hasWord(.definition, in: 0..<sentence.tokens.count),
            areCases: areCases, isSanction: isSanction,
            period: sentence.periods.first { $0.iso != nil })
    }

    /// Whether a clause ends in words that make it a condition: …的，…时，
    func endsConditional(_ span: ByteSpan) -> Bool {
        let end = p.trimBlanks(span.lowerBound, span.upperBound)
        return grammar.conditionals.contains {
            end - $0.count >= span.lowerBound && p.has($0, at: end - $0.count)
        }
    }

    // MARK: - Inheritance

    /// The subject the sentences before leave to this one, nearest first; then the list's.
    mutating func inheritedBearer() -> ByteSpan? {
        if let bearer = lead?.bearer { return bearer }
        let back = earlier.suffix(6).reversed()
        for span in back {
            let sentence = sentence(span)
            if let found = topic(of: sentence) { return found }
        }
        return nil
    }

    /// Whom a sentence speaks about.
    func topic(of sentence: Sentence) -> ByteSpan? {
        let all = 0..<sentence.clauses.count
        if let force = lastForce(in: sentence, clauses: all, before: .max) {
            var c = clauseIndex(sentence, at: force.at)
            var limit = force.at
            while c >= 0 {
                if let found = subject(in: sentence, clause: c, before: limit) { return found.span }
                c -= 1
                limit = .max
            }
        }
        for c in all {
            if let found = subject(in: sentence, clause: c, before: .max) { return found.span }
        }
        return nil
    }

    mutating func append(_ draft: Draft) {
        var draft = draft
        draft.eid = eid
        drafts.append(draft)
    }
}
