import LegalText

/// Pairs the units (条) of two documents: by number where the content bears it out, else by content.
struct UnitMatcher {
    let zhUnits: [TextUnit]
    let enUnits: [TextUnit]
    let text: PairText
    var scorer: ContentScorer
    let zhRanges: [Range<Int>]
    let enRanges: [Range<Int>]

    /// Two units that belong together.
    struct Match {
        var zh: Int
        var en: Int
        var similarity: Float
        /// Whether both bear the same number.
        var sameNumber: Bool
        /// Whether the pair stands off the common order.
        var moved = false
        /// Neighbours whose text the other side tells in this unit too.
        var zhMore: [Int] = []
        var enMore: [Int] = []
    }

    /// Same number, other text: what was not asserted.
    struct Refusal {
        var zh: Int
        var en: Int
        var similarity: Float
    }

    private(set) var matches: [Match] = []
    private(set) var refusals: [Refusal] = []

    /// What a pair of equal numbers needs so that its text is not taken for another one, by how many
    /// words there are to compare: 99.5 % of articles in official translations have more.
    private static func floor(_ words: Int) -> Float {
        words < 8 ? 0 : words < 20 ? 0.04 : words < 60 ? 0.1 : 0.17
    }

    /// A pair found by content alone needs this much.
    private static let content: Float = 0.24

    init(zh zhUnits: [TextUnit], en enUnits: [TextUnit], text: PairText) {
        self.zhUnits = zhUnits
        self.enUnits = enUnits
        self.text = text
        scorer = ContentScorer(text)
        zhRanges = zhUnits.map { text.zh.range($0.words) }
        enRanges = enUnits.map { text.en.range($0.words) }
        match()
    }

    private mutating func match() {
        var byName: [EId: Int] = [:]
        for (index, unit) in enUnits.enumerated() {
            if let eid = unit.eid { byName[eid] = index }
        }
        var byNumber: [LabelNumber: [Int]] = [:]
        for (index, unit) in enUnits.enumerated() {
            if let number = unit.number { byNumber[number, default: []].append(index) }
        }
        let named = Set(zhUnits.compactMap(\.eid))
        let partner: [Int?] = zhUnits.map { unit in
            if let eid = unit.eid, let same = byName[eid] { return same }
            // an annex on one side only: the number alone, where it is unique
            guard let number = unit.number, let found = byNumber[number], found.count == 1,
                let other = enUnits[found[0]].eid, !named.contains(other)
            else { return nil }
            return found[0]
        }
        var similarity = [Float](repeating: 0, count: zhUnits.count)
        var good = 0
        var known = 0
        for (index, other) in partner.enumerated() {
            guard let other else { continue }
            similarity[index] = compare(index, other)
            if words(index, other) < 8 { continue }
            known += 1
            // better than its neighbours' text would be
            let next = other + 1 < enUnits.count ? compare(index, other + 1) : 0
            let last = other > 0 ? compare(index, other - 1) : 0
            if similarity[index] > max(next, last) + 0.02 { good += 1 }
        }
        let trust = known > 0 ? Float(good) / Float(known) : 1
        // candidates: every pair of equal numbers; content's own proposals where numbers do not settle it
        var candidates: [Match] = []
        var settled = [Bool](repeating: false, count: enUnits.count)
        var open: [Int] = []
        for (index, other) in partner.enumerated() {
            if let other {
                candidates.append(
                    Match(zh: index, en: other, similarity: similarity[index], sameNumber: true))
                if trust >= 0.8, similarity[index] >= 1.5 * Self.floor(words(index, other)) {
                    settled[other] = true
                    continue
                }
            }
            open.append(index)
        }
        let free = enUnits.indices.filter { !settled[$0] }
        if !open.isEmpty, !free.isEmpty {
            propose(open, among: free, partner, into: &candidates)
        }
        choose(&candidates, trust: trust)
        findMoved()
        findJoined()
    }

    /// Units without partner whose text stands in the partner of a neighbour: merged, or split.
    private mutating func findJoined() {
        var zhMatch = [Int](repeating: -1, count: zhUnits.count)
        var enMatch = [Int](repeating: -1, count: enUnits.count)
        for (index, match) in matches.enumerated() {
            zhMatch[match.zh] = index
            enMatch[match.en] = index
        }
        for unit in zhUnits.indices
        where zhMatch[unit] < 0 && zhUnits[unit].eid != nil && zhRanges[unit].count >= 8 {
            for neighbour in [unit - 1, unit + 1]
            where zhUnits.indices.contains(neighbour) && zhMatch[neighbour] >= 0 {
                let index = zhMatch[neighbour]
                let en = matches[index].en
                guard matches[index].zh == neighbour, matches[index].zhMore.isEmpty,
                    enUnits[en].eid != nil
                else { continue }
                scorer.setChinese(zhRanges[neighbour])
                let alone = scorer.explained(enRanges[en])
                let low = min(zhRanges[unit].lowerBound, zhRanges[neighbour].lowerBound)
                let both = low..<max(zhRanges[unit].upperBound, zhRanges[neighbour].upperBound)
                scorer.setChinese(both)
                let together = scorer.explained(enRanges[en])
                guard together.mass > 0,
                    (together.explained - alone.explained) / together.mass > 0.1,
                    scorer.rendered(zhRanges[unit], in: enRanges[en]) > 0.4,
                    fits(
                        zhUnits[unit].words.count + zhUnits[neighbour].words.count,
                        enUnits[en].words.count)
                else { continue }
                matches[index].zhMore.append(unit)
                zhMatch[unit] = index
                break
            }
        }
        for unit in enUnits.indices
        where enMatch[unit] < 0 && enUnits[unit].eid != nil && enRanges[unit].count >= 8 {
            for neighbour in [unit - 1, unit + 1]
            where enUnits.indices.contains(neighbour) && enMatch[neighbour] >= 0 {
                let index = enMatch[neighbour]
                let zh = matches[index].zh
                guard matches[index].en == neighbour, matches[index].enMore.isEmpty,
                    matches[index].zhMore.isEmpty, zhUnits[zh].eid != nil
                else { continue }
                scorer.setChinese(zhRanges[zh])
                let (explained, mass) = scorer.explained(enRanges[unit])
                let alone = scorer.rendered(zhRanges[zh], in: enRanges[neighbour])
                let low = min(enRanges[unit].lowerBound, enRanges[neighbour].lowerBound)
                let both = low..<max(enRanges[unit].upperBound, enRanges[neighbour].upperBound)
                let together = scorer.rendered(zhRanges[zh], in: both)
                guard mass > 0, explained / mass > 0.4, together - alone > 0.1,
                    fits(
                        zhUnits[zh].words.count,
                        enUnits[unit].words.count + enUnits[neighbour].words.count)
                else { continue }
                matches[index].enMore.append(unit)
                enMatch[unit] = index
                break
            }
        }
    }

    /// Whether two lengths in bytes are those of one text.
    private func fits(_ zh: Int, _ en: Int) -> Bool {
        let share = Float(en + 20) / (Float(zh) * 1.5 + 20)
        return share > 0.62 && share < 1.8
    }

    /// How many words the shorter of two units has to compare.
    private func words(_ zh: Int, _ en: Int) -> Int { min(zhRanges[zh].count, enRanges[en].count) }

    /// Similarity of content, less where the lengths do not fit.
    private mutating func compare(_ zh: Int, _ en: Int) -> Float {
        let similarity = scorer.similarity(zhRanges[zh], enRanges[en])
        let expected = Float(zhUnits[zh].words.count) * 1.5 + 20
        let found = Float(enUnits[en].words.count) + 20
        let off = abs(PairText.logarithm(found / expected)) - 0.7
        return off > 0 ? similarity / (1 + 0.4 * off) : similarity
    }

    /// Adds, for each open Chinese unit, the free English units that share most rare words with it.
    private mutating func propose(
        _ open: [Int], among free: [Int], _ partner: [Int?], into candidates: inout [Match]
    ) {
        let ids = text.enShared + text.sharedCount
        var heads = [Int32](repeating: -1, count: ids)
        var links: [(unit: Int32, next: Int32)] = []
        var counts = [Int32](repeating: 0, count: ids)
        var masses = [Float](repeating: 0, count: enUnits.count)
        for unit in free {
            for position in enRanges[unit] {
                let id = Int(text.en.ids[position])
                guard id >= 0 else { continue }
                masses[unit] += text.en.weights[id]
                if heads[id] >= 0, links[Int(heads[id])].unit == Int32(unit) { continue }
                links.append((Int32(unit), heads[id]))
                heads[id] = Int32(links.count - 1)
                counts[id] += 1
            }
        }
        let common = Int32(max(6, free.count / 8))
        var scores = [Float](repeating: 0, count: enUnits.count)
        for index in open {
            var touched: [Int] = []
            scorer.setChinese(zhRanges[index])
            scorer.forEachExplained(zhRanges[index]) { word, credit in
                guard counts[word] > 0, counts[word] <= common else { return }
                var at = heads[word]
                while at >= 0 {
                    let link = links[Int(at)]
                    if scores[Int(link.unit)] == 0 { touched.append(Int(link.unit)) }
                    scores[Int(link.unit)] += text.en.weights[word] * credit
                    at = link.next
                }
            }
            let best = touched.map { ($0, scores[$0] / (8 + masses[$0]).squareRoot()) }
                .sorted { $0.1 > $1.1 }.prefix(4)
            for (unit, _) in best where partner[index] != unit {
                let similarity = compare(index, unit)
                if similarity >= 0.13 {
                    candidates.append(
                        Match(zh: index, en: unit, similarity: similarity, sameNumber: false))
                }
            }
            for unit in touched { scores[unit] = 0 }
        }
    }

    /// One-to-one, the best first; a pair whose neighbours fit too counts for more.
    private mutating func choose(_ candidates: inout [Match], trust: Float) {
        var table: [Int64: Float] = [:]
        func key(_ zh: Int, _ en: Int) -> Int64 { Int64(zh) << 32 | Int64(en) }
        for match in candidates { table[key(match.zh, match.en)] = match.similarity }
        func score(_ match: Match) -> Float {
            let before = table[key(match.zh - 1, match.en - 1)] ?? 0
            let after = table[key(match.zh + 1, match.en + 1)] ?? 0
            return match.similarity + 0.2 * max(before, after) + 0.1 * min(before, after)
                + (match.sameNumber ? 0.12 * trust : 0)
        }
        // a text that is far below what its fellows reach is another one
        let fellows = candidates.filter { $0.sameNumber && words($0.zh, $0.en) >= 12 }
            .map(\.similarity).sorted()
        let usual = fellows.isEmpty ? 0 : fellows[fellows.count / 2]
        func needed(_ match: Match) -> Float {
            let count = words(match.zh, match.en)
            return count < 12 ? Self.floor(count) : max(Self.floor(count), 0.22 * usual)
        }
        let order = candidates.map { ($0, score($0)) }.sorted { $0.1 > $1.1 }
        var zhTaken = [Int](repeating: -1, count: zhUnits.count)
        var enTaken = [Int](repeating: -1, count: enUnits.count)
        var left: [Match] = []
        for (match, score) in order where zhTaken[match.zh] < 0 && enTaken[match.en] < 0 {
            let floor = needed(match)
            let enough =
                match.sameNumber
                ? floor * (1 + 1.3 * (1 - trust)) + 0.1 * (1 - trust) : Self.content
            guard
                match.similarity >= enough
                    || !match.sameNumber && match.similarity > 0.13 && score >= 0.3,
                !match.sameNumber || floor > 0
            else {
                if match.sameNumber { left.append(match) }
                continue
            }
            zhTaken[match.zh] = match.en
            enTaken[match.en] = match.zh
            matches.append(match)
        }
        // equal numbers with little to compare: their neighbours decide
        for match in left where zhTaken[match.zh] < 0 && enTaken[match.en] < 0 {
            let before = match.zh > 0 && match.en > 0 && zhTaken[match.zh - 1] == match.en - 1
            let after =
                match.zh + 1 < zhUnits.count && match.en + 1 < enUnits.count
                && zhTaken[match.zh + 1] == match.en + 1
            let floor = needed(match)
            if before || after || trust >= 0.9 || floor == 0, trust >= 0.5,
                floor == 0 || floor <= 0.04 && match.similarity >= 0.015
                    || trust >= 0.8 && before && after && match.similarity >= 0.45 * floor
                    || trust >= 0.8 && match.similarity >= 0.7 * floor
            {
                zhTaken[match.zh] = match.en
                enTaken[match.en] = match.zh
                matches.append(match)
            } else {
                refusals.append(
                    Refusal(zh: match.zh, en: match.en, similarity: match.similarity))
            }
        }
        extend(&zhTaken, &enTaken, usual: usual)
        matches.sort { $0.zh < $1.zh }
    }

    /// The units beside two that are linked are likely linked too, if both are free: little content is
    /// enough there.
    private mutating func extend(_ zhTaken: inout [Int], _ enTaken: inout [Int], usual: Float) {
        for step in [1, -1] {
            let seeds = matches.sorted { step > 0 ? $0.zh < $1.zh : $0.zh > $1.zh }
            for seed in seeds {
                var (zh, en) = (seed.zh + step, seed.en + step)
                while zhUnits.indices.contains(zh), enUnits.indices.contains(en), zhTaken[zh] < 0,
                    enTaken[en] < 0, zhUnits[zh].eid != nil, enUnits[en].eid != nil,
                    !refusals.contains(where: { $0.zh == zh && $0.en == en })
                {
                    let similarity = compare(zh, en)
                    let count = words(zh, en)
                    let longer = max(zhRanges[zh].count, enRanges[en].count)
                    guard
                        count < 8
                            ? longer < 16
                            : similarity
                                >= max(0.6 * Self.floor(count), count < 12 ? 0 : 0.2 * usual)
                    else {
                        break
                    }
                    zhTaken[zh] = en
                    enTaken[en] = zh
                    matches.append(
                        Match(
                            zh: zh, en: en, similarity: similarity,
                            sameNumber: zhUnits[zh].eid == enUnits[en].eid))
                    refusals.removeAll { $0.zh == zh || $0.en == en }
                    (zh, en) = (zh + step, en + step)
                }
            }
        }
    }

    /// Marks the pairs off the longest common order (longest increasing subsequence).
    private mutating func findMoved() {
        guard !matches.isEmpty else { return }
        var tails: [Int] = []  // index of the match that ends the best run of each length
        var previous = [Int](repeating: -1, count: matches.count)
        for index in matches.indices {
            var (low, high) = (0, tails.count)
            while low < high {
                let middle = (low + high) / 2
                if matches[tails[middle]].en < matches[index].en {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            previous[index] = low > 0 ? tails[low - 1] : -1
            if low == tails.count { tails.append(index) } else { tails[low] = index }
        }
        var inOrder = [Bool](repeating: false, count: matches.count)
        var at = tails.last ?? -1
        while at >= 0 {
            inOrder[at] = true
            at = previous[at]
        }
        for index in matches.indices { matches[index].moved = !inOrder[index] }
    }
}
