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
        var isOblique = false
        var isAgent = false
        var obliqueStart = start
        var depth = 0
        var closed = false
        for i in clause.tokens {
            let token = sentence.tokens[i]
            if token.start >= end { break }
            if token.kind == .open { depth += 1 }
            if token.kind == .close { depth = max(0, depth - 1) }
            if depth > 0 || token.kind == .close { continue }
            if token.has(.connective), actorEnd == nil, token.start <= p.skipBlanks(start, end) {
                start = token.end
                obliqueStart = start
                continue
            }
            if token.has(.agent) {
                // 由 X …: X acts, whoever was named before
                if actorEnd != nil, !isOblique { break }
                actorEnd = nil
                isAgent = true
                isOblique = false
                start = token.end
                continue
            }
            if token.has(.actor) {
                if closed { continue }
                actorEnd = token.end
                continue
            }
            if token.has(.modal) || token.has(.stop) || token.has(.sanction) || token.kind == .measure
                || token.kind == .period || token.kind == .date
            {
                if actorEnd != nil, !isOblique {
                    closed = true
                    break
                }
                if token.has(.modal), isOblique { continue }
                if actorEnd == nil, token.start > p.skipBlanks(start, end), token.kind == .measure {
                    continue
                }
                isOblique = true
                actorEnd = nil
                obliqueStart = token.end
            }
        }
        guard let actorEnd else { return nil }
        if isOblique, !isAgent {
            // behind a preposition or verb only if the phrase ends here: 在港区内储存危险品的企业，
            guard p.skipBlanks(actorEnd, end) >= end || isAdverbial(actorEnd, end, sentence, clause)
            else { return nil }
            start = containsDe(obliqueStart, actorEnd) ? start : obliqueStart
        }
        start = p.skipBlanks(start, actorEnd)
        return start < actorEnd ? Subject(span: start..<actorEnd, isAgent: isAgent) : nil
    }

    /// Whether only words that close a subject stand between it and the modal.
    private func isAdverbial(
        _ from: Int, _ end: Int, _ sentence: Sentence, _ clause: Sentence.Clause
    ) -> Bool {
        for i in clause.tokens {
            let token = sentence.tokens[i]
            if token.start == from { return token.has(.stop) || token.has(.modal) }
        }
        return false
    }

    /// Whether the phrase holds a 的 that ties a description to its noun.
    private func containsDe(_ start: Int, _ end: Int) -> Bool {
        var at = start
        while at < end {
            if p[at] == 0xE7, let first = grammar.conditionals.first, p.has(first, at: at) { return true }
            at += 1
        }
        return false
    }

    /// The subject of a norm whose modal stands at `modal` (or the quantity, where there is none).
    mutating func bearer(
        in sentence: Sentence, clause index: Int, modal: Int
    ) -> (span: ByteSpan?, source: Obligation.Bearer.Source) {
        if let found = subject(in: sentence, clause: index, before: modal) {
            return (found.span, .explicit)
        }
        for c in (0..<index).reversed() {
            if let found = subject(in: sentence, clause: c, before: .max), !found.isAgent || c + 1 == index {
                return (found.span, .explicit)
            }
        }
        if let found = inheritedBearer() { return (found, .inherited) }
        if let bare = bareSubject(in: sentence, clause: index, before: modal) { return (bare, .explicit) }
        return (nil, .unknown)
    }

    /// A short noun phrase before the modal that ends in no known actor.
    private func bareSubject(in sentence: Sentence, clause index: Int, before limit: Int) -> ByteSpan? {
        let clause = sentence.clauses[index]
        let start = p.skipBlanks(clause.span.lowerBound, clause.span.upperBound)
        let end = min(clause.span.upperBound, limit)
        guard start < end, end - start <= 60 else { return nil }
        for i in clause.tokens {
            let token = sentence.tokens[i]
            if token.start >= end { break }
            if token.has(.stop) || token.has(.modal) || token.kind == .measure || token.has(.agent) {
                return nil
            }
        }
        return start..<end
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
                } else if next.has(.sanction) || next.isBreak || next.has(.modal) || next.has(.stop) {
                    isClosed = end != nil
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
                sentence.tokens[first].start <= p.skipBlanks(clause.span.lowerBound, clause.span.upperBound)
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
