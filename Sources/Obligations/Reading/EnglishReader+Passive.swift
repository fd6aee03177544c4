import Grammar
import LegalText

/// English passives, and the one who acts in them: shall be proposed by the Authority.
extension EnglishReader {
    /// Whether a modal is followed by a passive, and the one who acts: shall be proposed by the Authority.
    func passive(_ sentence: Sentence, _ force: Force) -> (agent: ByteSpan?, end: Int)? {
        guard let index = sentence.tokens.firstIndex(where: { $0.start == force.at }) else {
            return nil
        }
        let end = sentence.clauses[sentence.clauseOf[index]].span.upperBound
        guard let at = beEnd(sentence.tokens[index], end) else { return nil }
        guard let participle = participleEnd(scanner.skip(p, at, end), end) else { return nil }
        let clause = sentence.clauses[sentence.clauseOf[index]]
        // behind "by", whatever else the token holds: by the
        func byEnd(_ j: Int) -> Int { scanner.wordEnd(p, sentence.tokens[j].start, p.count) }
        for j in clause.tokens where sentence.tokens[j].has(.agent) && j > index {
            return (agent(sentence, j, from: byEnd(j), end), participle)
        }
        // the agreement signed by each unit must be reported
        for j in clause.tokens where sentence.tokens[j].has(.agent) && j < index {
            let modal = sentence.tokens[index].start
            return (agent(sentence, j, from: byEnd(j), modal), participle)
        }
        return (nil, participle)
    }

    /// Behind the "be" of a modal or right after it: shall be, shall be kept for, shall not be.
    func beEnd(_ modal: Token, _ end: Int) -> Int? {
        var at = modal.start
        while at < end {
            let stop = scanner.wordEnd(p, at, end)
            if text(at..<stop).lowercased() == "be" { return stop }
            if at >= modal.end { return nil }
            at = scanner.skip(p, stop, end)
        }
        return nil
    }

    /// Behind "proposed", with an adverb before it; `nil` where the word is no participle or a stative.
    func participleEnd(_ start: Int, _ end: Int) -> Int? {
        var at = start
        for _ in 0..<2 {
            let stop = scanner.wordEnd(p, at, end)
            guard stop <= end, at < end else { return nil }
            let word = scanner.word(p, at, end)
            if word?.has(.stative) == true || word?.has(.sanction) == true { return nil }
            if let word, word.has(.participle) { return word.end }
            // kept for
            if scanner.word(p, at, stop)?.has(.participle) == true { return stop }
            let text = text(at..<stop).lowercased()
            if text.hasSuffix("ed"), text.utf8.count > 4 { return stop }
            guard text.hasSuffix("ly") else { return nil }
            at = scanner.skip(p, stop, end)
        }
        return nil
    }

    /// The noun phrase behind "by" at token `j`, where it begins with an article or a capital.
    func agent(
        _ sentence: Sentence, _ j: Int, from at: Int, _ end: Int
    ) -> ByteSpan? {
        let start = scanner.skip(p, at, end)
        guard start < end, isASCIILetter(p[start]) else { return nil }
        let first = scanner.wordEnd(p, start, end)
        if text(start..<first).hasSuffix("ing") || scanner.word(p, start, end)?.has(.means) == true
        {
            return nil
        }
        var stop = end
        for token in sentence.tokens[(j + 1)...] {
            if token.start >= end { break }
            let isNominal =
                token.has(.listed) || token.has(.event) || token.has(.connective)
                || token.has(.overnight) || token.has(.activity) || token.has(.pronoun)
                || text(token.span).lowercased() == "of"
            if token.start > start, !isNominal,
                token.kind != .word || token.has(.preposition) || token.has(.verb)
                    || token.has(.from) || token.has(.comparator) || token.has(.modal)
                    || token.has(.until) || token.has(.recurring) || token.has(.vague)
                    || token.has(.subordinate)
            {
                stop = token.start
                break
            }
        }
        stop = trimmed(start, stop)
        return stop > start && namesSomebody(start, stop) ? start..<stop : nil
    }

    /// The institution or person behind "to the", "notify".
    func named(behind j: Int, in sentence: Sentence) -> ByteSpan? {
        let clause = sentence.clauses[sentence.clauseOf[j]]
        let token = sentence.tokens[j]
        // the article belongs to the name
        var start = token.end
        while start > token.start, p[start - 1] > 0x20 { start -= 1 }
        let last = scanner.word(p, start, token.end)
        if last?.has(.listed) != true, last?.has(.event) != true, last?.has(.possessive) != true {
            start = token.end
        }
        guard let found = agent(sentence, j, from: start, clause.span.upperBound),
            sentence.tokens.contains(where: { $0.has(.actor) && found.contains($0.start) })
        else { return nil }
        return found
    }
}
