import Grammar
import LegalText

/// Aligns one pair of documents, from the articles down.
struct PairAligner {
    let zh: Document
    let en: Document
    let zhText: UnsafeBufferPointer<UInt8>
    let enText: UnsafeBufferPointer<UInt8>
    let tables: AlignmentTables
    let zhOutline: UnitOutline
    let enOutline: UnitOutline
    let zhFigures: [Figure]
    let enFigures: [Figure]
    let text: PairText
    var matcher: UnitMatcher
    /// English bytes for one byte of Chinese in this pair.
    let ratio: Float
    var links: [AlignmentLink] = []
    var findings: [Finding] = []
    /// Linked sentences, for the checks that look at them.
    var sentences: [SentencePair] = []

    init(
        _ zh: Document, _ zhText: UnsafeBufferPointer<UInt8>, _ en: Document,
        _ enText: UnsafeBufferPointer<UInt8>, _ tables: AlignmentTables
    ) {
        self.zh = zh
        self.en = en
        self.zhText = zhText
        self.enText = enText
        self.tables = tables
        zhOutline = UnitOutline(zh)
        enOutline = UnitOutline(en)
        zhFigures = ChineseFigures(p: zhText, words: tables.grammar.zhFigures, numerals: tables.numerals)
            .figures(in: zh.span)
        enFigures = EnglishFigures(enText, words: tables.grammar.enFigures, numerals: tables.numerals)
            .figures(in: en.span)
        var text = PairText(
            zh: zhText, zh.span, figures: zhFigures, en: enText, en.span, figures: enFigures,
            tables: tables)
        text.weigh(zhUnits: zhOutline.units.map(\.words), enUnits: enOutline.units.map(\.words))
        self.text = text
        matcher = UnitMatcher(zh: zhOutline.units, en: enOutline.units, text: text)
        var (zhLength, enLength): (Float, Float) = (30, 50)
        for match in matcher.matches {
            zhLength += Float(zhOutline.units[match.zh].words.count)
            enLength += Float(enOutline.units[match.en].words.count)
        }
        ratio = min(4, max(0.6, enLength / zhLength))
    }

    mutating func align() -> Alignment {
        linkUnits()
        linkDivisions()
        return Alignment(links: links, findings: findings)
    }

    // MARK: units

    private mutating func linkUnits() {
        var zhLinked = [Int](repeating: -1, count: zhOutline.units.count)
        var enLinked = [Int](repeating: -1, count: enOutline.units.count)
        for (index, match) in matcher.matches.enumerated() {
            zhLinked[match.zh] = index
            enLinked[match.en] = index
        }
        var enNext = 0
        for zhIndex in zhOutline.units.indices {
            guard zhLinked[zhIndex] >= 0 else {
                linkAlone(zhOutline.units[zhIndex], isChinese: true)
                continue
            }
            let match = matcher.matches[zhLinked[zhIndex]]
            while enNext < match.en {
                if enLinked[enNext] < 0 { linkAlone(enOutline.units[enNext], isChinese: false) }
                enNext += 1
            }
            if enNext == match.en { enNext += 1 }
            link(match)
        }
        while enNext < enOutline.units.count {
            if enLinked[enNext] < 0 { linkAlone(enOutline.units[enNext], isChinese: false) }
            enNext += 1
        }
    }

    private mutating func linkAlone(_ unit: TextUnit, isChinese: Bool) {
        func add(_ level: AlignmentLink.Level, _ eid: EId, _ span: ByteSpan) {
            links.append(
                AlignmentLink(
                    level: level, zhIds: isChinese ? [eid] : [], enIds: isChinese ? [] : [eid],
                    zh: isChinese ? [span] : [], en: isChinese ? [] : [span], score: 0.9,
                    basis: .number))
        }
        if let eid = unit.eid { add(.article, eid, unit.span) }
        for part in unit.paragraphs { add(.paragraph, part.eid, part.span) }
    }

    private mutating func link(_ match: UnitMatcher.Match) {
        let (zhUnit, enUnit) = (zhOutline.units[match.zh], enOutline.units[match.en])
        if let zhId = zhUnit.eid, let enId = enUnit.eid {
            links.append(
                AlignmentLink(
                    level: .article, zhIds: [zhId], enIds: [enId], zh: [zhUnit.span],
                    en: [enUnit.span],
                    score: score(match), basis: match.sameNumber ? .number : .text,
                    flags: match.moved ? ["moved"] : []))
        }
        linkParagraphs(zhUnit, enUnit)
    }

    private func score(_ match: UnitMatcher.Match) -> Double {
        let evidence = Double(match.similarity - 0.15) * 9 + (match.sameNumber ? 2.5 : 0)
        return Self.round(0.5 + 0.5 * evidence / (1 + abs(evidence)))
    }

    static func round(_ x: Double) -> Double { (x * 1000).rounded() / 1000 }

    // MARK: paragraphs and sentences

    /// The parts of a unit; its words as one part where it has no paragraphs.
    private func parts(_ unit: TextUnit) -> [TextUnit.Part] {
        if !unit.paragraphs.isEmpty || unit.words.isEmpty { return unit.paragraphs }
        return unit.eid.map { [TextUnit.Part(eid: $0, span: unit.words, words: unit.words)] } ?? []
    }

    private mutating func linkParagraphs(_ zhUnit: TextUnit, _ enUnit: TextUnit) {
        let (zhParts, enParts) = (parts(zhUnit), parts(enUnit))
        let beads = beads(zhParts.map(\.words), enParts.map(\.words))
        for bead in beads {
            let (zhGroup, enGroup) = (zhParts[bead.zh], enParts[bead.en])
            let zhReal = zhUnit.paragraphs.isEmpty ? [] : Array(zhGroup)
            let enReal = enUnit.paragraphs.isEmpty ? [] : Array(enGroup)
            if !zhReal.isEmpty || !enReal.isEmpty {
                links.append(
                    AlignmentLink(
                        level: .paragraph, zhIds: zhReal.map(\.eid), enIds: enReal.map(\.eid),
                        zh: zhReal.map(\.span), en: enReal.map(\.span), score: score(bead),
                        basis: beads.count == 1 ? .order : .text))
            }
            linkSentences(Array(zhGroup), Array(enGroup))
        }
    }

    private func score(_ bead: SequenceAligner.Bead) -> Double {
        if bead.zh.isEmpty || bead.en.isEmpty { return 0.6 }
        let evidence = Double(bead.fit - 0.25) * 12
        return Self.round(0.5 + 0.5 * evidence / (1 + abs(evidence)))
    }

    /// Pairs two lists of spans in order.
    private mutating func beads(_ zhSpans: [ByteSpan], _ enSpans: [ByteSpan]) -> [SequenceAligner.Bead] {
        let enRanges = enSpans.map { text.en.range($0) }
        var explained: [Float] = []
        explained.reserveCapacity(zhSpans.count * enSpans.count)
        var masses = [Float](repeating: 0, count: enSpans.count)
        for span in zhSpans {
            matcher.scorer.setChinese(text.zh.range(span))
            for (index, range) in enRanges.enumerated() {
                let found = matcher.scorer.explained(range)
                explained.append(found.explained)
                masses[index] = found.mass
            }
        }
        return SequenceAligner(ratio: ratio).align(
            zh: zhSpans.map { Float($0.count) },
            en: zip(enSpans, masses).map { (length: Float($0.count), mass: $1) },
            explained: explained)
    }

    private mutating func linkSentences(_ zhParts: [TextUnit.Part], _ enParts: [TextUnit.Part]) {
        let zhCutter = SentenceSegmenter(p: zhText, language: .zho, grammar: tables.grammar)
        let enCutter = SentenceSegmenter(p: enText, language: .eng, grammar: tables.grammar)
        var (zhSpans, enSpans): ([ByteSpan], [ByteSpan]) = ([], [])
        var (zhOwner, enOwner): ([EId], [EId]) = ([], [])
        for part in zhParts {
            let found = zhCutter.sentences(in: part.words)
            zhSpans += found
            zhOwner += Array(repeating: part.eid, count: found.count)
        }
        for part in enParts {
            let found = enCutter.sentences(in: part.words)
            enSpans += found
            enOwner += Array(repeating: part.eid, count: found.count)
        }
        guard !zhSpans.isEmpty, !enSpans.isEmpty else { return }
        for bead in beads(zhSpans, enSpans) {
            links.append(
                AlignmentLink(
                    level: .sentence, zhIds: Self.distinct(zhOwner[bead.zh]),
                    enIds: Self.distinct(enOwner[bead.en]), zh: Array(zhSpans[bead.zh]),
                    en: Array(enSpans[bead.en]), score: score(bead), basis: .text))
            if !bead.zh.isEmpty, !bead.en.isEmpty {
                sentences.append(
                    SentencePair(
                        zh: Array(zhSpans[bead.zh]), en: Array(enSpans[bead.en]), fit: bead.fit))
            }
        }
    }

    private static func distinct(_ ids: ArraySlice<EId>) -> [EId] {
        var found: [EId] = []
        for id in ids where found.last != id { found.append(id) }
        return found
    }
}

/// A linked sentence, or a few neighbours on one side.
struct SentencePair {
    var zh: [ByteSpan]
    var en: [ByteSpan]
    var fit: Float
}
