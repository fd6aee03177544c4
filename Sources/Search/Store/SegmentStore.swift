import Foundation
import GRDB
import Grammar

/// The segments of an index in its database; runs inside a transaction.
///
/// Documents are numbered in the order they came; each segment covers a stretch of them, and those
/// behind the last segment are *loose*: still to be gathered.
struct SegmentStore {
    /// Segments of more text than this are left as they are.
    static let fullWeight = 32 << 20

    let db: Database
    let scanner: TermScanner
    let grammar: SearchGrammar

    private struct Extent {
        var id: Int64
        var lastDocument: Int64
        var weight: Int
    }

    private func extents() throws -> [Extent] {
        try Row.fetchAll(db, sql: "SELECT id, lastDocument, weight FROM segment ORDER BY id")
            .map { Extent(id: $0[0], lastDocument: $0[1], weight: $0[2]) }
    }

    /// Makes segments of the loose documents, taking in small segments before them, so that sizes fall
    /// off geometrically; every segment a removed document is in is made anew.
    func gather(everything: Bool = false) throws {
        var kept = try extents()
        let removed = try Int64.fetchOne(db, sql: "SELECT min(document) FROM removed")
        if everything {
            kept = []
        } else if let removed {
            // a lone removal does not pay for making large segments anew: it is kept in mind instead
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM removed") ?? 0
            let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM document") ?? 0
            if count * 8 > all { kept.removeAll { $0.lastDocument >= removed } }
        }
        let loose = try looseWeight(after: kept.last?.lastDocument ?? 0)
        let before = try extents()
        guard loose > 0 || kept.count < before.count || everything else { return }
        var weight = loose
        while let last = kept.last, last.weight < 2 * weight,
            last.weight + weight <= Self.fullWeight
        {
            weight += last.weight
            kept.removeLast()
        }
        for extent in before.dropFirst(kept.count) { try delete(extent.id) }
        try build(after: kept.last?.lastDocument ?? 0)
        let last = try Int64.fetchOne(db, sql: "SELECT max(lastDocument) FROM segment") ?? 0
        let first = kept.last?.lastDocument ?? 0
        try db.execute(
            sql: "DELETE FROM removed WHERE document > ? OR document > ?", arguments: [first, last])
    }

    private func looseWeight(after document: Int64) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT coalesce(sum(length(text)) * 3, 0) FROM passage WHERE document > ?",
            arguments: [document]) ?? 0
    }

    private func delete(_ segment: Int64) throws {
        try db.execute(sql: "DELETE FROM segment WHERE id = ?", arguments: [segment])
        try db.execute(
            sql: "DELETE FROM segment_page WHERE id >= ? AND id < ?",
            arguments: [segment << 24, (segment + 1) << 24])
    }

    private func build(after document: Int64) throws {
        try forEachLoose(after: document) { builder, last in try insert(builder, lastDocument: last)
        }
    }

    /// Builds the segments of the documents behind `document`, handing over each that is full and the
    /// last one.
    func forEachLoose(
        after document: Int64,
        _ body: (_ builder: SegmentBuilder, _ lastDocument: Int64) throws -> Void
    ) throws {
        let documents = try Row.fetchAll(
            db,
            sql: """
                SELECT d.id, d.shortTitle, d.rank, min(p.id), count(p.id),
                  (SELECT coalesce(sum(c.passages), 0) FROM citation c
                   WHERE c.work = d.shortTitle AND c.document <> d.id)
                FROM document d LEFT JOIN passage p ON p.document = d.id
                WHERE d.id > ? GROUP BY d.id ORDER BY d.id
                """, arguments: [document])
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT p.text, p.heading, h.path FROM passage p LEFT JOIN heading h ON h.id = p.heading
                WHERE p.id >= ? ORDER BY p.id
                """, arguments: [documents.first?[3] as Int64? ?? 0])
        var builder = SegmentBuilder(scanner: scanner)
        var last = document
        for row in documents {
            let count: Int = row[4]
            if builder.weight > Self.fullWeight
                || builder.passageCount + count > SegmentBuilder.capacity
            {
                try body(builder, last)
                builder = SegmentBuilder(scanner: scanner)
            }
            last = row[0]
            let rank: String = row[2]
            builder.beginDocument(
                id: last, firstPassage: row[3] ?? 0, passages: min(count, SegmentBuilder.capacity),
                title: row[1], rank: grammar.ranks.firstIndex { $0.id == rank } ?? 0, cited: row[5])
            var heading: Int64? = -1
            for i in 0..<count {
                guard let passage = try rows.next() else { break }
                if passage[1] as Int64? != heading {
                    heading = passage[1]
                    builder.beginHeading(passage[2] ?? "")
                }
                if i < SegmentBuilder.capacity { builder.addPassage(passage[0]) }
            }
        }
        if last != document { try body(builder, last) }
    }

    private func insert(_ builder: SegmentBuilder, lastDocument: Int64) throws {
        let data = builder.finish()
        let counts = data.counts
        try db.execute(
            sql: "INSERT INTO segment VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                lastDocument, counts.passages, counts.headings, counts.documents, counts.textLength,
                counts.headingLength, counts.titleLength, builder.weight, data.stream.count,
                Data(data.directory), Data(data.lengths), Data(data.headings), Data(data.documents),
            ])
        let id = db.lastInsertedRowID << 24
        let statement = try db.makeStatement(sql: "INSERT INTO segment_page VALUES (?, ?)")
        var at = 0
        var page: Int64 = 0
        while at < data.stream.count {
            let end = min(at + SegmentData.pageSize, data.stream.count)
            try statement.execute(arguments: [id + page, Data(data.stream[at..<end])])
            at = end
            page += 1
        }
    }

    /// The stored segments, opened; their lists are fetched by `loader`.
    func open() throws -> [Segment] {
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

    /// Fetches pages of a stored segment.
    func loader(of segment: Int64) -> Segment.PageLoader {
        { pages, store in
            let statement = try db.cachedStatement(
                sql: "SELECT id, data FROM segment_page WHERE id >= ? AND id < ? ORDER BY id")
            let first = segment << 24
            let rows = try Row.fetchCursor(
                statement,
                arguments: [first + Int64(pages.lowerBound), first + Int64(pages.upperBound)])
            while let row = try rows.next() {
                let page = Int(row[0] as Int64 - first)
                try row.withUnsafeData(atIndex: 1) { data in
                    (data ?? Data()).withUnsafeBytes { store(page, $0) }
                }
            }
        }
    }

    /// What is wrong with the segments.
    func check() throws -> [String] {
        var found: [String] = []
        for segment in try open() {
            do {
                try segment.loadAll(loader(of: segment.id))
                var lists = 0
                try segment.forEachList(from: [], loader(of: segment.id)) { _, _ in
                    lists += 1
                    return true
                }
                let passages = segment.documents.reduce(0) { $0 + $1.passages }
                if passages != segment.counts.passages {
                    found.append(
                        "segment \(segment.id) counts \(passages) passages of \(segment.counts.passages)"
                    )
                }
            } catch {
                found.append("\(error)")
            }
        }
        return found
    }
}
