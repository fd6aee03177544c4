import LegalText

/// What one side tells in fewer units than the other.
extension UnitMatcher {
    /// Units without partner whose text stands in the partner of a neighbour: merged, or split.
    mutating func findJoined() {
        var zhMatch = [Int](repeating: -1, count: zhUnits.count)
        var enMatch = [Int](repeating: -1, count: enUnits.count)
        for (index, match) in matches.enumerated() {
            for unit in [match.zh] + match.zhMore { zhMatch[unit] = index }
            for unit in [match.en] + match.enMore { enMatch[unit] = index }
        }
        for unit in zhUnits.indices
        where zhTaken[unit] < 0 && zhUnits[unit].eid != nil && zhRanges[unit].count >= 8 {
            for neighbour in [unit - 1, unit + 1]
            where zhUnits.indices.contains(neighbour) && zhMatch[neighbour] >= 0 {
                let index = zhMatch[neighbour]
                let en = matches[index].en
                guard matches[index].zh == neighbour, matches[index].zhMore.isEmpty,
                    matches[index].enParts == nil, !matches[index].isConfirmed,
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
                zhTaken[unit] = en
                zhMatch[unit] = index
                break
            }
        }
        for unit in enUnits.indices
        where enTaken[unit] < 0 && enUnits[unit].eid != nil && enRanges[unit].count >= 8 {
            for neighbour in [unit - 1, unit + 1]
            where enUnits.indices.contains(neighbour) && enMatch[neighbour] >= 0 {
                let index = enMatch[neighbour]
                let zh = matches[index].zh
                guard matches[index].en == neighbour, matches[index].enMore.isEmpty,
                    matches[index].enParts == nil, !matches[index].isConfirmed,
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
                enTaken[unit] = zh
                enMatch[unit] = index
                break
            }
        }
    }
}
