import Grammar
import LegalText

/// What stands around a quantity in a Chinese sentence, and what that makes of it.
extension HanReader {
    mutating func surroundings(
        _ sentence: Sentence, _ i: Int, _ used: inout [Bool]
    ) -> Surroundings? {
        let token = sentence.tokens[i]
        let measure = named(sentence.measures[token.index], in: sentence, i)
        guard measure.unit != nil, !isDefinition(sentence, i) || isCaseOfNorm(sentence, i) else {
            return nil
        }
        // 北纬33度
        if i > 0, sentence.tokens[i - 1].has(.lexical), sentence.tokens[i - 1].end == token.start,
            measure.unit == "deg"
        {
            return nil
        }
        let before =
            bound(sentence, before: i, &used)
            ?? (measure.boundIs == nil && !measure.isRange ? state.lead?.bound : nil)
        let rate = rate(sentence, i, &used)
        if let date = monthlyDate(sentence, i, rate) {
            appendDate(
                sentence, i, date, .lead, governing(sentence, i), rate, span: token.span)
            return nil
        }
        var around = Surroundings(i: i, measure: measure, before: before, rate: rate)
        around.force = ownForce(before) ?? governing(sentence, i)
        if let force = around.force, isIndependent(sentence, i, of: force) { around.force = nil }
        around.sanction = sanction(sentence, i)
        around.isCase = isCondition(sentence, i, isBounded: around.isBounded)
        around.isTimeLimit =
            measure.iso != nil && measure.dimension == .time
            && (measure.bound == .within || measure.bound == .lead || earlyWord(sentence, i) != nil
                || isBeforeForm(token.start))
        if measure.dimension == .clock, measure.bound == .lead { around.isTimeLimit = true }
        if around.isTimeLimit {
            let clause = sentence.clauses[sentence.clauseOf[i]]
            around.isCaseLimit =
                around.isCase
                && (endsConditional(clause.span) && measure.bound == .within
                    || startsWithDe(token.end))
            around.bar = measure.bound == .within ? bar(sentence, i) : nil
            around.isAhead = measure.bound != .within
            // 最近六个月内的照片
            if let word = i > 0 ? sentence.tokens[i - 1] : nil, word.has(.recent),
                word.end == token.start
            {
                around.isCaseLimit = true
            }
            // 前三年的平均产值: a time looked back on
            if measure.bound == nil, earlyWord(sentence, i) == nil,
                around.force == nil || measure.iso == "Y"
            {
                around.isCaseLimit = true
            }
        }
        around.isPlace = measure.bound == .within && measure.dimension == .physical
        around.isObject = isObject(sentence, around)
        return around
    }

    /// 两个以上投标人: what 个 counts where a name of persons stands behind it.
    private func named(_ measure: Measure, in sentence: Sentence, _ i: Int) -> Measure {
        guard measure.unit == "items" else { return measure }
        var at = sentence.tokens[i].end
        for next in sentence.tokens[(i + 1)...].prefix(3) {
            guard next.start - at <= 9 else { return measure }
            at = next.end
            if next.has(.actor) { break }
            guard next.has(.noun) || next.has(.verb) else { return measure }
        }
        guard grammar.persons.contains(where: { p.has($0, at: at - $0.count) }),
            sentence.tokens[(i + 1)...].first(where: { $0.end == at })?.has(.actor) == true
        else { return measure }
        var measure = measure
        measure.unit = "persons"
        measure.ucum = "{persons}"
        return measure
    }

    /// 每月15日前: the day of the month, not a time of fifteen days.
    private func monthlyDate(_ sentence: Sentence, _ i: Int, _ rate: Period?) -> CalendarDate? {
        let token = sentence.tokens[i]
        let measure = sentence.measures[token.index]
        guard measure.iso == "D", measure.bound == .lead, let day = measure.low, day <= 31,
            let rate, let iso = rate.iso, iso.hasSuffix("M") || iso.hasSuffix("Y"),
            p.skipBlanks(rate.span.upperBound, token.start) >= token.start
                || startsWithDe(rate.span.upperBound)
        else { return nil }
        return CalendarDate(span: token.span, day: Int(day), end: token.end)
    }

    /// 不得低于 carries its own force.
    private func ownForce(_ before: Bound?) -> Force? {
        guard let before, let rule = grammar.rules.first(where: { $0.id == before.rule }),
            let strength = rule.strength
        else { return nil }
        return Force(
            kind: rule.kind ?? .obligation, strength: strength, span: before.start..<before.end,
            at: before.start, rule: rule.id)
    }

    /// 所称抵扣，是指…满二年的，可以…: a definition that holds a norm and its case.
    private func isCaseOfNorm(_ sentence: Sentence, _ i: Int) -> Bool {
        let index = sentence.clauseOf[i]
        guard sentence.clauses[index].mark == .comma,
            endsConditional(sentence.clauses[index].span), index + 1 < sentence.clauses.count,
            let next = sentence.clauses[index + 1].tokens.first
        else { return false }
        return sentence.tokens[next].has(.modal)
            && sentence.tokens[next].start <= sentence.clauses[index + 1].span.lowerBound
    }

    private func isDefinition(_ sentence: Sentence, _ i: Int) -> Bool {
        if isDefinition(before: i, in: sentence) { return true }
        // 直径八百毫米以上的…的保护范围为
        let tokens = sentence.tokens(of: sentence.part(around: sentence.clauseOf[i]))
        return sentence.hasWord(.definition, in: tokens) && !sentence.hasWord(.modal, in: tokens)
    }

    /// 监事会每年至少召开一次会议，监事可以提议: each clause has its own subject; the first needs no modal.
    private func isIndependent(_ sentence: Sentence, _ i: Int, of force: Force) -> Bool {
        let index = sentence.clauseOf[i]
        guard sentence.span.contains(force.at), force.at > sentence.tokens[i].start else {
            return false
        }
        let other = clauseIndex(sentence, at: force.at)
        // 村民会议每年至少召开一次，由村民委员会召集，并应当: the clause is complete without the modal
        let clause = sentence.clauses[index]
        if other > index, sentence.measure(i)?.dimension == .occurrence,
            p.skipBlanks(sentence.tokens[i].end, clause.span.upperBound) >= clause.span.upperBound,
            sentence.hasWord(.verb, in: clause.tokens.lowerBound..<i)
        {
            return true
        }
        return other > index && !endsConditional(sentence.clauses[index].span)
            && subject(in: sentence, clause: index, before: sentence.tokens[i].start) != nil
            && subject(in: sentence, clause: other, before: force.at) != nil
    }

    // MARK: - What it makes of it

    func isThreshold(_ around: Surroundings) -> Bool {
        // 来自一个国家的: a case, but no threshold
        let measure = around.measure
        return around.isBounded || measure.dimension != .count && measure.dimension != .occurrence
            || measure.unit != "items" && (measure.low ?? 0) >= 2
    }

    func requirementKind(_ sentence: Sentence, _ around: Surroundings) -> Obligation.Kind {
        var kind = kind(around.force)
        if around.before != nil || around.measure.boundIs != nil, kind == .prohibition {
            kind = .obligation
        }
        if around.before?.rule == "zho.bound.reaching", around.force == nil { return .target }
        return isBeforeSubject(sentence, around) ? .conditionThreshold : kind
    }

    /// Whether the quantity stands in the subject, before the modal of its own clause or the next.
    private func isBeforeSubject(_ sentence: Sentence, _ around: Surroundings) -> Bool {
        guard around.isBounded, let force = around.force,
            force.at > sentence.tokens[around.i].start
        else {
            return around.before?.comparator == .lessThan
                || around.before?.rule == "zho.bound.reaching"
                || (around.before?.comparator == .moreThan && around.force == nil)
        }
        return true
    }

    func comparator(
        _ sentence: Sentence, _ around: Surroundings, _ kind: Obligation.Kind
    ) -> Quantity.Comparator {
        let i = around.i
        let measure = around.measure
        let written = writtenComparator(around)
        let isExtension = around.before?.rule == "zho.bound.extend"
        if isExtension, !measure.isRange { return kind == .permission ? .atMost : .equal }
        guard written == .equal else { return written }
        // 只允许牵引1辆: no more than one, unless 由一名…处理
        let clause = sentence.clauses[sentence.clauseOf[i]]
        if kind == .permission, measure.dimension == .count,
            !sentence.hasWord(.agent, in: clause.tokens.lowerBound..<i)
        {
            return .atMost
        }
        // 二十四小时尚未扑灭: after at least so long
        if kind == .conditionThreshold, measure.dimension == .time, i + 1 < sentence.tokens.count,
            sentence.tokens[i + 1].has(.negation),
            sentence.tokens[i + 1].start == sentence.tokens[i].end
        {
            return .atLeast
        }
        return written
    }

    func requirement(_ sentence: Sentence, _ around: Surroundings) -> Requirement {
        if around.isBounded { return .strong }
        let i = around.i
        let measure = around.measure
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let before = clause.tokens.lowerBound..<i
        let hasModal =
            sentence.hasWord(.modal, in: before) || sentence.hasWord(.agent, in: before)
        let hasPeriod = around.rate != nil
        switch measure.dimension {
        case .occurrence: return hasPeriod ? .strong : hasModal ? .weak : .none
        case .count:
            if i > 0, sentence.tokens[i - 1].has(.listed),
                sentence.tokens[i - 1].end == sentence.tokens[i].start
            {
                return .none
            }
            // 每使用一名童工: what the rest is reckoned by
            if let each = sentence.tokens[before].last(where: { $0.has(.each) }),
                sentence.tokens[i].start - each.end <= 18
            {
                return .none
            }
            if hasPeriod, measure.unit != "items" { return .strong }
            if isTerm(sentence, i), measure.unit != "items" { return .weak }
            guard hasModal, around.force?.kind != .prohibition else { return .none }
            let isThing = measure.unit == "items" || measure.unit == "points"
            return isThing && measure.low == 1 ? .none : .weak
        case .money: return hasModal || hasPeriod ? .strong : .weak
        case .ratio: return .weak
        case .time:
            if names(.term, before: i, in: sentence) { return .strong }
            if measure.bound == .later { return .none }
            return hasModal || isTerm(sentence, i) ? .weak : .none
        case .physical: return hasModal || hasPeriod ? .strong : .weak
        case .clock: return .strong
        case .age, .grade, .date: return .weak
        }
    }

    /// Whether a word with a role stands before the quantity, with at most 为 between.
    private func names(_ role: WordRule.Role, before i: Int, in sentence: Sentence) -> Bool {
        guard i > 0 else { return false }
        let previous = sentence.tokens[i - 1]
        guard previous.end == sentence.tokens[i].start else { return false }
        if previous.has(role) { return true }
        return previous.has(.objective) && i > 1 && sentence.tokens[i - 2].has(role)
            && sentence.tokens[i - 2].end == previous.start
    }

    /// 有效期为五年
    private func isTerm(_ sentence: Sentence, _ i: Int) -> Bool {
        guard i > 0 else { return false }
        let previous = sentence.tokens[i - 1]
        return previous.end == sentence.tokens[i].start
            && (previous.has(.noun) || previous.has(.verb) || previous.has(.objective)
                || previous.has(.term))
    }
}
