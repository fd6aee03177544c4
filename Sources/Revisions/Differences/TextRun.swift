import LegalText

/// The words of one or several articles of one text, one after the other.
struct TextRun {
    /// Where each article's words begin in `ids`.
    private var starts: [Int] = []
    private let units: [ComparedUnit]
    private(set) var ids: [UInt32] = []

    init(_ units: [ComparedUnit]) {
        self.units = units
        for unit in units {
            starts.append(ids.count)
            ids.append(contentsOf: unit.tokens.lazy.map(\.id))
        }
    }

    func token(_ at: Int) -> ComparedUnit.Token {
        let unit = owner(of: at)
        return units[unit].tokens[at - starts[unit]]
    }

    /// The article a place belongs to; for a place at the end of one, the one that begins there.
    private func owner(of at: Int) -> Int {
        var found = 0
        for unit in starts.indices where starts[unit] <= at { found = unit }
        return found
    }

    /// The bytes of a range, article by article; one empty span for an empty range.
    func spans(of range: Range<Int>) -> [ByteSpan] {
        guard !range.isEmpty else {
            if units.isEmpty { return [0..<0] }
            let unit = owner(of: min(range.lowerBound, max(ids.count - 1, 0)))
            let at = range.lowerBound - starts[unit]
            return [units[unit].span(of: at..<at)]
        }
        var spans: [ByteSpan] = []
        for unit in units.indices {
            let part = range.clamped(to: starts[unit]..<starts[unit] + units[unit].tokens.count)
            if !part.isEmpty {
                spans.append(
                    units[unit].span(
                        of: part.lowerBound - starts[unit]..<part.upperBound - starts[unit]))
            }
        }
        return spans
    }

    /// The edits a change stands for: one, or one more for each further article it reaches into.
    static func edits(
        _ change: TokenDiff.Change, old: TextRun, new: TextRun
    ) -> [ArticleChange.Edit] {
        let (olds, news) = (old.spans(of: change.old), new.spans(of: change.new))
        guard let lastOld = olds.last, let lastNew = news.last else { return [] }
        return (0..<max(olds.count, news.count)).map { k in
            ArticleChange.Edit(
                old: k < olds.count ? olds[k] : lastOld.upperBound..<lastOld.upperBound,
                new: k < news.count ? news[k] : lastNew.upperBound..<lastNew.upperBound)
        }
    }
}
