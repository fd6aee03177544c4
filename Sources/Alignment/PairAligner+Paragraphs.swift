import Grammar
import LegalText

/// Paragraphs (款) and sentences (句) inside linked units.
extension PairAligner {
    /// The parts of a unit; its words as one part where it has no paragraphs.
    func parts(_ unit: TextUnit) -> [TextUnit.Part] {
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
    func linkParagraphs(
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
