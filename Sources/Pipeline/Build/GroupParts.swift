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
        case .reportRows: works.flatMap { HTMLReport.rows(of: $0, isShown: result.group.isShown) }
        case .reportSections:
            result.group.isShown ? works.flatMap { HTMLReport.section(of: $0) } : []
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
            for indexed in documents {
                ObligationJSON.append(indexed.obligations, in: text, to: &json)
            }
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

    /// The pairs of the group, and its documents that are in none.
    private var works: [ReportWork] {
        var works: [ReportWork] = []
        var paired: Set<DocumentPairing.Place> = []
        for aligned in result.alignments {
            let (zh, en) = (aligned.pair.zh, aligned.pair.en)
            guard let first = shown(zh), let second = shown(en) else { continue }
            paired.formUnion([zh, en])
            works.append(
                ReportWork(
                    anchor: anchor(aligned.pair.name), zh: first, en: second,
                    alignment: aligned.alignment))
        }
        for (source, names) in result.group.names.enumerated() {
            for (index, name) in names.enumerated() {
                let place = DocumentPairing.Place(source: source, document: index)
                guard !paired.contains(place), let document = shown(place) else { continue }
                works.append(ReportWork(anchor: anchor(name), document: document))
            }
        }
        return works
    }

    private func shown(_ place: DocumentPairing.Place) -> ReportDocument? {
        result.document(place).map { ReportDocument($0.document, obligations: $0.obligations) }
    }

    private func anchor(_ name: String) -> String {
        var digest = Digest()
        digest.add(name)
        return "w\(digest)"
    }
}
