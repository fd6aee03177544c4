import Grammar
import LegalText

/// Levels (三级, 两级) and tiers of government named together (县乡村).
extension PairAligner {
    mutating func checkLevels() {
        for pair in sentences {
            for zhSpan in pair.zh { checkLevels(zhSpan, pair) }
        }
    }

    private mutating func checkLevels(_ zhSpan: ByteSpan, _ pair: SentencePair) {
        let figures = Self.figures(zhFigures, in: zhSpan).filter {
            $0.unit == .level && $0.form == .plain && $0.value >= 2 && $0.value <= 9
        }
        let tiers = tierRuns(zhSpan)
        guard !figures.isEmpty || !tiers.isEmpty, let first = pair.en.first, let last = pair.en.last
        else { return }
        let enSpan = first.lowerBound..<last.upperBound
        let english = Self.figures(enFigures, in: enSpan)
        for figure in figures {
            let same = english.filter { $0.value == figure.value }
            let place = figure.span.lowerBound..<figure.end
            if same.contains(where: speaksOfLevel) { continue }
            if let other = same.first(where: isCount) {
                note(
                    "level-mismatch", .warning, zh: place, en: other.span,
                    "\(zh.source.string(place)) is a level; “\(en.source.string(other.span))” reads as a count.")
            } else {
                note(
                    "number-mismatch", .warning, zh: place, en: enSpan,
                    "\(zh.source.string(place)): the English sentence does not say how many levels or which.")
            }
        }
        for run in tiers {
            let missing = run.tiers.filter { !has(tables.grammar.tiers[$0].words, in: enSpan) }
            guard !missing.isEmpty, missing.count < run.tiers.count else { continue }
            let names = missing.map { zhName(tables.grammar.tiers[$0].sign) }.joined(separator: ", ")
            note(
                "number-mismatch", .info, zh: run.span, en: enSpan,
                "\(zh.source.string(run.span)) names \(run.tiers.count) tiers; no word for \(names) in the English sentence.")
        }
    }

    private func zhName(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// third, tertiary, level 3, three-tier.
    private func speaksOfLevel(_ figure: Figure) -> Bool {
        if figure.unit == .level || figure.form == .ordinal || isASCIIDigit(enText[figure.span.lowerBound]) {
            return true
        }
        return tables.numerals.integer(
            enText, at: figure.span.lowerBound, end: figure.span.upperBound, script: .cardinal) == nil
    }

    /// A cardinal written out or in figures, not a word like tertiary, and not joined to a word of level.
    private func isCount(_ figure: Figure) -> Bool {
        let text = enText
        let end = figure.span.upperBound
        if end < text.count, text[end] == 0x2D { return false }
        // the word behind it is a plural: three hospitals
        var at = text.skipBlanks(end, text.count)
        let start = at
        while at < text.count, isASCIILetter(text[at]) { at += 1 }
        return at - start > 3 && text[at - 1] | 0x20 == 0x73 && text[at - 2] | 0x20 != 0x73
            && tables.numerals.integer(text, at: figure.span.lowerBound, end: end, script: .cardinal) != nil
    }

    private func has(_ words: PhraseSet, in span: ByteSpan) -> Bool {
        var at = span.lowerBound
        while at < span.upperBound {
            if isASCIILetter(enText[at]) {
                if words.wordLength(at: at, in: enText, end: span.upperBound) != nil { return true }
                while at < span.upperBound, isASCIILetter(enText[at]) { at += 1 }
            } else {
                at += 1
            }
        }
        return false
    }

    /// 县乡村三级: at least two tiers without anything between, then a word for levels.
    private func tierRuns(_ span: ByteSpan) -> [(span: ByteSpan, tiers: [Int])] {
        var found: [(span: ByteSpan, tiers: [Int])] = []
        var at = span.lowerBound
        while at < span.upperBound {
            guard zhText[at] >= 0xE4 else {
                at += zhText[at] < 0x80 ? 1 : zhText.scalarWidth(at)
                continue
            }
            var tiers: [Int] = []
            var end = at
            while let tier = tables.grammar.tiers.firstIndex(where: { zhText.has($0.sign, at: end) }) {
                tiers.append(tier)
                end += 3
            }
            if tiers.count >= 2, let length = tables.grammar.tierEnds.length(at: end, in: zhText, end: span.upperBound) {
                found.append((at..<end + length, tiers))
            }
            at = max(end, at + 3)
        }
        return found
    }
}
