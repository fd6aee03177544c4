import Grammar
import LegalText

/// The title's head noun, and words doubled by a slip.
extension PairAligner {
    func checkWording() {
        checkTitle()
        for pair in sentences { for span in pair.en { checkDoubles(span, pair) } }
    }

    /// 办法 at the end of the Chinese title must head the English one: Measures for …, … Act.
    private func checkTitle() {
        guard let zhRegion = zh.regions.first(where: { $0.kind == .title }),
            let enRegion = en.regions.first(where: { $0.kind == .title }), !en.title.isEmpty
        else { return }
        let title = Array(zh.title.utf8)
        guard
            let instrument = tables.grammar.instruments.first(where: {
                title.count > $0.ending.count
                    && title.suffix($0.ending.count).elementsEqual($0.ending)
            })
        else { return }
        let words = en.title.split { !$0.isLetter && $0 != "-" && $0 != "'" }.map(String.init)
        let lower = words.map { $0.lowercased() }
        let places = lower.indices.filter { instrument.nouns.contains(lower[$0]) }
        let isShouting = en.title.allSatisfy { !$0.isLowercase }
        let message: String?
        if let last = places.last {
            let isLast = last == words.count - 1
            let isSmall = words[last].first?.isLowercase == true
            let verb = lower.prefix(last).firstIndex(of: "to")
            if isLast, isSmall, !isShouting,
                verb != nil || words.filter({ $0.first?.isUppercase == true }).count > 1
            {
                message =
                    "The English title ends in “\(words[last])” as a common noun; the name of the instrument should head it."
            } else {
                message = nil
            }
        } else {
            message = nil
        }
        if let message {
            note("title-mismatch", .warning, zh: zhRegion.span, en: enRegion.span, message)
        }
    }

    /// Whether two neighbouring Chinese words, one character between them, both stand for this word.
    private func hasTwo(words word: ByteSpan, in span: ByteSpan) -> Bool {
        let id = Int32(tables.lexicon.word(enText, word.lowerBound, word.upperBound))
        guard id >= 0 else { return false }
        let range = text.zh.range(span)
        func stands(_ position: Int) -> Bool {
            let entry = Int(text.zh.ids[position])
            return entry < text.zhShared
                && tables.lexicon.renderings(entry).contains { $0.word == id && $0.strength > 0.1 }
        }
        for position in range where stands(position) {
            let at = text.zh.offsets[position]
            var next = position + 1
            while next < range.upperBound, text.zh.offsets[next] <= at + 9 {
                if text.zh.offsets[next] == at + 9, stands(next),
                    !isRepeated(position, next, in: range)
                {
                    return true
                }
                next += 1
            }
        }
        return false
    }

    /// Whether the Chinese itself says a word twice about this joint: 观光旅馆业、旅馆业.
    private func isRepeated(_ first: Int, _ second: Int, in range: Range<Int>) -> Bool {
        let before = text.zh.ids[max(range.lowerBound, first - 2)...first]
        let after = text.zh.ids[second..<min(range.upperBound, second + 3)]
        return before.contains(where: after.contains)
    }

    /// health and health.
    private func checkDoubles(_ span: ByteSpan, _ pair: SentencePair) {
        var before: ByteSpan? = nil
        var joined = false  // whether "and" or "or" stands between
        var at = span.lowerBound
        while at < span.upperBound {
            guard isASCIILetter(enText[at]) else {
                if enText[at] != 0x20 {
                    before = nil
                    joined = false
                }
                at += 1
                continue
            }
            var end = at
            while end < span.upperBound,
                isASCIILetter(enText[end]) || enText[end] == 0x2D || enText[end] == 0x27
            { end += 1 }
            let word = at..<end
            if word.count == 3, enText[at] | 0x20 == 0x61, enText[at + 1] | 0x20 == 0x6E,
                enText[at + 2] | 0x20 == 0x64, before != nil, !joined
            {
                joined = true
            } else {
                if let last = before, joined, last.count == word.count, word.count > 4,
                    zip(last, word).allSatisfy({ enText[$0] | 0x20 == enText[$1] | 0x20 }),
                    !tables.grammar.doubles.contains(en.source.string(word).lowercased()),
                    let zhSpan = pair.zh.first(where: { hasTwo(words: word, in: $0) })
                {
                    note(
                        "repetition", .info, zh: zhSpan, en: last.lowerBound..<word.upperBound,
                        "“\(en.source.string(last.lowerBound..<word.upperBound))”: two Chinese words fell into one."
                    )
                }
                before = word
                joined = false
            }
            at = end
        }
    }
}
