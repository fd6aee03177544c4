import LegalText

/// A person's corrections, by what they are about: units, paragraphs or divisions.
struct UnitCorrections {
    /// Units by their index; either side may be empty.
    private(set) var units: [(zh: [Int], en: [Int])] = []
    private(set) var others: [AlignmentCorrection] = []

    init(_ corrections: [AlignmentCorrection], zh: [TextUnit], en: [TextUnit]) {
        guard !corrections.isEmpty else { return }
        let (zhNames, enNames) = (Self.indices(zh), Self.indices(en))
        var (zhTaken, enTaken) = (Set<Int>(), Set<Int>())
        for correction in corrections {
            let zhFound = correction.zhIds.compactMap { zhNames[$0] }
            let enFound = correction.enIds.compactMap { enNames[$0] }
            if zhFound.count == correction.zhIds.count, enFound.count == correction.enIds.count,
                zhTaken.isDisjoint(with: zhFound), enTaken.isDisjoint(with: enFound)
            {
                units.append((zhFound, enFound))
                zhTaken.formUnion(zhFound)
                enTaken.formUnion(enFound)
            } else {
                others.append(correction)
            }
        }
    }

    private static func indices(_ units: [TextUnit]) -> [EId: Int] {
        var found: [EId: Int] = [:]
        for (index, unit) in units.enumerated() {
            if let eid = unit.eid { found[eid] = index }
        }
        return found
    }
}

extension UnitMatcher {
    /// Marks a unit that has no partner because a person said so.
    private static let closed = Int.max / 2

    /// Links what a person linked, before anything else is looked at.
    mutating func confirm(_ corrections: UnitCorrections) {
        for (zh, en) in corrections.units {
            guard let first = zh.first, let other = en.first else {
                for unit in zh { zhTaken[unit] = Self.closed }
                for unit in en { enTaken[unit] = Self.closed }
                continue
            }
            var match = Match(
                zh: first, en: other, similarity: compare(first, other),
                sameNumber: partner[first] == other)
            match.zhMore = Array(zh.dropFirst())
            match.enMore = Array(en.dropFirst())
            match.isConfirmed = true
            link(match)
            for unit in match.zhMore { zhTaken[unit] = other }
            for unit in match.enMore { enTaken[unit] = first }
        }
    }
}
