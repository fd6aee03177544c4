public import LegalText

/// An alignment as a table for spreadsheets: one row a link, both texts beside each other.
public enum AlignmentCSV {
    /// The table.
    public static func bytes(_ alignment: Alignment, zh: Document, en: Document) -> [UInt8] {
        var csv = CSVWriter()
        csv.header([
            "level", "kind", "zh_ids", "en_ids", "score", "basis", "flags", "zh", "en",
        ])
        for link in alignment.links {
            csv.text(link.level.rawValue)
            csv.text(link.kind)
            csv.text(link.zhIds.map(\.description).joined(separator: " "))
            csv.text(link.enIds.map(\.description).joined(separator: " "))
            csv.number(link.score)
            csv.text(link.basis.rawValue)
            csv.text(link.flags.joined(separator: " "))
            csv.text(Segment.text(link.zh, of: zh))
            csv.text(Segment.text(link.en, of: en))
            csv.endRow()
        }
        return csv.bytes
    }
}
