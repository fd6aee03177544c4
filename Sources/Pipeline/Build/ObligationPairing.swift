import LegalText
import Search

/// Marks the records of one norm in two languages (同一规范的中英文记录): same place, same unit, same
/// number.
enum ObligationPairing {
    static func pair(_ result: inout GroupResult) {
        for aligned in result.alignments {
            let (zh, en) = (aligned.pair.zh, aligned.pair.en)
            guard let chinese = result.document(zh)?.obligations,
                let english = result.document(en)?.obligations
            else { continue }
            for (z, e) in matches(chinese, english, aligned.alignment) {
                let id = result.documents[zh.source][zh.document].obligations[z].id
                result.documents[zh.source][zh.document].obligations[z].pair = id
                result.documents[en.source][en.document].obligations[e].pair = id
            }
        }
    }

    /// Places of records that say the same, each used once.
    static func matches(
        _ zh: [Obligation], _ en: [Obligation], _ alignment: Alignment
    ) -> [(zh: Int, en: Int)] {
        var partners: [EId: Set<EId>] = [:]
        for link in alignment.links where link.level != .sentence {
            for id in link.zhIds { partners[id, default: []].formUnion(link.enIds) }
        }
        var places: [EId: [Int]] = [:]
        for (index, record) in en.enumerated() {
            for id in ancestors(record.eid) { places[id, default: []].append(index) }
        }
        var taken: Set<Int> = []
        var matches: [(zh: Int, en: Int)] = []
        for (index, record) in zh.enumerated() {
            let candidates = ancestors(record.eid).flatMap { partners[$0] ?? [] }
                .sorted { $0.description.utf8.count > $1.description.utf8.count }
                .flatMap { places[$0] ?? [] }
            let found = candidates.first { !taken.contains($0) && isSame(record, en[$0]) }
            guard let found else { continue }
            taken.insert(found)
            matches.append((index, found))
        }
        return matches
    }

    /// A provision and those it lies in, innermost first.
    private static func ancestors(_ eid: EId?) -> [EId] {
        guard let parts = eid?.components else { return [] }
        return (1...parts.count).reversed().map { EId(parts.prefix($0).joined(separator: "__")) }
    }

    private static func isSame(_ zh: Obligation, _ en: Obligation) -> Bool {
        guard zh.deadline?.iso == en.deadline?.iso, zh.deadline?.within == en.deadline?.within
        else { return false }
        guard let a = zh.quantity, let b = en.quantity else {
            return zh.quantity == nil && en.quantity == nil && zh.deadline != nil
        }
        return a.unit == b.unit && a.value == b.value && a.min == b.min && a.max == b.max
    }
}
