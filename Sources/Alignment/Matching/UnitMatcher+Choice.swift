import LegalText

/// Which candidates are taken: those that stand out, the best first.
extension UnitMatcher {
    /// What a pair of equal numbers needs so that its text is not taken for another one, by how many
    /// words there are to compare.
    static func floor(_ words: Int) -> Float {
        words < 8 ? 0 : words < 20 ? 0.04 : words < 60 ? 0.1 : 0.17
    }

    /// A pair found by content alone needs this much, whatever its rivals.
    private static func content(_ words: Int) -> Float {
        words < 4 ? .infinity : words < 8 ? 0.5 : words < 12 ? 0.35 : 0.24
    }

    /// One-to-one, the best first; a pair whose neighbours fit too counts for more.
    mutating func choose(_ candidates: [Match]) {
        var table: [Int64: Float] = [:]
        func key(_ zh: Int, _ en: Int) -> Int64 { Int64(zh) << 32 | Int64(en) }
        var best = [Float](repeating: 0, count: zhUnits.count)
        for match in candidates {
            table[key(match.zh, match.en)] = match.similarity
            best[match.zh] = max(best[match.zh], match.similarity)
        }
        let reached = candidates.filter {
            words($0.zh, $0.en) >= 12 && $0.similarity == best[$0.zh]
        }.map(\.similarity).sorted()
        if !reached.isEmpty { usual = min(0.6, max(0.2, reached[reached.count / 2])) }
        let anchors = anchors(candidates)
        func score(_ match: Match) -> Float {
            let before = table[key(match.zh - 1, match.en - 1)] ?? 0
            let after = table[key(match.zh + 1, match.en + 1)] ?? 0
            return match.similarity + 0.2 * max(before, after) + 0.1 * min(before, after)
                + (match.sameNumber ? 0.12 * trust[match.zh] : 0)
                + 0.035 * inLine(match, with: anchors)
        }
        let order = candidates.map { ($0, score($0)) }.sorted { $0.1 > $1.1 }
        var left: [Match] = []
        for (match, score) in order where zhTaken[match.zh] < 0 && enTaken[match.en] < 0 {
            let count = words(match.zh, match.en)
            let doubt = 1 - trust[match.zh]
            let isEnough: Bool
            if match.sameNumber {
                let floor = needed(count)
                isEnough =
                    floor > 0 && match.similarity >= floor * (1 + 1.3 * doubt) + 0.1 * doubt
            } else {
                isEnough =
                    match.similarity >= Self.content(count)
                    || count >= 12 && match.similarity > 0.13 && score >= 0.3
            }
            if isEnough {
                link(match)
            } else if match.sameNumber {
                left.append(match)
            }
        }
        decideByNeighbours(left)
    }

    /// By Chinese unit: the English unit that is its partner beyond doubt, -1 if none is.
    private func anchors(_ candidates: [Match]) -> [Int] {
        var anchors = zhTaken
        var (zhRivals, enRivals) = (Rivals(zhUnits.count), Rivals(enUnits.count))
        for match in candidates {
            zhRivals.add(match.zh, match.similarity)
            enRivals.add(match.en, match.similarity)
        }
        for match in candidates
        where words(match.zh, match.en) >= 12 && match.similarity >= max(0.2, 0.6 * usual) {
            let rival = max(
                zhRivals.best(but: match.similarity, of: match.zh),
                enRivals.best(but: match.similarity, of: match.en))
            if match.similarity >= 1.5 * rival { anchors[match.zh] = match.en }
        }
        return anchors
    }

    /// How well a pair stands in line with the anchors on both sides, 0…2: near-twins (the same
    /// provision for boilers and for pressure vessels) differ in nothing else.
    private func inLine(_ match: Match, with anchors: [Int]) -> Float {
        func fit(_ step: Int) -> Float {
            var zh = match.zh + step
            while anchors.indices.contains(zh), abs(zh - match.zh) <= 12 {
                if anchors[zh] >= 0 {
                    let off = abs((anchors[zh] - match.en) - (zh - match.zh))
                    return off == 0 ? 1 : off <= 2 ? 0.6 : 0
                }
                zh += step
            }
            return 0
        }
        return fit(-1) + fit(1)
    }

    /// What is still free and has no rival near it.
    mutating func chooseOutstanding(_ candidates: [Match]) {
        let free = candidates.filter { zhTaken[$0.zh] < 0 && enTaken[$0.en] < 0 }
        guard !free.isEmpty else { return }
        var (zhRivals, enRivals) = (Rivals(zhUnits.count), Rivals(enUnits.count))
        for match in candidates {
            zhRivals.add(match.zh, match.similarity)
            enRivals.add(match.en, match.similarity)
        }
        for match in free.sorted(by: { $0.similarity > $1.similarity })
        where zhTaken[match.zh] < 0 && enTaken[match.en] < 0 && words(match.zh, match.en) >= 12
            && match.similarity >= max(0.12, 0.55 * usual)
        {
            let rival = max(
                zhRivals.best(but: match.similarity, of: match.zh),
                enRivals.best(but: match.similarity, of: match.en))
            if match.similarity >= 1.5 * rival { link(match) }
        }
        refusals.removeAll { zhTaken[$0.zh] >= 0 || enTaken[$0.en] >= 0 }
    }

    /// A text that is far below what its fellows reach is another one.
    private func needed(_ words: Int) -> Float {
        words < 12 ? Self.floor(words) : max(Self.floor(words), 0.22 * usual)
    }

    /// Equal numbers with little to compare.
    private mutating func decideByNeighbours(_ left: [Match]) {
        for match in left where zhTaken[match.zh] < 0 && enTaken[match.en] < 0 {
            let before = match.zh > 0 && match.en > 0 && zhTaken[match.zh - 1] == match.en - 1
            let after =
                match.zh + 1 < zhUnits.count && match.en + 1 < enUnits.count
                && zhTaken[match.zh + 1] == match.en + 1
            let floor = needed(words(match.zh, match.en))
            let trust = trust[match.zh]
            let isFitting =
                before && after || match.similarity >= 0.25
                || fits(zhUnits[match.zh].words.count, enUnits[match.en].words.count, by: 2.4)
            if isFitting, before || after || trust >= 0.9, trust >= 0.5,
                floor == 0 || floor <= 0.04 && match.similarity >= 0.015
                    || trust >= 0.8 && match.similarity >= 0.7 * floor
            {
                link(match)
            } else {
                refusals.append(
                    Refusal(zh: match.zh, en: match.en, similarity: match.similarity))
            }
        }
    }
}

/// The best and the second best that each unit of one side reaches.
private struct Rivals {
    var first: [Float]
    var second: [Float]

    init(_ count: Int) {
        first = Array(repeating: 0, count: count)
        second = first
    }

    mutating func add(_ unit: Int, _ similarity: Float) {
        if similarity > first[unit] {
            second[unit] = first[unit]
            first[unit] = similarity
        } else {
            second[unit] = max(second[unit], similarity)
        }
    }

    func best(but similarity: Float, of unit: Int) -> Float {
        similarity >= first[unit] ? second[unit] : first[unit]
    }
}
