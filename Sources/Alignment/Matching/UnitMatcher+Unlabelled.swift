import LegalText

/// Articles whose label is lost in English: their text stands as further paragraphs of the article
/// before.
extension UnitMatcher {
    /// Units of several paragraphs behind which a number is left out, or no other stands.
    static func beforeGaps(_ units: [TextUnit]) -> [Bool] {
        units.indices.map { index in
            guard let number = units[index].number, units[index].paragraphs.count >= 2 else {
                return false
            }
            guard index + 1 < units.count, let next = units[index + 1].number else {
                return index + 1 == units.count
            }
            return number.insertion == 0 && next == LabelNumber(number.value + 2)
        }
    }

    /// Looks at the English units that have more to say than their partner for the Chinese units left
    /// alone.
    mutating func findUnlabelled() {
        let lost = zhUnits.indices.filter { zhTaken[$0] < 0 && zhUnits[$0].eid != nil }
        guard !lost.isEmpty else { return }
        for index in matches.indices {
            let match = matches[index]
            let unit = enUnits[match.en]
            guard !match.isConfirmed, unit.eid != nil, zhUnits[match.zh].eid != nil,
                unit.paragraphs.count >= 2,
                let best = bestCut(match, unit, among: near(match, lost))
            else { continue }
            matches[index] = Match(
                zh: best.first, en: match.en, similarity: best.firstLikeness,
                sameNumber: partner[best.first] == match.en, enParts: 0..<best.cut)
            matches.append(
                Match(
                    zh: best.second, en: match.en, similarity: best.secondLikeness,
                    sameNumber: false, enParts: best.cut..<unit.paragraphs.count))
            (zhTaken[best.first], zhTaken[best.second]) = (match.en, match.en)
            refusals.removeAll { $0.zh == best.first || $0.zh == best.second }
        }
    }

    /// So many lost articles are looked for everywhere; more of them only where their neighbours stand.
    private static let few = 12

    private func near(_ match: Match, _ lost: [Int]) -> [Int] {
        let after = match.en + 1 < enTaken.count ? enTaken[match.en + 1] - 1 : -1
        let candidates =
            lost.count <= Self.few
            ? lost : [match.zh + 1, match.zh - 1, after].filter(lost.contains)
        return candidates.filter {
            zhTaken[$0] < 0
                && fits(
                    zhUnits[match.zh].words.count + zhUnits[$0].words.count,
                    enUnits[match.en].words.count)
        }
    }

    /// A linked English unit taken apart: who tells its first paragraphs, who those from `cut` on.
    private struct Cut {
        var first: Int
        var second: Int
        var cut: Int
        var firstLikeness: Float
        var secondLikeness: Float
    }

    /// The best way to give a linked unit's paragraphs to its partner and to a lost unit.
    private mutating func bestCut(
        _ match: Match, _ unit: TextUnit, among lost: [Int]
    ) -> Cut? {
        var best: Cut?
        var most: Float = 0
        let isHinted = mayHoldMore[match.en]
        for zh in lost {
            // beside each other in Chinese too: less has to speak for it
            let margin: Float = abs(zh - match.zh) == 1 ? 1 : 1.3
            for cut in 1..<unit.paragraphs.count {
                let (head, tail) = halves(unit, cut)
                let parts = (text.en.range(head), text.en.range(tail))
                let own = (likeness(match.zh, parts.0), likeness(match.zh, parts.1))
                let other = (likeness(zh, parts.0), likeness(zh, parts.1))
                if fits(zhUnits[zh].words.count, tail.count) {
                    let count = min(zhRanges[zh].count, parts.1.count)
                    let least = usual * Self.leastShare(count)
                    let isLikely =
                        isHinted
                        ? other.1 >= margin * (count < 8 ? Self.short(zh, match) : least)
                            && other.1 > 1.1 * margin * own.1
                        : count >= 8 && other.1 >= max(0.1, 2.5 * least)
                            && other.1 > 2 * own.1 && own.0 >= 0.9 * match.similarity
                    if isLikely, own.0 + other.1 > most {
                        most = own.0 + other.1
                        best = Cut(
                            first: match.zh, second: zh, cut: cut, firstLikeness: own.0,
                            secondLikeness: other.1)
                    }
                }
                // the partner tells the last paragraphs, the lost one bears the label
                if isHinted, fits(zhUnits[zh].words.count, head.count) {
                    let count = min(zhRanges[zh].count, parts.0.count)
                    let least =
                        count < 8 ? Self.short(match.zh, match) : usual * Self.leastShare(count)
                    if other.0 >= margin * least, other.0 > 1.1 * margin * own.0,
                        own.1 >= 0.8 * match.similarity, other.0 + own.1 > most
                    {
                        most = other.0 + own.1
                        best = Cut(
                            first: zh, second: match.zh, cut: cut, firstLikeness: other.0,
                            secondLikeness: own.1)
                    }
                }
            }
        }
        return best
    }

    /// What a text of a few words needs: nothing where it comes next, much elsewhere.
    private static func short(_ zh: Int, _ match: Match) -> Float {
        zh == match.zh + 1 ? 0.05 : 0.3
    }

    private mutating func likeness(_ zh: Int, _ range: Range<Int>) -> Float {
        scorer.similarity(zhRanges[zh], range)
    }

    /// The text before a paragraph and from it on.
    private func halves(_ unit: TextUnit, _ cut: Int) -> (head: ByteSpan, tail: ByteSpan) {
        let start = unit.paragraphs[cut].span.lowerBound
        return (
            unit.words.lowerBound..<start,
            start..<unit.paragraphs[unit.paragraphs.count - 1].span.upperBound
        )
    }
}
