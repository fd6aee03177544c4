import Grammar
import LegalText

/// The noun phrases of English clauses: from the start to the verb or modal.
extension EnglishReader {
    /// The noun phrase before the modal or verb at `limit`.
    func subject(in sentence: Sentence, before limit: Int) -> ByteSpan? {
        let index = clauseIndex(sentence, at: limit)
        // shall be fined, … and shall assume: the subject is the first modal's
        if endsInJoiner(sentence, sentence.clauses[index], limit),
            let first = force(in: sentence, clauses: 0..<(index + 1)), first.at < limit
        {
            return subject(in: sentence, before: first.at)
        }
        if let found = listedSubject(sentence, index, limit), !isAbstract(sentence, found) {
            return found
        }
        for c in stride(from: index, through: 0, by: -1) {
            let clause = sentence.clauses[c]
            let end = min(limit, clause.span.upperBound)
            if c < index, clause.mark == .semicolon { break }
            if isRelative(clause) || c > 0 && isParticipial(clause) { continue }
            // a comma right before the modal divides nothing
            let isEmpty =
                c == index - 1
                && scanner.skip(p, sentence.clauses[index].span.lowerBound, limit) >= limit
            guard
                let found = nounPhrase(
                    sentence, clause, until: end, isModalClause: c == index || isEmpty),
                !isAbstract(sentence, found)
            else { continue }
            return found
        }
        return nil
    }

    /// Whether a clause describes the one before by what it does: using the common duct without permission.
    private func isParticipial(_ clause: Sentence.Clause) -> Bool {
        let end = clause.span.upperBound
        let start = scanner.skip(p, clause.span.lowerBound, end)
        let stop = scanner.wordEnd(p, start, end)
        guard stop - start > 4, text(start..<stop).hasSuffix("ing") else { return false }
        let next = scanner.word(p, scanner.skip(p, stop, end), end)
        return next.map { $0.has(.listed) || $0.has(.event) || $0.has(.preposition) } ?? false
    }

    /// A subject that commas divide: the heads of agencies, their agents, and persons … shall; a person
    /// who supplies arms, food and clothes shall.
    private func listedSubject(_ sentence: Sentence, _ index: Int, _ limit: Int) -> ByteSpan? {
        var first = index
        while first > 0, sentence.clauses[first - 1].mark == .comma,
            !sentence.hasWord(.modal, in: sentence.clauses[first - 1].tokens)
        {
            first -= 1
        }
        guard first < index else { return nil }
        let clause = sentence.clauses[first]
        if let head = clause.tokens.first.map({ sentence.tokens[$0] }),
            head.start <= scanner.skip(p, clause.span.lowerBound, clause.span.upperBound),
            head.has(.subordinate) || head.has(.connective) || head.has(.from)
                || head.has(.recurring)
        {
            return nil
        }
        // Having obtained …, the company shall
        let start = scanner.skip(p, clause.span.lowerBound, clause.span.upperBound)
        let word = start..<scanner.wordEnd(p, start, clause.span.upperBound)
        if word.count > 4, text(word).hasSuffix("ing") { return nil }
        guard
            let head = nounPhrase(
                sentence, clause, until: clause.span.upperBound, isModalClause: false)
        else { return nil }
        let last = sentence.clauses[index]
        if first == index - 1, scanner.skip(p, last.span.lowerBound, limit) >= limit { return nil }
        let isList =
            sentence.tokens[last.tokens].contains { $0.has(.connective) && $0.start < limit }
        let tokens = sentence.tokens[clause.tokens.lowerBound..<last.tokens.upperBound]
        let hasVerb = tokens.contains { $0.start < limit && $0.has(.verb) }
        // property lost by accident, the borrower shall: no list, no clause of the subject
        let isRelative = sentence.tokens[clause.tokens].contains {
            $0.has(.pronoun) || $0.has(.verb)
        }
        guard isList || isRelative else { return nil }
        return isList && !hasVerb ? head.lowerBound..<trimmed(head.lowerBound, limit) : head
    }

    /// From the start of a clause, behind joining words, to its first verb or modal.
    func nounPhrase(
        _ sentence: Sentence, _ clause: Sentence.Clause, until end: Int, isModalClause: Bool
    ) -> ByteSpan? {
        var start = scanner.skip(p, clause.span.lowerBound, end)
        var stop = end
        for i in clause.tokens {
            let token = sentence.tokens[i]
            if token.start >= end { break }
            if token.end <= start { continue }
            let isFirst = token.start <= start
            if isFirst, token.has(.connective) {
                start = scanner.skip(p, token.end, end)
            } else if isFirst, token.has(.subordinate), token.has(.relative) {
                // those who: named by what they do
                continue
            } else if isFirst, token.has(.subordinate) || token.has(.genitive) {
                start = scanner.skip(p, token.end, end)
            } else if isFirst, let measure = sentence.measure(i), measure.low == 1, measure.isWord {
                // one applicant
                continue
            } else if isFirst, token.kind == .period, sentence.periods[token.index].iso == nil {
                // each member, rather than each year
                continue
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
            } else if token.kind == .period, token.end >= trimmed(start, end) {
                stop = token.start
                break
            } else if token.has(.verb),
                follows(.listed, sentence, i) || follows(.event, sentence, i)
            {
                // the use: a noun
                continue
            } else if token.has(.verb) || token.has(.comparator) && !isFirst, !isModalClause {
                stop = token.start
                break
            }
        }
        stop = trimmed(start, stop)
        // a person who
        if let last = clause.tokens.last(where: { sentence.tokens[$0].end == stop }),
            sentence.tokens[last].has(.pronoun), sentence.tokens[last].start > start
        {
            stop = trimmed(start, sentence.tokens[last].start)
        }
        // a pronoun alone names nobody
        if let only = sentence.tokens.first(where: { $0.start == start }), only.has(.pronoun),
            only.end >= stop
        {
            return nil
        }
        guard stop > start, isASCIILetter(p[start]) || p[start] == 0x5B, namesSomebody(start, stop)
        else { return nil }
        return start..<stop
    }

    /// Whether a word with a role stands right before token `i`.
    func follows(_ role: WordRule.Role, _ sentence: Sentence, _ i: Int) -> Bool {
        guard i > 0, sentence.tokens[i - 1].has(role) else { return false }
        return scanner.skip(p, sentence.tokens[i - 1].end, sentence.tokens[i].start)
            >= sentence.tokens[i].start
    }

    /// Whether a phrase may name who is bound: no number or bound at its head (no more than one
    /// objection), no provision (paragraph 1 of Article 10), no preposition at its end.
    func namesSomebody(_ start: Int, _ stop: Int) -> Bool {
        if let head = scanner.word(p, start, stop) {
            if head.has(.comparator) || head.has(.elliptic) { return false }
            if head.has(.ordinal), head.end < stop,
                scanner.amount(p, scanner.skip(p, head.end, stop), stop) != nil
            {
                return false
            }
            if head.has(.lexical) { return true }
        }
        // one applicant, but not two copies
        if let number = scanner.amount(p, start, stop),
            number.value != 1 || !number.isWord || standing(start..<stop) != .actor
        {
            return false
        }
        var last = stop
        while last > start, p[last - 1] > 0x20 { last -= 1 }
        // gradually
        if last == start, text(start..<stop).hasSuffix("ly") { return false }
        guard let tail = scanner.word(p, last, stop), tail.end == stop else { return true }
        return !tail.has(.preposition)
    }

    /// Whether a phrase ends in a thing that is measured: the period, the proportion of each gender.
    func isAbstract(_ sentence: Sentence, _ span: ByteSpan) -> Bool {
        let head = sentence.tokens.first {
            // full-time personnel is no time
            span.contains($0.start) && ($0.has(.abstract) || $0.has(.preposition))
                && p[max(0, $0.start - 1)] != 0x2D
        }
        guard let head, head.has(.abstract) else { return false }
        return head.start - span.lowerBound <= 24 || head.end == span.upperBound && span.count <= 60
    }

    private func endsInJoiner(_ sentence: Sentence, _ clause: Sentence.Clause, _ end: Int) -> Bool {
        guard let last = clause.tokens.last(where: { sentence.tokens[$0].start < end }) else {
            return false
        }
        return sentence.tokens[last].has(.connective)
            && scanner.skip(p, sentence.tokens[last].end, end) >= end
    }
}
