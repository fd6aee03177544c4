import Grammar
import LegalText

/// Periods and dates in English: how often, by when.
extension EnglishReader {
    func rate(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) -> Period? {
        let index = sentence.clauseOf[i]
        let clause = sentence.clauses[index]
        let token = sentence.tokens[i]
        let dimension = token.kind == .measure ? sentence.measures[token.index].dimension : .date
        func period(_ j: Int) -> Period? {
            let word = sentence.tokens[j]
            if word.kind == .period { return sentence.periods[word.index] }
            let recurring = rule(word, .recurring).flatMap { isAdjective(sentence, j) ? nil : $0 }
            return (recurring ?? rule(word, .period)).map { Period(span: word.span, iso: $0.iso) }
        }
        for j in (i + 1)..<max(i + 1, clause.tokens.upperBound) {
            let word = sentence.tokens[j]
            if dimension == .occurrence, let time = timeSpan(sentence, i, j) {
                used[j] = true
                return time
            }
            if word.kind == .measure || word.kind == .date { break }
            if let found = period(j) {
                // within 15 days after the end of each quarter
                let isEvent =
                    i > 0 && sentence.tokens[i - 1].has(.comparator) && runsFrom(sentence, i)
                if dimension == .time, found.thing == nil,
                    word.start - token.end > (isEvent ? 60 : 12)
                {
                    break
                }
                used[j] = true
                // per person per day
                if found.iso == nil, j + 1 < clause.tokens.upperBound,
                    scanner.skip(p, word.end, sentence.tokens[j + 1].start)
                        >= sentence.tokens[j + 1].start, let time = period(j + 1), time.iso != nil
                {
                    used[j + 1] = true
                    return time
                }
                return found
            }
        }
        for j in (clause.tokens.lowerBound..<i).reversed() {
            if sentence.tokens[j].kind == .measure, dimension != .time { break }
            if let found = period(j) {
                used[j] = true
                return found
            }
        }
        // monthly to the township, …, to carry out at least one: an activity some clauses on
        if dimension == .occurrence
            || token.kind == .measure && isActivity(sentence.measures[token.index])
        {
            let first = sentence.clauses[sentence.part(around: index).lowerBound].tokens.lowerBound
            for j in (first..<clause.tokens.lowerBound).reversed() {
                if sentence.tokens[j].kind == .measure { break }
                if let found = period(j) {
                    used[j] = true
                    return found
                }
            }
        }
        // cumulative training of no less than two weeks: the period of the clause before
        if index > 0, sentence.hasWord(.cumulative, in: clause.tokens.lowerBound..<i) {
            for j in sentence.clauses[index - 1].tokens.reversed() {
                if let found = period(j) {
                    used[j] = true
                    return found
                }
            }
        }
        return openingPeriod(sentence, i, dimension, &used)
    }

    /// Each academic year, schools shall provide four hours: a period that is the whole clause before.
    private func openingPeriod(
        _ sentence: Sentence, _ i: Int, _ dimension: UnitRule.Dimension, _ used: inout [Bool]
    ) -> Period? {
        let index = sentence.clauseOf[i]
        guard index > 0, sentence.measure(i) != nil,
            case let clause = sentence.clauses[index - 1], clause.tokens.count == 1,
            case let j = clause.tokens.lowerBound, !used[j],
            case let word = sentence.tokens[j], word.kind == .period,
            word.start <= scanner.skip(p, clause.span.lowerBound, word.start),
            word.end >= trimmed(word.start, clause.span.upperBound),
            !(dimension == .time
                && rule(sentence.tokens[i - 1], .comparator)?.id
                    == "eng.bound.within")
        else { return nil }
        used[j] = true
        return sentence.periods[word.index]
    }

    /// Twice within six months: the time in which something comes so often, at token `j` behind the bound
    /// that follows token `i`.
    private func timeSpan(_ sentence: Sentence, _ i: Int, _ j: Int) -> Period? {
        guard j == i + 2, let time = sentence.measure(j), time.dimension == .time, !time.isRange,
            let iso = time.iso, let length = time.low, length > 0,
            case let bound = sentence.tokens[i + 1], bound.has(.comparator) || bound.has(.inside),
            (rule(bound, .comparator) ?? rule(bound, .inside))?.comparator == .atMost,
            bound.start - sentence.tokens[i].end <= 2
        else { return nil }
        return Period(
            span: bound.start..<sentence.tokens[j].end, iso: duration(length, iso))
    }

    /// Whether "monthly" describes the noun behind it rather than the verb.
    func isAdjective(_ sentence: Sentence, _ i: Int) -> Bool {
        let token = sentence.tokens[i]
        guard rule(token, .recurring)?.gap == true else { return false }
        var at = token.end
        while at < sentence.span.upperBound, p[at] <= 0x20 { at += 1 }
        guard at < sentence.span.upperBound, isASCIILetter(p[at]) else { return false }
        if p[at - 1] > 0x20 { return false }
        // for daily use
        if i > 0, sentence.tokens[i - 1].has(.preposition),
            scanner.skip(p, sentence.tokens[i - 1].end, token.start) >= token.start
        {
            return true
        }
        guard i + 1 < sentence.tokens.count, sentence.tokens[i + 1].start == at else {
            return true
        }
        let next = sentence.tokens[i + 1]
        return
            !(next.has(.preposition) || next.has(.connective) || next.has(.joiner)
            || next.has(.overnight)
            || next.has(.from) || next.has(.modal) || next.has(.until)
            || next.has(.verb) && !next.has(.activity))
    }

    func impliesFrequency(
        _ sentence: Sentence, _ i: Int, _ force: Force?, wasPeriod: Bool
    ) -> Bool {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        guard rule(sentence.tokens[i], .adjective) != nil || isAdjective(sentence, i) else {
            return true
        }
        // annual inspection: an activity, and somebody who performs it
        guard activityFollows(sentence, i) else { return false }
        let start = clause.tokens.lowerBound
        let isListed =
            wasPeriod
            && (start == i || start + 1 == i && sentence.tokens[start].has(.connective))
        return isListed || performs(sentence, i) && force != nil
    }

    /// Whether an activity is named within four words behind token `i`.
    private func activityFollows(_ sentence: Sentence, _ i: Int) -> Bool {
        for j in (i + 1)..<max(i + 1, min(sentence.tokens.count, i + 4)) {
            let token = sentence.tokens[j]
            if token.isBreak || token.start - sentence.tokens[i].end > 40 { return false }
            if token.has(.activity) { return true }
        }
        return false
    }

    /// Whether a verb of doing stands right before token `i`.
    private func performs(_ sentence: Sentence, _ i: Int) -> Bool {
        var j = i - 1
        while j >= 0, i - j < 4 {
            let token = sentence.tokens[j]
            if token.isBreak || sentence.tokens[i].start - token.end > 24 { return false }
            if token.has(.verb) { return true }
            if token.has(.preposition) || token.has(.modal) { return false }
            j -= 1
        }
        return false
    }

    /// Pre-annual: a prefix that stands before no period.
    func isDamaged(_ token: Token) -> Bool {
        guard token.start > 1, p[token.start - 1] == 0x2D else { return false }
        var start = token.start - 1
        while start > 0, isASCIILetter(p[start - 1]) { start -= 1 }
        let prefix = start..<(token.start - 1)
        guard !prefix.isEmpty, start == 0 || p[start - 1] != 0x2D,
            scanner.amount(p, start, prefix.upperBound) == nil
        else { return false }
        let word = scanner.word(p, start, prefix.upperBound)
        return word?.end != prefix.upperBound || word?.has(.periodPrefix) != true
    }

    func isPerformed(_ sentence: Sentence, _ i: Int) -> Bool { activityFollows(sentence, i) }

    func dateBound(
        _ sentence: Sentence, _ i: Int, _ before: Bound?, _ force: Force?
    ) -> WordRule.Role? {
        let date = sentence.dates[sentence.tokens[i].index]
        let previous = i > 0 ? rule(sentence.tokens[i - 1], .comparator) : nil
        guard let bound = date.bound ?? (previous?.comparator == .atMost ? .lead : nil),
            !sentence.hasWord(.commencement, in: 0..<sentence.tokens.count)
        else { return nil }
        switch bound {
        case .lead: return bound
        case .within, .later:
            // "in 2020" plans something where the sentence does
            let isPlanned = force != nil || !sentence.measures.isEmpty
            return date.year != nil && date.month == nil && isPlanned ? bound : nil
        default: return nil
        }
    }
}
