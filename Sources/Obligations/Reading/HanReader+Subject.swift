import Grammar
import LegalText

/// Who is bound (义务主体): the noun phrase before the modal, recognised by the actor it ends in.
extension HanReader {
    struct Subject {
        var span: ByteSpan
        /// Whether it follows 由: the one who acts.
        var isAgent: Bool
    }

    /// The subject of one clause, as far as `limit`.
    func subject(in sentence: Sentence, clause index: Int, before limit: Int) -> Subject? {
        let clause = sentence.clauses[index]
        var start = clause.span.lowerBound
        let end = min(clause.span.upperBound, limit)
        guard start < end else { return nil }
        var actorEnd: Int?
        var isAgent = false
        // end of the last preposition or verb before any actor: what follows is its object
        var governedFrom: Int?
        // a verb in the middle of a name: 医疗器械经营企业
        var isCompound = false
        // a preposition at the head: what follows is where, when or why
        var isGoverned = false
        // the last actor that was passed over, where it stands right before the limit
        var passed: Int?
        var depth = 0
        for i in clause.tokens {
            let token = sentence.tokens[i]
            if token.start >= end { break }
            if token.kind == .open { depth += 1 }
            if token.kind == .close { depth = max(0, depth - 1) }
            if depth > 0 || token.kind == .close { continue }
            // 经营性机构: what the verb begins is a name
            if token.has(.verb), scanner.word(p, token.end, end)?.has(.nominal) == true { continue }
            // 排水与污水处理设施维护运营单位: a joint name
            if token.has(.preposition), token.has(.joint), !isCompound, governedFrom == nil,
                actorEnd == nil, token.start > p.skipBlanks(start, end)
            {
                isCompound = true
                continue
            }
            // 加工、维修、餐饮经营者: deeds listed in a name
            if token.has(.verb), i + 1 < clause.tokens.upperBound,
                sentence.tokens[i + 1].kind == .pause, sentence.tokens[i + 1].start == token.end,
                governedFrom == nil, actorEnd == nil
            {
                isCompound = true
                continue
            }
            // 物业服务企业用房, 家庭成员中: not the one named but a thing of his, or some among them
            if token.has(.actor), i + 1 < clause.tokens.upperBound,
                ownsNext(sentence, i, end)
            {
                actorEnd = nil
                governedFrom = .max
                continue
            }
            let isFirst = token.start <= p.skipBlanks(start, end)
            if token.has(.connective), isFirst, actorEnd == nil {
                start = token.end
            } else if token.has(.agent) {
                // 由 X …: X acts, whoever was named before
                if actorEnd != nil, governedFrom == nil { break }
                actorEnd = nil
                governedFrom = nil
                isAgent = true
                start = token.end
            } else if token.has(.patient), isFirst {
                return nil
            } else if token.has(.actor), rule(token, .actor)?.id == "zho.actor.verbal",
                actorEnd == token.start || isFirst
            {
                // 主管部门组织, 组织作弊的: a verb
                if actorEnd != nil { break }
                governedFrom = token.end
            } else if token.has(.actor) {
                let isNamed = isCompound || rule(token, .actor)?.gap == true
                if let from = governedFrom, from != token.start || !isNamed,
                    !(isCompound && endsName(sentence, i, since: from, end))
                {
                    // 从事中医医疗活动的人员: described by what precedes, not its object
                    // 使用未取得标牌的车辆提供服务 is a deed
                    guard from != .max, rule(token, .actor)?.id != "zho.actor.vehicle",
                        containsDe(from, token.start)
                    else {
                        if !isGoverned || containsDe(start, token.start), reaches(sentence, i, end)
                        {
                            passed = token.end
                        }
                        continue
                    }
                }
                governedFrom = nil
                actorEnd = token.end
            } else if token.has(.modal), isFirst, rule(token, .modal)?.kind != .target {
                // 应当有专职人员: what follows the modal is its object
                return nil
            } else if token.has(.modal), rule(token, .modal)?.kind == .target, actorEnd == nil {
                start = token.end
            } else if token.has(.passive), actorEnd == nil {
                // 被处罚单位: a name
                isCompound = true
            } else if token.has(.objective) {
                if actorEnd != nil { break }
                governedFrom = .max
                isGoverned = true
            } else if token.has(.modal) || token.has(.verb) || token.has(.preposition)
                || token.has(.sanction) || token.kind == .period || token.kind == .date
                || token.has(.passive) || token.has(.comparator) && isFirst
            {
                if actorEnd != nil {
                    // 国务院生产许可证主管部门应当
                    if let name = nameEnd(sentence, i, clause.tokens.upperBound, end) {
                        actorEnd = name
                    }
                    break
                }
                if token.has(.existential), isFirst, !opensDescription(sentence, i, end) {
                    return nil
                }
                if token.has(.preposition) { isGoverned = true }
                // 污水处理设施维护运营单位: more than one verb in a name
                isCompound =
                    token.has(.verb) && (governedFrom == nil ? !isFirst : isCompound)
                if governedFrom != .max { governedFrom = token.end }
            }
        }
        guard let actorEnd = actorEnd ?? passed else { return nil }
        start = p.skipBlanks(start, actorEnd)
        return start < actorEnd ? Subject(span: start..<actorEnd, isAgent: isAgent) : nil
    }

    /// Whether the actor at token `i` is named for what is his (物业服务企业用房, 居民通行证有效期), for
    /// some of his kind (家庭成员中), or beside a thing that is the subject (汽车和站牌应当).
    private func ownsNext(_ sentence: Sentence, _ i: Int, _ limit: Int) -> Bool {
        let next = sentence.tokens[i + 1]
        let gap = next.start - sentence.tokens[i].end
        // 家庭成员和收入状况
        if gap == 0, next.has(.joint), i + 2 < sentence.tokens.count,
            sentence.tokens[i + 2].start == next.end, sentence.tokens[i + 2].has(.belonging)
        {
            return true
        }
        if gap == 0 && next.has(.locative) || gap <= 6 && next.has(.belonging) { return true }
        if gap > 0 && gap <= 30 && next.has(.term) { return next.start < limit }
        guard gap == 0, next.has(.joint), limit != .max else { return false }
        let clause = sentence.clauses[sentence.clauseOf[i]]
        return !sentence.tokens[(i + 1)..<clause.tokens.upperBound].contains {
            $0.start < limit && !$0.has(.joint) && !$0.has(.noun)
        }
    }

    /// Whether the actor at token `i` ends a name a verb is part of (维护保养单位): at most four
    /// characters after the verb, and followed by what follows a subject.
    private func endsName(_ sentence: Sentence, _ i: Int, since from: Int, _ limit: Int) -> Bool {
        let token = sentence.tokens[i]
        guard from <= token.start, token.start - from <= 12,
            !sentence.tokens[..<i].contains(where: { $0.start >= from && !$0.has(.noun) })
        else { return false }
        if token.end == limit { return true }
        guard i + 1 < sentence.tokens.count else { return false }
        let next = sentence.tokens[i + 1]
        if next.isBreak { return next.kind == .comma }
        return next.start == token.end
            && (next.has(.verb) || next.has(.modal) || next.has(.preposition)
                || next.has(.objective) || next.has(.agent) || next.has(.start)
                || next.kind == .period || next.kind == .date)
    }

    /// Where a name that goes on behind verb `i` ends, right before the modal at `limit`.
    private func nameEnd(_ sentence: Sentence, _ i: Int, _ last: Int, _ limit: Int) -> Int? {
        guard sentence.tokens[i].has(.verb),
            sentence.tokens[i...].contains(where: { $0.start == limit && $0.has(.modal) })
        else { return nil }
        for j in (i + 1)..<max(i + 1, last) {
            let token = sentence.tokens[j]
            if token.start - sentence.tokens[i].end > 24 || token.end > limit { return nil }
            if token.has(.actor) {
                if token.end == limit, rule(token, .actor)?.gap == true { return limit }
            } else if !token.has(.noun), !token.has(.verb) {
                return nil
            }
        }
        return nil
    }

    /// Whether what 有 at token `i` begins describes a noun (有条件的单位) rather than saying that
    /// somebody is there who does something (有五分之一以上的村民提议).
    private func opensDescription(_ sentence: Sentence, _ i: Int, _ limit: Int) -> Bool {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        guard
            let actor = clause.tokens.last(where: {
                sentence.tokens[$0].has(.actor) && sentence.tokens[$0].start < limit
            })
        else { return true }
        let end = sentence.tokens[actor].end
        let stop = min(limit, clause.span.upperBound)
        return p.skipBlanks(end, stop) >= stop
            || !endsConditional(clause.span) && clause.mark == nil
    }

    /// Whether token `i` stands right before `limit`, or with one more word between.
    private func reaches(_ sentence: Sentence, _ i: Int, _ limit: Int) -> Bool {
        var end = sentence.tokens[i].end
        if i + 1 < sentence.tokens.count, sentence.tokens[i + 1].start == end,
            sentence.tokens[i + 1].end <= limit
        {
            end = sentence.tokens[i + 1].end
        }
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let isLast = p.skipBlanks(end, clause.span.upperBound) >= clause.span.upperBound
        // …的机构，应当
        let next = isLast && clause.mark == .comma ? clause.span.upperBound : limit
        guard next != .max, p.skipBlanks(end, next) >= next else { return false }
        return sentence.tokens.contains {
            $0.has(.modal) && $0.start - next <= 3 && $0.start >= next
        }
    }

    /// Whether the phrase holds a 的 that ties a description to its noun.
    private func containsDe(_ start: Int, _ end: Int) -> Bool {
        // not far before the noun
        var at = max(start, end - 39)
        while at < end {
            if startsWithDe(at) { return true }
            at += 1
        }
        return false
    }

    /// The one behind 由 in a clause from a place on: 可以由一名交通警察处理.
    func agent(in sentence: Sentence, clauses: Range<Int>, from: Int) -> ByteSpan? {
        for c in clauses {
            for i in sentence.clauses[c].tokens
            where sentence.tokens[i].start >= from && sentence.tokens[i].has(.agent) {
                if let found = named(behind: i, in: sentence) { return found }
            }
        }
        return nil
    }

    /// The actor behind 由, 向 and the like, with what describes it.
    func named(behind i: Int, in sentence: Sentence) -> ByteSpan? {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        var end: Int?
        for token in sentence.tokens[(i + 1)..<max(i + 1, clause.tokens.upperBound)] {
            if token.has(.actor) {
                end = token.end
            } else if token.has(.verb) || token.has(.preposition) || token.has(.objective)
                || token.has(.modal)
            {
                if end != nil { break }
            }
        }
        return end.map { sentence.tokens[i].end..<$0 }
    }
}
