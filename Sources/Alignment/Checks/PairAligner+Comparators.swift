import Grammar
import LegalText

/// Limits (以上, 以下, 不超过): they include the number; more than, above, less than and below do not.
extension PairAligner {
    /// A limit of one linked sentence and what the English makes of it.
    private struct Limit {
        var zh: ByteSpan
        /// The English word that leaves the number out; `nil` where it is taken in.
        var wrong: ByteSpan?
        var says: String
    }

    func checkComparators(_ all: [SentenceCues]) {
        var limits: [Limit] = []
        for cues in all where cues.zh(.atLeast) + cues.zh(.atMost) > 0 {
            limits += self.limits(cues)
        }
        tell(limits.filter { $0.wrong != nil }, of: limits.count)
    }

    /// One is a slip; several are a habit of the translation and told once, with all their places.
    private func tell(_ wrong: [Limit], of count: Int) {
        guard let first = wrong.first, let english = first.wrong else { return }
        var message =
            "\(zh.source.string(first.zh)) includes the limit itself; “\(en.source.string(english))” does not: “\(first.says)” is expected"
        if wrong.count > 1 {
            var places: [String] = []
            for limit in wrong {
                let place = label(holding: limit.zh)
                if places.last != place { places.append(place) }
            }
            let named = places.prefix(Self.mostPlaces).joined(separator: ", ")
            let more = places.count > Self.mostPlaces ? "…" : ""
            message += " (\(wrong.count) of \(count) limits are put so: \(named)\(more))"
        }
        note(
            "comparator-mismatch", wrong.count * 5 > count && wrong.count > 1 ? .info : .warning,
            zh: first.zh, en: english, message + ".")
    }

    private static let mostPlaces = 12

    /// The label of the Chinese unit a place stands in.
    private func label(holding place: ByteSpan) -> String {
        let units = zhOutline.units
        let low = units.partitioningIndex { $0.span.upperBound > place.lowerBound }
        return low < units.count ? label(units[low], zh.source) : ""
    }

    /// What each side of a limit is called, and what a limit put too narrowly should say.
    private static let directions: [(cue: Cue, over: Cue, rank: Cue, says: String)] = [
        (.atLeast, .more, .above, "or more"), (.atMost, .less, .beneath, "or less"),
    ]

    /// The limits of a sentence whose English counterpart can be told: by the figure they stand behind,
    /// or, for a rank (中级以上), by being the only one.
    private func limits(_ cues: SentenceCues) -> [Limit] {
        let (pair, zhHits, enHits) = (cues.pair, cues.zh, cues.en)
        let english = pair.en.flatMap { Self.figures(enFigures, in: $0) }
        let chinese = pair.zh.flatMap { Self.figures(zhFigures, in: $0) }
        var found: [Limit] = []
        for direction in Self.directions {
            let hits = zhHits.filter { $0.cue == direction.cue }
            let inclusive = enHits.filter { $0.cue == direction.cue || $0.cue == .inclusive }
            let ranks = enHits.filter { $0.cue == direction.rank }
            let exclusive = ranks + enHits.filter { $0.cue == direction.over }
            for hit in hits {
                var limit = Limit(zh: hit.span, wrong: nil, says: direction.says)
                if let figure = figure(of: hit.span, chinese) {
                    // 超过五十以上 says both, and so may the English
                    guard !zhHits.contains(where: { isStrict($0, before: figure) }) else {
                        continue
                    }
                    let same = english.filter {
                        Self.stands($0, for: figure) && $0.form != .ordinal
                    }
                    guard same.count == 1 else { continue }
                    limit.zh = figure.span.lowerBound..<max(figure.end, hit.span.upperBound)
                    limit.wrong = Self.exclusive(same[0], exclusive, but: inclusive)
                } else {
                    guard ranks.count == 1, inclusive.count < hits.count,
                        !isBeforeFigure(ranks[0].span, english)
                    else { continue }
                    limit.wrong = ranks[0].span
                }
                found.append(limit)
            }
        }
        return found
    }

    /// The figure a word of limit belongs to: right before it (五年以上) or behind it (不少于五年).
    private func figure(of word: ByteSpan, _ figures: [Figure]) -> Figure? {
        figures.first {
            $0.end <= word.lowerBound && word.lowerBound - $0.end <= Self.reach
                || $0.span.lowerBound >= word.upperBound
                    && $0.span.lowerBound - word.upperBound <= Self.reach
        }
    }

    /// So many bytes may stand between a figure and its word of limit: a classifier, a currency.
    private static let reach = 12

    /// The word right before an English figure that leaves it out, unless one beside it takes it in.
    private static func exclusive(
        _ figure: Figure, _ exclusive: [CueTable.Hit], but inclusive: [CueTable.Hit]
    ) -> ByteSpan? {
        func isBefore(_ hit: CueTable.Hit) -> Bool {
            hit.span.upperBound <= figure.span.lowerBound
                && figure.span.lowerBound - hit.span.upperBound <= reach
        }
        func isBehind(_ hit: CueTable.Hit) -> Bool {
            hit.span.lowerBound >= figure.span.upperBound
                && hit.span.lowerBound - figure.end <= 4 * reach
        }
        if inclusive.contains(where: { isBefore($0) || isBehind($0) }) { return nil }
        return exclusive.last(where: isBefore)?.span
    }

    private func isStrict(_ hit: CueTable.Hit, before figure: Figure) -> Bool {
        (hit.cue == .more || hit.cue == .less) && hit.span.upperBound <= figure.span.lowerBound
            && figure.span.lowerBound - hit.span.upperBound <= Self.reach
    }

    private func isBeforeFigure(_ word: ByteSpan, _ figures: [Figure]) -> Bool {
        figures.contains {
            $0.span.lowerBound >= word.upperBound
                && $0.span.lowerBound - word.upperBound <= Self.reach
        }
    }
}
