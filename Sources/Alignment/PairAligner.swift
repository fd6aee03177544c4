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
}

/// A linked sentence, or a few neighbours on one side.
struct SentencePair {
    var zh: [ByteSpan]
    var en: [ByteSpan]
    var fit: Float
}
