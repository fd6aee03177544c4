public import LegalText

extension Aligner {
    /// How likely two documents are one instrument in two languages, 0…1: the words of their titles, the
    /// numbers of articles they have, their lengths. Cheap enough to try all pairs of a folder.
    ///
    /// Above 0.5 a pair is worth aligning; the best of several wins.
    public func affinity(_ zh: Document, _ en: Document) -> Double {
        let (zhNumbers, enNumbers) = (Self.numbers(zh), Self.numbers(en))
        let shared = zhNumbers.intersection(enNumbers).count
        let fewer = min(zhNumbers.count, enNumbers.count)
        let more = max(zhNumbers.count, enNumbers.count)
        // a truncated version has a part of the numbers: what it has should all be there
        let counts = more == 0 ? 0.5 : fewer == 0 ? 0 : (Double(shared) / Double(fewer) + Double(shared) / Double(more)) / 2
        let title = titleFit(zh, en)
        let expected = Double(zh.span.count) * 1.5 + 100
        let found = Double(en.span.count) + 100
        let length = min(expected, found) / max(expected, found)
        return min(1, 0.6 * title + 0.25 * counts + 0.15 * length)
    }

    private static func numbers(_ document: Document) -> Set<EId> {
        var names = Set<EId>()
        document.forEachProvision {
            if $0.level == .article || $0.level == .level || $0.level.isDivision { names.insert($0.eid) }
        }
        return names
    }

    /// How much of one title the other renders.
    private func titleFit(_ zh: Document, _ en: Document) -> Double {
        guard !zh.title.isEmpty, !en.title.isEmpty else { return 0 }
        var (zhTitle, enTitle) = (zh.title, en.title)
        return zhTitle.withUTF8 { zhText in
            enTitle.withUTF8 { enText in
                let (zhSpan, enSpan) = (0..<zhText.count, 0..<enText.count)
                var text = PairText(
                    zh: zhText, zhSpan, figures: [], en: enText, enSpan, figures: [], tables: tables)
                text.weigh(zhUnits: [zhSpan], enUnits: [enSpan])
                var scorer = ContentScorer(text)
                return Double(scorer.similarity(text.zh.range(zhSpan), text.en.range(enSpan)))
            }
        }
    }
}
