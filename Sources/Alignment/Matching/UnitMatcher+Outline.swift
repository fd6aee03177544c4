import LegalText

/// Levels of a plan that hold others: a heading of few words belongs where what stands under it does.
extension UnitMatcher {
    /// Two levels and how many of what they hold belongs together.
    private struct Kinship {
        var zh: Int
        var en: Int
        /// The share of children linked to each other, 0…1.
        var share: Float
    }

    mutating func alignParents() {
        let (zhKids, enKids) = (Self.children(zhUnits), Self.children(enUnits))
        guard !zhKids.isEmpty, !enKids.isEmpty else { return }
        // the innermost first: their links speak for the levels above
        for depth in Set(zhKids.keys.map { Self.depth($0, zhUnits) }).sorted(by: >) {
            var found: [Kinship] = []
            for (zh, kids) in zhKids where Self.depth(zh, zhUnits) == depth {
                var counts: [Int: Int] = [:]
                for kid in kids where enUnits.indices.contains(zhTaken[kid]) {
                    if let en = enUnits[zhTaken[kid]].parent { counts[en, default: 0] += 1 }
                }
                for (en, count) in counts {
                    let all = kids.count + (enKids[en]?.count ?? 0)
                    found.append(Kinship(zh: zh, en: en, share: Float(2 * count) / Float(all)))
                }
            }
            found.sort { ($0.share, $1.zh, $1.en) > ($1.share, $0.zh, $0.en) }
            var (zhDone, enDone) = (Set<Int>(), Set<Int>())
            for kinship in found where kinship.share > 0.3 {
                guard zhDone.insert(kinship.zh).inserted, enDone.insert(kinship.en).inserted else {
                    continue
                }
                join(kinship.zh, kinship.en)
            }
        }
    }

    /// Links two levels, each of which may be linked otherwise, unless the words speak for that.
    private mutating func join(_ zh: Int, _ en: Int) {
        guard zhTaken[zh] != en else { return }
        let rivals = matches.indices.filter { matches[$0].zh == zh || matches[$0].en == en }
        guard
            !rivals.contains(where: {
                matches[$0].isConfirmed
                    || words(matches[$0].zh, matches[$0].en) >= 12
                        && matches[$0].similarity >= 0.6 * usual
            })
        else { return }
        for index in rivals.reversed() {
            (zhTaken[matches[index].zh], enTaken[matches[index].en]) = (-1, -1)
            matches.remove(at: index)
        }
        guard zhTaken[zh] < 0, enTaken[en] < 0 else { return }
        refusals.removeAll { $0.zh == zh || $0.en == en }
        link(
            Match(zh: zh, en: en, similarity: compare(zh, en), sameNumber: partner[zh] == en))
    }

    private static func children(_ units: [TextUnit]) -> [Int: [Int]] {
        var found: [Int: [Int]] = [:]
        for (index, unit) in units.enumerated() {
            if let parent = unit.parent { found[parent, default: []].append(index) }
        }
        return found
    }

    private static func depth(_ unit: Int, _ units: [TextUnit]) -> Int {
        var (depth, at) = (0, unit)
        while let parent = units[at].parent {
            depth += 1
            at = parent
        }
        return depth
    }
}
