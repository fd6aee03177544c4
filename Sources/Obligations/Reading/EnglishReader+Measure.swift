import Grammar
import LegalText

/// One quantity or date of an English sentence: which kind of norm it belongs to, if any.
extension EnglishReader {
    mutating func readMeasure(
        _ sentence: Sentence, _ i: Int, _ used: inout [Bool], _ previous: inout Bound?
    ) {
        let token = sentence.tokens[i]
        let measure = sentence.measures[token.index]
        if sentence.hasWord(.definition, in: 0..<i) || lead?.isDefinition == true { return }
        if readGarbled(sentence, i, measure) { return }
        var before = boundBefore(sentence, i, &used)
        if before == nil, measure.boundIs == nil, let carried = previous,
            joinsPrevious(sentence, i, measure)
        {
            before = Bound(
                comparator: carried.comparator, rule: carried.rule, start: token.start,
                end: token.start)
        }
        previous = before
        let period = periodFor(sentence, i, &used)
        let force = governing(sentence, i)
        let conditional = isConditional(sentence, i)
        let sanction = isSanction(sentence, i, measure)
        var kind = kind(force)
        var comparator = comparator(measure, before)
        var rule = before?.rule ?? measure.boundRule ?? measure.unitRule
        var deadline: Obligation.Deadline?
        var confidence = 0.85
        let isWithin = before.map { isWithinWord($0, sentence) } ?? false

        if measure.dimension == .grade {
            guard before != nil || measure.boundIs != nil else { return }
            kind = .ordinalLevel
        } else if sanction, !conditional {
            kind = .penalty
        } else if measure.dimension == .age {
            kind = .conditionThreshold
        } else if let iso = measure.iso, measure.dimension == .time, !measure.isRange,
            measure.bound == .lead
                || (before?.comparator == .atMost && (isWithin || runsFrom(sentence, i)))
        {
            if measure.bound != .lead, isBar(sentence, i) {
                kind = .prohibition
                rule = "eng.bar"
            } else if conditional, measure.bound != .lead {
                kind = .conditionThreshold
            } else {
                kind = .deadline
                deadline = self.deadline(sentence, i, measure, iso)
                if deadline?.lead != nil {
                    comparator = before?.comparator == .atMost ? .atMost : .atLeast
                }
            }
        } else if isWithin, measure.dimension == .physical {
            kind = .conditionThreshold
        } else if conditional || isObject(sentence, i, before, force) {
            guard before != nil || measure.boundIs != nil || measure.isRange else { return }
            kind = .conditionThreshold
        } else {
            switch requirement(sentence, i, measure, before, period != nil, force) {
            case .none: return
            case .weak: confidence = 0.6
            case .strong: break
            }
            if before != nil || measure.boundIs != nil {
                if kind == .prohibition { kind = .obligation }
                if let force, force.at > token.start, sentence.span.contains(force.at),
                    kind != .target
                {
                    kind = .conditionThreshold
                }
            }
            if force != nil, text(force?.span ?? 0..<0).lowercased() == "will",
                measure.dimension == .ratio || measure.dimension == .count
            {
                kind = .target
            }
        }

        var start = token.start
        if let before, before.start < start {
            start = touches(sentence, before.start, i) ? before.start : start
        }
        var draft = draft(sentence, i, kind: kind, rule: rule, span: start..<token.end)
        draft.confidence = confidence
        draft.deadline = deadline
        draft.numberSpan = measure.number
        draft.periodSpan = period?.span
        if let period, period.span.lowerBound >= token.end,
            period.span.lowerBound - token.end <= 2
        {
            draft.span = start..<period.span.upperBound
        }
        draft.quantity = quantity(sentence, i, measure, comparator, period, kind)
        if measure.isGarbled {
            draft.flags.append(.garbled)
            draft.quantity?.value = nil
            draft.quantity?.min = nil
            draft.quantity?.max = nil
        }
        switch kind {
        case .conditionThreshold, .ordinalLevel: draft.modality.kind = self.kind(force)
        case .deadline:
            draft.modality.kind = self.kind(force) == .prohibition ? .obligation : self.kind(force)
        default: draft.modality.kind = kind
        }
        finish(&draft, sentence, i, force: force, isSanction: kind == .penalty)
        append(draft)
    }

    // MARK: - What kind of norm

    /// A number between question marks or beside asterisks: the words around it were lost.
    private mutating func readGarbled(_ sentence: Sentence, _ i: Int, _ measure: Measure) -> Bool {
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

    /// "one ambulance and seven rescue personnel": the bound before the first holds for the second.
    private func joinsPrevious(_ sentence: Sentence, _ i: Int, _ measure: Measure) -> Bool {
        var j = i - 1
        while j >= 0 {
            let token = sentence.tokens[j]
            if token.kind == .measure {
                return sentence.measures[token.index].dimension == measure.dimension
                    && sentence.tokens[i].start - token.end <= 24
            }
            if token.isBreak { return false }
            j -= 1
        }
        return false
    }

    private func isSanction(_ sentence: Sentence, _ i: Int, _ measure: Measure) -> Bool {
        switch measure.dimension {
        case .money, .ratio, .time: break
        case .count where measure.unit == "ranks": break
        default: return false
        }
        if measure.bound == .lead { return false }
        if let before = sentence.tokens[..<i].last, before.has(.comparator),
            let rule = rule(before, .comparator), rule.id == "eng.bound.most",
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
            || lead?.isSanction == true && lead?.areCases == false
    }

    /// A paragraph headed "Salary Deduction." has its sanction in the heading.
    private func startsWithSanction(_ sentence: Sentence) -> Bool {
        sentence.tokens.first.map { $0.has(.sanction) } ?? false
    }

    private func isWithinWord(_ bound: Bound, _ sentence: Sentence) -> Bool {
        bound.rule == "eng.bound.most" && p[bound.start] | 0x20 == 0x77
    }

    /// Whether "from", "after", "of" follow the time.
    private func runsFrom(_ sentence: Sentence, _ i: Int) -> Bool {
        guard i + 1 < sentence.tokens.count else { return false }
        let next = sentence.tokens[i + 1]
        return next.has(.from) && next.start - sentence.tokens[i].end <= 2
    }

    private func isBar(_ sentence: Sentence, _ i: Int) -> Bool {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        return sentence.hasWord(.bar, in: clause.tokens)
    }

    private func deadline(
        _ sentence: Sentence, _ i: Int, _ measure: Measure, _ iso: String
    ) -> Obligation.Deadline {
        let number = measure.low ?? 0
        let amount = number == number.rounded() ? "\(Int(number))" : "\(number)"
        let duration =
            iso == "H" ? "PT\(amount)H" : iso == "N" ? "PT\(amount)M" : "P\(amount)\(iso)"
        var deadline = Obligation.Deadline()
        deadline.dayType = measure.unit == "working days" ? .working : iso == "D" ? .calendar : nil
        let clause = sentence.clauses[sentence.clauseOf[i]]
        var at = sentence.tokens[i].end
        let end = clause.span.upperBound
        while at < end, p[at] <= 0x20 { at += 1 }
        if measure.bound == .lead {
            deadline.lead = duration
            if let word = grammar.following.longest(p, at, end) { at = word.end }
        } else {
            deadline.within = duration
            if i + 1 < sentence.tokens.count, sentence.tokens[i + 1].start == at,
                sentence.tokens[i + 1].has(.from)
            {
                at = sentence.tokens[i + 1].end
            } else {
                return deadline
            }
        }
        while at < end, p[at] <= 0x20 { at += 1 }
        let stop = trimmed(at, end)
        let event = at < stop ? text(at..<stop) : nil
        if measure.bound == .lead { deadline.before = event } else { deadline.after = event }
        return deadline
    }

    /// Whether the quantity describes what the norm is about rather than how much is owed.
    private func isObject(
        _ sentence: Sentence, _ i: Int, _ before: Bound?, _ force: Force?
    ) -> Bool {
        let isBounded = before != nil || sentence.measures[sentence.tokens[i].index].boundIs != nil
        guard isBounded else { return false }
        if let lead, lead.areCases, lead.force != nil, !sentence.span.contains(lead.force?.at ?? -1)
        {
            return !sentence.tokens.contains { $0.has(.modal) }
        }
        guard let force, force.kind == .prohibition, force.at < sentence.tokens[i].start else {
            return false
        }
        return before?.comparator == .moreThan || before?.comparator == .lessThan
            || before?.rule == "eng.bound.reaching"
    }

    private enum Requirement { case none, weak, strong }

    private func requirement(
        _ sentence: Sentence, _ i: Int, _ measure: Measure, _ before: Bound?, _ hasPeriod: Bool,
        _ force: Force?
    ) -> Requirement {
        let isBounded = before != nil || measure.boundIs != nil || measure.isRange
        let token = sentence.tokens[i]
        let hasModal = force.map { $0.at < token.start || !sentence.span.contains($0.at) } ?? false
        if isBounded {
            if before?.rule == "eng.bound.range", !measure.isRange { return .none }
            if before?.comparator == .approximately { return hasModal ? .weak : .none }
            return measure.dimension == .count && force == nil && !measure.isRange ? .weak : .strong
        }
        switch measure.dimension {
        case .occurrence: return hasPeriod ? .strong : .none
        case .count:
            let isActivity = isActivity(measure)
            if hasPeriod, isActivity { return .strong }
            if i > 0, sentence.tokens[i - 1].has(.listed) { return .none }
            if measure.isRestated, hasModal { return .strong }
            guard hasModal, measure.low != 1, measure.unit == "persons" else {
                return measure.unit == "ranks" && hasModal ? .weak : .none
            }
            return .weak
        case .money: return hasModal || hasPeriod ? .strong : .none
        case .ratio:
            return hasModal || lead?.force != nil
                ? .strong : measure.unit == "percent" ? .weak : .none
        case .time:
            // a term of five years, valid for five years, a six-month period
            let clause = sentence.clauses[sentence.clauseOf[i]]
            if sentence.hasWord(.term, in: clause.tokens.lowerBound..<i) { return .weak }
            let isTerm =
                i + 1 < sentence.tokens.count && sentence.tokens[i + 1].has(.term)
                && sentence.tokens[i + 1].start - token.end <= 2
            return hasModal && (hasPeriod || isBracketed(token) || isTerm) ? .weak : .none
        case .physical: return hasModal ? .weak : .none
        case .clock, .age, .grade, .date: return .weak
        }
    }

    /// (200 days)
    private func isBracketed(_ token: Token) -> Bool {
        token.start > 0 && p[token.start - 1] == 0x28
    }

    func isActivity(_ measure: Measure) -> Bool {
        guard measure.unitRule == "eng.unit.things",
            let word = grammar.words.longest(p, lastWord(measure), measure.core.upperBound)
        else {
            return false
        }
        return grammar.entries[word.entry].roles & WordRule.Role.activity.bit != 0
    }

    private func lastWord(_ measure: Measure) -> Int {
        var at = measure.core.upperBound
        while at > measure.unitStart, p[at - 1] > 0x20 { at -= 1 }
        return at
    }

    // MARK: - Values

    private func comparator(_ measure: Measure, _ before: Bound?) -> Quantity.Comparator {
        if measure.isRange { return .range }
        if let comparator = before?.comparator, comparator != .range { return comparator }
        if measure.bound == .approximate { return .approximately }
        return measure.boundIs ?? .equal
    }

    private func touches(_ sentence: Sentence, _ start: Int, _ i: Int) -> Bool {
        guard let j = sentence.tokens.firstIndex(where: { $0.start == start }), j < i else {
            return false
        }
        var at = sentence.tokens[j].end
        for k in (j + 1)...i {
            let token = sentence.tokens[k]
            var next = at
            while next < token.start, p[next] <= 0x20 { next += 1 }
            if next < token.start { return false }
            at = token.end
        }
        return true
    }

    private func quantity(
        _ sentence: Sentence, _ i: Int, _ measure: Measure, _ comparator: Quantity.Comparator,
        _ period: Rate?, _ kind: Obligation.Kind
    ) -> Quantity {
        var quantity = Quantity(
            comparator: comparator, unit: measure.unit, ucum: measure.ucum, raw: text(measure.core))
        if measure.isRange {
            quantity.min = measure.low
            quantity.max = measure.high
        } else {
            quantity.value = measure.low
        }
        if let iso = period?.iso {
            if measure.dimension == .count, isActivity(measure) {
                quantity.unit = "times"
                quantity.ucum = "{times}"
            }
            if kind != .deadline {
                quantity.per = .init(
                    count: quantity.unit == "times" ? measure.low ?? 1 : 1, period: iso)
            }
        } else if let span = period?.span {
            quantity.scope = text(span)
        }
        return quantity
    }

    // MARK: - Dates

    mutating func readDate(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) {
        let token = sentence.tokens[i]
        let date = sentence.dates[token.index]
        if sentence.hasWord(.definition, in: 0..<i) { return }
        var bound = date.bound
        if bound == nil, i > 0, let rule = rule(sentence.tokens[i - 1], .comparator),
            rule.is == "<="
        {
            bound = .lead
        }
        guard let bound else { return }
        if sentence.hasWord(.commencement, in: 0..<sentence.tokens.count) { return }
        let force = governing(sentence, i)
        switch bound {
        case .lead: break
        case .within, .later:
            // "in 2020" plans something where the sentence does
            guard date.year != nil, date.month == nil, force != nil || !sentence.measures.isEmpty
            else {
                return
            }
        default: return
        }
        var draft = draft(
            sentence, i, kind: bound == .later ? .effectiveDate : .deadline,
            rule: bound == .later
                ? "eng.date.from" : bound == .within ? "eng.date.in" : "eng.date.by",
            span: token.span)
        draft.deadline = .init(iso: date.iso)
        let period = periodFor(sentence, i, &used)
        var rate = period?.iso.map { Quantity.Frequency(count: 1, period: $0) }
        if rate == nil, date.month == nil, date.year == nil, date.day != nil {
            rate = .init(count: 1, period: "P1M")
        }
        draft.quantity = Quantity(
            comparator: bound == .later ? .atLeast : bound == .within ? .equal : .atMost,
            raw: text(date.span), per: rate)
        draft.periodSpan = period?.span
        draft.numberSpan = date.span
        draft.modality.kind = kind(force) == .prohibition ? .obligation : kind(force)
        if date.isGarbled { draft.flags.append(.garbled) }
        finish(&draft, sentence, i, force: force, isSanction: false)
        append(draft)
    }
}
