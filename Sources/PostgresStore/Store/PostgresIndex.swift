import LegalText
import Search

/// An index in PostgreSQL, inside a transaction: the full text and what is shown.
///
/// Rows of shards are asked for with `shard = ANY($1)`: a shard that is left out is not spoken to.
struct PostgresIndex {
    let session: PostgresSession
    let shards: [Shard]
    /// The one shard that rows are read from and written to directly; `nil` = all, through the coordinator.
    let target: Shard?

    init(_ session: PostgresSession, shards: [Shard], writesTo target: Shard? = nil) {
        self.session = session
        self.shards = shards
        self.target = target
    }

    /// The shards as the first parameter of a statement.
    var asked: PostgresValue { .int4s(shards.map(\.id)) }

    func query(_ sql: String, _ parameters: [PostgresValue] = []) throws -> PostgresRows {
        try session.coordinator.query(sql, parameters)
    }
}

extension PostgresIndex: IndexReading {
    // MARK: Full text

    func state() throws -> IndexState {
        let rows = try query(
            """
            SELECT s.id, e.id, e.count, coalesce(e.last, 0),
              (SELECT max(c.id) FROM catalog c WHERE c.shard = s.id),
              (SELECT count(*) FROM removed r WHERE r.shard = s.id), l.first, l.count
            FROM shard s
            CROSS JOIN LATERAL (
              SELECT max(id) AS id, count(*), max(last_document) AS last FROM extent
              WHERE shard = s.id) e
            CROSS JOIN LATERAL (
              SELECT min(id) AS first, count(*) FROM catalog
              WHERE shard = s.id AND id > coalesce(e.last, 0)) l
            WHERE s.id = ANY($1) ORDER BY s.id
            """, [asked])
        var state = IndexState(mark: [], lastGathered: 0, lastDocument: 0)
        var firstLoose: Int64?
        rows.forEach { row in
            state.mark += (0..<8).map { row.int($0) }
            state.lastDocument = max(state.lastDocument, row.int(4))
            if !row.isNull(6) { firstLoose = min(firstLoose ?? .max, row.int(6)) }
        }
        state.lastGathered = firstLoose.map { $0 - 1 } ?? state.lastDocument
        return state
    }

    func segments() throws -> [Segment] {
        let extents = try extents()
        var found = target == nil ? session.segments : [:]
        let new = extents.map(\.id).filter { found[$0] == nil }
        if !new.isEmpty {
            try session.findHomes()
            let (connection, suffix) = try source()
            try connection.query(
                """
                SELECT id, passages, headings, documents, text_length, heading_length, title_length,
                  stream_length, directory, passage_lengths, heading_table, document_table
                FROM segment\(suffix) WHERE shard = ANY($1) AND id = ANY($2)
                """, [asked, .ints(new)]
            ).forEach { row in found[row.int(0)] = try segment(row) }
        }
        let segments = try extents.map { extent in
            guard let segment = found[extent.id] else { throw lack("segment \(extent.id)") }
            return segment
        }
        if target == nil {
            session.segments = Dictionary(
                segments.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        }
        return segments
    }

    /// Where rows of shards are read, and what the names of their tables end in there: what is written in
    /// this transaction is seen on the shard only.
    private func source() throws -> (PostgresConnection, suffix: String) {
        guard let target else { return (session.coordinator, "") }
        try session.flush()
        return (try session.connection(target), "_\(target.id)")
    }

    private func segment(_ row: PostgresRow) throws -> Segment {
        let counts = (1..<7).map { Int(row.int($0)) }
        let data = SegmentData(
            counts: SegmentCounts(
                passages: counts[0], headings: counts[1], documents: counts[2],
                textLength: counts[3], headingLength: counts[4], titleLength: counts[5]),
            stream: [], directory: [UInt8](row.bytes(8)), lengths: [UInt8](row.bytes(9)),
            headings: [UInt8](row.bytes(10)), documents: [UInt8](row.bytes(11)))
        guard data.lengths.count == counts[0] else {
            throw IndexError.damaged("segment \(row.int(0)) has lost lengths")
        }
        return Segment(id: row.int(0), data: data, streamLength: Int(row.int(7)))
    }

    func fetch(
        _ wanted: [SegmentPages],
        _ store: (_ segment: Int64, _ page: Int, _ bytes: UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var ids: [Int32: [Int64]] = [:]
        for pages in wanted {
            let first = pages.segment << ShardTable.pageBits
            ids[session.home(ofSegment: pages.segment), default: []] +=
                pages.pages.map { first + Int64($0) }
        }
        // all shards are asked before the first is waited for
        let asked = try shards.compactMap { shard in
            try ids[shard.id].map { ids in
                let reader = try target == nil ? session.reader(shard) : source().0
                try reader.ask(
                    "SELECT id, data FROM segment_page_\(shard.id) WHERE id = ANY($1)", [.ints(ids)]
                )
                return (reader, ids.count)
            }
        }
        // every answer is taken, whatever the ones before say: a connection must not be left in the middle
        let answers = asked.map { reader, count in Result { (try reader.answer(), count) } }
        for answer in answers {
            let (rows, count) = try answer.get()
            guard rows.count == count else { throw lack("pages of a segment") }
            try rows.forEach { row in
                let id = row.int(0)
                try store(
                    id >> ShardTable.pageBits, Int(id & (1 << ShardTable.pageBits - 1)),
                    row.bytes(1))
            }
        }
    }

    /// The catalog was committed after the rows it names: where they are not, the shard is older.
    private func lack(_ what: String) -> IndexError {
        .unavailable(
            "\(what) the catalog names is not on its shard: a standby that lags, or an older backup"
        )
    }

    func removedDocuments() throws -> Set<Int64> {
        Set(
            try query("SELECT document FROM removed WHERE shard = ANY($1)", [asked])
                .map { $0.int(0) })
    }

    /// Texts are read for documents with about so many passages at once.
    private static let batch = 4096

    func forEachDocument(after document: Int64, _ body: (LooseDocument) throws -> Void) throws {
        let rows = try query(
            """
            WITH gathered AS MATERIALIZED (
              SELECT s.id AS shard, greatest($2, (
                SELECT max(last_document) FROM extent e WHERE e.shard = s.id)) AS last
              FROM shard s WHERE s.id = ANY($1))
            SELECT c.id, c.first_passage, c.passages, c.short_title, c.rank,
              (SELECT coalesce(sum(t.passages), 0)::bigint FROM citation t
               WHERE t.work = c.short_title AND t.document <> c.id)
            FROM gathered g JOIN catalog c ON c.shard = g.shard AND c.id > g.last ORDER BY c.id
            """, [asked, .int(document)])
        var start = 0
        while start < rows.count {
            var (end, passages) = (start, 0)
            while end < rows.count, passages < Self.batch || end == start {
                passages += Int(rows[end].int(2))
                end += 1
            }
            let texts = try texts(of: (start..<end).map { rows[$0] })
            for at in start..<end {
                let (row, first) = (rows[at], rows[at].int(1))
                let found = (first..<first + row.int(2)).compactMap { texts[$0] }
                guard found.count == Int(row.int(2)) else { throw lack("a passage") }
                try body(
                    LooseDocument(
                        row: row.int(0), firstPassage: first, shortTitle: row.text(3),
                        rank: row.text(4), cited: Int(row.int(5)), passages: found))
            }
            start = end
        }
    }

    private func texts(of documents: [PostgresRow]) throws -> [Int64: (text: String, path: String)]
    {
        let filled = documents.filter { $0.int(2) > 0 }
        guard let first = filled.first, let last = filled.last else { return [:] }
        let (connection, suffix) = try source()
        let rows = try connection.query(
            "SELECT id, body, path FROM passage\(suffix) WHERE shard = ANY($1) AND id >= $2 AND id < $3",
            [asked, .int(first.int(1)), .int(last.int(1) + last.int(2))])
        var found: [Int64: (text: String, path: String)] = [:]
        found.reserveCapacity(rows.count)
        rows.forEach { found[$0.int(0)] = ($0.text(1), $0.text(2)) }
        return found
    }

    // MARK: What is shown

    /// The columns of a document as answers show it.
    static let document =
        "c.id, c.name, c.language, c.title, c.short_title, c.source IS NOT NULL"

    func passages(_ rows: [Int64]) throws -> [Int64: StoredPassage] {
        var found: [Int64: StoredPassage] = [:]
        try query(
            """
            SELECT \(Self.document), p.id, p.name, p.label, p.path, p.span_start, p.body
            FROM passage p JOIN catalog c ON c.id = p.document
            WHERE p.shard = ANY($1) AND p.id = ANY($2)
            """, [asked, .ints(rows)]
        ).forEach { row in
            found[row.int(6)] = StoredPassage(
                document: document(row), name: row.text(7), label: row.optionalText(8),
                path: row.text(9), start: Int(row.int(10)), text: row.text(11))
        }
        return found
    }

    func names(ofPassages rows: [Int64]) throws -> [Int64: String] {
        var found: [Int64: String] = [:]
        try query(
            """
            SELECT p.id, CASE WHEN c.source IS NULL THEN p.name ELSE c.name || '#' || p.name END
            FROM passage p JOIN catalog c ON c.id = p.document
            WHERE p.shard = ANY($1) AND p.id = ANY($2)
            """, [asked, .ints(rows)]
        ).forEach { found[$0.int(0)] = $0.text(1) }
        return found
    }

    /// id, name, language, title, short title, has a source
    func document(_ row: PostgresRow) -> StoredDocument {
        StoredDocument(
            row: row.int(0), name: row.text(1), language: Language(rawValue: row.text(2)) ?? .zho,
            title: row.text(3), shortTitle: row.text(4), hasSource: row.bool(5))
    }

    func forEachText(
        _ rows: [Int64], _ body: (_ row: Int64, _ text: String?) throws -> Void
    ) throws {
        for start in stride(from: 0, to: rows.count, by: Self.batch) {
            let part = Array(rows[start..<min(start + Self.batch, rows.count)])
            var texts: [Int64: String] = [:]
            try query(
                "SELECT id, body FROM passage WHERE shard = ANY($1) AND id = ANY($2)",
                [asked, .ints(part)]
            ).forEach { texts[$0.int(0)] = $0.text(1) }
            for row in part { try body(row, texts[row]) }
        }
    }

    /// The words of a provision `v` in its passage `p`.
    private static let part = """
        substr(p.body, greatest(v.span_start - p.span_start, 0)::integer + 1,
          greatest(v.span_end - greatest(v.span_start, p.span_start), 0)::integer)
        """

    func text(ofProvision eid: String, in document: Int64) throws -> String? {
        try query(
            """
            SELECT \(Self.part)
            FROM provision v JOIN passage p ON p.shard = v.shard AND p.id = v.passage
            WHERE v.shard = ANY($1) AND v.document = $2 AND v.eid = $3
            """, [asked, .int(document), .text(eid)]
        ).first?.text(0)
    }

    /// The alignments of a document, with another or any.
    private func alignments(of document: Int64, with other: Int64? = nil) throws -> PostgresValue {
        .ints(
            try query(
                """
                SELECT id FROM alignment
                WHERE shard = ANY($1) AND (zh = $2 AND en = coalesce($3, en)
                  OR en = $2 AND zh = coalesce($3, zh))
                """, [asked, .int(document), other.map { .int($0) } ?? .null]
            ).map { $0.int(0) })
    }

    func partner(ofProvision eid: String, in document: Int64) throws -> StoredPartner? {
        let alignments = try alignments(of: document)
        guard alignments != .ints([]) else { return nil }
        let found = try query(
            """
            SELECT other, other_eid FROM partner
            WHERE shard = ANY($1) AND alignment = ANY($2) AND document = $3 AND eid = $4
            ORDER BY score DESC, other_eid LIMIT 1
            """, [asked, alignments, .int(document), .text(eid)]
        ).first
        guard let found, let other = try documents([found.int(0)]).first else { return nil }
        let part = try query(
            """
            SELECT v.label, greatest(v.span_start, p.span_start), \(Self.part)
            FROM provision v LEFT JOIN passage p ON p.shard = v.shard AND p.id = v.passage
            WHERE v.shard = ANY($1) AND v.document = $2 AND v.eid = $3
            """, [asked, .int(other.row), .text(found.text(1))]
        ).first
        return StoredPartner(
            document: other, eid: found.text(1), label: part?.optionalText(0),
            start: Int(part?.int(1) ?? 0), text: part?.text(2) ?? "")
    }

    func sentences(of document: Int64, linkedTo other: Int64) throws -> [LinkedSentences] {
        try query(
            """
            SELECT zh, zh_spans, en_spans FROM link
            WHERE shard = ANY($1) AND alignment = ANY($2) AND level = 'sentence'
            """, [asked, alignments(of: document, with: other)]
        ).map { row in
            let (zh, en) = (LinkedSentences.spans(row.text(1)), LinkedSentences.spans(row.text(2)))
            return row.int(0) == document
                ? LinkedSentences(own: zh, other: en) : LinkedSentences(own: en, other: zh)
        }
    }
}
