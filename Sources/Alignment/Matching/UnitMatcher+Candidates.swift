import LegalText

/// Which units may belong together: those of one number, and those that share rare words.
extension UnitMatcher {
    /// The first hypothesis: the English unit of the same name, by Chinese unit.
    static func partners(_ zhUnits: [TextUnit], _ enUnits: [TextUnit]) -> [Int?] {
        var byName: [EId: Int] = [:]
        for (index, unit) in enUnits.enumerated() {
            if let eid = unit.eid { byName[eid] = index }
        }
        var byNumber: [LabelNumber: [Int]] = [:]
        for (index, unit) in enUnits.enumerated() {
            if let number = unit.number { byNumber[number, default: []].append(index) }
        }
        let named = Set(zhUnits.compactMap(\.eid))
        return zhUnits.map { unit in
            if let eid = unit.eid, let same = byName[eid] { return same }
            // an annex on one side only: the number alone, where it is unique
            guard let number = unit.number, let found = byNumber[number], found.count == 1,
                let other = enUnits[found[0]].eid, !named.contains(other)
            else { return nil }
            return found[0]
        }
    }

    /// Every pair of equal numbers; content's own proposals where numbers do not settle it.
    mutating func candidates() -> [Match] {
        var similarity = [Float](repeating: 0, count: zhUnits.count)
        // whether the pair is nearer to each other than to the partner's neighbours, where that can be told
        var isNear = [Bool?](repeating: nil, count: zhUnits.count)
        for (index, other) in partner.enumerated() where zhTaken[index] < 0 {
            guard let other, enTaken[other] < 0 else { continue }
            similarity[index] = compare(index, other)
            if words(index, other) < 8 { continue }
            let next = other + 1 < enUnits.count ? compare(index, other + 1) : 0
            let last = other > 0 ? compare(index, other - 1) : 0
            isNear[index] = similarity[index] > max(next, last) + 0.02
        }
        trust = Self.trust(isNear)
        var candidates: [Match] = []
        var settled = enTaken.map { $0 >= 0 }
        var open: [Int] = []
        for (index, other) in partner.enumerated() where zhTaken[index] < 0 {
            if let other, enTaken[other] < 0 {
                candidates.append(
                    Match(zh: index, en: other, similarity: similarity[index], sameNumber: true))
                if trust[index] >= 0.8, similarity[index] >= 1.5 * Self.floor(words(index, other)) {
                    settled[other] = true
                    continue
                }
            }
            open.append(index)
        }
        let free = enUnits.indices.filter { !settled[$0] }
        if !open.isEmpty, !free.isEmpty { propose(open, among: free, into: &candidates) }
        return candidates
    }

    /// The candidates among the units without partner.
    mutating func candidatesOfFree() -> [Match] {
        var candidates: [Match] = []
        let open = zhUnits.indices.filter { zhTaken[$0] < 0 }
        for index in open {
            guard let other = partner[index], enTaken[other] < 0 else { continue }
            candidates.append(
                Match(zh: index, en: other, similarity: compare(index, other), sameNumber: true))
        }
        propose(open, among: enUnits.indices.filter { enTaken[$0] < 0 }, into: &candidates)
        return candidates
    }

    /// How many of the pairs around each bear their numbers out: half by the whole text, half by the
    /// nearest on each side, for a block that was moved keeps its numbers' order.
    private static func trust(_ isNear: [Bool?]) -> [Float] {
        let reach = 4
        let known = isNear.compactMap { $0 }
        guard !known.isEmpty else { return Array(repeating: 1, count: isNear.count) }
        let whole = Float(known.filter { $0 }.count) / Float(known.count)
        return isNear.indices.map { index in
            let near = isNear[max(0, index - reach)...min(isNear.count - 1, index + reach)]
                .compactMap { $0 }
            guard !near.isEmpty else { return whole }
            return 0.5 * (whole + Float(near.filter { $0 }.count) / Float(near.count))
        }
    }

    /// Adds, for each open Chinese unit, the free English units that share most rare words with it.
    private mutating func propose(
        _ open: [Int], among free: [Int], into candidates: inout [Match]
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
                .sorted { $0.1 > $1.1 }.prefix(5)
            for (unit, _) in best where partner[index] != unit {
                let similarity = compare(index, unit)
                if similarity >= 0.08 {
                    candidates.append(
                        Match(zh: index, en: unit, similarity: similarity, sameNumber: false))
                }
            }
            for unit in touched { scores[unit] = 0 }
        }
    }
}
