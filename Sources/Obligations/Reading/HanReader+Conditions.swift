import Grammar
import LegalText

/// Conditions in Chinese (条件): clauses that end in 的 or 时, and what stands in them.
extension HanReader {
    /// Whether a clause ends in words that make it a condition: …的，…时，
    func endsConditional(_ span: ByteSpan) -> Bool {
        let end = p.trimBlanks(span.lowerBound, span.upperBound)
        return grammar.conditionals.contains {
            end - $0.count >= span.lowerBound && p.has($0, at: end - $0.count)
        } && !endsInUnit(span.lowerBound, end)
    }

    /// 每天不得少于八小时: the last character belongs to a unit.
    private func endsInUnit(_ start: Int, _ end: Int) -> Bool {
        var at = p.scalarStart(before: end)
        for _ in 0..<3 where at > start {
            at = p.scalarStart(before: at)
            if grammar.unitWords.longest(p, at, end)?.end == end { return true }
        }
        return false
    }

    /// Whether the words up to the next modal make the quantity's clause a condition.
    func isCondition(_ sentence: Sentence, _ i: Int, isBounded: Bool = true) -> Bool {
        let token = sentence.tokens[i]
        let index = sentence.clauseOf[i]
        let clause = sentence.clauses[index]
        // a modal before the quantity makes it part of the norm, unless the clause is a case after all
        let modalBefore = clause.tokens.lowerBound..<i
        let hasModal = sentence.tokens[modalBefore].contains { $0.has(.modal) && !isWeak($0) }
        if hasModal { return false }
        // 五十公顷以上的填海工程, 两年以下的，
        if startsWithDe(token.end) || endsConditional(clause.span) {
            if clause.mark == nil, state.lead == nil, !hasForceAfter(sentence, i) {
                return startsWithDe(token.end) ? false : state.lead?.areCases ?? false
            }
            return true
        }
        guard isBounded else { return false }
        if token.kind == .measure, describes(sentence, i) { return true }
        // 应当…，并自收到之日起二十日内…，符合条件的，: the norm is under way already
        if isUnderWay(sentence, index) { return false }
        // the condition goes on over some clauses: …超过三吨，且…的，应当
        var c = index
        var at = token.end
        while c < sentence.clauses.count, c < index + 4 {
            let next = sentence.clauses[c]
            if c > index, endsConditional(next.span), next.mark != nil { return true }
            for k in next.tokens where sentence.tokens[k].start >= at {
                if sentence.tokens[k].has(.modal) || sentence.tokens[k].has(.sanction) {
                    return false
                }
                if sentence.tokens[k].has(.agent) { return false }
            }
            if next.mark == .semicolon || next.mark == nil { break }
            at = next.span.upperBound
            c += 1
        }
        return false
    }

    /// 持有百分之五十以上股份的公司: a word and 的 behind the quantity tie it to a noun.
    private func describes(_ sentence: Sentence, _ i: Int) -> Bool {
        var at = sentence.tokens[i].end
        let clause = sentence.clauses[sentence.clauseOf[i]].span
        for count in 0..<5 {
            guard at < clause.upperBound, p.isHan(at) else { return false }
            if count > 0, startsWithDe(at) {
                let next = at + p.scalarWidth(at)
                return next < clause.upperBound && p.isHan(next)
            }
            if sentence.tokens.contains(where: {
                $0.start == at && !$0.has(.noun) && !$0.has(.belonging)
            }) {
                return false
            }
            at += p.scalarWidth(at)
        }
        return false
    }

    /// Whether a norm's modal stands in an earlier clause of the part, and no condition since.
    private func isUnderWay(_ sentence: Sentence, _ index: Int) -> Bool {
        for c in (sentence.part(around: index).lowerBound..<index).reversed() {
            if endsConditional(sentence.clauses[c].span) { return false }
            if sentence.tokens[sentence.clauses[c].tokens].contains(where: {
                $0.has(.modal) && !isWeak($0)
            }) {
                return true
            }
        }
        return false
    }

    /// Words of force that leave a clause a condition: 可以…的.
    private func isWeak(_ token: Token) -> Bool {
        rule(token, .modal).map { $0.kind == .entitlement || $0.kind == .permission } ?? false
    }

    func startsWithDe(_ at: Int) -> Bool {
        guard let de = grammar.conditionals.first else { return false }
        return p.has(de, at: at)
    }

    private func hasForceAfter(_ sentence: Sentence, _ i: Int) -> Bool {
        sentence.tokens[(i + 1)...].contains {
            $0.has(.modal) || $0.has(.agent) || $0.has(.sanction)
        }
    }

    /// The nearest clause at or before `index` that ends like a condition.
    func condition(
        _ sentence: Sentence, _ index: Int, _ kind: Obligation.Kind
    ) -> ByteSpan? {
        if kind == .conditionThreshold { return sentence.clauses[index].span }
        let part = sentence.part(around: index)
        for c in (part.lowerBound..<index).reversed()
        where endsConditional(sentence.clauses[c].span) {
            var first = c
            while first > part.lowerBound, !endsConditional(sentence.clauses[first - 1].span) {
                first -= 1
            }
            return sentence.clauses[first].span.lowerBound..<sentence.clauses[c].span.upperBound
        }
        return nil
    }

    /// Whether the quantity describes what is forbidden: 不得存放重量超过十公斤的烟花爆竹.
    func isObject(_ sentence: Sentence, _ around: Surroundings) -> Bool {
        let token = sentence.tokens[around.i]
        let (measure, before) = (around.measure, around.before)
        guard before != nil || measure.boundIs != nil, let force = around.force,
            force.kind == .prohibition, force.at < token.start,
            force.at >= sentence.span.lowerBound
        else { return state.lead?.areCases == true && state.lead?.force != nil && around.isBounded }
        // 不得雇用三名以上…: a bound behind the number tells what is forbidden
        return startsWithDe(token.end) || before == nil && measure.boundIs != nil
            || before?.comparator == .moreThan || before?.comparator == .lessThan
    }

    func isCaseOfBound(
        _ sentence: Sentence, _ i: Int, _ comparator: Quantity.Comparator?
    ) -> Bool {
        comparator == .moreThan || comparator == .lessThan
    }
}
