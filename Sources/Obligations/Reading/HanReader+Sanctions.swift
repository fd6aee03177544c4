import Grammar
import LegalText

/// Sanctions in Chinese (处罚): words that make a quantity one, and who is liable.
extension HanReader {
    /// Whether the quantity measures a sanction: 处…罚款, 加收…滞纳金.
    func sanction(_ sentence: Sentence, _ i: Int) -> SanctionPlace? {
        let measure = sentence.measures[sentence.tokens[i].index]
        switch measure.dimension {
        case .money, .ratio, .time: break
        default: return nil
        }
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let end = sentence.tokens[i].end
        for j in (i + 1)..<max(i + 1, clause.tokens.upperBound) {
            let token = sentence.tokens[j]
            if token.has(.sanctionNoun) {
                return token.start - end <= 12 || startsWithDe(end) ? .direct : .clause
            }
            // 五百元以上五千元以下或者百分之五以下罚款
            if token.kind != .measure, !token.has(.joiner), !token.has(.noun) { break }
        }
        for j in (clause.tokens.lowerBound..<i).reversed() {
            let token = sentence.tokens[j]
            // 取消其一年至五年的…资格
            if token.has(.bar), token.end == sentence.tokens[i].start { return .direct }
            if token.has(.sanction) || token.has(.sanctionNoun) { return .clause }
        }
        return nil
    }

    /// A time within which something is barred: 十年内不得从事.
    func bar(_ sentence: Sentence, _ i: Int) -> Obligation.Kind? {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        for token in sentence.tokens[(i + 1)..<max(i + 1, clause.tokens.upperBound)] {
            if token.kind == .measure { break }
            if let bar = rule(token, .bar) { return bar.kind }
            if rule(token, .modal)?.kind == .prohibition { return .prohibition }
        }
        let before = sentence.tokens[clause.tokens.lowerBound..<i].last { $0.has(.bar) }
        return before.flatMap { rule($0, .bar)?.kind }
    }

    /// Who is liable to a sanction: the one behind 对, else the one the sentence began with.
    mutating func liable(
        in sentence: Sentence, token: Int
    ) -> (span: ByteSpan?, source: Obligation.Bearer.Source) {
        let index = sentence.clauseOf[token]
        let part = sentence.part(around: index)
        let first = sentence.clauses[part.lowerBound].tokens.lowerBound
        for i in (first..<token).reversed()
        where sentence.tokens[i].has(.patient) || sentence.tokens[i].has(.order) {
            var end: Int?
            var isClosed = false
            for j in (i + 1)..<max(i + 1, token) {
                let next = sentence.tokens[j]
                if next.has(.actor) {
                    end = next.end
                } else if end != nil,
                    next.has(.sanction) || next.isBreak || next.has(.modal) || next.has(.verb)
                {
                    isClosed = true
                    break
                } else if next.isBreak {
                    break
                }
            }
            if let end, isClosed { return (sentence.tokens[i].end..<end, .explicit) }
        }
        if let found = offender(in: sentence, upTo: index) { return (found, .explicit) }
        if let bearer = state.lead?.bearer, state.lead?.isSanction == true {
            return (bearer, .inherited)
        }
        return (nil, .unknown)
    }

    /// The one whose deed a sanctioning sentence describes before it says who imposes what.
    private func offender(in sentence: Sentence, upTo index: Int) -> ByteSpan? {
        for c in 0...index {
            let clause = sentence.clauses[c]
            if let first = clause.tokens.first, sentence.tokens[first].has(.agent),
                sentence.tokens[first].start
                    <= p.skipBlanks(clause.span.lowerBound, clause.span.upperBound)
            {
                return nil
            }
            guard let found = subject(in: sentence, clause: c, before: .max), !found.isAgent else {
                continue
            }
            return found.span
        }
        return nil
    }
}
