import Foundation
import GRDB
import LegalText

extension StoredValue: DatabaseValueConvertible {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        }
    }

    static func fromDatabaseValue(_ value: DatabaseValue) -> StoredValue? {
        switch value.storage {
        case .null, .blob: .null
        case .int64(let value): .integer(Int(value))
        case .double(let value): .real(value)
        case .string(let value): .text(value)
        }
    }
}

extension SQLiteIndex: IndexWriting {
    func sources() throws -> [SourceStamp] {
        try Row.fetchAll(db, sql: "SELECT path, sha256, settings FROM source ORDER BY path").map {
            SourceStamp(path: $0[0], sha256: $0[1], settings: $0[2])
        }
    }

    func documents(ofSource path: String) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT name FROM document WHERE source = ? ORDER BY id", arguments: [path])
    }

    func replace(_ source: SourceStamp) throws {
        try remove(source: source.path)
        try db.execute(
            sql: "INSERT INTO source VALUES (?, ?, ?)",
            arguments: [source.path, source.sha256, source.settings])
    }

    func remove(source path: String) throws {
        try db.execute(sql: "DELETE FROM source WHERE path = ?", arguments: [path])
    }

    func remove(document name: String) throws {
        try db.execute(sql: "DELETE FROM document WHERE name = ?", arguments: [name])
    }

    private func execute(
        _ statement: String, _ values: [(any DatabaseValueConvertible)?]
    ) throws {
        try db.cachedStatement(sql: statement).execute(arguments: StatementArguments(values))
    }

    // MARK: Documents

    func insert(_ document: DocumentRecord) throws {
        try remove(document: document.name)
        try execute(
            """
            INSERT INTO document(name, source, language, kind, rank, title, shortTitle, issuer, region,
              documentNumber, adopted, effective, amended, inForce, start, end)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                document.name, document.source, document.language.rawValue, document.kind.rawValue,
                document.rank, document.title, document.shortTitle, document.issuer,
                document.region, document.documentNumber, document.adopted, document.effective,
                document.amended, document.inForce, document.span.lowerBound,
                document.span.upperBound,
            ])
        let row = db.lastInsertedRowID
        let passages = try insertPassages(of: document, row)
        for provision in document.provisions {
            try execute(
                "INSERT OR IGNORE INTO provision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    row, provision.eid, provision.parent, provision.level, provision.number,
                    provision.label, provision.heading, provision.span.lowerBound,
                    provision.span.upperBound, provision.confidence,
                    provision.passage.map { passages[$0] },
                ])
        }
        for diagnostic in document.diagnostics {
            try execute(
                "INSERT INTO diagnostic VALUES (?, ?, ?, ?, ?, ?)",
                [
                    row, diagnostic.code, diagnostic.severity, diagnostic.span?.lowerBound,
                    diagnostic.span?.upperBound, diagnostic.message,
                ])
        }
        for citation in document.citations {
            try execute(
                "INSERT OR REPLACE INTO citation VALUES (?, ?, ?)",
                [row, citation.work, citation.passages])
        }
        for norm in document.norms {
            let names = norm.columns.map(\.name).joined(separator: ", ")
            let marks = String(repeating: ", ?", count: norm.columns.count)
            try execute(
                """
                INSERT OR REPLACE INTO obligation(document, passage, \(names)) VALUES (?, ?\(marks))
                """, [row, norm.passage.map { passages[$0] }] + norm.columns.map(\.value))
        }
    }

    /// - Returns: the rows.
    private func insertPassages(of document: DocumentRecord, _ row: Int64) throws -> [Int64] {
        let headings = try document.headings.map { path in
            try execute("INSERT INTO heading(document, path) VALUES (?, ?)", [row, path])
            return db.lastInsertedRowID
        }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO passage(document, name, heading, label, start, text)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        return try document.passages.map { passage in
            try statement.execute(arguments: [
                row, passage.name, passage.heading.map { headings[$0] }, passage.label,
                passage.start, passage.text,
            ])
            return db.lastInsertedRowID
        }
    }

    // MARK: Alignments

    private func row(ofDocument name: String) throws -> Int64 {
        let found = try Int64.fetchOne(
            db, sql: "SELECT id FROM document WHERE name = ?", arguments: [name])
        guard let found else { throw IndexError.damaged("no document \(name) to align") }
        return found
    }

    func insert(_ alignment: AlignmentRecord) throws {
        let (zh, en) = (try row(ofDocument: alignment.zh), try row(ofDocument: alignment.en))
        for table in ["link", "finding"] {
            try execute("DELETE FROM \(table) WHERE zh = ? AND en = ?", [zh, en])
        }
        for (a, b) in [(zh, en), (en, zh)] {
            try execute("DELETE FROM partner WHERE document = ? AND other = ?", [a, b])
        }
        for link in alignment.links {
            try execute(
                "INSERT INTO link VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    zh, en, link.level, link.kind, link.score, link.basis, link.zhIds, link.enIds,
                    link.zhSpans, link.enSpans, link.flags,
                ])
        }
        for pair in alignment.partners {
            for (from, eid, to, other) in [
                (zh, pair.zh, en, pair.en), (en, pair.en, zh, pair.zh),
            ] {
                try execute(
                    "INSERT OR IGNORE INTO partner VALUES (?, ?, ?, ?, ?)",
                    [from, eid, to, other, pair.score])
            }
        }
        for finding in alignment.findings {
            try execute(
                "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    zh, en, finding.code, finding.severity, finding.zh?.lowerBound,
                    finding.zh?.upperBound, finding.en?.lowerBound, finding.en?.upperBound,
                    finding.message,
                ])
        }
    }

    // MARK: Segments

    func extents() throws -> [SegmentExtent] {
        try Row.fetchAll(db, sql: "SELECT id, lastDocument, weight FROM segment ORDER BY id")
            .map { SegmentExtent(id: $0[0], lastDocument: $0[1], weight: $0[2]) }
    }

    func weight(after document: Int64) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT coalesce(sum(length(text)) * 3, 0) FROM passage WHERE document > ?",
            arguments: [document]) ?? 0
    }

    func countDocuments() throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM document") ?? 0
    }

    func remove(segment: Int64) throws {
        try execute("DELETE FROM segment WHERE id = ?", [segment])
        try execute(
            "DELETE FROM segment_page WHERE id >= ? AND id < ?",
            [segment << SQLiteSchema.pageBits, (segment + 1) << SQLiteSchema.pageBits])
    }

    func insert(_ segment: SegmentData, lastDocument: Int64, weight: Int) throws {
        let counts = segment.counts
        try execute(
            "INSERT INTO segment VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                lastDocument, counts.passages, counts.headings, counts.documents, counts.textLength,
                counts.headingLength, counts.titleLength, weight, segment.stream.count,
                Data(segment.directory), Data(segment.lengths), Data(segment.headings),
                Data(segment.documents),
            ])
        let id = db.lastInsertedRowID << SQLiteSchema.pageBits
        let statement = try db.cachedStatement(sql: "INSERT INTO segment_page VALUES (?, ?)")
        var at = 0
        var page: Int64 = 0
        while at < segment.stream.count {
            let end = min(at + SegmentData.pageSize, segment.stream.count)
            try statement.execute(arguments: [id + page, Data(segment.stream[at..<end])])
            at = end
            page += 1
        }
    }

    func forgetRemoved(after document: Int64) throws {
        try execute("DELETE FROM removed WHERE document > ?", [document])
    }

    func faults() throws -> [String] {
        let found = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
        return found + orphans.map { "a row of \($0[0] as String) has lost what it belongs to" }
    }
}
