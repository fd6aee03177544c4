import Grammar
import LegalText

/// For every word of a version the version that brought it (逐字溯源), as `git blame` does for lines.
struct WordOrigins {
    /// By article, then by word: index of a version.
    private(set) var origins: [[Int]]

    /// All words are this version's own.
    init(_ units: [ComparedUnit], version: Int) {
        origins = units.map { Array(repeating: version, count: $0.tokens.count) }
    }

    /// The origins in the next version: words that stayed keep theirs, also in another article; where a
    /// word could come from several, the oldest counts.
    func next(
        _ index: Int, from old: ReadVersion, to new: ReadVersion, _ changes: [ArticleChange],
        _ grammar: RevisionGrammar
    ) -> WordOrigins {
        var next = WordOrigins(new.units, version: index)
        let (oldPlaces, newPlaces) = (Self.places(old), Self.places(new))
        for change in changes where !change.old.isEmpty && !change.new.isEmpty {
            let olds = change.old.compactMap { oldPlaces[$0] }
            let news = change.new.compactMap { newPlaces[$0] }
            let (a, b) = (TextRun(olds.map { old.units[$0] }), TextRun(news.map { new.units[$0] }))
            let before = olds.flatMap { origins[$0] }
            let places = news.flatMap { unit in
                new.units[unit].tokens.indices.map { (unit: unit, word: $0) }
            }
            var (i, j) = (0, 0)
            func take(_ end: Int) {
                while j < end, i < before.count {
                    let place = places[j]
                    next.origins[place.unit][place.word] =
                        min(next.origins[place.unit][place.word], before[i])
                    (i, j) = (i + 1, j + 1)
                }
            }
            for edit in Differences(old: a, new: b, grammar).changes {
                take(edit.new.lowerBound)
                (i, j) = (edit.old.upperBound, edit.new.upperBound)
            }
            take(places.count)
        }
        return next
    }

    private static func places(_ version: ReadVersion) -> [EId: Int] {
        Dictionary(
            version.units.enumerated().map { ($0.element.eid, $0.offset) },
            uniquingKeysWith: { first, _ in first })
    }
}
