import Grammar
import LegalText

/// From the quantities of a Chinese sentence to records.
extension HanReader {
    mutating func readSentence(_ span: ByteSpan) {
        guard scan(span) else { return }
        let sentence = scanned(span)
        var used = [Bool](repeating: false, count: sentence.tokens.count)
        for i in sentence.tokens.indices {
            switch sentence.tokens[i].kind {
            case .measure: readMeasure(sentence, i, &used)
            case .date: readDate(sentence, i, &used)
            default: break
            }
        }
        for i in sentence.tokens.indices where !used[i] {
            let token = sentence.tokens[i]
            if token.kind == .period {
                readPeriod(
                    sentence, i, sentence.periods[token.index].iso, rule: "zho.period.each", &used)
            } else if token.has(.recurring), let rule = rule(token, .recurring), rule.alone == true
            {
                readPeriod(sentence, i, rule.iso, rule: rule.id, &used)
            }
        }
        for i in sentence.tokens.indices where !used[i] {
            let token = sentence.tokens[i]
            if token.has(.comparator), let rule = rule(token, .comparator), rule.alone == true {
                readRelative(sentence, i, rule)
            } else if token.has(.relative), let rule = rule(token, .relative) {
                readRelative(sentence, i, rule)
            } else if token.has(.vague), let rule = rule(token, .vague) {
                readVague(sentence, i, rule)
            }
        }
    }

    // MARK: - Words around a quantity

    /// The comparator before token `i` in its clause, right before it or at some distance.
    func boundBefore(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) -> Bound? {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let start = sentence.tokens[i].start
        var adjacent = start
        var j = i - 1
        while j >= clause.tokens.lowerBound {
            let token = sentence.tokens[j]
            if token.kind == .measure || token.kind == .date {
                // 不少于三人、五次: the bound holds for both
                return nil
            }
            let touches = p.skipBlanks(token.end, start) >= adjacent
            if token.has(.comparator), let rule = rule(token, .comparator),
                let comparator = rule.is.flatMap(Quantity.Comparator.init(rawValue:))
            {
                let isNear = touches || (rule.gap == true && start - token.end <= 150)
                if isNear {
                    used[j] = true
                    return Bound(
                        comparator: comparator, rule: rule.id, start: token.start, end: token.end)
                }
            }
            if touches, token.has(.currency) || token.has(.speed) || token.kind == .period {
                adjacent = token.start
            }
            j -= 1
        }
        return nil
    }

    /// How often: the period named before the quantity in its clause, or carried over with 累计.
    func periodFor(
        _ sentence: Sentence, _ i: Int, _ used: inout [Bool]
    ) -> Rate? {
        let index = sentence.clauseOf[i]
        let clause = sentence.clauses[index]
        let dimension =
            sentence.tokens[i].kind == .measure
            ? sentence.measures[sentence.tokens[i].index].dimension : .date
        func look(_ tokens: Range<Int>) -> Rate? {
            for j in tokens.reversed() {
                let token = sentence.tokens[j]
                if token.kind == .period {
                    used[j] = true
                    let period = sentence.periods[token.index]
                    return Rate(
                        iso: period.iso, thing: period.thing, isOne: period.isOne, span: token.span)
                }
                if let rule = rule(token, .recurring) ?? rule(token, .period), rule.iso != nil {
                    used[j] = true
                    return Rate(iso: rule.iso, span: token.span)
                }
                if token.has(.speed), sentence.tokens[i].kind == .measure {
                    return Rate(iso: "PT1H", span: token.span)
                }
            }
            return nil
        }
        if let found = look(clause.tokens.lowerBound..<i) { return found }
        // behind it: 两次每年 is rare, 一次/年 is not written
        let part = sentence.part(around: index)
        let isCumulative = sentence.hasWord(.cumulative, in: clause.tokens.lowerBound..<i)
        if isCumulative || dimension == .occurrence, index > part.lowerBound {
            for c in (part.lowerBound..<index).reversed() {
                if let found = look(sentence.clauses[c].tokens) { return found }
                if !isCumulative { break }
            }
        }
        if dimension == .occurrence, let period = lead?.period, let iso = period.iso {
            return Rate(iso: iso, span: period.span)
        }
        return nil
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
            if clause.mark == nil, lead == nil, !hasForceAfter(sentence, i) {
                return startsWithDe(token.end) ? false : lead?.areCases ?? false
            }
            return true
        }
        guard isBounded else { return false }
        // the condition goes on over some clauses: …超过三吨，且…的，应当
        var c = index
        var at = token.end
        while c < sentence.clauses.count, c < index + 4 {
            let next = sentence.clauses[c]
            for k in next.tokens where sentence.tokens[k].start >= at {
                if sentence.tokens[k].has(.modal) || sentence.tokens[k].has(.sanction) {
                    return false
                }
                if sentence.tokens[k].has(.agent) { return false }
            }
            if c > index, endsConditional(next.span), next.mark != nil { return true }
            if next.mark == .semicolon || next.mark == nil { break }
            at = next.span.upperBound
            c += 1
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

    // MARK: - Records

    func draft(
        _ sentence: Sentence, _ i: Int, kind: Obligation.Kind, rule: String, span: ByteSpan
    ) -> Draft {
        let index = sentence.clauseOf[i]
        return Draft(
            kind: kind, modality: .init(kind: kind, text: "", strength: nil),
            bearerSource: .unknown, span: span, clause: sentence.clauses[index].span,
            confidence: 0.9, rule: rule)
    }

    /// The force that governs token `i`: before it in its clause or part, from the list's words, after it.
    func governing(_ sentence: Sentence, _ i: Int) -> Force? {
        let index = sentence.clauseOf[i]
        let part = sentence.part(around: index)
        let token = sentence.tokens[i]
        if let force = lastForce(in: sentence, clauses: index..<(index + 1), before: token.start) {
            return force
        }
        if let force = lastForce(
            in: sentence, clauses: part.lowerBound..<index, before: token.start)
        {
            return force
        }
        if let force = force(in: sentence, clauses: index..<part.upperBound, from: token.end) {
            return force
        }
        return lead?.force
    }

    mutating func finish(
        _ draft: inout Draft, _ sentence: Sentence, _ i: Int, force: Force?, isSanction: Bool
    ) {
        let index = sentence.clauseOf[i]
        let token = sentence.tokens[i]
        if let force {
            draft.modalSpan = force.span
            if let span = force.span { draft.modality.text = text(span) }
            draft.modality.strength = force.strength
        } else {
            draft.confidence -= 0.1
            draft.modality.strength = .must
        }
        if isSanction {
            let found = liable(in: sentence, token: i)
            (draft.bearer, draft.bearerSource) = (found.span, found.source)
        } else {
            var at = draft.kind == .conditionThreshold ? Int.max : token.start
            var clause = index
            if let force, force.at >= sentence.span.lowerBound, force.at < sentence.span.upperBound
            {
                at = force.at
                clause = clauseIndex(sentence, at: force.at)
            }
            let found = bearer(
                in: sentence, clause: clause, modal: at,
                allowsBare: draft.kind != .conditionThreshold)
            (draft.bearer, draft.bearerSource) = (found.span, found.source)
        }
        if draft.bearerSource == .unknown { draft.confidence -= 0.1 }
        if draft.bearerSource == .inherited { draft.confidence -= 0.05 }
        draft.condition = condition(sentence, index, draft.kind)
        if let force, let span = force.span,
            span.upperBound <= token.start || force.at > token.start
        {
            let start = max(
                span.upperBound,
                sentence.clauses[clauseIndex(sentence, at: force.at)].span.lowerBound)
            let end = sentence.clauses[max(index, clauseIndex(sentence, at: force.at))].span
                .upperBound
            if start < end, start >= sentence.span.lowerBound { draft.action = start..<end }
        }
        if draft.action == nil { draft.action = sentence.clauses[index].span }
        if draft.kind == .conditionThreshold, let action = draft.action {
            draft.consequence = action
        }
    }

    /// The nearest clause at or before `index` that ends like a condition.
    private func condition(
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

    // MARK: - Without a number

    /// 每年向…报送: once a year, though no number says so.
    private mutating func readPeriod(
        _ sentence: Sentence, _ i: Int, _ iso: String?, rule id: String, _ used: inout [Bool]
    ) {
        guard let iso else { return }
        let token = sentence.tokens[i]
        let index = sentence.clauseOf[i]
        let clause = sentence.clauses[index]
        // 每年的, 每年五月为…月: no duty to do something once a year
        if startsWithDe(token.end) { return }
        if i + 1 < clause.tokens.upperBound, sentence.tokens[i + 1].kind == .date { return }
        if sentence.hasWord(.definition, in: 0..<i) || lead?.isDefinition == true { return }
        // a period that another quantity of the clause already has
        for j in clause.tokens where sentence.tokens[j].kind == .measure && j > i {
            let measure = sentence.measures[sentence.tokens[j].index]
            if measure.dimension != .time { return }
        }
        let force = governing(sentence, i)
        // 每年财政预算安排的资金应当: the period belongs to the subject
        if let force, force.at > token.start, force.at < clause.span.upperBound,
            force.at > token.end + 3
        {
            return
        }
        guard force != nil || lead == nil || rule(token, .recurring) != nil else { return }
        if isCondition(sentence, i) { return }
        let bound = boundBefore(sentence, i, &used)
        var draft = draft(
            sentence, i, kind: kind(force), rule: id,
            span: (bound?.start == nil
                ? token.start : min(bound?.start ?? token.start, token.start))..<token.end)
        draft.quantity = Quantity(
            comparator: bound?.comparator ?? .equal, value: 1, unit: "times", ucum: "{times}",
            raw: text(token.span), per: .init(count: 1, period: iso))
        if rule(token, .recurring)?.kind == .deadline { draft.deadline = .init(iso: "--12-31") }
        draft.periodSpan = token.span
        draft.confidence = 0.75
        finish(&draft, sentence, i, force: force, isSanction: false)
        append(draft)
    }

    /// 不低于县级医疗卫生机构: a bound whose number stands elsewhere.
    private mutating func readRelative(_ sentence: Sentence, _ i: Int, _ rule: WordRule) {
        let token = sentence.tokens[i]
        let index = sentence.clauseOf[i]
        let clause = sentence.clauses[index]
        if lead?.isDefinition == true || sentence.hasWord(.definition, in: 0..<i) { return }
        let comparator = rule.is.flatMap(Quantity.Comparator.init(rawValue:))
        let force = governing(sentence, i)
        let isCase = comparator == .moreThan || comparator == .lessThan
        var draft = draft(
            sentence, i, kind: isCase ? .conditionThreshold : kind(force), rule: rule.id,
            span: token.span)
        if !isCase, draft.kind == .prohibition || draft.kind == .target { draft.kind = .obligation }
        draft.modality.kind = isCase ? kind(force) : draft.kind
        var quantity = Quantity(comparator: comparator, raw: text(token.span))
        let rest = p.skipBlanks(token.end, clause.span.upperBound)..<clause.span.upperBound
        if rule.role == .comparator, !rest.isEmpty { quantity.reference = text(rest) }
        draft.quantity = quantity
        draft.flags = [.relative]
        draft.confidence = 0.7
        let isSanction = isCase && sentence.hasWord(.sanction, in: i..<sentence.tokens.count)
        if isSanction { draft.modality.kind = .penalty }
        finish(&draft, sentence, i, force: force, isSanction: isSanction)
        append(draft)
    }

    /// 定期, 及时: how often or by when, left open.
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
}
