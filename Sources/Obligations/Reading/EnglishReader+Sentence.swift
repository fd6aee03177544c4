import Grammar
import LegalText

/// From the quantities of an English sentence to records.
extension EnglishReader {
    mutating func readSentence(_ span: ByteSpan) {
        let sentence = sentence(span)
        guard
            !sentence.measures.isEmpty || !sentence.dates.isEmpty || !sentence.periods.isEmpty
                || sentence.tokens.contains(where: { isAlone($0) || $0.has(.adjective) })
        else { return }
        var used = [Bool](repeating: false, count: sentence.tokens.count)
        var previous: Bound?
        for i in sentence.tokens.indices {
            switch sentence.tokens[i].kind {
            case .measure: readMeasure(sentence, i, &used, &previous)
            case .date: readDate(sentence, i, &used)
            default: break
            }
        }
        var wasPeriod = false
        for i in sentence.tokens.indices where !used[i] {
            let token = sentence.tokens[i]
            if token.kind == .period {
                wasPeriod = readPeriod(
                    sentence, i, sentence.periods[token.index].iso, rule: "eng.period.each", &used,
                    isAdjective: false, wasPeriod: wasPeriod)
            } else if let rule = rule(token, .recurring), rule.alone == true {
                wasPeriod = readPeriod(
                    sentence, i, rule.iso, rule: rule.id, &used,
                    isAdjective: isAdjective(sentence, i),
                    wasPeriod: wasPeriod)
            } else if let rule = rule(token, .adjective) {
                wasPeriod = readPeriod(
                    sentence, i, rule.iso, rule: rule.id, &used, isAdjective: true,
                    wasPeriod: wasPeriod)
            }
        }
        for i in sentence.tokens.indices where !used[i] {
            let token = sentence.tokens[i]
            if let rule = rule(token, .comparator), rule.alone == true {
                readRelative(sentence, i, rule)
            } else if let rule = rule(token, .vague) {
                readVague(sentence, i, rule)
            }
        }
    }

    // MARK: - Words around a quantity

    func boundBefore(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) -> Bound? {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let start = sentence.tokens[i].start
        var adjacent = start
        for j in stride(from: i - 1, through: clause.tokens.lowerBound, by: -1) {
            let token = sentence.tokens[j]
            if token.kind == .measure || token.kind == .date { return nil }
            var at = token.end
            while at < adjacent, p[at] <= 0x20 { at += 1 }
            let touches = at >= adjacent
            if let rule = rule(token, .comparator),
                let comparator = rule.is.flatMap(Quantity.Comparator.init(rawValue:))
            {
                if touches || (rule.gap == true && start - token.end <= 90 && !used[j]) {
                    used[j] = true
                    return Bound(
                        comparator: comparator, rule: rule.id, start: token.start, end: token.end)
                }
            }
            if touches,
                token.has(.listed) || token.has(.currency) || token.kind == .period
                    || token.has(.event)
            {
                adjacent = token.start
            }
        }
        return nil
    }

    func periodFor(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) -> Rate? {
        let index = sentence.clauseOf[i]
        let clause = sentence.clauses[index]
        let token = sentence.tokens[i]
        let dimension = token.kind == .measure ? sentence.measures[token.index].dimension : .date
        func rate(_ j: Int) -> Rate? {
            let word = sentence.tokens[j]
            if word.kind == .period {
                let period = sentence.periods[word.index]
                return Rate(iso: period.iso, thing: period.thing, span: word.span)
            }
            if let rule = rule(word, .recurring), !isAdjective(sentence, j) {
                return Rate(iso: rule.iso, span: word.span)
            }
            if let rule = rule(word, .period) { return Rate(iso: rule.iso, span: word.span) }
            return nil
        }
        for j in (i + 1)..<max(i + 1, clause.tokens.upperBound) {
            let word = sentence.tokens[j]
            if word.kind == .measure || word.kind == .date { break }
            if let found = rate(j) {
                if dimension == .time, found.thing == nil, word.start - token.end > 12 { break }
                used[j] = true
                return found
            }
        }
        for j in (clause.tokens.lowerBound..<i).reversed() {
            if sentence.tokens[j].kind == .measure, dimension != .time { break }
            if let found = rate(j) {
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
                if let found = rate(j) {
                    used[j] = true
                    return found
                }
            }
        }
        // cumulative training of no less than two weeks: the period of the clause before
        if index > 0, sentence.hasWord(.cumulative, in: clause.tokens.lowerBound..<i) {
            for j in sentence.clauses[index - 1].tokens.reversed() {
                if let found = rate(j) {
                    used[j] = true
                    return found
                }
            }
        }
        return nil
    }

    /// Whether "monthly" describes the noun behind it rather than the verb.
    func isAdjective(_ sentence: Sentence, _ i: Int) -> Bool {
        let token = sentence.tokens[i]
        guard rule(token, .recurring)?.gap == true else { return false }
        var at = token.end
        while at < sentence.span.upperBound, p[at] <= 0x20 { at += 1 }
        guard at < sentence.span.upperBound, isASCIILetter(p[at]) else { return false }
        if p[at - 1] > 0x20 { return false }
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

    /// The force that governs token `i`: the last before it in the sentence's part, the list's, the next.
    func governing(_ sentence: Sentence, _ i: Int) -> Force? {
        let index = sentence.clauseOf[i]
        let part = sentence.part(around: index)
        let start = sentence.tokens[i].start
        if let force = lastForce(in: sentence, clauses: index..<(index + 1), before: start) {
            return force
        }
        if let force = lastForce(in: sentence, clauses: part.lowerBound..<index, before: start) {
            return force
        }
        if let force = force(in: sentence, clauses: index..<part.upperBound, from: start) {
            return force
        }
        if let force = lastForce(in: sentence, clauses: 0..<part.lowerBound, before: start) {
            return force
        }
        return lead?.force
    }

    func draft(
        _ sentence: Sentence, _ i: Int, kind: Obligation.Kind, rule: String, span: ByteSpan
    ) -> Draft {
        Draft(
            kind: kind, modality: .init(kind: kind, text: "", strength: nil),
            bearerSource: .unknown, span: span,
            clause: sentence.clauses[sentence.clauseOf[i]].span, confidence: 0.85, rule: rule)
    }

    mutating func finish(
        _ draft: inout Draft, _ sentence: Sentence, _ i: Int, force: Force?, isSanction: Bool
    ) {
        let index = sentence.clauseOf[i]
        if let force {
            draft.modalSpan = force.span
            if let span = force.span { draft.modality.text = text(span) }
            draft.modality.strength = force.strength
        } else {
            draft.confidence -= 0.1
            draft.modality.strength = .must
        }
        let found = bearer(sentence, i, force, isSanction: isSanction)
        (draft.bearer, draft.bearerSource) = (found.span, found.source)
        if draft.bearerSource == .unknown { draft.confidence -= 0.1 }
        if draft.bearerSource == .inherited { draft.confidence -= 0.05 }
        if let force, let span = force.span, sentence.span.contains(force.at) {
            let end = sentence.clauses[max(index, clauseIndex(sentence, at: force.at))].span
                .upperBound
            let start = span.upperBound
            if start < end { draft.action = start..<end }
        }
        if draft.action == nil { draft.action = sentence.clauses[index].span }
        if draft.kind == .conditionThreshold {
            draft.condition = sentence.clauses[index].span
            draft.consequence = draft.action
        } else if let clause = sentence.clauses.first, index > 0, let first = clause.tokens.first,
            sentence.tokens[first].has(.subordinate),
            sentence.tokens[first].start <= clause.span.lowerBound
        {
            draft.condition = clause.span
        }
    }

    // MARK: - Without a number

    private mutating func readPeriod(
        _ sentence: Sentence, _ i: Int, _ iso: String?, rule id: String, _ used: inout [Bool],
        isAdjective: Bool, wasPeriod: Bool
    ) -> Bool {
        guard let iso else { return false }
        let token = sentence.tokens[i]
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let force = governing(sentence, i)
        if sentence.hasWord(.definition, in: 0..<i) || lead?.isDefinition == true { return false }
        if isAdjective {
            // annual inspection: an activity, and somebody who performs it
            guard activityFollows(sentence, i) else { return false }
            let start = clause.tokens.lowerBound
            let isListed =
                wasPeriod && start == i
                || start < i && wasPeriod && sentence.tokens[start].has(.connective)
                    && start + 1 == i
            guard isListed || performs(sentence, i) && force != nil else { return false }
        }
        let bound = boundBefore(sentence, i, &used)
        var draft = draft(
            sentence, i, kind: kind(force), rule: id,
            span: min(bound?.start ?? token.start, token.start)..<token.end)
        draft.quantity = Quantity(
            comparator: bound?.comparator == .atMost ? .atLeast : bound?.comparator ?? .equal,
            value: 1,
            unit: "times", ucum: "{times}", raw: text(token.span), per: .init(count: 1, period: iso)
        )
        if rule(token, .recurring)?.kind == .deadline { draft.deadline = .init(iso: "--12-31") }
        if draft.kind == .prohibition || draft.kind == .permission { return false }
        draft.periodSpan = token.span
        draft.confidence = isAdjective ? 0.6 : 0.75
        finish(&draft, sentence, i, force: force, isSanction: false)
        append(draft)
        return true
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

    private mutating func readRelative(_ sentence: Sentence, _ i: Int, _ rule: WordRule) {
        let token = sentence.tokens[i]
        let clause = sentence.clauses[sentence.clauseOf[i]]
        if lead?.isDefinition == true || sentence.hasWord(.definition, in: 0..<i) { return }
        let comparator = rule.is.flatMap(Quantity.Comparator.init(rawValue:))
        let force = governing(sentence, i)
        let isCase = comparator == .moreThan && isConditional(sentence, i)
        var draft = draft(
            sentence, i, kind: isCase ? .conditionThreshold : kind(force), rule: rule.id,
            span: token.span)
        if !isCase, draft.kind == .prohibition || draft.kind == .target { draft.kind = .obligation }
        draft.modality.kind = isCase ? kind(force) : draft.kind
        var quantity = Quantity(comparator: comparator, raw: text(token.span))
        let rest = token.end..<max(token.end, clause.span.upperBound)
        if !rest.isEmpty { quantity.reference = text(rest) }
        draft.quantity = quantity
        draft.flags = [.relative]
        draft.confidence = 0.7
        finish(&draft, sentence, i, force: force, isSanction: false)
        append(draft)
    }

    private mutating func readVague(_ sentence: Sentence, _ i: Int, _ rule: WordRule) {
        let token = sentence.tokens[i]
        let force = governing(sentence, i)
        var draft = draft(
            sentence, i, kind: rule.kind == .deadline ? .deadline : kind(force), rule: rule.id,
            span: token.span)
        draft.modality.kind = kind(force)
        draft.quantity = Quantity(raw: text(token.span))
        draft.flags = [.vague]
        draft.confidence = 0.6
        finish(&draft, sentence, i, force: force, isSanction: false)
        append(draft)
    }

    /// Whether a subordinate clause holds token `i`: if, where, unless before it and no modal between.
    func isConditional(_ sentence: Sentence, _ i: Int) -> Bool {
        let part = sentence.part(around: sentence.clauseOf[i])
        let first = sentence.clauses[part.lowerBound].tokens.lowerBound
        for j in (first..<i).reversed() {
            let token = sentence.tokens[j]
            if token.has(.modal), !token.has(.subordinate) { return false }
            if token.has(.subordinate) { return true }
        }
        return false
    }
}
