import LegalText

extension PairAligner {
    /// Marks a division that has no partner because a person said so.
    private static let closed = Int.max

    /// Links the divisions (编章节): those whose articles are linked to each other; without articles, by
    /// name.
    func linkDivisions() {
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
        var confirmed = Set<EId>()
        for correction in unapplied where correction.zhIds.count <= 1 && correction.enIds.count <= 1
        {
            let zh = zhDivisions.firstIndex { correction.zhIds == [$0.eid] }
            let en = enDivisions.firstIndex { correction.enIds == [$0.eid] }
            guard correction.zhIds.isEmpty || zh != nil, correction.enIds.isEmpty || en != nil
            else {
                continue
            }
            unapplied.removeAll { $0 == correction }
            confirmed.formUnion(correction.zhIds)
            if let zh { partner[zh] = en ?? Self.closed }
            if let en { taken[en] = zh ?? Self.closed }
        }
        for (zhIndex, enIndex, share) in shares.sorted(by: { ($0.share, $1.zh) > ($1.share, $0.zh) }
        )
        where partner[zhIndex] < 0 && taken[enIndex] < 0 && share > 0.3 {
            partner[zhIndex] = enIndex
            taken[enIndex] = zhIndex
        }
        for (index, division) in zhDivisions.enumerated() {
            let other =
                enDivisions.indices.contains(partner[index]) ? enDivisions[partner[index]] : nil
            let isConfirmed = confirmed.contains(division.eid)
            links.append(
                AlignmentLink(
                    level: .chapter, zhIds: [division.eid], enIds: other.map { [$0.eid] } ?? [],
                    zh: [division.span], en: other.map { [$0.span] } ?? [],
                    score: isConfirmed ? 1 : 0.9, basis: .number,
                    flags: isConfirmed ? [Self.confirmed] : []))
        }
        for (index, division) in enDivisions.enumerated()
        where !zhDivisions.indices.contains(taken[index]) {
            links.append(
                AlignmentLink(
                    level: .chapter, zhIds: [], enIds: [division.eid], zh: [], en: [division.span],
                    score: 0.9, basis: .number))
        }
    }
}
