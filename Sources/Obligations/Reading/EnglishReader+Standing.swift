import Grammar
import LegalText

/// Whether an English noun phrase can be bound at all, and whose thing it names where it cannot.
extension EnglishReader {
    typealias Standing = BearerWords.Standing

    /// A word of a phrase: letters, with hyphens, slashes and apostrophes inside it.
    private struct PhraseWord {
        var span: ByteSpan
        var text: String
        /// Whether it is written in capitals: CAA, FSC.
        var isAcronym: Bool
        var isCapitalised: Bool
        /// Where the possessive 's begins.
        var owner: Int?
        /// Whether a comma or bracket stands before it.
        var isApart: Bool
    }

    /// What the head of a phrase stands for: the last noun before the words that describe it; of nouns
    /// joined by "and", the first one that names somebody.
    func standing(_ phrase: ByteSpan) -> Standing {
        let words = words(of: phrase)
        if let first = words.first, grammar.bearers.anaphors.contains(first.text),
            words.count < 2 || grammar.bearers.closers.contains(words[1].text)
        {
            // one who, those who
            return words.count > 1 && grammar.bearers.personal.contains(words[1].text)
                ? .actor : .thing
        }
        // he or she
        if words.allSatisfy({ grammar.bearers.anaphors.contains($0.text) || isJoiner($0) }) {
            return .thing
        }
        return head(words[...]).standing
    }

    /// A phrase as far as a verb that is in no list: the offender cooperates in → the offender.
    func trimmedToName(_ phrase: ByteSpan) -> ByteSpan {
        let words = words(of: phrase)
        let head = head(words[...])
        guard head.standing == .actor, head.isCut, head.end < words.count else { return phrase }
        return phrase.lowerBound..<words[head.end].span.upperBound
    }

    /// Whether a clause describes a noun before it: whose establishment was revoked.
    func isRelative(_ clause: Sentence.Clause) -> Bool {
        let start = scanner.skip(p, clause.span.lowerBound, clause.span.upperBound)
        let word = start..<scanner.wordEnd(p, start, clause.span.upperBound)
        return grammar.bearers.relatives.contains(text(word).lowercased())
    }

    /// Whose thing a phrase names: a member's liability → a member; the capital of a bank → a bank; the
    /// antenna the operator installs → the operator.
    func possessor(_ phrase: ByteSpan) -> ByteSpan? {
        let words = words(of: phrase)
        for (i, word) in words.enumerated() {
            if let end = word.owner, grammar.bearers.standing(word.text) == .actor {
                return words[opening(words, i)].span.lowerBound..<end
            }
        }
        for i in words.indices.dropFirst() {
            let isOwning = grammar.bearers.owning.contains(words[i - 1].text)
            let isArticle = grammar.bearers.articles.contains(words[i].text)
            let isRelative =
                isArticle && !words[i].isApart
                && !grammar.bearers.closers.contains(words[i - 1].text)
            guard isOwning || isRelative, !isTermOfOffice(words, i) else { continue }
            let found = head(words[i...])
            let isGeneric = isOwning && grammar.bearers.indefinite.contains(words[i].text)
            if found.standing == .actor || isGeneric && found.standing == .open,
                found.end > i || !isArticle
            {
                return words[i].span.lowerBound..<words[found.end].span.upperBound
            }
        }
        return nil
    }

    /// Whether the noun at `i` is but what a term is of: the term of office of directors.
    private func isTermOfOffice(_ words: [PhraseWord], _ i: Int) -> Bool {
        guard i > 1 else { return false }
        let span = words[i - 2].span.lowerBound..<words[i].span.upperBound
        return scanner.word(p, span.lowerBound, span.upperBound).map {
            $0.has(.term) && $0.end == span.upperBound
        } ?? false
    }

    /// The first word of the noun phrase that ends at `i`.
    private func opening(_ words: [PhraseWord], _ i: Int) -> Int {
        var first = i
        while first > 0, !grammar.bearers.closers.contains(words[first - 1].text),
            !words[first].isApart
        {
            first -= 1
        }
        return first
    }

    /// What the head of some words stands for, and where the noun phrase ends.
    private func head(
        _ words: ArraySlice<PhraseWord>
    ) -> (standing: Standing, end: Int, isCut: Bool) {
        let bearers = grammar.bearers
        var standing: Standing?
        var last = words.startIndex
        var isCut = false
        for i in words.indices {
            let word = words[i]
            if bearers.closers.contains(word.text) {
                // each of the parties: the quantifier is no head
                if standing != nil { break }
                continue
            }
            if bearers.articles.contains(word.text) {
                // the facility the operator installs
                if standing != nil, i > words.startIndex, !isJoiner(words[i - 1]) { break }
                continue
            }
            if isJoiner(word) || word.isApart {
                if standing == .actor { break }
                if isJoiner(word) { continue }
            }
            if standing == .actor, bearers.isVerbal(word.text) { break }
            // CPA-audited
            if bearers.isParticiple(word.text), !isSubstantive(words, i) { continue }
            let own: Standing =
                word.isAcronym ? .actor : word.owner == nil ? bearers.standing(word.text) : .open
            // a name: the Center
            let isName = own == .open && word.isCapitalised && i > words.startIndex
            if own == .open, !isName {
                // agencies set up facilities: behind somebody a verb that is in no list
                if standing == .actor, !namesLater(words[i...]) {
                    isCut = true
                    break
                }
                // pollution sources at, but the restrictions exclude: the last word is the noun
                let isLast =
                    i + 1 == words.endIndex || bearers.closers.contains(words[i + 1].text)
                if standing == nil || isLast { standing = .open }
                if standing == .thing, words[i - 1].text.hasSuffix("s") { break }
            } else {
                standing = isName ? .actor : own
            }
            last = i
        }
        // articles alone name nothing
        return (standing ?? .thing, last, isCut)
    }

    /// Whether a participle stands for somebody by itself: the insured.
    private func isSubstantive(_ words: ArraySlice<PhraseWord>, _ i: Int) -> Bool {
        i > words.startIndex && grammar.bearers.articles.contains(words[i - 1].text)
            && grammar.bearers.standing(words[i].text) == .actor
    }

    /// Whether a noun for somebody comes before the words that close a phrase.
    private func namesLater(_ words: ArraySlice<PhraseWord>) -> Bool {
        for word in words {
            if grammar.bearers.closers.contains(word.text) { return false }
            if grammar.bearers.standing(word.text) == .actor { return true }
        }
        return false
    }

    private func isJoiner(_ word: PhraseWord) -> Bool {
        scanner.word(p, word.span.lowerBound, word.span.upperBound)?.has(.connective) == true
    }

    private func words(of phrase: ByteSpan) -> [PhraseWord] {
        var words: [PhraseWord] = []
        var at = phrase.lowerBound
        var isApart = false
        while at < phrase.upperBound {
            guard isASCIILetter(p[at]) else {
                if p[at] == 0x2C || p[at] == 0x28 || p[at] == 0x29 { isApart = true }
                at += 1
                continue
            }
            var end = at
            var capitals = 0
            while end < phrase.upperBound, isASCIILetter(p[end]) || isInside(end, phrase.upperBound)
            {
                if p[end] &- 0x41 < 26 { capitals += 1 }
                end += 1
            }
            let owner = ownerEnd(at, end, phrase.upperBound)
            let span = at..<(owner ?? end)
            words.append(
                PhraseWord(
                    span: span, text: text(span).lowercased(),
                    isAcronym: capitals == span.count && capitals > 1
                        && grammar.amounts.ordinalOrRoman(p, span.lowerBound, span.upperBound)
                            != span.upperBound
                        && !(end < p.count && p[end] == 0x24),
                    isCapitalised: p[at] &- 0x41 < 26, owner: owner, isApart: isApart))
            isApart = false
            at = max(end, at + 1)
        }
        return words
    }

    /// Whether a hyphen, slash or apostrophe at `at` joins letters.
    private func isInside(_ at: Int, _ end: Int) -> Bool {
        guard at + 1 < end else { return false }
        if p[at] == 0x2D || p[at] == 0x2F || p[at] == 0x27 { return isASCIILetter(p[at + 1]) }
        return false
    }

    /// Where a word's possessive begins: 's, ’s, or s'.
    private func ownerEnd(_ start: Int, _ end: Int, _ limit: Int) -> Int? {
        if end - start > 2, p[end - 2] == 0x27, p[end - 1] == 0x73 { return end - 2 }
        if p.has([0xE2, 0x80, 0x99], at: end), end + 3 <= limit { return end }
        if end < limit, p[end] == 0x27, end > start, p[end - 1] == 0x73 { return end }
        return nil
    }
}
