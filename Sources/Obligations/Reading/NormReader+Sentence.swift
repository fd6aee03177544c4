import Grammar
import LegalText

/// From the tokens of a sentence to records: quantities and dates first, then periods without a
/// number, then bounds without one.
extension NormReader {
    mutating func readSentence(_ span: ByteSpan) {
        scanner.scan(p, span)
        let found = scanner.found
        guard found.mayBind(grammar) else { return }
        let sentence = Sentence(span: span, found)
        var used = [Bool](repeating: false, count: sentence.tokens.count)
        state.previousBound = nil
        for i in sentence.tokens.indices {
            switch sentence.tokens[i].kind {
            // two times within six months: the time is the period of the other
            case .measure where !used[i]: readMeasure(sentence, i, &used)
            case .date: readDate(sentence, i, &used)
            default: break
            }
        }
        state.wasPeriod = false
        for i in sentence.tokens.indices where !used[i] {
            let token = sentence.tokens[i]
            if token.kind == .period {
                let id = grammar.language.rawValue + ".period.each"
                let period = sentence.periods[token.index]
                if period.isAlone { readPeriod(sentence, i, period.iso, rule: id, &used) }
            } else if let rule = rule(token, .recurring) ?? rule(token, .adjective),
                rule.alone == true
            {
                if isDamaged(token) {
                    state.wasPeriod = false
                    readDamaged(sentence, i)
                    continue
                }
                readPeriod(sentence, i, rule.iso, rule: rule.id, &used)
            }
        }
        for i in sentence.tokens.indices where !used[i] {
            let token = sentence.tokens[i]
            if let rule = rule(token, .comparator) ?? rule(token, .relative), rule.alone == true {
                readRelative(sentence, i, rule)
            } else if let rule = rule(token, .vague),
                rule.governed != true || isGoverned(sentence, i),
                rule.gap != true || isPerformed(sentence, i)
            {
                readVague(sentence, i, rule)
            }
        }
    }

    /// Whether a preposition stands right before token `i`.
    private func isGoverned(_ sentence: Sentence, _ i: Int) -> Bool {
        guard i > 0 else { return false }
        let before = sentence.tokens[i - 1]
        return before.end == sentence.tokens[i].start
            && (before.has(.preposition) || before.has(.objective) || before.has(.start)
                || before.has(.verb))
    }

    /// 每年向…报送: once a year, though no number says so.
    private mutating func readPeriod(
        _ sentence: Sentence, _ i: Int, _ iso: String?, rule id: String, _ used: inout [Bool]
    ) {
        let wasPeriod = state.wasPeriod
        state.wasPeriod = false
        guard let iso, !isDefinition(before: i, in: sentence) else { return }
        let token = sentence.tokens[i]
        let force = governing(sentence, i)
        let kind = kind(force)
        guard impliesFrequency(sentence, i, force, wasPeriod: wasPeriod),
            habits.allowsAnyFrequency || kind != .prohibition && kind != .permission
        else { return }
        let bound = bound(sentence, before: i, &used)
        var draft = draft(
            sentence, i, kind: kind, rule: id,
            span: min(bound?.start ?? token.start, token.start)..<token.end)
        draft.quantity = Quantity(
            comparator: bound?.comparator == .atMost ? .atLeast : bound?.comparator ?? .equal,
            value: 1, unit: "times", ucum: "{times}", raw: text(token.span),
            per: .init(count: 1, period: iso))
        if rule(token, .recurring)?.kind == .deadline { draft.deadline = .init(iso: "--12-31") }
        draft.periodSpan = token.span
        draft.confidence = rule(token, .adjective) == nil ? 0.75 : 0.6
        finish(&draft, sentence, i, force: force, isSanction: false)
        append(draft)
        state.wasPeriod = true
    }

    /// Pre-annual: a period that damage has made unreadable.
    private mutating func readDamaged(_ sentence: Sentence, _ i: Int) {
        let token = sentence.tokens[i]
        var draft = draft(
            sentence, i, kind: .composition, rule: grammar.language.rawValue + ".garbled.period",
            span: token.span)
        draft.quantity = Quantity(raw: text(token.span))
        draft.flags = [.garbled]
        draft.confidence = 0.5
        append(draft)
    }

    /// 不低于县级医疗卫生机构: a bound whose number stands elsewhere.
    private mutating func readRelative(_ sentence: Sentence, _ i: Int, _ rule: WordRule) {
        let token = sentence.tokens[i]
        let clause = sentence.clauses[sentence.clauseOf[i]]
        if isDefinition(before: i, in: sentence) { return }
        let comparator = rule.comparator
        let force = governing(sentence, i)
        let isCase = isCaseOfBound(sentence, i, comparator)
        var draft = draft(
            sentence, i, kind: isCase ? .conditionThreshold : kind(force), rule: rule.id,
            span: token.span)
        if !isCase, draft.kind == .prohibition || draft.kind == .target { draft.kind = .obligation }
        draft.modality.kind = isCase ? kind(force) : draft.kind
        var quantity = Quantity(comparator: comparator, raw: text(token.span))
        let rest = scanner.skip(p, token.end, clause.span.upperBound)..<clause.span.upperBound
        if rule.role == .comparator, !rest.isEmpty { quantity.reference = text(rest) }
        draft.quantity = quantity
        draft.flags = [.relative]
        draft.confidence = 0.7
        let isSanction = isCase && sentence.hasWord(.sanction, in: i..<sentence.tokens.count)
        if isSanction { draft.modality.kind = .penalty }
        finish(&draft, sentence, i, force: force, isSanction: isSanction)
        append(draft)
    }

    /// 定期, 及时, promptly: how often or by when, left open.
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

    /// A date by which, in which or from which something is due.
    private mutating func readDate(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) {
        let token = sentence.tokens[i]
        if sentence.hasWord(.definition, in: 0..<i) { return }
        let before = bound(sentence, before: i, &used)
        let force = governing(sentence, i)
        guard let bound = dateBound(sentence, i, before, force) else { return }
        let rate = rate(sentence, i, &used)
        appendDate(
            sentence, i, sentence.dates[token.index], bound, force, rate,
            span: span(of: i, in: sentence, before))
    }

    mutating func appendDate(
        _ sentence: Sentence, _ i: Int, _ date: CalendarDate, _ bound: WordRule.Role,
        _ force: Force?, _ rate: Period?, span: ByteSpan
    ) {
        let isStart = bound == .later
        let name = isStart ? "from" : bound == .within ? "in" : "by"
        var draft = draft(
            sentence, i, kind: isStart ? .effectiveDate : .deadline,
            rule: "\(grammar.language.rawValue).date.\(name)", span: span)
        draft.deadline = .init(iso: date.iso)
        // the fifteenth alone comes every month
        let isDay = date.year == nil && date.month == nil
        draft.quantity = Quantity(
            comparator: isStart ? .atLeast : bound == .within ? .equal : .atMost,
            raw: text(date.span),
            per: (rate?.iso ?? (isDay ? "P1M" : nil)).map { .init(count: 1, period: $0) })
        draft.periodSpan = rate?.span
        draft.numberSpan = date.span
        draft.modality.kind = kind(force) == .prohibition ? .obligation : kind(force)
        if date.isGarbled { draft.flags.append(.garbled) }
        finish(&draft, sentence, i, force: force, isSanction: false)
        append(draft)
    }

    // MARK: - Records

    func draft(
        _ sentence: Sentence, _ i: Int, kind: Obligation.Kind, rule: String, span: ByteSpan
    ) -> Draft {
        Draft(
            kind: kind, modality: .init(kind: kind, text: "", strength: nil),
            bearerSource: .unknown, span: span,
            clause: sentence.clauses[sentence.clauseOf[i]].span, confidence: habits.confidence,
            rule: rule)
    }

    /// Fills in force, bearer, action and condition.
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
        let found = bearer(sentence, i, force, draft, isSanction: isSanction)
        (draft.bearer, draft.bearerSource) = (found.span, found.source)
        if draft.bearerSource == .unknown { draft.confidence -= 0.1 }
        if draft.bearerSource == .inherited { draft.confidence -= 0.05 }
        draft.condition = condition(sentence, index, draft.kind)
        draft.action = sentence.clauses[index].span
        if let force, let span = force.span, sentence.span.contains(force.at) {
            let last = max(index, clauseIndex(sentence, at: force.at))
            let end = sentence.clauses[last].span.upperBound
            if span.upperBound < end { draft.action = span.upperBound..<end }
        }
        if draft.kind == .conditionThreshold { draft.consequence = draft.action }
        if !isSanction, draft.kind != .conditionThreshold {
            draft.counterparty = counterparty(sentence, index, force)
        }
    }

    /// To whom the norm of a clause is owed (相对人): 向主管部门报告, submit to the competent authority.
    private func counterparty(
        _ sentence: Sentence, _ index: Int, _ force: Force?
    ) -> ByteSpan? {
        var first = index
        if let force, sentence.span.contains(force.at) {
            first = min(index, clauseIndex(sentence, at: force.at))
        }
        let tokens = sentence.tokens(of: first..<(index + 1))
        for j in tokens where sentence.tokens[j].has(.toward) {
            if let found = named(behind: j, in: sentence) { return found }
        }
        return nil
    }
}
