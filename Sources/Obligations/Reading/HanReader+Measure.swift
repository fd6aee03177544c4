import Grammar
import LegalText

/// One quantity or date of a Chinese sentence: which kind of norm it belongs to, if any.
extension HanReader {
    mutating func readMeasure(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) {
        let token = sentence.tokens[i]
        let measure = sentence.measures[token.index]
        let index = sentence.clauseOf[i]
        let clause = sentence.clauses[index]
        if measure.unit == nil { return }
        if isDefinition(sentence, i) { return }
        // 北纬33度
        if i > 0, sentence.tokens[i - 1].has(.lexical), sentence.tokens[i - 1].end == token.start,
            measure.unit == "deg"
        {
            return
        }
        let before = boundBefore(sentence, i, &used)
        let period = periodFor(sentence, i, &used)
        // 每月15日前
        if measure.iso == "D", measure.bound == .lead || measure.bound == .within,
            let iso = period?.iso,
            let span = period?.span, iso != "P1D", iso.hasSuffix("M") || iso.hasSuffix("Y"),
            p.skipBlanks(span.upperBound, token.start) >= token.start
                || startsWithDe(span.upperBound),
            let day = measure.low, day <= 31, measure.bound == .lead
        {
            readDay(sentence, i, Int(day), iso, span)
            return
        }
        let early = earlyWord(sentence, i)
        let sanction = sanction(sentence, i)
        let force = ownForce(before) ?? governing(sentence, i)
        var comparator = comparator(measure, before)
        var kind = kind(force)
        var rule = before?.rule ?? measure.boundRule ?? measure.unitRule
        var deadline: Obligation.Deadline?
        var confidence = 0.9
        let condition = isCondition(sentence, i, isBounded: isBounded(measure, before))

        if measure.dimension == .clock, measure.clock?.high == nil { return }
        if measure.dimension == .grade, measure.boundIs == nil, before == nil { return }

        if let sanction, sanction == .direct || !condition {
            kind = .penalty
        } else if measure.dimension == .age {
            kind =
                force?.kind == .permission && before?.comparator == .atMost
                ? .permission : .conditionThreshold
        } else if measure.dimension == .grade {
            kind = .ordinalLevel
        } else if let iso = measure.iso, measure.dimension == .time,
            measure.bound == .within || measure.bound == .lead || early || isBeforeForm(token.start)
        {
            if condition,
                endsConditional(clause.span) && measure.bound == .within || startsWithDe(token.end)
            {
                kind = .conditionThreshold
            } else if measure.bound == .within, isBar(sentence, i) {
                kind =
                    sentence.hasWord(.sanction, in: 0..<sentence.tokens.count)
                        && !isForbidding(sentence, i) ? .penalty : .prohibition
                rule = "zho.sanction.bar"
            } else if condition, measure.bound == .within || startsWithDe(token.end) {
                kind = .conditionThreshold
            } else {
                kind = .deadline
                deadline = self.deadline(sentence, i, measure, iso, early: early)
                if deadline?.lead != nil {
                    comparator = before?.comparator == .atMost ? .atMost : .atLeast
                }
            }
        } else if measure.bound == .within, measure.dimension == .physical {
            kind = .conditionThreshold
        } else if condition || isObject(sentence, i, before, force) {
            // 来自一个国家的: a case, but no threshold
            if !isBounded(measure, before),
                measure.dimension == .count || measure.dimension == .occurrence,
                measure.unit == "items" || (measure.low ?? 0) < 2
            {
                return
            }
            kind = .conditionThreshold
        } else {
            switch requirement(sentence, i, measure, before, period != nil, force) {
            case .none: return
            case .weak: confidence = 0.65
            case .strong: break
            }
            if before != nil || measure.boundIs != nil, kind == .prohibition { kind = .obligation }
            if before?.rule == "zho.bound.reaching", force == nil {
                kind = .target
            } else if isBeforeSubject(sentence, i, force, measure, before) {
                kind = .conditionThreshold
            }
        }
        if kind == .permission, comparator == .equal, let before, before.rule == "zho.bound.extend"
        {
            comparator = .atMost
        }
        // 只允许牵引1辆: no more than one, unless 由一名…处理
        if kind == .permission, comparator == .equal, measure.dimension == .count,
            !sentence.hasWord(.agent, in: clause.tokens.lowerBound..<i)
        {
            comparator = .atMost
        }
        // 二十四小时尚未扑灭: after at least so long
        if kind == .conditionThreshold, comparator == .equal, measure.dimension == .time,
            i + 1 < sentence.tokens.count, sentence.tokens[i + 1].has(.negation),
            sentence.tokens[i + 1].start == token.end
        {
            comparator = .atLeast
        }
        if kind != .permission, before?.rule == "zho.bound.extend" { comparator = .equal }

        var start = token.start
        if let before, touches(sentence, before.start, i) { start = before.start }
        var draft = draft(sentence, i, kind: kind, rule: rule, span: start..<token.end)
        draft.confidence = confidence
        draft.deadline = deadline
        draft.numberSpan = measure.number
        draft.periodSpan = period?.span
        draft.quantity = quantity(sentence, i, measure, comparator, period, kind)
        if measure.isGarbled {
            draft.flags.append(.garbled)
            draft.quantity?.value = nil
            draft.quantity?.min = nil
            draft.quantity?.max = nil
        }
        switch kind {
        case .conditionThreshold, .ordinalLevel:
            draft.modality.kind = consequence(sentence, i, force)
        case .deadline:
            draft.modality.kind = self.kind(force) == .prohibition ? .obligation : self.kind(force)
        default: draft.modality.kind = kind
        }
        finish(
            &draft, sentence, i, force: force,
            isSanction: kind == .penalty || draft.modality.kind == .penalty)
        append(draft)
        // 每月、每季度至少一次: one record a period
        for other in otherPeriods(sentence, i, period, &used) {
            draft.periodSpan = other.span
            draft.quantity?.per?.period = other.iso ?? ""
            append(draft)
        }
    }

    /// The periods listed before the one a quantity has: 每月、每季度.
    private func otherPeriods(
        _ sentence: Sentence, _ i: Int, _ period: Rate?, _ used: inout [Bool]
    ) -> [Rate] {
        guard let period, period.iso != nil,
            var j = sentence.tokens.firstIndex(where: { $0.span == period.span })
        else { return [] }
        var found: [Rate] = []
        while j >= 2, sentence.tokens[j - 1].kind == .pause, sentence.tokens[j - 2].kind == .period,
            sentence.tokens[j - 2].end == sentence.tokens[j - 1].start,
            let iso = sentence.periods[sentence.tokens[j - 2].index].iso
        {
            j -= 2
            used[j] = true
            found.append(Rate(iso: iso, span: sentence.tokens[j].span))
        }
        return found
    }

    /// 不得低于 carries its own force.
    private func ownForce(_ before: Bound?) -> Force? {
        guard let before, let rule = grammar.rules.first(where: { $0.id == before.rule }),
            let strength = rule.strength
        else { return nil }
        return Force(
            kind: rule.kind ?? .obligation, strength: strength, span: before.start..<before.end,
            at: before.start)
    }

    // MARK: - What kind of norm

    private func isDefinition(_ sentence: Sentence, _ i: Int) -> Bool {
        if lead?.isDefinition == true { return true }
        let part = sentence.part(around: sentence.clauseOf[i])
        let first = sentence.clauses[part.lowerBound].tokens.lowerBound
        let last = sentence.clauses[part.upperBound - 1].tokens.upperBound
        if sentence.hasWord(.definition, in: 0..<i) { return true }
        // 直径八百毫米以上的…的保护范围为
        return sentence.hasWord(.definition, in: first..<last)
            && !sentence.hasWord(.modal, in: first..<last)
    }

    private enum SanctionPlace { case direct, clause }

    /// Whether the quantity measures a sanction: 处…罚款, 加收…滞纳金.
    private func sanction(_ sentence: Sentence, _ i: Int) -> SanctionPlace? {
        let measure = sentence.measures[sentence.tokens[i].index]
        switch measure.dimension {
        case .money, .ratio, .time: break
        default: return nil
        }
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let end = sentence.tokens[i].end
        for j in (i + 1)..<max(i + 1, clause.tokens.upperBound) {
            let token = sentence.tokens[j]
            if token.has(.sanctionNoun) {
                return token.start - end <= 12 || startsWithDe(end) ? .direct : .clause
            }
            // 五百元以上五千元以下或者百分之五以下罚款
            if token.kind != .measure, !token.has(.joiner), !token.has(.noun) { break }
        }
        for j in (clause.tokens.lowerBound..<i).reversed() {
            let token = sentence.tokens[j]
            if token.has(.sanction) || token.has(.sanctionNoun) { return .clause }
        }
        return nil
    }

    /// A time within which something is barred: 十年内不得从事.
    private func isBar(_ sentence: Sentence, _ i: Int) -> Bool {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        for j in (i + 1)..<max(i + 1, clause.tokens.upperBound) {
            let token = sentence.tokens[j]
            if token.has(.bar) { return true }
            if let rule = rule(token, .modal), rule.kind == .prohibition { return true }
            if token.kind == .measure { break }
        }
        for j in clause.tokens.lowerBound..<i where sentence.tokens[j].has(.bar) { return true }
        return false
    }

    /// Whether words right behind the quantity forbid something.
    private func isForbidding(_ sentence: Sentence, _ i: Int) -> Bool {
        guard i + 1 < sentence.tokens.count, let rule = rule(sentence.tokens[i + 1], .modal) else {
            return false
        }
        return rule.kind == .prohibition && !sentence.tokens[i + 1].has(.bar)
    }

    /// 提前半年
    private func earlyWord(_ sentence: Sentence, _ i: Int) -> Bool {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        guard i > clause.tokens.lowerBound else { return false }
        for j in (max(clause.tokens.lowerBound, i - 2)..<i).reversed() {
            let token = sentence.tokens[j]
            if token.has(.early) { return sentence.tokens[i].start - token.end <= 24 }
            if !token.has(.comparator) { break }
        }
        return false
    }

    /// 飞行前30日内: the time before an event.
    private func isBeforeForm(_ at: Int) -> Bool {
        let start = p.scalarStart(before: at)
        guard let word = grammar.following.longest(p, start, at), word.end == at else {
            return false
        }
        return grammar.entries[word.entry].roles & WordRule.Role.lead.bit != 0
    }

    private func deadline(
        _ sentence: Sentence, _ i: Int, _ measure: Measure, _ iso: String, early: Bool
    ) -> Obligation.Deadline {
        let number = measure.high ?? measure.low ?? 0
        let amount = number == number.rounded() ? "\(Int(number))" : "\(number)"
        let duration =
            iso == "H" ? "PT\(amount)H" : iso == "N" ? "PT\(amount)M" : "P\(amount)\(iso)"
        var deadline = Obligation.Deadline()
        deadline.dayType = measure.unit == "working days" ? .working : iso == "D" ? .calendar : nil
        let token = sentence.tokens[i]
        if measure.bound == .lead || early {
            deadline.lead = duration
            let word = early ? sentence.tokens[..<i].last { $0.has(.early) } : nil
            deadline.before =
                (event(sentence, i, until: word?.start ?? token.start)
                ?? conditionBefore(sentence, i)).map(text)
        } else if isBeforeForm(token.start) {
            // 届满前三十日: at least so long before; 前三十日内: inside the last thirty days
            if measure.bound == .within {
                deadline.within = duration
            } else {
                deadline.lead = duration
            }
            deadline.before = event(
                sentence, i, until: p.scalarStart(before: token.start)
            ).map(text)
        } else {
            deadline.within = duration
            deadline.after = trigger(sentence, i).map(text)
        }
        return deadline
    }

    /// What a time runs from: 自收到申请之日起 → 收到申请.
    private func trigger(_ sentence: Sentence, _ i: Int) -> ByteSpan? {
        let index = sentence.clauseOf[i]
        var c = index
        while c >= max(0, index - 1) {
            let clause = sentence.clauses[c]
            let last = c == index ? i : clause.tokens.upperBound
            for j in (clause.tokens.lowerBound..<last).reversed()
            where sentence.tokens[j].has(.from) {
                let end = sentence.tokens[j].start
                var start = clause.span.lowerBound
                for k in (clause.tokens.lowerBound..<j).reversed() {
                    let token = sentence.tokens[k]
                    if token.has(.start) {
                        start = token.end
                        break
                    }
                    if token.has(.modal) {
                        start = token.end
                        break
                    }
                }
                return start < end ? start..<end : nil
            }
            c -= 1
        }
        // 在…后三十日内
        let start = sentence.tokens[i].start
        for width in [6, 3] where start >= width {
            if let after = grammar.following.longest(p, start - width, start), after.end == start,
                grammar.entries[after.entry].roles & WordRule.Role.later.bit != 0
            {
                return event(sentence, i, until: start - width)
            }
        }
        return conditionBefore(sentence, i)
    }

    /// The condition of the clause before: 符合条件的，应当在五日内 → 符合条件.
    private func conditionBefore(_ sentence: Sentence, _ i: Int) -> ByteSpan? {
        let index = sentence.clauseOf[i]
        if index > 0, endsConditional(sentence.clauses[index - 1].span) {
            let span = sentence.clauses[index - 1].span
            let end = p.trimBlanks(span.lowerBound, span.upperBound)
            for word in grammar.conditionals where p.has(word, at: end - word.count) {
                return span.lowerBound..<(end - word.count)
            }
        }
        return nil
    }

    /// The words between the last modal or preposition of the clause and `until`.
    private func event(_ sentence: Sentence, _ i: Int, until: Int) -> ByteSpan? {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        var start = clause.span.lowerBound
        for j in clause.tokens where sentence.tokens[j].end <= until {
            let token = sentence.tokens[j]
            if token.has(.modal) || token.has(.start) || token.has(.connective) {
                start = token.end
            }
        }
        start = p.skipBlanks(start, until)
        return start < until ? start..<until : nil
    }

    /// Whether the quantity describes what is forbidden: 不得存放重量超过十公斤的烟花爆竹.
    private func isObject(
        _ sentence: Sentence, _ i: Int, _ before: Bound?, _ force: Force?
    ) -> Bool {
        let token = sentence.tokens[i]
        let measure = sentence.measures[token.index]
        guard before != nil || measure.boundIs != nil, let force, force.kind == .prohibition,
            force.at < token.start, force.at >= sentence.span.lowerBound
        else { return lead?.areCases == true && lead?.force != nil && isBounded(measure, before) }
        // 不得雇用三名以上…: a bound behind the number tells what is forbidden
        return startsWithDe(token.end) || before == nil && measure.boundIs != nil
            || before?.comparator == .moreThan
            || before?.comparator == .lessThan
    }

    private func isBounded(_ measure: Measure, _ before: Bound?) -> Bool {
        before != nil || measure.boundIs != nil || measure.isRange
    }

    /// Whether the quantity stands in the subject, before the modal of its own clause or the next.
    private func isBeforeSubject(
        _ sentence: Sentence, _ i: Int, _ force: Force?, _ measure: Measure, _ before: Bound?
    ) -> Bool {
        let token = sentence.tokens[i]
        guard isBounded(measure, before), let force, force.at > token.start else {
            return before?.comparator == .lessThan || before?.rule == "zho.bound.reaching"
                || (before?.comparator == .moreThan && force == nil)
        }
        return true
    }

    private enum Requirement { case none, weak, strong }

    /// Whether a quantity that is neither threshold nor deadline nor sanction binds anybody.
    private func requirement(
        _ sentence: Sentence, _ i: Int, _ measure: Measure, _ before: Bound?, _ hasPeriod: Bool,
        _ force: Force?
    ) -> Requirement {
        let token = sentence.tokens[i]
        if isBounded(measure, before) { return .strong }
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let hasModal = clause.tokens.contains {
            $0 < i && (sentence.tokens[$0].has(.modal) || sentence.tokens[$0].has(.agent))
        }
        switch measure.dimension {
        case .occurrence: return hasPeriod ? .strong : hasModal ? .weak : .none
        case .count:
            if i > 0, sentence.tokens[i - 1].has(.listed), sentence.tokens[i - 1].end == token.start
            {
                return .none
            }
            if hasPeriod, measure.unit != "items" { return .strong }
            if isTerm(sentence, i), measure.unit != "items" { return .weak }
            guard hasModal, force?.kind != .prohibition else { return .none }
            if measure.unit == "items" || measure.unit == "points" {
                return measure.low == 1 ? .none : .weak
            }
            return .weak
        case .money: return hasModal || hasPeriod ? .strong : .weak
        case .ratio: return .weak
        case .time:
            if measure.bound == .later { return .none }
            return hasModal || isTerm(sentence, i) ? .weak : .none
        case .physical: return hasModal || hasPeriod ? .strong : .weak
        case .clock: return .strong
        case .age, .grade, .date: return .weak
        }
    }

    /// 有效期为五年
    private func isTerm(_ sentence: Sentence, _ i: Int) -> Bool {
        guard i > 0 else { return false }
        let previous = sentence.tokens[i - 1]
        return previous.end == sentence.tokens[i].start
            && (previous.has(.noun) || previous.has(.verb) || previous.has(.objective))
    }

    /// The force of what follows from a threshold.
    private func consequence(_ sentence: Sentence, _ i: Int, _ force: Force?) -> Obligation.Kind {
        let part = sentence.part(around: sentence.clauseOf[i])
        let last = sentence.clauses[part.upperBound - 1].tokens.upperBound
        if sentence.hasWord(.sanction, in: i..<last)
            || sentence.hasWord(.sanctionNoun, in: i..<last)
        {
            return .penalty
        }
        return kind(force)
    }

    // MARK: - Values

    private func comparator(_ measure: Measure, _ before: Bound?) -> Quantity.Comparator {
        if measure.isRange { return .range }
        switch (measure.bound, before?.comparator) {
        case (.inclusive?, .moreThan?): return .atLeast
        case (.inclusive?, .lessThan?): return .atMost
        case (.exclusive?, .atLeast?): return .moreThan
        case (.exclusive?, .atMost?): return .lessThan
        case (.exclusive?, nil): return measure.boundIs == .atMost ? .lessThan : .moreThan
        case (.approximate?, _): return .approximately
        case (_, let before?): return before
        default: return measure.boundIs ?? .equal
        }
    }

    /// Whether nothing but currency or a period lies between a comparator and token `i`.
    private func touches(_ sentence: Sentence, _ start: Int, _ i: Int) -> Bool {
        guard let j = sentence.tokens.firstIndex(where: { $0.start == start }) else { return false }
        var at = sentence.tokens[j].end
        for k in (j + 1)...i {
            let token = sentence.tokens[k]
            if p.skipBlanks(at, token.start) < token.start { return false }
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
        if measure.clock != nil {
            // times of day are texts; the numbers alone would lose the minutes
            quantity.value = nil
        }
        if i > 0, let currency = rule(sentence.tokens[i - 1], .currency)?.unit,
            measure.dimension == .money
        {
            quantity.unit = currency
        }
        if let iso = period?.iso {
            if iso == "PT1H", measure.unit == "km" {
                quantity.unit = "km/h"
                quantity.ucum = "km/h"
            } else if kind != .deadline {
                let count = measure.dimension == .occurrence ? measure.low ?? 1 : 1
                quantity.per = .init(count: count, period: iso)
            }
        } else if let thing = period?.thing, let unit = measure.unit {
            quantity.scope = period.map { text($0.span) }
            if measure.dimension == .money, period?.isOne == true,
                ["m3", "m2", "t", "kg", "ha", "mu"].contains(thing)
            {
                quantity.unit = unit + "/" + thing
                quantity.ucum = nil
            }
        }
        return quantity
    }

    // MARK: - Dates

    /// 每月15日前
    private mutating func readDay(
        _ sentence: Sentence, _ i: Int, _ day: Int, _ iso: String, _ period: ByteSpan
    ) {
        let token = sentence.tokens[i]
        var date = CalendarDate(span: token.span, end: token.end)
        date.day = day
        var draft = draft(sentence, i, kind: .deadline, rule: "zho.deadline.day", span: token.span)
        draft.deadline = .init(iso: date.iso)
        draft.quantity = Quantity(
            comparator: .atMost, raw: text(token.span), per: .init(count: 1, period: iso))
        draft.periodSpan = period
        let force = governing(sentence, i)
        draft.modality.kind = kind(force)
        finish(&draft, sentence, i, force: force, isSanction: false)
        append(draft)
    }

    mutating func readDate(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) {
        let token = sentence.tokens[i]
        let date = sentence.dates[token.index]
        let clause = sentence.clauses[sentence.clauseOf[i]]
        if sentence.hasWord(.definition, in: 0..<i) { return }
        let before = boundBefore(sentence, i, &used)
        let reaches =
            i > 0 && sentence.tokens[i - 1].has(.joiner)
            && sentence.tokens[i - 1].end == token.start
        let isDeadline =
            date.bound == .lead || before?.comparator == .atMost
            || (date.bound == nil && reaches && date.month == nil)
        let isStart = date.bound == .later && i > 0 && sentence.tokens[i - 1].has(.start)
        guard isDeadline || isStart else { return }
        // 自2021年1月1日起施行: when the whole instrument begins, which its metadata say
        if sentence.hasWord(.commencement, in: clause.tokens.lowerBound..<clause.tokens.upperBound)
        {
            return
        }
        if isStart, sentence.measures.isEmpty { return }
        if isCondition(sentence, i), endsConditional(clause.span) || startsWithDe(token.end) {
            return
        }
        let force = governing(sentence, i)
        var draft = draft(
            sentence, i, kind: isStart ? .effectiveDate : .deadline,
            rule: isStart ? "zho.date.from" : "zho.date.by",
            span: (before?.start ?? token.start)..<token.end)
        draft.deadline = .init(iso: date.iso)
        let period = periodFor(sentence, i, &used)
        draft.quantity = Quantity(
            comparator: isStart ? .atLeast : .atMost, raw: text(date.span),
            per: period?.iso.map { .init(count: 1, period: $0) })
        draft.periodSpan = period?.span
        draft.numberSpan = date.span
        draft.modality.kind = kind(force) == .prohibition ? .obligation : kind(force)
        if date.isGarbled { draft.flags.append(.garbled) }
        finish(&draft, sentence, i, force: force, isSanction: false)
        append(draft)
    }
}
