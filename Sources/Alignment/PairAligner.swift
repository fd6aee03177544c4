import Grammar
import LegalText

/// Aligns one pair of documents, from the articles down. Lives for one call, on one thread; a class so
/// that passing it costs nothing.
final class PairAligner {
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
    /// Whether a unit of the other language has no partner either.
    private let hasSpareChinese, hasSpareEnglish: Bool
    /// Corrections of paragraphs and divisions that are not applied yet.
    var unapplied: [AlignmentCorrection]
    /// Linked sentences, for the checks that look at them.
    var sentences: [SentencePair] = []

    init(
        _ zh: Document, _ zhText: UnsafeBufferPointer<UInt8>, _ en: Document,
        _ enText: UnsafeBufferPointer<UInt8>, _ tables: AlignmentTables,
        _ corrections: [AlignmentCorrection]
    ) {
        self.zh = zh
        self.en = en
        self.zhText = zhText
        self.enText = enText
        self.tables = tables
        zhOutline = UnitOutline(zh)
        enOutline = UnitOutline(en)
        zhFigures = ChineseFigures(
            p: zhText, words: tables.grammar.zhFigures, numerals: tables.numerals
        )
        .figures(in: zh.span)
        enFigures = EnglishFigures(
            enText, words: tables.grammar.enFigures, numerals: tables.numerals
        )
        .figures(in: en.span)
        var text = PairText(
            zh: zhText, zh.span, figures: zhFigures, en: enText, en.span, figures: enFigures,
            tables: tables)
        text.weigh(zhUnits: zhOutline.units.map(\.words), enUnits: enOutline.units.map(\.words))
        let corrections = UnitCorrections(
            corrections, zh: zhOutline.units, en: enOutline.units)
        unapplied = corrections.others
        matcher = UnitMatcher(
            zh: zhOutline.units, en: enOutline.units, text: text,
            reader: KeyReader(zh: zhText, en: enText, tables: tables), corrections: corrections)
        self.text = matcher.text
        hasSpareChinese = UnitMatcher.hasSpare(zhOutline.units, matcher.zhTaken)
        hasSpareEnglish = UnitMatcher.hasSpare(enOutline.units, matcher.enTaken)
        var (zhLength, enLength): (Float, Float) = (30, 50)
        for match in matcher.matches {
            zhLength += Float(zhOutline.units[match.zh].words.count)
            enLength += Float(enOutline.units[match.en].words.count)
        }
        ratio = min(4, max(0.6, enLength / zhLength))
    }

    func align() -> Alignment {
        linkUnits()
        linkDivisions()
        checkGaps()
        checkNumbers()
        checkLevels()
        let cues = sentenceCues()
        checkComparators(cues)
        checkModality(cues)
        checkWording()
        checkTerms()
        return Alignment(links: links, findings: findings, unapplied: unapplied)
    }

    func note(
        _ code: String, _ severity: Diagnostic.Severity, zh: ByteSpan?, en: ByteSpan?,
        _ message: String
    ) {
        findings.append(Finding(code: code, severity: severity, zh: zh, en: en, message: message))
    }

    // MARK: units

    private func linkUnits() {
        var zhLinked = [Int](repeating: -1, count: zhOutline.units.count)
        var enLinked = [Int](repeating: -1, count: enOutline.units.count)
        for (index, match) in matcher.matches.enumerated() {
            zhLinked[match.zh] = index
            enLinked[match.en] = index
            for more in match.zhMore { zhLinked[more] = index }
            for more in match.enMore { enLinked[more] = index }
        }
        var enNext = 0
        for zhIndex in zhOutline.units.indices {
            guard zhLinked[zhIndex] >= 0 else {
                linkAlone(zhIndex, isChinese: true)
                continue
            }
            let match = matcher.matches[zhLinked[zhIndex]]
            guard match.zh == zhIndex else { continue }
            while enNext < match.en {
                if enLinked[enNext] < 0 { linkAlone(enNext, isChinese: false) }
                enNext += 1
            }
            if enNext == match.en { enNext += 1 }
            link(match)
        }
        while enNext < enOutline.units.count {
            if enLinked[enNext] < 0 { linkAlone(enNext, isChinese: false) }
            enNext += 1
        }
    }

    private func linkAlone(_ index: Int, isChinese: Bool) {
        let unit = isChinese ? zhOutline.units[index] : enOutline.units[index]
        // taken, yet in no match: a person said it has no partner
        let isConfirmed = (isChinese ? matcher.zhTaken : matcher.enTaken)[index] >= 0
        let score = isConfirmed ? 1 : aloneScore(isChinese: isChinese)
        let flags = isConfirmed ? [Self.confirmed] : []
        func add(_ level: AlignmentLink.Level, _ eid: EId, _ span: ByteSpan) {
            links.append(
                AlignmentLink(
                    level: level, zhIds: isChinese ? [eid] : [], enIds: isChinese ? [] : [eid],
                    zh: isChinese ? [span] : [], en: isChinese ? [] : [span], score: score,
                    basis: .number, flags: flags))
        }
        if let eid = unit.eid { add(.article, eid, unit.span) }
        for part in unit.paragraphs { add(.paragraph, part.eid, part.span) }
    }

    private func link(_ match: UnitMatcher.Match) {
        let zhUnits = ([match.zh] + match.zhMore).sorted().map { zhOutline.units[$0] }
        let enUnits = ([match.en] + match.enMore).sorted().map {
            enOutline.units[$0].cut(to: match.enParts)
        }
        if zhUnits[0].eid != nil, enUnits[0].eid != nil {
            let flags =
                (match.isConfirmed ? [Self.confirmed] : []) + (match.moved ? ["moved"] : [])
                + (zhUnits.count > 1 ? ["merged"] : [])
                + (enUnits.count > 1 ? ["split"] : [])
            links.append(
                AlignmentLink(
                    level: .article, zhIds: zhUnits.compactMap(\.eid),
                    enIds: enUnits.flatMap(\.names),
                    zh: zhUnits.map(\.span), en: enUnits.map(\.span), score: score(match),
                    basis: match.sameNumber ? .number : .text, flags: flags))
        } else {
            // loose text on one side: the other's name must not be lost
            for unit in zhUnits {
                if let eid = unit.eid { linkArticleAlone(eid, unit.span, isChinese: true) }
            }
            for unit in enUnits {
                if let eid = unit.eid { linkArticleAlone(eid, unit.span, isChinese: false) }
            }
        }
        linkParagraphs(
            zhUnits.flatMap(parts), enUnits.flatMap(parts),
            zhHas: !zhUnits[0].paragraphs.isEmpty, enHas: !enUnits[0].paragraphs.isEmpty)
    }

    private func linkArticleAlone(_ eid: EId, _ span: ByteSpan, isChinese: Bool) {
        links.append(
            AlignmentLink(
                level: .article, zhIds: isChinese ? [eid] : [], enIds: isChinese ? [] : [eid],
                zh: isChinese ? [span] : [], en: isChinese ? [] : [span],
                score: aloneScore(isChinese: isChinese), basis: .number))
    }

    /// How sure it is that a unit has no partner: very where the other side has none to spare.
    private func aloneScore(isChinese: Bool) -> Double {
        let hasSpare = isChinese ? hasSpareEnglish : hasSpareChinese
        return hasSpare ? 0.75 : 0.95
    }

    /// The flag of a link a person made.
    static let confirmed = "confirmed"

    private func score(_ match: UnitMatcher.Match) -> Double {
        if match.isConfirmed { return 1 }
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

    /// The sentences of some parts and which part each is of.
    private struct Cut {
        var spans: [ByteSpan] = []
        var owners: [Int] = []

        init(_ parts: [TextUnit.Part], indices: Range<Int>, _ cutter: SentenceSegmenter) {
            for index in indices {
                for span in cutter.sentences(in: parts[index].words) {
                    spans.append(span)
                    owners.append(index)
                }
            }
        }
    }

    /// Links what a person linked, the rest in order.
    private func linkParagraphs(
        _ zhParts: [TextUnit.Part], _ enParts: [TextUnit.Part], zhHas: Bool, enHas: Bool
    ) {
        var (zhLeft, enLeft) = (zhParts, enParts)
        for correction in unapplied {
            let zh = zhLeft.filter { correction.zhIds.contains($0.eid) }
            let en = enLeft.filter { correction.enIds.contains($0.eid) }
            guard zh.count == correction.zhIds.count, en.count == correction.enIds.count else {
                continue
            }
            unapplied.removeAll { $0 == correction }
            zhLeft.removeAll { correction.zhIds.contains($0.eid) }
            enLeft.removeAll { correction.enIds.contains($0.eid) }
            linkConfirmed(Side(zh: zh, en: en, zhHasParagraphs: zhHas, enHasParagraphs: enHas))
        }
        linkInOrder(zhLeft, enLeft, zhHas: zhHas, enHas: enHas)
    }

    private func linkConfirmed(_ side: Side) {
        linkParagraphs(
            side,
            SequenceAligner.Bead(zh: side.zh.indices, en: side.en.indices, fit: 1), basis: .order)
        links[links.count - 1].score = 1
        links[links.count - 1].flags = [Self.confirmed]
        let (zhCutter, enCutter) = (cutter(.zho), cutter(.eng))
        let zhCut = Cut(side.zh, indices: side.zh.indices, zhCutter)
        let enCut = Cut(side.en, indices: side.en.indices, enCutter)
        linkSentences(zhCut, enCut, beads(zhCut.spans, enCut.spans), side)
    }

    private func cutter(_ language: Language) -> SentenceSegmenter {
        SentenceSegmenter(
            p: language == .zho ? zhText : enText, language: language, grammar: tables.grammar)
    }

    private func linkInOrder(
        _ zhParts: [TextUnit.Part], _ enParts: [TextUnit.Part], zhHas: Bool, enHas: Bool
    ) {
        let side = Side(zh: zhParts, en: enParts, zhHasParagraphs: zhHas, enHasParagraphs: enHas)
        let (zhCutter, enCutter) = (cutter(.zho), cutter(.eng))
        if zhParts.count == enParts.count {
            let beads = beads(zhParts.map(\.words), enParts.map(\.words))
            if beads.allSatisfy({ $0.zh.count == 1 && $0.en.count == 1 }) {
                for bead in beads {
                    linkParagraphs(side, bead, basis: .order)
                    let zhCut = Cut(zhParts, indices: bead.zh, zhCutter)
                    let enCut = Cut(enParts, indices: bead.en, enCutter)
                    linkSentences(zhCut, enCut, self.beads(zhCut.spans, enCut.spans), side)
                }
                return
            }
        }
        // paragraphs are cut differently: sentences first, paragraphs as they share sentences
        let zhCut = Cut(zhParts, indices: zhParts.indices, zhCutter)
        let enCut = Cut(enParts, indices: enParts.indices, enCutter)
        let beads = beads(zhCut.spans, enCut.spans)
        for group in Self.groups(beads, zhCut.owners, enCut.owners, zhParts.count, enParts.count) {
            linkParagraphs(side, group, basis: .text)
        }
        linkSentences(zhCut, enCut, beads, side)
    }

    /// The parts of two linked units.
    private struct Side {
        var zh: [TextUnit.Part]
        var en: [TextUnit.Part]
        var zhHasParagraphs: Bool
        var enHasParagraphs: Bool
    }

    /// The runs of parts that sentence links hold together, in order.
    private static func groups(
        _ beads: [SequenceAligner.Bead], _ zhOwners: [Int], _ enOwners: [Int], _ zhCount: Int,
        _ enCount: Int
    ) -> [SequenceAligner.Bead] {
        var groups: [SequenceAligner.Bead] = []
        func add(_ zh: Range<Int>, _ en: Range<Int>, _ fit: Float) {
            if var last = groups.last,
                !zh.isEmpty && last.zh.upperBound > zh.lowerBound
                    || !en.isEmpty && last.en.upperBound > en.lowerBound
            {
                // an addition to a part already linked joins it
                last.zh =
                    min(
                        last.zh.lowerBound, zh.isEmpty ? .max : zh.lowerBound)..<max(
                        last.zh.upperBound, zh.upperBound)
                last.en =
                    min(
                        last.en.lowerBound, en.isEmpty ? .max : en.lowerBound)..<max(
                        last.en.upperBound, en.upperBound)
                last.fit = max(last.fit, fit)
                groups[groups.count - 1] = last
            } else {
                groups.append(SequenceAligner.Bead(zh: zh, en: en, fit: fit))
            }
        }
        var (zhNext, enNext) = (0, 0)
        for bead in beads {
            let zh =
                bead.zh.isEmpty
                ? zhNext..<zhNext
                : zhOwners[bead.zh.lowerBound]..<zhOwners[bead.zh.upperBound - 1] + 1
            let en =
                bead.en.isEmpty
                ? enNext..<enNext
                : enOwners[bead.en.lowerBound]..<enOwners[bead.en.upperBound - 1] + 1
            // a sentence without partner inside a part that is linked already says nothing new
            if bead.en.isEmpty, zh.upperBound <= zhNext { continue }
            if bead.zh.isEmpty, en.upperBound <= enNext { continue }
            // parts without any sentence stand alone
            while !bead.zh.isEmpty, zhNext < zh.lowerBound {
                groups.append(
                    SequenceAligner.Bead(zh: zhNext..<zhNext + 1, en: enNext..<enNext, fit: 0))
                zhNext += 1
            }
            while !bead.en.isEmpty, enNext < en.lowerBound {
                groups.append(
                    SequenceAligner.Bead(zh: zhNext..<zhNext, en: enNext..<enNext + 1, fit: 0))
                enNext += 1
            }
            add(zh, en, bead.fit)
            zhNext = max(zhNext, zh.upperBound)
            enNext = max(enNext, en.upperBound)
        }
        for index in zhNext..<max(zhNext, zhCount) {
            groups.append(
                SequenceAligner.Bead(zh: index..<index + 1, en: enCount..<enCount, fit: 0))
        }
        for index in enNext..<max(enNext, enCount) {
            groups.append(
                SequenceAligner.Bead(zh: zhCount..<zhCount, en: index..<index + 1, fit: 0))
        }
        return groups
    }

    private func linkParagraphs(
        _ side: Side, _ bead: SequenceAligner.Bead, basis: AlignmentLink.Basis
    ) {
        let zh = side.zhHasParagraphs ? side.zh[bead.zh] : []
        let en = side.enHasParagraphs ? side.en[bead.en] : []
        guard !zh.isEmpty || !en.isEmpty else { return }
        links.append(
            AlignmentLink(
                level: .paragraph, zhIds: zh.map(\.eid), enIds: en.map(\.eid), zh: zh.map(\.span),
                en: en.map(\.span), score: score(bead), basis: basis))
    }

    private func score(_ bead: SequenceAligner.Bead) -> Double {
        if bead.zh.isEmpty || bead.en.isEmpty { return 0.6 }
        let evidence = Double(bead.fit - 0.25) * 12
        return Self.round(0.5 + 0.5 * evidence / (1 + abs(evidence)))
    }

    /// Pairs two lists of spans in order.
    private func beads(_ zhSpans: [ByteSpan], _ enSpans: [ByteSpan]) -> [SequenceAligner.Bead] {
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

    private func linkSentences(
        _ zh: Cut, _ en: Cut, _ beads: [SequenceAligner.Bead], _ side: Side
    ) {
        for bead in beads {
            let (zhSpans, enSpans) = (Array(zh.spans[bead.zh]), Array(en.spans[bead.en]))
            links.append(
                AlignmentLink(
                    level: .sentence,
                    zhIds: Self.distinct(zh.owners[bead.zh].map { side.zh[$0].eid }),
                    enIds: Self.distinct(en.owners[bead.en].map { side.en[$0].eid }), zh: zhSpans,
                    en: enSpans, score: score(bead), basis: .text))
            if !bead.zh.isEmpty, !bead.en.isEmpty {
                sentences.append(SentencePair(zh: zhSpans, en: enSpans, fit: bead.fit))
            }
        }
    }

    private static func distinct(_ ids: [EId]) -> [EId] {
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
