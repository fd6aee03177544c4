import Grammar
import LegalText

/// Who is bound though no subject says so: the one a clause with "for" or a label names, who votes, who
/// keeps the records of others.
extension EnglishReader {
    /// Records of minors shall be kept: by whoever acts in the sentence before, not by those they are of.
    mutating func keeper(
        _ owner: ByteSpan, _ sentence: Sentence, _ force: Force?, _ isSanction: Bool
    ) -> FoundBearer? {
        guard !isSanction, let force, passive(sentence, force) != nil, isBarePlural(owner) else {
            return nil
        }
        return earlierActor().map { ($0, .inherited) }
    }

    /// Whether a phrase is a plural without an article: minors.
    func isBarePlural(_ phrase: ByteSpan) -> Bool {
        let first = phrase.lowerBound..<scanner.wordEnd(p, phrase.lowerBound, phrase.upperBound)
        return first.upperBound == phrase.upperBound && p[phrase.upperBound - 1] == 0x73
            && p[phrase.lowerBound] & 0x20 != 0
    }

    /// For a new clearing house, the fee shall be …: the one whom the clause before speaks of.
    func concerned(_ sentence: Sentence, _ force: Force?) -> ByteSpan? {
        guard let force, sentence.span.contains(force.at),
            case let index = clauseIndex(sentence, at: force.at), index > 0,
            case let clause = sentence.clauses[index - 1], let first = clause.tokens.first,
            rule(sentence.tokens[first], .regarding) != nil,
            case let start = scanner.skip(p, clause.span.lowerBound, clause.span.upperBound),
            sentence.tokens[first].start <= start
        else { return nil }
        let phrase = scanner.skip(p, sentence.tokens[first].end, clause.span.upperBound)
        let found = phrase..<trimmed(phrase, clause.span.upperBound)
        return !found.isEmpty && standing(found) != .thing ? trimmedToName(found) : nil
    }

    /// The label an item begins with, where it names somebody: Groups: 18 visitors and above.
    func labelled(_ sentence: Sentence, _ i: Int) -> ByteSpan? {
        guard let clause = sentence.clauses.first, clause.mark == .colon, sentence.clauseOf[i] > 0
        else { return nil }
        var start = clause.span.lowerBound
        while start < clause.span.upperBound, !isASCIILetter(p[start]) { start += 1 }
        let label = start..<trimmed(start, clause.span.upperBound)
        return !label.isEmpty && standing(label) == .actor ? label : nil
    }

    /// Adopted by two-thirds or more of the deputies: the share of those who act.
    func sharers(_ sentence: Sentence, _ i: Int) -> ByteSpan? {
        guard let measure = sentence.measure(i), measure.dimension == .ratio,
            case let clause = sentence.clauses[sentence.clauseOf[i]],
            sentence.tokens[clause.tokens.lowerBound..<i].contains(where: { $0.has(.agent) })
        else { return nil }
        let end = clause.span.upperBound
        let of = scanner.skip(p, measure.end, end)
        let stop = scanner.wordEnd(p, of, end)
        guard grammar.bearers.owning.contains(text(of..<stop).lowercased()) else { return nil }
        let start = scanner.skip(p, stop, end)
        let last = sentence.tokens[(i + 1)...].first {
            $0.start > start && $0.start < end
                && ($0.has(.connective) || $0.has(.modal) || $0.has(.verb) || $0.has(.preposition)
                    || $0.has(.subordinate) || $0.kind != .word)
        }
        let found = start..<trimmed(start, min(end, last?.start ?? end))
        return !found.isEmpty && standing(found) == .actor ? found : nil
    }
}
