import Grammar
import LegalText

/// What stands around a quantity in an English sentence, and what that makes of it.
extension EnglishReader {
    mutating func surroundings(
        _ sentence: Sentence, _ i: Int, _ used: inout [Bool]
    ) -> Surroundings? {
        let token = sentence.tokens[i]
        let measure = sentence.measures[token.index]
        if isDefinition(before: i, in: sentence) || readGarbled(sentence, i, measure) { return nil }
        var before = bound(sentence, before: i, &used)
        if before == nil, measure.boundIs == nil, var carried = state.previousBound,
            joinsPrevious(sentence, i, measure)
        {
            (carried.start, carried.end) = (token.start, token.start)
            before = carried
        }
        state.previousBound = before
        let rate = rate(sentence, i, &used)
        var around = Surroundings(i: i, measure: measure, before: before, rate: rate)
        around.force = governing(sentence, i)
        if let force = around.force, isComplete(sentence, i, without: force) { around.force = nil }
        around.isCase = isConditional(sentence, i)
        around.sanction = isSanction(sentence, i, measure) ? .clause : nil
        if before == nil, measure.dimension == .time, !measure.isRange, around.force != nil,
            i > 0, let rule = rule(sentence.tokens[i - 1], .inside),
            scanner.skip(p, sentence.tokens[i - 1].end, token.start) >= token.start
        {
            let word = sentence.tokens[i - 1]
            before = Bound(comparator: .atMost, rule: rule.id, start: word.start, end: word.end)
            around.before = before
        }
        // may only establish one office
        if before == nil, measure.boundIs == nil, measure.dimension == .count, !measure.isRange,
            let only = limit(sentence, i, around.force)
        {
            before = only
            around.before = before
        }
        // transferred only after five years of the construction
        if before == nil, measure.boundIs == nil, measure.dimension == .time, !measure.isRange,
            measure.iso != "D", measure.iso != "H", around.force != nil,
            follows(.from, sentence, i),
            let word = rule(sentence.tokens[i - 1], .until), word.comparator == .atLeast,
            runsFrom(sentence, i) || text(token.span).hasSuffix("of")
        {
            let token = sentence.tokens[i - 1]
            before = Bound(comparator: .atLeast, rule: word.id, start: token.start, end: token.end)
            around.before = before
            around.isCaseLimit = true
        }
        let isWithin =
            before?.rule == "eng.bound.within" || before?.rule == "eng.bound.in"
            || before?.isTime == true
        // resided for at least two years before the death: so long, not so long ahead
        around.isAhead =
            measure.bound == .lead && !standsBehindFor(before?.start ?? measure.core.lowerBound)
        around.isTimeLimit =
            measure.iso != nil && measure.dimension == .time && !measure.isRange
            && (around.isAhead
                || before?.comparator == .atMost && (isWithin || runsFrom(sentence, i)))
        if around.isCaseLimit { around.isTimeLimit = true }
        // by 5:00 p.m., not later than 17:00
        if measure.dimension == .clock {
            let isBy =
                follows(.until, sentence, i)
                && rule(sentence.tokens[i - 1], .until)?.comparator == .atMost
            around.isTimeLimit =
                around.force != nil && !measure.isRange
                && (around.isAhead || before?.comparator == .atMost || isBy)
        } else if around.isTimeLimit, !around.isAhead {
            let clause = sentence.clauses[sentence.clauseOf[i]]
            let isForbidden =
                around.force.map { $0.kind == .prohibition && $0.at < token.start } ?? false
            around.bar =
                isForbidden || sentence.hasWord(.bar, in: clause.tokens) ? .prohibition : nil
        }
        // in the three years prior to application: a time looked back on
        if around.isAhead, i > 0, sentence.tokens[i - 1].has(.listed),
            scanner.skip(p, sentence.tokens[i - 1].end, token.start) >= token.start
        {
            around.isCaseLimit = true
        }
        // by the two parties: known ones, not so many
        if before == nil, measure.boundIs == nil, !measure.isRange, measure.dimension == .count,
            follows(.listed, sentence, i), around.isCase
        {
            return nil
        }
        // under the preceding two articles
        if before?.rule == "eng.bound.under" || before?.rule == "eng.bound.over",
            measure.dimension == .count, follows(.listed, sentence, i)
        {
            return nil
        }
        around.isPlace = isWithin && measure.dimension == .physical
        around.isObject = isObject(sentence, around)
        return around
    }

    /// "Only" between the modal and a count right behind its verb.
    private func limit(_ sentence: Sentence, _ i: Int, _ force: Force?) -> Bound? {
        guard let force, sentence.span.contains(force.at) else { return nil }
        let clause = sentence.clauses[sentence.clauseOf[i]]
        for j in (clause.tokens.lowerBound..<i).reversed() {
            let token = sentence.tokens[j]
            if token.start <= force.at || sentence.tokens[i].start - token.end > 24 { return nil }
            if let rule = rule(token, .limiting), let comparator = rule.comparator {
                return Bound(
                    comparator: comparator, rule: rule.id, start: token.start, end: token.end)
            }
            if !token.has(.verb), !token.has(.giving), !token.has(.term) { return nil }
        }
        return nil
    }

    /// Whether the clause of token `i` says what it says without a modal of a later clause: the term is
    /// three years, and members may be reappointed.
    private func isComplete(_ sentence: Sentence, _ i: Int, without force: Force) -> Bool {
        let index = sentence.clauseOf[i]
        guard sentence.span.contains(force.at), force.at > sentence.clauses[index].span.upperBound,
            !isConditional(sentence, i)
        else { return false }
        return isStated(sentence, i)
    }

    func isThreshold(_ around: Surroundings) -> Bool {
        if around.isBounded { return true }
        let measure = around.measure
        switch measure.dimension {
        case .money, .ratio, .physical, .age: return true
        // where a member has been absent for two years
        case .time: return standsBehindFor(measure.core.lowerBound)
        case .count: return measure.unit == "persons" && (measure.low ?? 0) >= 2
        case .occurrence: return around.rate?.iso != nil
        case .clock, .grade, .date: return false
        }
    }

    /// Whether "for" stands before a place, with at most "the" and "entire" between.
    private func standsBehindFor(_ at: Int) -> Bool {
        var start = at
        for _ in 0..<3 {
            while start > 0, p[start - 1] <= 0x20 { start -= 1 }
            let end = start
            while start > 0, isASCIILetter(p[start - 1]) { start -= 1 }
            guard start < end else { return false }
            if text(start..<end).lowercased() == "for" { return true }
            guard let word = scanner.word(p, start, end), word.end == end,
                word.has(.listed) || word.has(.whole)
            else { return false }
        }
        return false
    }

    func comparator(
        _ sentence: Sentence, _ around: Surroundings, _ kind: Obligation.Kind
    ) -> Quantity.Comparator {
        writtenComparator(around)
    }

    func requirementKind(_ sentence: Sentence, _ around: Surroundings) -> Obligation.Kind {
        let measure = around.measure
        var kind = kind(around.force)
        let isOwn = around.force.map { sentence.span.contains($0.at) } ?? false
        // the amount exceeds NT$ 500,000: a case
        if !isOwn, around.before?.comparator == .moreThan || around.before?.comparator == .lessThan
        {
            return .conditionThreshold
        }
        // members who hold more than ten percent: who they are
        if let force = around.force, isOwn, around.isBounded,
            describesPerson(sentence, around.i, since: force.at)
        {
            return .conditionThreshold
        }
        if let force = around.force {
            if around.before != nil || measure.boundIs != nil {
                if kind == .prohibition || isNegated(around, force) { kind = .obligation }
                if force.at > sentence.tokens[around.i].start, sentence.span.contains(force.at),
                    kind != .target, !isOwed(sentence, around, force)
                {
                    kind = .conditionThreshold
                }
            }
            if force.rule == "eng.modal.will",
                measure.dimension == .ratio || measure.dimension == .count
            {
                kind = .target
            }
        }
        return kind
    }

    /// May not exceed: a bound, no permission.
    private func isNegated(_ around: Surroundings, _ force: Force) -> Bool {
        guard force.kind == .permission, let before = around.before, let span = force.span else {
            return false
        }
        return standsAlone(before)
            && scanner.skip(p, span.upperBound, before.start) >= before.start
    }

    /// Whether a bound may stand by itself, as those with "not" do.
    private func standsAlone(_ bound: Bound) -> Bool {
        grammar.rules.first { $0.id == bound.rule }?.alone == true
    }

    /// Whether the quantity is what the sentence demands, at its head: at least one round of cleaning
    /// shall be conducted. So many persons are rather whom it speaks about.
    private func isOwed(_ sentence: Sentence, _ around: Surroundings, _ force: Force) -> Bool {
        guard around.measure.unit != "persons" else { return false }
        let clause = sentence.clauses[sentence.clauseOf[around.i]]
        guard clause.span.contains(force.at) else { return false }
        let start = around.before?.start ?? sentence.tokens[around.i].start
        return scanner.skip(p, clause.span.lowerBound, start) >= start
    }

    /// Whether "who" or "whose" stands between the modal and the quantity, in its clause.
    private func describesPerson(_ sentence: Sentence, _ i: Int, since: Int) -> Bool {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        return sentence.tokens[clause.tokens.lowerBound..<i].contains {
            $0.start > since && $0.has(.relative)
        }
    }

    func deadline(_ sentence: Sentence, _ around: Surroundings) -> Obligation.Deadline {
        let (i, measure) = (around.i, around.measure)
        guard let iso = measure.iso, let number = measure.low else { return .init() }
        var deadline = Obligation.Deadline()
        deadline.dayType = measure.unit == "working days" ? .working : iso == "D" ? .calendar : nil
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let end = clause.span.upperBound
        var at = scanner.skip(p, sentence.tokens[i].end, end)
        if around.isAhead {
            deadline.lead = duration(number, iso)
            if let word = grammar.following.longest(p, at, end) { at = word.end }
        } else {
            deadline.within = duration(number, iso)
            guard i + 1 < sentence.tokens.count, sentence.tokens[i + 1].start == at,
                sentence.tokens[i + 1].has(.from)
            else { return deadline }
            at = sentence.tokens[i + 1].end
        }
        at = scanner.skip(p, at, end)
        let stop = trimmed(at, end)
        let event = at < stop ? text(at..<stop) : nil
        if around.isAhead { deadline.before = event } else { deadline.after = event }
        return deadline
    }

    func requirement(_ sentence: Sentence, _ around: Surroundings) -> Requirement {
        let (i, measure, force) = (around.i, around.measure, around.force)
        let token = sentence.tokens[i]
        let hasPeriod = around.rate != nil
        let hasModal = force.map { $0.at < token.start || !sentence.span.contains($0.at) } ?? false
        if around.isBounded {
            if around.before?.comparator == .range, !measure.isRange { return .none }
            if around.before?.comparator == .approximately { return hasModal ? .weak : .none }
            return measure.dimension == .count && force == nil && !measure.isRange ? .weak : .strong
        }
        switch measure.dimension {
        case .occurrence: return hasPeriod ? .strong : hasModal ? .weak : .none
        case .count:
            // shall not be built in duplicate: no copies are owed
            if measure.unitStart == measure.core.lowerBound, force?.kind == .prohibition {
                return .none
            }
            if hasPeriod, isActivity(measure) { return .strong }
            if i > 0, sentence.tokens[i - 1].has(.listed) { return .none }
            if measure.isRestated, hasModal { return .strong }
            if force == nil, isEstablished(sentence, i, measure) { return .weak }
            // a board of supervisors, three to five in number, shall be established
            if force != nil, measure.unitRule == "eng.measured.before" { return .weak }
            guard hasModal, !isIdle(measure) else { return .none }
            // one license per station
            if measure.low == 1 {
                return isGiven(sentence, i) || around.rate?.thing != nil ? .weak : .none
            }
            return .weak
        case .money: return hasModal || hasPeriod ? .strong : .weak
        case .ratio:
            if hasModal || state.lead?.force != nil { return .strong }
            return measure.unit == "percent" || force != nil || isStated(sentence, i)
                ? .weak : .none
        case .time:
            // a term of five years, valid for five years, a six-month period
            let clause = sentence.clauses[sentence.clauseOf[i]]
            if sentence.hasWord(.term, in: clause.tokens.lowerBound..<i) { return .weak }
            // shall be kept for three years
            if hasModal, standsBehindFor(token.start) { return .weak }
            let isTerm =
                i + 1 < sentence.tokens.count && sentence.tokens[i + 1].has(.term)
                && sentence.tokens[i + 1].start - token.end <= 2
            // a permit with three-year validity may be issued
            return isTerm && force != nil || hasModal && (hasPeriod || isBracketed(token))
                ? .weak : .none
        case .physical: return hasModal || isStated(sentence, i) ? .weak : .none
        case .clock, .age, .grade, .date: return .weak
        }
    }

    /// Whether a form of "be" stands in the clause before token `i`.
    private func isStated(_ sentence: Sentence, _ i: Int) -> Bool {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        return sentence.tokens[clause.tokens.lowerBound..<i].contains {
            rule($0, .verb)?.id == "eng.verb.be"
        }
    }

    /// Whether a counted thing says how a text is ordered rather than what is owed: two cases, three ways.
    private func isIdle(_ measure: Measure) -> Bool {
        guard measure.unitRule == "eng.unit.things" else { return false }
        // three medical linkage: no plural, no count
        if measure.low != 1, p[measure.core.upperBound - 1] | 0x20 != 0x73 { return true }
        var at = measure.core.upperBound
        while at > measure.unitStart, p[at - 1] > 0x20 { at -= 1 }
        return scanner.word(p, at, measure.core.upperBound)?.has(.idle) ?? false
    }

    /// Whether "one" is what somebody is to have or appoint: shall appoint one secretary.
    private func isGiven(_ sentence: Sentence, _ i: Int) -> Bool {
        guard i > 0 else { return false }
        let verb = sentence.tokens[i - 1]
        return verb.has(.giving)
            && scanner.skip(p, verb.end, sentence.tokens[i].start) >= sentence.tokens[i].start
    }

    /// The ministry establishes an office with one director: so many persons by the sentence itself.
    private func isEstablished(_ sentence: Sentence, _ i: Int, _ measure: Measure) -> Bool {
        guard measure.unit == "persons", i > 0, case let before = sentence.tokens[i - 1],
            before.has(.preposition) || before.has(.giving),
            scanner.skip(p, before.end, sentence.tokens[i].start) >= sentence.tokens[i].start
        else { return false }
        let clause = sentence.clauses[sentence.clauseOf[i]]
        return sentence.tokens[clause.tokens.lowerBound..<i].contains { $0.has(.giving) }
    }

    /// (200 days)
    private func isBracketed(_ token: Token) -> Bool {
        token.start > 0 && p[token.start - 1] == 0x28
    }

    /// "one ambulance and seven rescue personnel": the bound before the first holds for the second.
    private func joinsPrevious(_ sentence: Sentence, _ i: Int, _ measure: Measure) -> Bool {
        var j = i - 1
        while j >= 0 {
            let token = sentence.tokens[j]
            if token.kind == .measure {
                let gap = sentence.tokens[i].start - token.end
                // 30% of the value or 30% of the limit
                if sentence.measures[token.index].unit == measure.unit, measure.dimension == .ratio,
                    follows(.connective, sentence, i), gap <= 60
                {
                    return true
                }
                let isOr =
                    j + 1 < i && sentence.tokens[j + 1].has(.overnight) && gap <= 5
                return isOr
                    || sentence.measures[token.index].dimension == measure.dimension && gap <= 24
                        && !sentence.tokens[(j + 1)..<i].contains { $0.has(.preposition) }
            }
            if token.isBreak { return false }
            j -= 1
        }
        return false
    }

    /// Whether "from", "after", "of" follow the time.
    func runsFrom(_ sentence: Sentence, _ i: Int) -> Bool {
        guard i + 1 < sentence.tokens.count else { return false }
        let next = sentence.tokens[i + 1]
        return next.has(.from) && next.start - sentence.tokens[i].end <= 2
    }
}
