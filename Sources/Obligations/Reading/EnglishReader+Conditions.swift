import Grammar
import LegalText

/// Conditions, sanctions and damage in English sentences.
extension EnglishReader {
    func condition(_ sentence: Sentence, _ index: Int, _ kind: Obligation.Kind) -> ByteSpan? {
        if kind == .conditionThreshold { return sentence.clauses[index].span }
        guard index > 0, let clause = sentence.clauses.first, let first = clause.tokens.first,
            sentence.tokens[first].has(.subordinate),
            sentence.tokens[first].start <= clause.span.lowerBound
        else { return nil }
        return clause.span
    }

    func isCaseOfBound(
        _ sentence: Sentence, _ i: Int, _ comparator: Quantity.Comparator?
    ) -> Bool {
        (comparator == .moreThan || comparator == .lessThan) && isConditional(sentence, i)
    }

    /// Whether the quantity describes what the norm is about rather than how much is owed.
    func isObject(_ sentence: Sentence, _ around: Surroundings) -> Bool {
        let (before, start) = (around.before, sentence.tokens[around.i].start)
        guard before != nil || around.measure.boundIs != nil else { return false }
        if let lead = state.lead, lead.areCases, let force = lead.force,
            !sentence.span.contains(force.at)
        {
            return !sentence.hasWord(.modal, in: 0..<sentence.tokens.count)
        }
        guard let force = around.force, force.kind == .prohibition, force.at < start else {
            return false
        }
        return before?.comparator == .moreThan || before?.comparator == .lessThan
            || before?.rule == "eng.bound.reaching"
    }

    /// Whether the clause of token `i` is the main one: its modal comes later, and nothing joins it to
    /// the clause before.
    private func beginsMain(_ sentence: Sentence, _ index: Int, _ i: Int) -> Bool {
        let clause = sentence.clauses[index]
        guard let first = clause.tokens.first else { return false }
        guard !sentence.tokens[first].has(.connective), !sentence.tokens[first].has(.pronoun) else {
            return false
        }
        // his or her portion is one half
        let isStated = sentence.tokens[clause.tokens.lowerBound..<i].contains {
            rule($0, .verb)?.id == "eng.verb.be"
        }
        return isStated
            || sentence.hasWord(.modal, in: (i + 1)..<max(i + 1, clause.tokens.upperBound))
    }

    /// Whether a subordinate clause holds token `i`: if, where, unless before it and no modal between.
    func isConditional(_ sentence: Sentence, _ i: Int) -> Bool {
        let index = sentence.clauseOf[i]
        let first = sentence.tokens(of: sentence.part(around: index)).lowerBound
        for j in (first..<i).reversed() {
            let token = sentence.tokens[j]
            if token.has(.modal), !token.has(.subordinate) { return false }
            if token.has(.subordinate) {
                return sentence.clauseOf[j] == index || !beginsMain(sentence, index, i)
            }
        }
        return false
    }

    func isSanction(_ sentence: Sentence, _ i: Int, _ measure: Measure) -> Bool {
        switch measure.dimension {
        case .money, .ratio, .time: break
        case .count where measure.unit == "ranks": break
        default: return false
        }
        if measure.bound == .lead { return false }
        if let before = sentence.tokens[..<i].last, before.has(.comparator),
            let rule = rule(before, .comparator), rule.id == "eng.bound.within",
            measure.dimension == .time,
            runsFrom(sentence, i)
        {
            return false
        }
        let part = sentence.part(around: sentence.clauseOf[i])
        let first = sentence.clauses[part.lowerBound].tokens.lowerBound
        let last = sentence.clauses[part.upperBound - 1].tokens.upperBound
        if sentence.hasWord(.sanction, in: first..<i) { return true }
        for j in (i + 1)..<max(i + 1, last) where sentence.tokens[j].has(.sanction) {
            return sentence.clauseOf[j] == sentence.clauseOf[i]
                || sentence.clauseOf[j] == sentence.clauseOf[i] + 1
        }
        return first == 0 && part.lowerBound == 0 && startsWithSanction(sentence)
            || state.lead?.isSanction == true && state.lead?.areCases == false
    }

    /// A paragraph headed "Salary Deduction." has its sanction in the heading.
    private func startsWithSanction(_ sentence: Sentence) -> Bool {
        sentence.tokens.first.map { $0.has(.sanction) } ?? false
    }

    /// A number between question marks or beside asterisks: the words around it were lost.
    mutating func readGarbled(_ sentence: Sentence, _ i: Int, _ measure: Measure) -> Bool {
        let token = sentence.tokens[i]
        var left = token.start
        while left > 0, p[left - 1] == 0x20 { left -= 1 }
        var right = token.end
        while right < p.count, p[right] == 0x20 { right += 1 }
        let isMarked =
            left > 0 && p[left - 1] == 0x3F
            || right < p.count && (p[right] == 0x3F || p[right] == 0x2A)
            || right + 20 < p.count && measure.dimension == .count && beforeQuestion(token.end)
        guard isMarked, measure.dimension == .count else { return false }
        var draft = draft(
            sentence, i, kind: .composition, rule: "eng.garbled.quotation",
            span: token.start..<token.end)
        draft.modality.kind = .composition
        draft.quantity = Quantity(unit: measure.unit, raw: text(measure.core))
        draft.flags = [.garbled]
        draft.confidence = 0.5
        append(draft)
        return true
    }

    /// Whether a question mark that no blank precedes follows within two words: exemptions and ten
    /// reductions?
    private func beforeQuestion(_ at: Int) -> Bool {
        var i = at
        while i < min(p.count, at + 30) {
            let byte = p[i]
            if byte == 0x3F { return true }
            if byte == 0x2E || byte == 0x2C || byte == 0x0A || byte == 0x3B { return false }
            i += 1
        }
        return false
    }
}
