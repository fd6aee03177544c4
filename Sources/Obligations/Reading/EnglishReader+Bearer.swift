import Grammar
import LegalText

/// Who is bound in an English sentence, and who is liable.
extension EnglishReader {
    mutating func bearer(
        _ sentence: Sentence, _ i: Int, _ force: Force?, _ draft: Draft, isSanction: Bool
    ) -> FoundBearer {
        let token = sentence.tokens[i]
        if isSanction {
            if let found = offender(sentence) { return (found, .explicit) }
            if let bearer = state.lead?.bearer { return (bearer, .inherited) }
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
        } else if let bearer = state.lead?.bearer {
            return (bearer, .inherited)
        } else if let found = verbSubject(sentence, before: token.start) {
            return (found, .explicit)
        }
        if isSanction { return (nil, .unknown) }
        if let bearer = state.lead?.bearer { return (bearer, .inherited) }
        for span in state.earlier.suffix(4).reversed() {
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
}
