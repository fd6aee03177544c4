import Grammar
import LegalText

/// Who is bound by a Chinese sentence: named in it, in another clause, or before (义务主体的确定).
extension HanReader {
    mutating func bearer(
        _ sentence: Sentence, _ i: Int, _ force: Force?, _ draft: Draft, isSanction: Bool
    ) -> FoundBearer {
        if isSanction { return liable(in: sentence, token: i) }
        let isThreshold = draft.kind == .conditionThreshold
        var modal = isThreshold ? Int.max : sentence.tokens[i].start
        var clause = sentence.clauseOf[i]
        if let force, sentence.span.contains(force.at) {
            modal = force.at
            clause = clauseIndex(sentence, at: force.at)
        }
        // …的，由主管部门给予补助: who acts on the case
        if isThreshold, force == nil || !sentence.span.contains(force?.at ?? -1) {
            let later = (clause + 1)..<max(clause + 1, sentence.part(around: clause).upperBound)
            if let found = agent(in: sentence, clauses: later, from: 0) {
                return (found, .explicit)
            }
            for c in later {
                if let found = subject(in: sentence, clause: c, before: .max) {
                    return (found.span, .explicit)
                }
            }
        }
        // 自公布之日起一年内，由人民政府划定: who acts stands in the next clause
        if draft.kind == .deadline, modal == sentence.tokens[i].start,
            let found = followingAgent(sentence, clause)
        {
            return (found, .explicit)
        }
        if let found = ownBearer(in: sentence, clause: clause, modal: modal) {
            return (found.span, .explicit)
        }
        if let found = inheritedBearer() { return (found, .inherited) }
        return (nil, .unknown)
    }

    /// The one behind 由 at the head of the clause after `index`.
    private func followingAgent(_ sentence: Sentence, _ index: Int) -> ByteSpan? {
        guard sentence.clauses[index].mark == .comma, index + 1 < sentence.clauses.count else {
            return nil
        }
        let next = sentence.clauses[index + 1]
        guard let first = next.tokens.first, sentence.tokens[first].has(.agent),
            sentence.tokens[first].start <= p.skipBlanks(next.span.lowerBound, next.span.upperBound)
        else { return nil }
        return named(behind: first, in: sentence)
    }

    /// The subject that a sentence itself names for a norm whose modal (or quantity) stands at `modal`.
    func ownBearer(in sentence: Sentence, clause index: Int, modal: Int) -> Subject? {
        let own = subject(in: sentence, clause: index, before: modal)
        let isAnaphoric = opensWithAnaphor(sentence, index)
        if let own, !isAnaphoric || modal != .max && isNamed(own, in: sentence) {
            return behindAnaphor(own, isAnaphoric)
        }
        let part = sentence.part(around: index)
        let start = sentence.clauses[index].span.lowerBound
        if let found = agent(
            in: sentence, clauses: index..<(index + 1),
            from: modal == .max ? start : min(modal, start))
        {
            return Subject(span: found, isAgent: true)
        }
        for c in (0..<index).reversed() {
            // an item's case names no other than the words above the list do
            if state.lead?.bearer != nil, isDeed(sentence, c) { continue }
            if let found = subject(in: sentence, clause: c, before: .max),
                !found.isAgent || c + 1 == index
            {
                return found
            }
        }
        return own
            ?? agent(in: sentence, clauses: index..<part.upperBound, from: start)
            .map { Subject(span: $0, isAgent: true) }
    }

    /// 获得荣誉称号的: a condition that begins with its verb.
    private func isDeed(_ sentence: Sentence, _ index: Int) -> Bool {
        let clause = sentence.clauses[index]
        guard endsConditional(clause.span) else { return false }
        // behind a label: （一）
        let tokens = sentence.tokens[clause.tokens]
        let label = tokens.first?.kind == .open ? tokens.first { $0.kind == .close } : nil
        let start = p.skipBlanks(label?.end ?? clause.span.lowerBound, clause.span.upperBound)
        guard let first = tokens.first(where: { $0.start >= start }) else { return false }
        return first.start == start && (first.has(.verb) || first.has(.noun))
    }

    /// 其成员为三人: the subject is part of whoever was named before.
    private func opensWithAnaphor(_ sentence: Sentence, _ index: Int) -> Bool {
        let clause = sentence.clauses[index]
        guard let first = clause.tokens.first.map({ sentence.tokens[$0] }) else { return false }
        return first.has(.anaphor)
            && first.start <= p.skipBlanks(clause.span.lowerBound, clause.span.upperBound)
    }

    /// Whether a subject ends in a name of its own (其父母) rather than in 人员 or 单位 of somebody's.
    private func isNamed(_ subject: Subject, in sentence: Sentence) -> Bool {
        sentence.tokens.contains {
            $0.end == subject.span.upperBound && rule($0, .actor).map { $0.gap != true } ?? false
        }
    }

    /// 其父母 → 父母.
    private func behindAnaphor(_ subject: Subject, _ isAnaphoric: Bool) -> Subject {
        guard isAnaphoric,
            let word = scanner.word(p, subject.span.lowerBound, subject.span.upperBound),
            word.has(.anaphor), word.end < subject.span.upperBound
        else { return subject }
        return Subject(span: word.end..<subject.span.upperBound, isAgent: subject.isAgent)
    }

    /// The subject the sentences before leave to this one, nearest first; then the list's.
    mutating func inheritedBearer() -> ByteSpan? {
        if let bearer = state.lead?.bearer { return bearer }
        let back = state.earlier.suffix(6).reversed()
        for span in back {
            let found: ByteSpan?
            if let known = state.topics[span.lowerBound] {
                found = known
            } else {
                found = topic(of: sentence(span))
                state.topics[span.lowerBound] = .some(found)
            }
            if let found { return found }
        }
        return nil
    }

    /// Whom a sentence speaks about.
    func topic(of sentence: Sentence) -> ByteSpan? {
        let all = 0..<sentence.clauses.count
        if let force = lastForce(in: sentence, clauses: all, before: .max) {
            var c = clauseIndex(sentence, at: force.at)
            var limit = force.at
            while c >= 0 {
                if let found = subject(in: sentence, clause: c, before: limit) { return found.span }
                c -= 1
                limit = .max
            }
        }
        // 鼓励鉴定机构…: whoever is encouraged
        let isBinding = sentence.tokens.contains {
            rule($0, .modal).map { $0.kind != .target } ?? false
        }
        if isBinding { return nil }
        for c in all {
            if let found = subject(in: sentence, clause: c, before: .max) { return found.span }
        }
        return nil
    }
}
