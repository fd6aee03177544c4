import Grammar
import LegalText

/// Who is bound in an English sentence, and who is liable.
extension EnglishReader {
    /// Who is bound: the phrase its place in the sentence points to where that can be bound at all, else
    /// whose thing it names, else somebody named in another clause or before.
    mutating func bearer(
        _ sentence: Sentence, _ i: Int, _ force: Force?, _ draft: Draft, isSanction: Bool
    ) -> FoundBearer {
        let placed = placedBearer(sentence, i, force, draft, isSanction: isSanction)
        var isOpen = false
        if let span = placed.span {
            switch standing(span) {
            case .actor: return (trimmedToName(span), placed.source)
            case .open:
                if acts(sentence, force) || placed.source == .inherited || isSanction {
                    return placed
                }
                isOpen = true
            case .thing: break
            }
            if let owner = possessor(span) {
                return keeper(owner, sentence, force, isSanction) ?? (owner, placed.source)
            }
        }
        if !isSanction, let region = subjectRegion(sentence, force), let owner = possessor(region) {
            return keeper(owner, sentence, force, isSanction) ?? (owner, .explicit)
        }
        if !isSanction, let found = concerned(sentence, force) { return (found, .explicit) }
        // the committee shall be informed: not by itself
        let passive =
            placed.span == nil && !isSanction && !acts(sentence, force)
            ? force.map { clauseIndex(sentence, at: $0.at) } : nil
        if let found = actor(in: sentence, i, except: passive) { return (found, .explicit) }
        if let bearer = state.lead?.bearer, standing(bearer) != .thing {
            return (bearer, .inherited)
        }
        if isSanction { return (nil, .unknown) }
        if let found = earlierActor() { return (found, .inherited) }
        return isOpen ? placed : (nil, .unknown)
    }

    /// Somebody whom the sentences before name as the one who acts, the nearest first.
    mutating func earlierActor() -> ByteSpan? {
        for span in state.earlier.suffix(4).reversed() {
            let before = self.sentence(span)
            if let found = actor(in: before, before.tokens.count) { return found }
        }
        return nil
    }

    /// The words before the modal of a clause that no joining word opens.
    private func subjectRegion(_ sentence: Sentence, _ force: Force?) -> ByteSpan? {
        guard let force, sentence.span.contains(force.at) else { return nil }
        let clause = sentence.clauses[clauseIndex(sentence, at: force.at)]
        let start = scanner.skip(p, clause.span.lowerBound, force.at)
        if let first = clause.tokens.first.map({ sentence.tokens[$0] }), first.start <= start,
            first.has(.subordinate) || first.has(.preposition) || first.has(.from)
        {
            return nil
        }
        return start < force.at ? start..<force.at : nil
    }

    /// Whether a modal is followed by a verb that somebody performs, rather than by "be".
    func acts(_ sentence: Sentence, _ force: Force?) -> Bool {
        guard let force, let modal = sentence.tokens.first(where: { $0.start == force.at }) else {
            return false
        }
        return beEnd(modal, sentence.span.upperBound) == nil
    }

    /// Somebody whom a clause of a sentence has as its subject or as the one who acts: the clauses up to
    /// token `i` first, the nearest first.
    func actor(in sentence: Sentence, _ i: Int, except passive: Int? = nil) -> ByteSpan? {
        let index =
            i < sentence.tokens.count ? sentence.clauseOf[i] : sentence.clauses.count - 1
        for c in (0...index).reversed() where c != passive && !isRelative(sentence.clauses[c]) {
            let clause = sentence.clauses[c]
            for isModalClause in [false, true] {
                if let found = nounPhrase(
                    sentence, clause, until: clause.span.upperBound, isModalClause: isModalClause),
                    standing(found) == .actor
                {
                    return trimmedToName(found)
                }
            }
        }
        for c in (0...index).reversed() {
            let clause = sentence.clauses[c]
            let end = clause.span.upperBound
            for j in clause.tokens where sentence.tokens[j].has(.agent) {
                let from = scanner.wordEnd(p, sentence.tokens[j].start, end)
                if let found = agent(sentence, j, from: from, end), standing(found) == .actor {
                    return found
                }
            }
        }
        return nil
    }

    private mutating func placedBearer(
        _ sentence: Sentence, _ i: Int, _ force: Force?, _ draft: Draft, isSanction: Bool
    ) -> FoundBearer {
        let token = sentence.tokens[i]
        if !isSanction, let found = sharers(sentence, i) { return (found, .explicit) }
        if force.map({ !sentence.span.contains($0.at) }) ?? true,
            let found = labelled(sentence, i)
        {
            return (found, .explicit)
        }
        if isSanction {
            if let found = offender(sentence) { return (found, .explicit) }
            if let bearer = state.lead?.bearer { return (bearer, .inherited) }
        }
        // where X holds more than half, such X may: the main clause says who
        if let force, !isSanction, draft.kind == .conditionThreshold,
            sentence.span.contains(force.at), force.at > token.start,
            clauseIndex(sentence, at: force.at) != sentence.clauseOf[i],
            let found = subject(in: sentence, before: force.at), standing(found) == .actor
        {
            return (found, .explicit)
        }
        // X completes the task before March, and Y shall: the quantity's own clause comes first
        if let force, force.at > token.start, !isSanction, sentence.span.contains(force.at),
            clauseIndex(sentence, at: force.at) != sentence.clauseOf[i],
            let found = ownSubject(sentence, i)
        {
            return (found, .explicit)
        }
        if let force, sentence.span.contains(force.at), !isSanction,
            draft.kind != .entitlement, let passive = passive(sentence, force),
            draft.kind != .conditionThreshold || state.lead?.bearer != nil
        {
            if draft.kind != .conditionThreshold, let agent = passive.agent {
                return (agent, .explicit)
            }
            if let bearer = state.lead?.bearer { return (bearer, .inherited) }
            if let owner = owner(sentence, at: force.at, i) { return (owner, .explicit) }
            if let found = inheritedBearer(sentences: 3) { return (found, .inherited) }
            return (nil, .unknown)
        }
        // where the spouse inherits, his or her portion is one half
        if !isSanction, let owner = owner(sentence, at: force?.at ?? token.start, i) {
            return (owner, .explicit)
        }
        if let force, sentence.span.contains(force.at) {
            if let found = subject(in: sentence, before: force.at),
                !isSanction
                    || found.lowerBound == sentence.span.lowerBound
                        && !namesSanction(sentence, found)
            {
                return (found, .explicit)
            }
        } else if let bearer = state.lead?.bearer {
            return (bearer, .inherited)
        } else if let found = verbSubject(sentence, before: token.start) {
            return (found, .explicit)
        }
        if isSanction { return (nil, .unknown) }
        if let found = person(ofAge: i, in: sentence) { return (found, .explicit) }
        if let bearer = state.lead?.bearer { return (bearer, .inherited) }
        if let found = inheritedBearer(sentences: 4) { return (found, .inherited) }
        return (nil, .unknown)
    }

    /// Before the man has reached 22 years of age: the one whose age it is.
    private func person(ofAge i: Int, in sentence: Sentence) -> ByteSpan? {
        guard sentence.measure(i)?.dimension == .age else { return nil }
        var last = i
        if i > 0, sentence.tokens[i - 1].has(.comparator) { last = i - 1 }
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let before = sentence.tokens[clause.tokens.lowerBound..<last].last { !$0.has(.listed) }
        let stop = trimmed(clause.span.lowerBound, sentence.tokens[last].start)
        let start = scanner.skip(p, before?.end ?? clause.span.lowerBound, stop)
        guard start < stop, isASCIILetter(p[start]), namesSomebody(start, stop) else { return nil }
        return start..<stop
    }

    /// The subject the sentences before leave to this one, nearest first.
    private mutating func inheritedBearer(sentences: Int) -> ByteSpan? {
        for span in state.earlier.suffix(sentences).reversed() {
            let before = self.sentence(span)
            if let force = force(in: before, clauses: 0..<before.clauses.count) {
                if let passive = passive(before, force) {
                    if let agent = passive.agent { return agent }
                    continue
                }
                if let found = subject(in: before, before: force.at) { return found }
            }
            if let found = verbSubject(before, before: before.span.upperBound) { return found }
        }
        return nil
    }

    /// Whose thing the subject of the main clause is: Where an entity …, its vouchers shall be filed.
    private func owner(_ sentence: Sentence, at: Int, _ i: Int) -> ByteSpan? {
        let index =
            sentence.span.contains(at) ? clauseIndex(sentence, at: at) : sentence.clauseOf[i]
        guard index > 0, let clause = sentence.clauses.first, let head = clause.tokens.first,
            sentence.tokens[head].has(.subordinate),
            let first = sentence.clauses[index].tokens.first.map({ sentence.tokens[$0] }),
            first.has(.possessive),
            first.start <= scanner.skip(p, sentence.clauses[index].span.lowerBound, p.count)
        else { return nil }
        return nounPhrase(sentence, clause, until: clause.span.upperBound, isModalClause: false)
    }

    /// The subject of the token's own clause where that clause has a verb before it; in a condition
    /// only where what follows from it is passive ("will be deemed unqualified").
    private func ownSubject(_ sentence: Sentence, _ i: Int) -> ByteSpan? {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        guard let verb = clause.tokens.first(where: { sentence.tokens[$0].has(.verb) }), verb < i
        else {
            return nil
        }
        if isConditional(sentence, i) {
            guard let modal = sentence.tokens[i...].firstIndex(where: { $0.has(.modal) }),
                modal + 1 < sentence.tokens.count,
                text(sentence.tokens[modal + 1].span).lowercased() == "be"
                    || text(sentence.tokens[modal].span).hasSuffix(" be")
            else { return nil }
        }
        return nounPhrase(sentence, clause, until: clause.span.upperBound, isModalClause: false)
    }

    /// The phrase before the first verb of a clause without a modal: Rural doctors receive …
    private func verbSubject(_ sentence: Sentence, before limit: Int) -> ByteSpan? {
        let index = clauseIndex(sentence, at: limit)
        for c in stride(from: index, through: 0, by: -1) {
            let clause = sentence.clauses[c]
            guard
                clause.tokens.contains(where: {
                    sentence.tokens[$0].has(.verb) && sentence.tokens[$0].start < limit
                })
            else { continue }
            if let found = nounPhrase(
                sentence, clause, until: min(limit, clause.span.upperBound), isModalClause: false)
            {
                return found
            }
        }
        // Within 3 years, all township health centers …
        if index == 0, sentence.clauses.count > 1 {
            let next = sentence.clauses[1]
            return nounPhrase(sentence, next, until: next.span.upperBound, isModalClause: false)
        }
        return nil
    }

    /// The one whose deed a sentence sanctions: "A person who … shall be punishable", "Where a
    /// financial institution violates …, the Bank may impose a fine".
    private func offender(_ sentence: Sentence) -> ByteSpan? {
        guard let clause = sentence.clauses.first else { return nil }
        let first = clause.tokens.first.map { sentence.tokens[$0] }
        if let first, first.start <= clause.span.lowerBound, first.has(.subordinate) {
            // if the refund is not made: a thing
            if isPassive(sentence, clause) { return nil }
            let found = nounPhrase(
                sentence, clause, until: clause.span.upperBound, isModalClause: false)
            // in the event of a violation …, the person responsible
            if let found, !isAbstract(sentence, found) { return found }
        }
        guard let force = force(in: sentence, clauses: 0..<sentence.clauses.count) else {
            return nil
        }
        guard let found = subject(in: sentence, before: force.at) else { return nil }
        return namesSanction(sentence, found) ? nil : found
    }

    /// Whether the verb of a clause is a passive: is not made, has been revoked.
    private func isPassive(_ sentence: Sentence, _ clause: Sentence.Clause) -> Bool {
        guard
            let verb = clause.tokens.first(where: {
                sentence.tokens[$0].has(.verb) || sentence.tokens[$0].has(.modal)
            }), let rule = rule(sentence.tokens[verb], .verb), rule.id == "eng.verb.be"
        else { return false }
        let end = clause.span.upperBound
        var at = scanner.skip(p, sentence.tokens[verb].end, end)
        if scanner.wordEnd(p, at, end) - at == 3, text(at..<(at + 3)) == "not" {
            at = scanner.skip(p, at + 3, end)
        }
        return participleEnd(at, end) != nil
    }

    /// "A fine of … shall be imposed": the sanction is the subject, nobody the bearer.
    private func namesSanction(_ sentence: Sentence, _ span: ByteSpan) -> Bool {
        sentence.tokens.contains {
            span.contains($0.start) && $0.start - span.lowerBound <= 6
                && ($0.has(.sanction) || $0.kind == .measure)
        }
    }
}
