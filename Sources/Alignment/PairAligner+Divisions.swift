import LegalText

extension PairAligner {
    /// Links the divisions (编章节): those whose articles are linked to each other; without articles, by
    /// name.
    mutating func linkDivisions() {
        let (zhDivisions, enDivisions) = (zhOutline.divisions, enOutline.divisions)
        var enUnitOf = [Int](repeating: -1, count: zhOutline.units.count)
        for match in matcher.matches { enUnitOf[match.zh] = match.en }
        var enByName: [EId: Int] = [:]
        for (index, division) in enDivisions.enumerated() { enByName[division.eid] = index }
        var taken = [Int](repeating: -1, count: enDivisions.count)
        var partner = [Int](repeating: -1, count: zhDivisions.count)
        var shares: [(zh: Int, en: Int, share: Double)] = []
        for (index, division) in zhDivisions.enumerated() {
            var counts: [Int: Int] = [:]
            for unit in division.units where enUnitOf[unit] >= 0 {
                for (other, candidate) in enDivisions.enumerated()
                where candidate.units.contains(enUnitOf[unit]) { counts[other, default: 0] += 1 }
            }
            for (other, count) in counts {
                let candidate = enDivisions[other]
                let share = Double(2 * count) / Double(division.units.count + candidate.units.count)
                let bonus =
                    (candidate.level == division.level ? 0.3 : 0)
                    + (candidate.number == division.number ? 0.2 : 0)
                    + (candidate.eid == division.eid ? 0.2 : 0)
                shares.append((index, other, share + bonus))
            }
            if counts.isEmpty, division.units.isEmpty, let other = enByName[division.eid],
                enDivisions[other].units.isEmpty
            {
                shares.append((index, other, 0.5))
            }
        }
        for (zhIndex, enIndex, share) in shares.sorted(by: { ($0.share, $1.zh) > ($1.share, $0.zh) })
        where partner[zhIndex] < 0 && taken[enIndex] < 0 && share > 0.3 {
            partner[zhIndex] = enIndex
            taken[enIndex] = zhIndex
        }
        for (index, division) in zhDivisions.enumerated() {
            let other = partner[index]
            links.append(
                AlignmentLink(
                    level: .chapter, zhIds: [division.eid],
                    enIds: other >= 0 ? [enDivisions[other].eid] : [], zh: [division.span],
                    en: other >= 0 ? [enDivisions[other].span] : [], score: 0.9, basis: .number))
        }
        for (index, division) in enDivisions.enumerated() where taken[index] < 0 {
            links.append(
                AlignmentLink(
                    level: .chapter, zhIds: [], enIds: [division.eid], zh: [], en: [division.span],
                    score: 0.9, basis: .number))
        }
    }
}
