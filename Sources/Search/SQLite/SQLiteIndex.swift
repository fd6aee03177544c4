import Foundation
import GRDB
import LegalText

/// An index in SQLite, inside a transaction: the full text and what is shown.
struct SQLiteIndex {
    let db: Database
}

extension SQLiteIndex: IndexReading {
    // MARK: Full text

    func state() throws -> IndexState {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT coalesce((SELECT max(id) FROM segment), 0),
                  coalesce((SELECT max(lastDocument) FROM segment), 0),
                  coalesce((SELECT max(id) FROM document), 0), (SELECT count(*) FROM removed),
                  (SELECT count(*) FROM segment)
                """)
        let mark = (0..<5).map { row?[$0] as Int64? ?? 0 }
        return IndexState(mark: mark, lastGathered: mark[1], lastDocument: mark[2])
    }

    func segments() throws -> [Segment] {
        try Row.fetchAll(db, sql: "SELECT * FROM segment ORDER BY id").map { row in
            let counts = SegmentCounts(
                passages: row["passages"], headings: row["headings"], documents: row["documents"],
                textLength: row["textLength"], headingLength: row["headingLength"],
                titleLength: row["titleLength"])
            let data = SegmentData(
                counts: counts, stream: [], directory: bytes(row["directory"]),
                lengths: bytes(row["passageLengths"]), headings: bytes(row["headingTable"]),
                documents: bytes(row["documentTable"]))
            guard data.lengths.count == counts.passages else {
                throw IndexError.damaged("segment \(row["id"] as Int64) has lost lengths")
            }
            return Segment(id: row["id"], data: data, streamLength: row["streamLength"])
        }
    }

    private func bytes(_ data: Data) -> [UInt8] { [UInt8](data) }

    func fetch(
        _ wanted: [SegmentPages],
        _ store: (_ segment: Int64, _ page: Int, _ bytes: UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let statement = try db.cachedStatement(
            sql: "SELECT id, data FROM segment_page WHERE id >= ? AND id < ? ORDER BY id")
        for pages in wanted {
            let first = pages.segment << SQLiteSchema.pageBits
            let rows = try Row.fetchCursor(
                statement,
                arguments: [
                    first + Int64(pages.pages.lowerBound), first + Int64(pages.pages.upperBound),
                ])
            while let row = try rows.next() {
                let page = Int(row[0] as Int64 - first)
                try row.withUnsafeData(atIndex: 1) { data in
                    try (data ?? Data()).withUnsafeBytes { try store(pages.segment, page, $0) }
                }
            }
        }
    }

    func removedDocuments() throws -> Set<Int64> {
        try Set(Int64.fetchAll(db, sql: "SELECT document FROM removed"))
    }

    func forEachDocument(after document: Int64, _ body: (LooseDocument) throws -> Void) throws {
        let documents = try Row.fetchAll(
            db,
            sql: """
                SELECT d.id, d.shortTitle, d.rank, min(p.id), count(p.id),
                  (SELECT coalesce(sum(c.passages), 0) FROM citation c
                   WHERE c.work = d.shortTitle AND c.document <> d.id)
                FROM document d LEFT JOIN passage p ON p.document = d.id
                WHERE d.id > ? GROUP BY d.id ORDER BY d.id
                """, arguments: [document])
        let first = documents.compactMap { $0[3] as Int64? }.min()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT p.text, p.heading, h.path FROM passage p LEFT JOIN heading h ON h.id = p.heading
                WHERE p.id >= ? ORDER BY p.id
                """, arguments: [first ?? 0])
        for row in documents {
            let count: Int = row[4]
            var passages: [(text: String, path: String)] = []
            passages.reserveCapacity(count)
            var (heading, path): (Int64?, String) = (nil, "")
            while passages.count < count, let passage = try rows.next() {
                if passage[1] as Int64? != heading {
                    heading = passage[1]
                    path = passage[2] ?? ""
                }
                passages.append((passage[0], path))
            }
            try body(
                LooseDocument(
                    row: row[0], firstPassage: row[3] ?? 0, shortTitle: row[1], rank: row[2],
                    cited: row[5], passages: passages))
        }
    }

    // MARK: What is shown

    func passages(_ rows: [Int64]) throws -> [Int64: StoredPassage] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT d.id, d.name, d.language, d.title, d.shortTitle, d.source IS NOT NULL, p.name,
                  p.label, h.path, p.start, p.text
                FROM passage p JOIN document d ON d.id = p.document LEFT JOIN heading h ON h.id = p.heading
                WHERE p.id = ?
                """)
        var found: [Int64: StoredPassage] = [:]
        for id in rows {
            guard let row = try Row.fetchOne(statement, arguments: [id]) else { continue }
            found[id] = StoredPassage(
                document: document(row), name: row[6], label: row[7], path: row[8] ?? "",
                start: row[9], text: row[10])
        }
        return found
    }

    func names(ofPassages rows: [Int64]) throws -> [Int64: String] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT CASE WHEN d.source IS NULL THEN p.name ELSE d.name || '#' || p.name END
                FROM passage p JOIN document d ON d.id = p.document WHERE p.id = ?
                """)
        var found: [Int64: String] = [:]
        for row in rows { found[row] = try String.fetchOne(statement, arguments: [row]) }
        return found
    }

    /// id, name, language, title, shortTitle, has a source
    func document(_ row: Row) -> StoredDocument {
        StoredDocument(
            row: row[0], name: row[1], language: Language(rawValue: row[2]) ?? .zho, title: row[3],
            shortTitle: row[4], hasSource: row[5])
    }

    func forEachText(
        _ rows: [Int64], _ body: (_ row: Int64, _ text: String?) throws -> Void
    ) throws {
        let statement = try db.cachedStatement(sql: "SELECT text FROM passage WHERE id = ?")
        for row in rows { try body(row, String.fetchOne(statement, arguments: [row])) }
    }

    func text(ofProvision eid: String, in document: Int64) throws -> String? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT substr(p.text, max(v.start - p.start, 0) + 1, v.end - max(v.start, p.start))
                FROM provision v JOIN passage p ON p.id = v.passage WHERE v.document = ? AND v.eid = ?
                """)
        return try String.fetchOne(statement, arguments: [document, eid])
    }

    func partner(ofProvision eid: String, in document: Int64) throws -> StoredPartner? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT d.id, d.name, d.language, d.title, d.shortTitle, d.source IS NOT NULL,
                  a.otherEid, v.label, v.start, p.start,
                  substr(p.text, max(v.start - p.start, 0) + 1, v.end - max(v.start, p.start))
                FROM partner a JOIN document d ON d.id = a.other
                LEFT JOIN provision v ON v.document = a.other AND v.eid = a.otherEid
                LEFT JOIN passage p ON p.id = v.passage
                WHERE a.document = ? AND a.eid = ? ORDER BY a.score DESC, a.otherEid LIMIT 1
                """)
        return try Row.fetchOne(statement, arguments: [document, eid]).map { row in
            StoredPartner(
                document: self.document(row), eid: row[6], label: row[7],
                start: max(row[8] ?? 0, row[9] ?? 0), text: row[10] ?? "")
        }
    }

    func sentences(of document: Int64, linkedTo other: Int64) throws -> [LinkedSentences] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT zh, zhSpans, enSpans FROM link
                WHERE level = 'sentence' AND (zh = ?1 AND en = ?2 OR zh = ?2 AND en = ?1)
                """)
        return try Row.fetchAll(statement, arguments: [document, other]).map { row in
            let (zh, en) = (Self.spans(row[1]), Self.spans(row[2]))
            return row[0] == document
                ? LinkedSentences(own: zh, other: en) : LinkedSentences(own: en, other: zh)
        }
    }

    /// `[[12,40],[41,60]]`
    private static func spans(_ json: String) -> [Range<Int>] {
        let numbers = json.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        return stride(from: 0, to: numbers.count - 1, by: 2).map {
            numbers[$0]..<max(numbers[$0], numbers[$0 + 1])
        }
    }
}
