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
        var depth = 0
        for i in clause.tokens {
            let token = sentence.tokens[i]
            if token.start >= end { break }
            if token.kind == .open { depth += 1 }
            if token.kind == .close { depth = max(0, depth - 1) }
            if depth > 0 || token.kind == .close { continue }
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
            } else if token.has(.actor) {
                let isNamed = isCompound || rule(token, .actor)?.gap == true
                if let from = governedFrom, from != token.start || !isNamed {
                    // 从事中医医疗活动的人员: described by what precedes, not its object
                    guard from != .max, containsDe(from, token.start) else { continue }
                }
                governedFrom = nil
                actorEnd = token.end
            } else if token.has(.modal), rule(token, .modal)?.kind == .target, actorEnd == nil {
                start = token.end
            } else if token.has(.objective) {
                if actorEnd != nil { break }
                governedFrom = .max
            } else if token.has(.modal) || token.has(.verb) || token.has(.preposition)
                || token.has(.sanction) || token.kind == .period || token.kind == .date
            {
                if actorEnd != nil { break }
                isCompound = governedFrom == nil && token.has(.verb) && !isFirst
                if governedFrom != .max { governedFrom = token.end }
            }
        }
        guard let actorEnd else { return nil }
        start = p.skipBlanks(start, actorEnd)
        return start < actorEnd ? Subject(span: start..<actorEnd, isAgent: isAgent) : nil
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
    private func agent(in sentence: Sentence, clauses: Range<Int>, from: Int) -> ByteSpan? {
        for c in clauses {
            for i in sentence.clauses[c].tokens
            where sentence.tokens[i].start >= from && sentence.tokens[i].has(.agent) {
                var end: Int?
                for j in (i + 1)..<max(i + 1, sentence.clauses[c].tokens.upperBound) {
                    let token = sentence.tokens[j]
                    if token.has(.actor) {
                        end = token.end
                    } else if token.has(.verb) || token.has(.preposition) || token.has(.objective)
                        || token.has(.modal)
                    {
                        if end != nil { break }
                    }
                }
                if let end { return sentence.tokens[i].end..<end }
            }
        }
        return nil
    }

    /// The subject of a norm whose modal stands at `modal` (or the quantity, where there is none).
    mutating func bearer(
        in sentence: Sentence, clause index: Int, modal: Int, allowsBare: Bool = true
    ) -> (span: ByteSpan?, source: Obligation.Bearer.Source) {
        if let found = subject(in: sentence, clause: index, before: modal) {
            return (found.span, .explicit)
        }
        let part = sentence.part(around: index)
        let start = sentence.clauses[index].span.lowerBound
        if let found = agent(
            in: sentence, clauses: index..<(index + 1),
            from: modal == .max ? start : min(modal, start))
        {
            return (found, .explicit)
        }
        for c in (0..<index).reversed() {
            if let found = subject(in: sentence, clause: c, before: .max),
                !found.isAgent || c + 1 == index
            {
                return (found.span, .explicit)
            }
        }
        if let found = agent(in: sentence, clauses: index..<part.upperBound, from: start) {
            return (found, .explicit)
        }
        if let found = inheritedBearer() { return (found, .inherited) }
        if allowsBare, let bare = bareSubject(in: sentence, clause: index, before: modal) {
            return (bare, .explicit)
        }
        return (nil, .unknown)
    }

    /// A short noun phrase before the modal that ends in no known actor.
    private func bareSubject(in sentence: Sentence, clause index: Int, before limit: Int)
        -> ByteSpan?
    {
        let clause = sentence.clauses[index]
        let start = p.skipBlanks(clause.span.lowerBound, clause.span.upperBound)
        var end = min(clause.span.upperBound, limit)
        for i in clause.tokens {
            let token = sentence.tokens[i]
            if token.start >= end { break }
            if token.has(.comparator) {
                end = token.start
                break
            }
            if token.has(.verb) || token.has(.preposition) || token.has(.objective)
                || token.has(.modal) || token.has(.agent)
                || token.kind == .measure
            {
                return nil
            }
        }
        return start < end && end - start <= 60 ? start..<end : nil
    }

    /// Who is liable to a sanction: the one behind 对, else the one the sentence began with.
    mutating func liable(
        in sentence: Sentence, token: Int
    ) -> (span: ByteSpan?, source: Obligation.Bearer.Source) {
        let index = sentence.clauseOf[token]
        let part = sentence.part(around: index)
        let first = sentence.clauses[part.lowerBound].tokens.lowerBound
        for i in (first..<token).reversed() where sentence.tokens[i].has(.patient) {
            var end: Int?
            var isClosed = false
            for j in (i + 1)..<max(i + 1, token) {
                let next = sentence.tokens[j]
                if next.has(.actor) {
                    end = next.end
                } else if end != nil,
                    next.has(.sanction) || next.isBreak || next.has(.modal) || next.has(.verb)
                {
                    isClosed = true
                    break
                } else if next.isBreak {
                    break
                }
            }
            if let end, isClosed { return (sentence.tokens[i].end..<end, .explicit) }
        }
        if let found = offender(in: sentence, upTo: index) { return (found, .explicit) }
        if let bearer = lead?.bearer, lead?.isSanction == true { return (bearer, .inherited) }
        return (nil, .unknown)
    }

    /// The one whose deed a sanctioning sentence describes before it says who imposes what.
    private func offender(in sentence: Sentence, upTo index: Int) -> ByteSpan? {
        for c in 0...index {
            let clause = sentence.clauses[c]
            if let first = clause.tokens.first, sentence.tokens[first].has(.agent),
                sentence.tokens[first].start
                    <= p.skipBlanks(clause.span.lowerBound, clause.span.upperBound)
            {
                return nil
            }
            guard let found = subject(in: sentence, clause: c, before: .max), !found.isAgent else {
                continue
            }
            return found.span
        }
        return nil
    }
}
