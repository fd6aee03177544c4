public import Grammar
public import LegalText

/// Joins the records of one norm in two languages (同一规范的中英文记录) and says where they are at odds.
///
///     let findings = pairing.pair(&chinese, &english, alignment)
///     // 不少于两次 beside "at least three times a year": one `pair`, and a number-mismatch
///
/// Records are sought inside aligned sentences first, then paragraphs, then articles; what agrees in
/// number and unit is joined before what agrees in unit alone.
public struct NormPairing: Sendable {
    private let measures: Measures

    /// - Throws: `GrammarError` where the units are missing or malformed.
    public init(grammar: GrammarSource = .builtIn) throws {
        measures = try Measures(source: grammar)
    }

    /// Gives records of one norm a common `pair` (the Chinese record's id), flags those at odds, and
    /// returns a finding for each difference.
    public func pair(
        _ zh: inout [Obligation], _ en: inout [Obligation], _ alignment: Alignment
    ) -> [Finding] {
        var findings: [Finding] = []
        for (z, e, isAlone) in matches(zh, en, alignment) {
            en[e].pair = zh[z].id
            zh[z].pair = zh[z].id
            // among several norms the one may answer to another
            guard isAlone else { continue }
            let comparison = NormComparison(zh[z], en[e], measures)
            findings += comparison.findings
            if comparison.isMismatch {
                zh[z].flags.append(.translationMismatch)
                en[e].flags.append(.translationMismatch)
            }
            if comparison.losesModality { en[e].flags.append(.modalityLost) }
        }
        return findings
    }

    /// Places of records that say the same, each used once, and whether they are the only ones of two
    /// aligned sentences.
    func matches(
        _ zh: [Obligation], _ en: [Obligation], _ alignment: Alignment
    ) -> [(zh: Int, en: Int, isAlone: Bool)] {
        var free = (zh: Set(zh.indices), en: Set(en.indices))
        var found: [(zh: Int, en: Int, isAlone: Bool)] = []
        let levels: [AlignmentLink.Level] = [.sentence, .paragraph, .article]
        // all that agree, from the narrowest links to the widest; then what agrees in unit alone
        for isExact in [true, false] {
            for level in levels {
                for link in alignment.links where link.level == level {
                    guard !link.zh.isEmpty, !link.en.isEmpty else { continue }
                    let (a, b) = (within(link.zh, zh), within(link.en, en))
                    for z in a where free.zh.contains(z) {
                        let rivals = b.filter { free.en.contains($0) }
                            .map { (index: $0, score: score(zh[z], en[$0])) }
                        guard let best = rivals.max(by: { $0.score < $1.score }), best.score > 0,
                            isExact == (best.score >= Self.exact),
                            isExact || isLonely(z, best.index, (a, b), free, zh, en)
                        else { continue }
                        free.zh.remove(z)
                        free.en.remove(best.index)
                        found.append(
                            (z, best.index, level == .sentence && a.count == 1 && b.count == 1))
                    }
                }
            }
        }
        return found.sorted { $0.zh < $1.zh }
    }

    /// The records whose places lie in some spans; records come in the order of their places.
    private func within(_ spans: [ByteSpan], _ records: [Obligation]) -> [Int] {
        spans.flatMap { span in
            let low = records.partitioningIndex { $0.span.lowerBound >= span.lowerBound }
            var end = low
            while end < records.count, records[end].span.lowerBound < span.upperBound { end += 1 }
            return low..<end
        }
    }

    private static let exact = 10

    /// Zero where two records cannot be one norm; at least `exact` where number and unit agree.
    private func score(_ zh: Obligation, _ en: Obligation) -> Int {
        let comparison = NormComparison(zh, en, measures)
        guard comparison.isSameKindOfAmount else { return 0 }
        var score = 1
        if comparison.isSameAmount { score += Self.exact }
        if zh.kind == en.kind { score += 3 }
        if zh.quantity?.per?.period == en.quantity?.per?.period { score += 2 }
        if zh.quantity?.comparator == en.quantity?.comparator { score += 4 }
        return score
    }

    /// Whether nothing else in the linked spans could be what either record answers.
    private func isLonely(
        _ z: Int, _ e: Int, _ linked: (zh: [Int], en: [Int]), _ free: (zh: Set<Int>, en: Set<Int>),
        _ zh: [Obligation], _ en: [Obligation]
    ) -> Bool {
        let others = linked.zh.filter { free.zh.contains($0) && score(zh[$0], en[e]) > 0 }
        let rivals = linked.en.filter { free.en.contains($0) && score(zh[z], en[$0]) > 0 }
        return others.count == 1 && rivals.count == 1
    }
}
