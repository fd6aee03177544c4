import GRDB
import LegalText

/// Writes the links and findings of a pair of documents; runs inside a transaction.
struct AlignmentWriter {
    let db: Database
    let zh: Document
    let en: Document

    func write(_ alignment: Alignment) throws {
        let (zhRow, enRow) = (try row(zh.id), try row(en.id))
        let (zhOffsets, enOffsets) = (
            ScalarOffsets(zh.source.bytes), ScalarOffsets(en.source.bytes)
        )
        try db.execute(sql: "DELETE FROM link WHERE zh = ? AND en = ?", arguments: [zhRow, enRow])
        try db.execute(
            sql: "DELETE FROM finding WHERE zh = ? AND en = ?", arguments: [zhRow, enRow])
        for (a, b) in [(zhRow, enRow), (enRow, zhRow)] {
            try db.execute(
                sql: "DELETE FROM partner WHERE document = ? AND other = ?", arguments: [a, b])
        }
        let links = try db.cachedStatement(
            sql: "INSERT INTO link VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        let partners = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO partner VALUES (?, ?, ?, ?, ?)")
        for link in alignment.links {
            try links.execute(arguments: [
                zhRow, enRow, link.level.rawValue, link.kind, link.score, link.basis.rawValue,
                ids(link.zhIds), ids(link.enIds), json(link.zh, zhOffsets),
                json(link.en, enOffsets),
                link.flags.joined(separator: " "),
            ])
            guard link.level != .sentence else { continue }
            for a in link.zhIds {
                for b in link.enIds {
                    try partners.execute(arguments: [
                        zhRow, a.description, enRow, b.description, link.score,
                    ])
                    try partners.execute(arguments: [
                        enRow, b.description, zhRow, a.description, link.score,
                    ])
                }
            }
        }
        let findings = try db.cachedStatement(
            sql: "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for finding in alignment.findings {
            let zhSpan = finding.zh.map { zhOffsets.scalars($0) }
            let enSpan = finding.en.map { enOffsets.scalars($0) }
            try findings.execute(arguments: [
                zhRow, enRow, finding.code, finding.severity.rawValue, zhSpan?.lowerBound,
                zhSpan?.upperBound, enSpan?.lowerBound, enSpan?.upperBound, finding.message,
            ])
        }
    }

    private func row(_ name: String) throws -> Int64 {
        let found = try Int64.fetchOne(
            db, sql: "SELECT id FROM document WHERE name = ?", arguments: [name])
        guard let found else { throw IndexError.damaged("no document \(name) to align") }
        return found
    }

    private func ids(_ ids: [EId]) -> String { ids.map(\.description).joined(separator: " ") }

    /// `[[12,40],[41,60]]`, in Unicode scalars
    private func json(_ spans: [ByteSpan], _ offsets: ScalarOffsets) -> String {
        let parts = spans.map { span in
            let scalars = offsets.scalars(span)
            return "[\(scalars.lowerBound),\(scalars.upperBound)]"
        }
        return "[" + parts.joined(separator: ",") + "]"
    }
}
