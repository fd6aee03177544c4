import Export
import LegalText

/// Numeric norms for people: place, reading and clause of each, in aligned columns.
enum ObligationLines {
    /// One line a record under the title of each document, in UTF-8.
    static func bytes(_ records: [Obligation], in source: SourceText) -> [UInt8] {
        var out: [UInt8] = []
        var document: String?
        let places = records.map { $0.eid?.description ?? "" }
        let width = min(places.map { $0.utf8.count }.max() ?? 0, 36)
        for (record, place) in zip(records, places) {
            if record.documentID != document {
                document = record.documentID
                let title = record.documentTitle.isEmpty ? record.documentID : record.documentTitle
                out += Array("\(title)\n".utf8)
            }
            let pad = String(repeating: " ", count: max(0, width - place.utf8.count))
            let reading = ObligationText.reading(record)
            let gap = String(repeating: " ", count: max(1, 28 - displayWidth(reading)))
            let clause = source.string(record.clause).split(whereSeparator: \.isNewline)
                .joined(separator: " ")
            out += Array("  \(place)\(pad)  \(reading)\(gap)\(cut(clause, 60))\n".utf8)
        }
        return out
    }

    private static func cut(_ text: String, _ columns: Int) -> String {
        guard displayWidth(text) > columns else { return text }
        var cut = ""
        for character in text.prefix(columns) {
            if displayWidth(cut) + displayWidth(String(character)) >= columns { break }
            cut.append(character)
        }
        return cut + "…"
    }
}
