import Grammar
import LegalText

/// Whether two texts differ in nothing but citations that followed the renumbering (引用随条文序号调整).
struct CitationShift {
    let words: RevisionGrammar.CitationWords
    /// The numbers the heirs of each old article bear.
    let heirs: [LabelNumber: [LabelNumber]]

    /// One number in a text that names an article, a paragraph or an item.
    private struct Citation {
        var number: LabelNumber
        var isArticle: Bool
    }

    /// - Parameter values: the value of each numeral token.
    func explains(
        _ old: [ComparedUnit.Token], _ new: [ComparedUnit.Token],
        oldValue: (ComparedUnit.Token) -> Int?, newValue: (ComparedUnit.Token) -> Int?
    ) -> Bool {
        let (a, b) = (mask(old, oldValue), mask(new, newValue))
        guard a.words == b.words, a.citations.count == b.citations.count else { return false }
        for (before, after) in zip(a.citations, b.citations) where before.number != after.number {
            guard before.isArticle == after.isArticle else { return false }
            if before.isArticle, heirs[before.number]?.contains(after.number) != true {
                return false
            }
        }
        return true
    }

    /// The words with the numbers of citations left out, and those numbers.
    private func mask(
        _ tokens: [ComparedUnit.Token], _ value: (ComparedUnit.Token) -> Int?
    ) -> (words: [UInt32], citations: [Citation]) {
        var kept: [UInt32] = []
        var citations: [Citation] = []
        var k = 0
        while k < tokens.count {
            kept.append(tokens[k].id)
            defer { k += 1 }
            guard words.ordinal.contains(tokens[k].id), k + 2 < tokens.count,
                tokens[k + 1].isNumeral,
                words.units.contains(tokens[k + 2].id), let number = value(tokens[k + 1])
            else { continue }
            var citation = Citation(
                number: LabelNumber(number), isArticle: words.article.contains(tokens[k + 2].id))
            kept.append(tokens[k + 2].id)
            k += 2
            if citation.isArticle, k + 2 < tokens.count, words.insertion.contains(tokens[k + 1].id),
                tokens[k + 2].isNumeral, let inserted = value(tokens[k + 2])
            {
                citation.number.insertion = inserted
                k += 2
            }
            citations.append(citation)
        }
        return (kept, citations)
    }
}
