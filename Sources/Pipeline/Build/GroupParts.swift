import Export
import LegalText
import Search

/// What a group adds to the files that are about all documents together.
struct GroupParts {
    enum Part: String, CaseIterable {
        case obligationLines = "obligations.jsonl"
        case obligationRows = "obligations.csv"
        case reportRows = "rows.html"
        case reportSections = "sections.html"

        /// Relative to the output folder.
        func path(of group: WorkGroup) -> String {
            "\(OutputFolder.parts)/\(group.partName).\(rawValue)"
        }
    }

    private let result: GroupResult

    init(_ result: GroupResult) { self.result = result }

    func bytes(_ part: Part) -> [UInt8] {
        switch part {
        case .obligationLines: obligationLines
        case .obligationRows: obligationRows
        case .reportRows: []
        case .reportSections: []
        }
    }

    private var all: [IndexedDocument] { result.documents.flatMap { $0 } }

    private var obligationLines: [UInt8] {
        var json = JSONWriter()
        for documents in result.documents {
            guard let source = documents.first?.document.source,
                documents.contains(where: { !$0.obligations.isEmpty })
            else { continue }
            let text = ScalarText(source)
            for indexed in documents { ObligationJSON.append(indexed.obligations, in: text, to: &json) }
        }
        return json.bytes
    }

    /// Rows without the names of the columns.
    private var obligationRows: [UInt8] {
        let groups = all.filter { !$0.obligations.isEmpty }
            .map { (records: $0.obligations, source: $0.document.source) }
        if groups.isEmpty { return [] }
        return Array(ObligationCSV.bytes(groups).dropFirst(ObligationCSV.bytes([]).count))
    }
}
