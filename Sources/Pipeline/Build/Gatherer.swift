import Export

/// Puts the parts of all groups together into the files that are about all documents.
struct Gatherer {
    let folder: OutputFolder

    /// - Throws: `OutputError` if a file cannot be written.
    func write(_ groups: [WorkGroup], counts: BuildCounts) throws {
        try write("obligations.jsonl", [], .obligationLines, of: groups)
        try write("obligations.csv", ObligationCSV.bytes([]), .obligationRows, of: groups)
        let totals = HTMLReport.Totals(
            documents: counts.documents, articles: counts.articles, pairs: counts.pairs,
            findings: counts.findings, obligations: counts.obligations)
        let path = folder.path("report.html")
        // what can be read side by side comes first
        let groups = groups.filter { !$0.pairs.isEmpty } + groups.filter(\.pairs.isEmpty)
        try folder.write(to: "report.html") { descriptor in
            func write(_ bytes: [UInt8]) throws {
                try FileOutput.write(bytes, to: descriptor, path: path)
            }
            try write(HTMLReport.head(totals))
            try copy(.reportRows, of: groups, write)
            try write(HTMLReport.middle)
            try copy(.reportSections, of: groups, write)
            try write(HTMLReport.foot)
        }
    }

    private func write(
        _ name: String, _ head: [UInt8], _ part: GroupParts.Part, of groups: [WorkGroup]
    ) throws {
        let path = folder.path(name)
        try folder.write(to: name) { descriptor in
            try FileOutput.write(head, to: descriptor, path: path)
            try copy(part, of: groups) { try FileOutput.write($0, to: descriptor, path: path) }
        }
    }

    /// The parts of a kind, in the order of the groups, in blocks.
    private func copy(
        _ part: GroupParts.Part, of groups: [WorkGroup], _ write: ([UInt8]) throws -> Void
    ) throws {
        var block: [UInt8] = []
        for group in groups {
            guard let bytes = folder.read(part.path(of: group)) else { continue }
            block += bytes
            if block.count > 1 << 20 {
                try write(block)
                block.removeAll(keepingCapacity: true)
            }
        }
        try write(block)
    }
}
