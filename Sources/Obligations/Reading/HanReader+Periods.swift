import Grammar
import LegalText

/// Periods and dates in Chinese (频次和日期).
extension HanReader {
    /// How often: the period named before the quantity in its clause, or carried over with 累计.
    func rate(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) -> Period? {
        let index = sentence.clauseOf[i]
        let clause = sentence.clauses[index]
        if let found = period(in: clause.tokens.lowerBound..<i, of: sentence, for: i, &used) {
            return found
        }
        let part = sentence.part(around: index)
        let isCumulative = sentence.hasWord(.cumulative, in: clause.tokens.lowerBound..<i)
        let isOccurrence = sentence.measure(i)?.dimension == .occurrence
        if isCumulative || isOccurrence {
            for c in (part.lowerBound..<index).reversed() {
                let tokens = sentence.clauses[c].tokens
                if let found = period(in: tokens, of: sentence, for: i, &used) { return found }
                if !isCumulative { break }
            }
        }
        if isOccurrence, let period = state.lead?.period, period.iso != nil { return period }
        return nil
    }

    /// The last period among some tokens.
    private func period(
        in tokens: Range<Int>, of sentence: Sentence, for i: Int, _ used: inout [Bool]
    ) -> Period? {
        for j in tokens.reversed() {
            let token = sentence.tokens[j]
            if token.kind == .period {
                used[j] = true
                return sentence.periods[token.index]
            }
            if let rule = rule(token, .recurring) ?? rule(token, .period), rule.iso != nil {
                used[j] = true
                return Period(span: token.span, iso: rule.iso)
            }
            if token.has(.speed), sentence.tokens[i].kind == .measure {
                return Period(span: token.span, iso: "PT1H")
            }
        }
        return nil
    }

    func impliesFrequency(
        _ sentence: Sentence, _ i: Int, _ force: Force?, wasPeriod: Bool
    ) -> Bool {
        let token = sentence.tokens[i]
        let clause = sentence.clauses[sentence.clauseOf[i]]
        // 每年的, 每年五月为…月: no duty to do something once a year
        if startsWithDe(token.end) { return false }
        if i + 1 < clause.tokens.upperBound, sentence.tokens[i + 1].kind == .date { return false }
        // a period that another quantity of the clause already has
        for j in clause.tokens where j > i {
            if let measure = sentence.measure(j), measure.dimension != .time { return false }
        }
        // 每年财政预算安排的资金应当: the period belongs to the subject
        if let force, force.at > token.end + 3, force.at < clause.span.upperBound { return false }
        guard force != nil || state.lead == nil || rule(token, .recurring) != nil else {
            return false
        }
        return !isCondition(sentence, i)
    }

    func dateBound(
        _ sentence: Sentence, _ i: Int, _ before: Bound?, _ force: Force?
    ) -> WordRule.Role? {
        let token = sentence.tokens[i]
        let date = sentence.dates[token.index]
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let previous = i > 0 ? sentence.tokens[i - 1] : nil
        let reaches = previous.map { $0.has(.joiner) && $0.end == token.start } ?? false
        let isDeadline =
            date.bound == .lead || before?.comparator == .atMost
            || (date.bound == nil && reaches && date.month == nil)
        let isStart = date.bound == .later && previous?.has(.start) == true
        guard isDeadline || isStart else { return nil }
        // 自2021年1月1日起施行: when the whole instrument begins, which its metadata say
        if sentence.hasWord(.commencement, in: clause.tokens) { return nil }
        if isStart, sentence.measures.isEmpty { return nil }
        if isCondition(sentence, i), endsConditional(clause.span) || startsWithDe(token.end) {
            return nil
        }
        if describesSomebody(sentence, i) { return nil }
        return isStart ? .later : .lead
    }

    /// 2024年6月30日前登记设立的公司，应当: a date that says who is spoken of.
    private func describesSomebody(_ sentence: Sentence, _ i: Int) -> Bool {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        guard !sentence.hasWord(.modal, in: clause.tokens.lowerBound..<i),
            let found = subject(in: sentence, clause: sentence.clauseOf[i], before: .max),
            found.span.lowerBound <= sentence.tokens[i].start,
            found.span.upperBound > sentence.tokens[i].end
        else { return false }
        return (sentence.tokens[i].end..<found.span.upperBound).contains(where: startsWithDe)
    }
}
