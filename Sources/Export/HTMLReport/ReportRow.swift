import LegalText

/// A row of the report: what belongs together in both languages, or what stands alone.
struct ReportRow {
    /// Places among the blocks of each document.
    var zh: [Int]
    var en: [Int]
}

extension ReportRow {
    /// All blocks of two documents in rows, each block once, in the order of the Chinese one; what has
    /// no partner stands where its own document has it.
    static func rows(
        _ zh: [ReportBlock], _ en: [ReportBlock], _ alignment: Alignment
    ) -> [ReportRow] {
        let partners = Partners(zh, en, alignment)
        var rows: [ReportRow] = []
        var isShown = [Bool](repeating: false, count: en.count)
        var next = 0
        func addLone(until end: Int) {
            while next < end {
                if !isShown[next], !partners.hasChinese[next] {
                    rows.append(ReportRow(zh: [], en: [next]))
                    isShown[next] = true
                }
                next += 1
            }
        }
        for index in zh.indices {
            let own = partners.english[index].filter { !isShown[$0] }
            if let first = own.first, first >= next { addLone(until: first) }
            for place in own { isShown[place] = true }
            if own.isEmpty, let last = rows.last, !last.zh.isEmpty, !last.en.isEmpty,
                partners.english[index].contains(where: last.en.contains)
            {
                // two on this side belong to the one beside the row before
                rows[rows.count - 1].zh.append(index)
            } else {
                rows.append(ReportRow(zh: [index], en: own))
            }
        }
        addLone(until: en.count)
        // whatever a contradictory alignment left over
        for index in en.indices where !isShown[index] {
            rows.append(ReportRow(zh: [], en: [index]))
        }
        return rows
    }
}

/// Which blocks belong together, by the links of an alignment; titles and texts around the provisions
/// by their order.
private struct Partners {
    /// For each Chinese block, English ones in order.
    var english: [[Int]]
    var hasChinese: [Bool]

    init(_ zh: [ReportBlock], _ en: [ReportBlock], _ alignment: Alignment) {
        english = zh.map { _ in [] }
        hasChinese = en.map { _ in false }
        let (zhOwn, zhAll) = Self.places(zh)
        let (enOwn, enAll) = Self.places(en)
        for link in alignment.links where link.level != .sentence {
            join(link.zhIds.compactMap { zhOwn[$0] }, link.enIds.compactMap { enOwn[$0] })
        }
        // provisions inside blocks that found no partner of their own
        for link in alignment.links where link.level != .sentence {
            for z in link.zhIds.compactMap({ zhAll[$0] }) {
                for e in link.enIds.compactMap({ enAll[$0] })
                where english[z].isEmpty || !hasChinese[e] {
                    join([z], [e])
                }
            }
        }
        for kind in [ReportBlock.Kind.title, .text] {
            let (a, b) = (Self.outside(zh, kind), Self.outside(en, kind))
            for (z, e) in zip(a, b) where english[z].isEmpty && !hasChinese[e] { join([z], [e]) }
        }
        for index in english.indices { english[index].sort() }
    }

    private mutating func join(_ zh: [Int], _ en: [Int]) {
        for z in zh {
            for e in en where !english[z].contains(e) {
                english[z].append(e)
                hasChinese[e] = true
            }
        }
    }

    private static func places(_ blocks: [ReportBlock]) -> (own: [EId: Int], all: [EId: Int]) {
        var (own, all): ([EId: Int], [EId: Int]) = ([:], [:])
        for (index, block) in blocks.enumerated() {
            if let eid = block.eid { own[eid] = index }
            for eid in block.eids { all[eid] = index }
        }
        return (own, all)
    }

    /// Blocks before all provisions.
    private static func outside(_ blocks: [ReportBlock], _ kind: ReportBlock.Kind) -> [Int] {
        let first = blocks.firstIndex { $0.eid != nil } ?? blocks.count
        return (0..<first).filter { blocks[$0].kind == kind && blocks[$0].eid == nil }
    }
}
