import Grammar
import LegalText

/// One quantity of a sentence: which kind of norm it belongs to, if any.
extension NormReader {
    mutating func readMeasure(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) {
        guard let around = surroundings(sentence, i, &used),
            let (kind, doubt) = kind(sentence, around)
        else { return }
        let measure = around.measure
        var comparator = comparator(sentence, around, kind)
        var rule = around.before?.rule ?? measure.boundRule ?? measure.unitRule
        var deadline: Obligation.Deadline?
        if kind == .deadline {
            deadline = self.deadline(sentence, around)
            // by five in the afternoon
            if measure.clock != nil { comparator = .atMost }
            // no later than six months before: at least so long
            if deadline?.lead != nil, around.before?.comparator != .atMost || around.isLatest {
                comparator = .atLeast
            }
        } else if around.isTimeLimit, around.bar != nil, kind == .prohibition || kind == .penalty {
            rule = grammar.language.rawValue + ".bar"
        }
        var draft = draft(
            sentence, i, kind: kind, rule: rule, span: span(sentence, around))
        draft.confidence -= doubt
        draft.deadline = deadline
        draft.numberSpan = measure.number
        draft.periodSpan = around.rate?.span
        draft.quantity = quantity(sentence, around, comparator, kind)
        if measure.isGarbled {
            draft.flags.append(.garbled)
            draft.quantity?.value = nil
            draft.quantity?.min = nil
            draft.quantity?.max = nil
        }
        switch kind {
        case .conditionThreshold, .ordinalLevel:
            draft.modality.kind = consequence(sentence, i, around.force)
        case .deadline:
            let force = self.kind(around.force)
            draft.modality.kind = force == .prohibition ? .obligation : force
        default: draft.modality.kind = kind
        }
        finish(
            &draft, sentence, i, force: around.force,
            isSanction: kind == .penalty || draft.modality.kind == .penalty)
        append(draft)
        // 每月、每季度至少一次: one record a period
        for other in otherPeriods(sentence, around.rate, &used) {
            draft.periodSpan = other.span
            draft.quantity?.per?.period = other.iso ?? ""
            append(draft)
        }
    }

    /// The kind of norm, and how much of its confidence that leaves in doubt; `nil` where there is none.
    private func kind(
        _ sentence: Sentence, _ around: Surroundings
    ) -> (kind: Obligation.Kind, doubt: Double)? {
        let measure = around.measure
        if measure.dimension == .clock, measure.clock?.high == nil {
            return around.isTimeLimit && !around.isCase ? (.deadline, 0) : nil
        }
        if measure.dimension == .grade {
            let isLevel = around.before != nil || measure.boundIs != nil || measure.isAlone
            return isLevel ? (.ordinalLevel, 0) : nil
        }
        if let sanction = around.sanction, sanction == .direct || !around.isCase {
            return (.penalty, 0)
        }
        if measure.dimension == .age {
            if around.before != nil, around.before?.rule == state.lead?.bound?.rule {
                return (.obligation, 0)
            }
            let isLimit = around.force?.kind == .permission && around.before?.comparator == .atMost
            return (isLimit ? .permission : .conditionThreshold, 0)
        }
        if around.isTimeLimit {
            if around.isCaseLimit { return (.conditionThreshold, 0) }
            if let bar = around.bar { return (bar, 0) }
            return (around.isCase && !around.isAhead ? .conditionThreshold : .deadline, 0)
        }
        if around.isPlace { return (.conditionThreshold, 0) }
        if around.isCase || around.isObject {
            return isThreshold(around) ? (.conditionThreshold, 0) : nil
        }
        let kind = requirementKind(sentence, around)
        switch requirement(sentence, around) {
        case .none: return nil
        case .weak: return (kind, 0.25)
        case .strong: return (kind, 0)
        }
    }

    /// The quantity's own span: with the comparator before it and the period behind it where they touch.
    private func span(_ sentence: Sentence, _ around: Surroundings) -> ByteSpan {
        let token = sentence.tokens[around.i]
        var span = span(of: around.i, in: sentence, around.before)
        if let rate = around.rate, rate.span.lowerBound >= token.end,
            rate.span.lowerBound - token.end <= 2
        {
            span = span.lowerBound..<rate.span.upperBound
        }
        return span
    }

    /// Token `i` with the comparator before it, where that touches.
    func span(of i: Int, in sentence: Sentence, _ before: Bound?) -> ByteSpan {
        let token = sentence.tokens[i]
        guard let before, touches(sentence, before.start, i) else { return token.span }
        return before.start..<token.end
    }

    /// Whether nothing but blanks, currency or a period lies between a comparator and token `i`.
    private func touches(_ sentence: Sentence, _ start: Int, _ i: Int) -> Bool {
        guard let j = sentence.tokens[..<i].lastIndex(where: { $0.start == start }) else {
            return false
        }
        var at = sentence.tokens[j].end
        for token in sentence.tokens[(j + 1)...i] {
            if scanner.skip(p, at, token.start) < token.start { return false }
            at = token.end
        }
        return true
    }

    /// The periods listed before the one a quantity has: 每月、每季度.
    private func otherPeriods(
        _ sentence: Sentence, _ rate: Period?, _ used: inout [Bool]
    ) -> [Period] {
        guard let rate, rate.iso != nil,
            var j = sentence.tokens.firstIndex(where: { $0.span == rate.span })
        else { return [] }
        var found: [Period] = []
        while j >= 2, sentence.tokens[j - 1].kind == .pause, sentence.tokens[j - 2].kind == .period,
            sentence.tokens[j - 2].end == sentence.tokens[j - 1].start,
            let iso = sentence.periods[sentence.tokens[j - 2].index].iso
        {
            j -= 2
            used[j] = true
            found.append(Period(span: sentence.tokens[j].span, iso: iso))
        }
        return found
    }

    /// The force of what follows from a threshold.
    private func consequence(_ sentence: Sentence, _ i: Int, _ force: Force?) -> Obligation.Kind {
        let index = sentence.clauseOf[i]
        let last = sentence.tokens(of: sentence.part(around: index)).upperBound
        // a fine named in the condition itself is no sanction
        let next = min(last, sentence.clauses[index].tokens.upperBound)
        let isSanction =
            sentence.hasWord(.sanction, in: i..<last)
            || sentence.hasWord(.sanctionNoun, in: next..<last)
        return isSanction ? .penalty : kind(force)
    }
}
