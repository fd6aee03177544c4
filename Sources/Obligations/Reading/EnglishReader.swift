import Grammar
import LegalText

/// Reads English sentences for numeric norms, remembering what the next sentence may inherit: the
/// subject of the sentence before, and subject and force of the words above a list.
struct EnglishReader: NormReader {
    let grammar: NormGrammar
    let p: UnsafeBufferPointer<UInt8>
    var drafts: [Draft] = []

    private var scanner: EnglishScanner
    private var article = -1
    private var eid: EId?
    private var earlier: [ByteSpan] = []
    var lead: LeadIn?

    /// What a list's items have from the words above them.
    struct LeadIn {
        var bearer: ByteSpan?
        var force: Force?
        var isDefinition: Bool
        /// Whether the items are cases ("in any of the following circumstances") rather than duties.
        var areCases: Bool
        var isSanction: Bool
    }

    init(grammar: NormGrammar, text: UnsafeBufferPointer<UInt8>) {
        self.grammar = grammar
        p = text
        scanner = EnglishScanner(grammar: grammar)
    }

    mutating func read(_ segment: TextSegment) {
        if segment.article != article {
            article = segment.article
            earlier.removeAll(keepingCapacity: true)
            lead = nil
        }
        if !segment.isItem { lead = nil }
        eid = segment.eid
        var at = segment.span.lowerBound
        let end = segment.span.upperBound
        var last: ByteSpan?
        while at < end {
            let stop = sentenceEnd(at, end)
            let span = p.skipBlanks(at, stop)..<stop
            if !span.isEmpty {
                readSentence(span)
                earlier.append(span)
                last = span
            }
            at = max(stop, at + 1)
            while at < end, p[at] == 0x2E || p[at] <= 0x20 { at += 1 }
        }
        if !segment.isItem, let last {
            let stop = p.trimBlanks(last.lowerBound, last.upperBound)
            if stop > last.lowerBound,
                p[stop - 1] == 0x3A || p.has([0xEF, 0xBC, 0x9A], at: stop - 3)
            {
                lead = leadIn(last)
            } else if let first = earlier.dropLast(max(0, earlier.count - 1)).first,
                announcesList(segment.span)
            {
                lead = leadIn(first == last ? last : segment.span.lowerBound..<stop)
            }
        }
    }

    /// Whether "the following" announces items although no colon does.
    private func announcesList(_ span: ByteSpan) -> Bool {
        scanner.announces(p, span)
    }

    /// A full stop that a blank and a capital (or the end) follow, not one of an abbreviation.
    private func sentenceEnd(_ start: Int, _ end: Int) -> Int {
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

    mutating func sentence(_ span: ByteSpan) -> Sentence {
        scanner.scan(p, span)
        return Sentence(
            span: span, tokens: scanner.tokens, measures: scanner.measures, dates: scanner.dates,
            periods: scanner.periods)
    }

    private mutating func leadIn(_ span: ByteSpan) -> LeadIn {
        let sentence = sentence(span)
        let all = 0..<sentence.clauses.count
        let force = force(in: sentence, clauses: all)
        let tokens = 0..<sentence.tokens.count
        let isSanction = sentence.hasWord(.sanction, in: tokens)
        let conditional =
            sentence.tokens.first.map { $0.has(.subordinate) || $0.has(.preposition) } ?? false
        return LeadIn(
            bearer: force.flatMap { subject(in: sentence, before: $0.at) }
                ?? subject(in: sentence, before: sentence.span.upperBound),
            force: force, isDefinition: sentence.hasWord(.definition, in: tokens),
            areCases: conditional || isSanction || force?.kind == .prohibition,
            isSanction: isSanction)
    }

    // MARK: - Who

    /// The noun phrase before the modal or verb at `limit`.
    func subject(in sentence: Sentence, before limit: Int) -> ByteSpan? {
        let index = clauseIndex(sentence, at: limit)
        for c in stride(from: index, through: 0, by: -1) {
            let clause = sentence.clauses[c]
            let end = min(limit, clause.span.upperBound)
            if c < index, clause.mark == .semicolon { break }
            guard let found = nounPhrase(sentence, clause, until: end, isModalClause: c == index),
                !isAbstract(sentence, found)
            else { continue }
            return found
        }
        return nil
    }

    /// From the start of a clause, behind joining words, to its first verb or modal.
    private func nounPhrase(
        _ sentence: Sentence, _ clause: Sentence.Clause, until end: Int, isModalClause: Bool
    ) -> ByteSpan? {
        var start = scanner.skip(p, clause.span.lowerBound, end)
        var stop = end
        for i in clause.tokens {
            let token = sentence.tokens[i]
            if token.start >= end { break }
            let isFirst = token.start <= start
            if isFirst, token.has(.connective) {
                start = scanner.skip(p, token.end, end)
            } else if isFirst, token.has(.subordinate) {
                start = scanner.skip(p, token.end, end)
            } else if isFirst,
                token.has(.preposition) || token.has(.until) || token.kind == .date
                    || token.kind == .measure || token.kind == .period
            {
                return nil
            } else if token.has(.modal) {
                // A shall report to B and B shall designate: the second phrase is what follows "and"
                if let joiner = clause.tokens.last(where: {
                    sentence.tokens[$0].start > token.end && sentence.tokens[$0].start < end
                        && sentence.tokens[$0].has(.connective)
                }), isModalClause, scanner.skip(p, sentence.tokens[joiner].end, end) < end,
                    !endsInJoiner(sentence, clause, end)
                {
                    start = scanner.skip(p, sentence.tokens[joiner].end, end)
                    continue
                }
                stop = token.start
                break
            } else if token.has(.verb) || token.has(.comparator) && !isFirst, !isModalClause {
                stop = token.start
                break
            }
        }
        stop = trimmed(start, stop)
        // a pronoun alone names nobody
        if let only = sentence.tokens.first(where: { $0.start == start }), only.has(.pronoun),
            only.end >= stop
        {
            return nil
        }
        guard stop > start, isASCIILetter(p[start]) || p[start] == 0x5B else { return nil }
        return start..<stop
    }

    /// Whether a phrase ends in a thing that is measured: the period, the proportion of each gender.
    private func isAbstract(_ sentence: Sentence, _ span: ByteSpan) -> Bool {
        let head = sentence.tokens.first {
            span.contains($0.start) && ($0.has(.abstract) || $0.has(.preposition))
        }
        return span.count <= 60
            && sentence.tokens.contains {
                $0.has(.abstract) && $0.end == span.upperBound && span.contains($0.start)
            }
            || head.map { $0.has(.abstract) && $0.start - span.lowerBound <= 24 } ?? false
    }

    private func endsInJoiner(_ sentence: Sentence, _ clause: Sentence.Clause, _ end: Int) -> Bool {
        guard let last = clause.tokens.last(where: { sentence.tokens[$0].start < end }) else {
            return false
        }
        return sentence.tokens[last].has(.connective)
            && scanner.skip(p, sentence.tokens[last].end, end) >= end
    }

    func trimmed(_ start: Int, _ end: Int) -> Int {
        var at = end
        while at > start, p[at - 1] <= 0x20 { at -= 1 }
        return at
    }

    mutating func bearer(
        _ sentence: Sentence, _ i: Int, _ force: Force?, isSanction: Bool
    ) -> (span: ByteSpan?, source: Obligation.Bearer.Source) {
        let token = sentence.tokens[i]
        if isSanction {
            if let found = offender(sentence) { return (found, .explicit) }
            if let bearer = lead?.bearer { return (bearer, .inherited) }
        }
        // X completes the task before March, and Y shall: the quantity's own clause comes first
        if let force, force.at > token.start, !isSanction, sentence.span.contains(force.at),
            clauseIndex(sentence, at: force.at) != sentence.clauseOf[i],
            let found = ownSubject(sentence, i)
        {
            return (found, .explicit)
        }
        if let force, sentence.span.contains(force.at) {
            if let found = subject(in: sentence, before: force.at),
                !isSanction
                    || found.lowerBound == sentence.span.lowerBound
                        && !namesSanction(sentence, found)
            {
                return (found, .explicit)
            }
        } else if let bearer = lead?.bearer {
            return (bearer, .inherited)
        } else if let found = verbSubject(sentence, before: token.start) {
            return (found, .explicit)
        }
        if isSanction { return (nil, .unknown) }
        if let bearer = lead?.bearer { return (bearer, .inherited) }
        for span in earlier.suffix(4).reversed() {
            let before = self.sentence(span)
            let all = 0..<before.clauses.count
            if let force = lastForce(in: before, clauses: all, before: .max),
                let found = subject(in: before, before: force.at)
            {
                return (found, .inherited)
            }
            if let found = verbSubject(before, before: before.span.upperBound) {
                return (found, .inherited)
            }
        }
        return (nil, .unknown)
    }

    /// The subject of the token's own clause where that clause has a verb before it; in a condition
    /// only where what follows from it is passive ("will be deemed unqualified").
    private func ownSubject(_ sentence: Sentence, _ i: Int) -> ByteSpan? {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        guard let verb = clause.tokens.first(where: { sentence.tokens[$0].has(.verb) }), verb < i
        else {
            return nil
        }
        if isConditional(sentence, i) {
            guard let modal = sentence.tokens[i...].firstIndex(where: { $0.has(.modal) }),
                modal + 1 < sentence.tokens.count,
                text(sentence.tokens[modal + 1].span).lowercased() == "be"
                    || text(sentence.tokens[modal].span).hasSuffix(" be")
            else { return nil }
        }
        return nounPhrase(sentence, clause, until: clause.span.upperBound, isModalClause: false)
    }

    /// The phrase before the first verb of a clause without a modal: Rural doctors receive …
    private func verbSubject(_ sentence: Sentence, before limit: Int) -> ByteSpan? {
        let index = clauseIndex(sentence, at: limit)
        for c in stride(from: index, through: 0, by: -1) {
            let clause = sentence.clauses[c]
            guard
                clause.tokens.contains(where: {
                    sentence.tokens[$0].has(.verb) && sentence.tokens[$0].start < limit
                })
            else { continue }
            if let found = nounPhrase(
                sentence, clause, until: min(limit, clause.span.upperBound), isModalClause: false)
            {
                return found
            }
        }
        // Within 3 years, all township health centers …
        if index == 0, sentence.clauses.count > 1 {
            let next = sentence.clauses[1]
            return nounPhrase(sentence, next, until: next.span.upperBound, isModalClause: false)
        }
        return nil
    }

    /// The one whose deed a sentence sanctions: "A person who … shall be punishable", "Where a
    /// financial institution violates …, the Bank may impose a fine".
    private func offender(_ sentence: Sentence) -> ByteSpan? {
        guard let clause = sentence.clauses.first else { return nil }
        let first = clause.tokens.first.map { sentence.tokens[$0] }
        if let first, first.start <= clause.span.lowerBound, first.has(.subordinate) {
            return nounPhrase(sentence, clause, until: clause.span.upperBound, isModalClause: false)
        }
        guard let force = force(in: sentence, clauses: 0..<sentence.clauses.count) else {
            return nil
        }
        guard let found = subject(in: sentence, before: force.at) else { return nil }
        return namesSanction(sentence, found) ? nil : found
    }

    /// "A fine of … shall be imposed": the sanction is the subject, nobody the bearer.
    private func namesSanction(_ sentence: Sentence, _ span: ByteSpan) -> Bool {
        sentence.tokens.contains {
            span.contains($0.start) && $0.start - span.lowerBound <= 6
                && ($0.has(.sanction) || $0.kind == .measure)
        }
    }

    mutating func append(_ draft: Draft) {
        var draft = draft
        draft.eid = eid
        drafts.append(draft)
    }
}
