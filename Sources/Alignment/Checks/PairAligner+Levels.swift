import Grammar
import LegalText

/// Levels (三级, 两级) and tiers of government named together (县乡村).
extension PairAligner {
    func checkLevels() {
        guard zhFigures.contains(where: isLevel) else { return }
        for pair in sentences {
            for zhSpan in pair.zh { checkLevels(zhSpan, pair) }
        }
    }

    /// 三级, not the 3级 of a rating Aa3.
    private func isLevel(_ figure: Figure) -> Bool {
        let start = figure.span.lowerBound
        return figure.unit == .level && figure.form == .plain && figure.value >= 2
            && figure.value <= 9 && (start == 0 || !isASCIILetter(zhText[start - 1]))
    }

    private func checkLevels(_ zhSpan: ByteSpan, _ pair: SentencePair) {
        let figures = Self.figures(zhFigures, in: zhSpan).filter(isLevel)
        guard !figures.isEmpty, let first = pair.en.first, let last = pair.en.last else { return }
        let tiers = tierRuns(before: figures, zhSpan)
        let enSpan = first.lowerBound..<last.upperBound
        let english = Self.figures(enFigures, in: enSpan)
        for figure in figures {
            let same = english.filter { $0.value == figure.value }
            let place = figure.span.lowerBound..<figure.end
            if same.contains(where: { speaksOfLevel($0) || standsByLevel($0) }) { continue }
            if let other = same.first(where: isCount) {
                note(
                    "level-mismatch", .warning, zh: place, en: other.span,
                    "\(zh.source.string(place)) is a level; “\(en.source.string(other.span))” reads as a count."
                )
            } else {
                note(
                    "number-mismatch", .warning, zh: place, en: enSpan,
                    "\(zh.source.string(place)): the English sentence does not say how many levels or which."
                )
            }
        }
        for run in tiers {
            let missing = run.tiers.filter { !has(tables.grammar.tiers[$0].words, in: enSpan) }
            guard !missing.isEmpty, missing.count < run.tiers.count else { continue }
            let names = missing.map { zhName(tables.grammar.tiers[$0].sign) }.joined(
                separator: ", ")
            note(
                "number-mismatch", .info, zh: run.span, en: enSpan,
                "\(zh.source.string(run.span)) names \(run.tiers.count) tiers; no word for \(names) in the English sentence."
            )
        }
    }

    private func zhName(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// third, tertiary, level 3, three-tier.
    private func speaksOfLevel(_ figure: Figure) -> Bool {
        if figure.unit == .level || figure.form == .ordinal
            || isASCIIDigit(enText[figure.span.lowerBound])
        {
            return true
        }
        return tables.numerals.integer(
            enText, at: figure.span.lowerBound, end: figure.span.upperBound, script: .cardinal)
            == nil
    }

    /// four different levels, tier two: a word of level near by.
    private func standsByLevel(_ figure: Figure) -> Bool {
        let units = tables.grammar.enFigures.units
        func isLevel(_ at: Int) -> Bool {
            units.match(enText, at: at, end: en.span.upperBound, word: true)
                .map { FigureUnit.all[$0.value] == .level } ?? false
        }
        let start = max(en.span.lowerBound, figure.span.lowerBound - Self.near)
        let end = min(en.span.upperBound, figure.end + 2 * Self.near)
        return (start..<end).contains {
            isASCIILetter(enText[$0]) && ($0 == start || !isASCIILetter(enText[$0 - 1]))
                && isLevel($0)
        }
    }

    private static let near = 12

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
            && tables.numerals.integer(
                text, at: figure.span.lowerBound, end: end, script: .cardinal) != nil
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

    /// 县乡村三级: at least two tiers right before a word for levels, nothing between.
    private func tierRuns(before figures: [Figure], _ span: ByteSpan) -> [(
        span: ByteSpan, tiers: [Int]
    )] {
        var found: [(span: ByteSpan, tiers: [Int])] = []
        for figure in figures {
            var tiers: [Int] = []
            var start = figure.span.lowerBound
            while start - 3 >= span.lowerBound,
                let tier = tables.grammar.tiers.firstIndex(where: {
                    zhText.has($0.sign, at: start - 3)
                })
            {
                tiers.insert(tier, at: 0)
                start -= 3
            }
            if tiers.count >= 2 { found.append((start..<figure.end, tiers)) }
        }
        return found
    }
}
