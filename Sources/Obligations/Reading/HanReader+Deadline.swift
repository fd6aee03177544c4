import Grammar
import LegalText

/// Time limits in Chinese (期限): within so long of an event, so long before one, by a date.
extension HanReader {
    func deadline(_ sentence: Sentence, _ around: Surroundings) -> Obligation.Deadline {
        let (i, measure) = (around.i, around.measure)
        guard let iso = measure.iso, let number = measure.high ?? measure.low else {
            return .init()
        }
        let length = duration(number, iso)
        let start = sentence.tokens[i].start
        var deadline = Obligation.Deadline()
        deadline.dayType = measure.unit == "working days" ? .working : iso == "D" ? .calendar : nil
        let early = earlyWord(sentence, i)
        if measure.bound == .lead || early != nil {
            deadline.lead = length
            deadline.before =
                (event(sentence, i, until: early?.start ?? start) ?? conditionBefore(sentence, i))
                .map(text)
        } else if isBeforeForm(start) {
            // 届满前三十日: at least so long before; 前三十日内: inside the last thirty days
            if measure.bound == .within {
                deadline.within = length
            } else {
                deadline.lead = length
            }
            deadline.before = event(sentence, i, until: p.scalarStart(before: start)).map(text)
        } else {
            deadline.within = length
            deadline.after = trigger(sentence, i).map(text)
        }
        return deadline
    }

    /// 提前 before 半年, with at most a comparator between.
    func earlyWord(_ sentence: Sentence, _ i: Int) -> Token? {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        guard i > clause.tokens.lowerBound else { return nil }
        for token in sentence.tokens[max(clause.tokens.lowerBound, i - 2)..<i].reversed() {
            if token.has(.early) {
                return sentence.tokens[i].start - token.end <= 24 ? token : nil
            }
            if !token.has(.comparator) { break }
        }
        return nil
    }

    /// 飞行前30日内: the time before an event.
    func isBeforeForm(_ at: Int) -> Bool {
        let start = p.scalarStart(before: at)
        guard let word = grammar.following.longest(p, start, at), word.end == at else {
            return false
        }
        return grammar.entries[word.entry].roles & WordRule.Role.lead.bit != 0
    }

    /// What a time runs from: 自收到申请之日起 → 收到申请.
    private func trigger(_ sentence: Sentence, _ i: Int) -> ByteSpan? {
        let index = sentence.clauseOf[i]
        var c = index
        while c >= max(0, index - 1) {
            let clause = sentence.clauses[c]
            let last = c == index ? i : clause.tokens.upperBound
            for j in (clause.tokens.lowerBound..<last).reversed()
            where sentence.tokens[j].has(.from) {
                let end = sentence.tokens[j].start
                var start = clause.span.lowerBound
                for k in (clause.tokens.lowerBound..<j).reversed() {
                    let token = sentence.tokens[k]
                    if token.has(.start) {
                        start = token.end
                        break
                    }
                    if token.has(.modal) {
                        start = token.end
                        break
                    }
                }
                return start < end ? start..<end : nil
            }
            c -= 1
        }
        // 在…后三十日内
        let start = sentence.tokens[i].start
        for width in [6, 3] where start >= width {
            if let after = grammar.following.longest(p, start - width, start), after.end == start,
                grammar.entries[after.entry].roles & WordRule.Role.later.bit != 0
            {
                return event(sentence, i, until: start - width)
            }
        }
        return conditionBefore(sentence, i)
    }

    /// The condition of the clause before: 符合条件的，应当在五日内 → 符合条件.
    private func conditionBefore(_ sentence: Sentence, _ i: Int) -> ByteSpan? {
        let index = sentence.clauseOf[i]
        if index > 0, endsConditional(sentence.clauses[index - 1].span) {
            let span = sentence.clauses[index - 1].span
            let end = p.trimBlanks(span.lowerBound, span.upperBound)
            for word in grammar.conditionals where p.has(word, at: end - word.count) {
                return span.lowerBound..<(end - word.count)
            }
        }
        return nil
    }

    /// The words between the last modal or preposition of the clause and `until`.
    private func event(_ sentence: Sentence, _ i: Int, until: Int) -> ByteSpan? {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        var start = clause.span.lowerBound
        for j in clause.tokens where sentence.tokens[j].end <= until {
            let token = sentence.tokens[j]
            if token.has(.modal) || token.has(.start) || token.has(.connective) {
                start = token.end
            }
        }
        start = p.skipBlanks(start, until)
        return start < until ? start..<until : nil
    }
}
