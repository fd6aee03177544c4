import LegalText
import Search

extension PostgresIndex: IndexWriting {
    // MARK: Sources

    func sources() throws -> [SourceStamp] {
        try query("SELECT path, sha256, settings FROM source ORDER BY path COLLATE \"C\"").map {
            SourceStamp(path: $0.text(0), sha256: $0.text(1), settings: $0.text(2))
        }
    }

    func documents(ofSource path: String) throws -> [String] {
        try session.flushCatalog()
        return try query(
            "SELECT name FROM catalog WHERE source = $1 ORDER BY id", [.text(path)]
        ).map { $0.text(0) }
    }

    func replace(_ source: SourceStamp) throws {
        try remove(source: source.path)
        _ = try query(
            "INSERT INTO source VALUES ($1, $2, $3)",
            [.text(source.path), .text(source.sha256), .text(source.settings)])
    }

    func remove(source path: String) throws {
        try session.flushCatalog()
        _ = try query("DELETE FROM source WHERE path = $1", [.text(path)])
    }

    func remove(document name: String) throws {
        if session.isAnnounced(name) { try session.flushCatalog() }
        _ = try query(
            "DELETE FROM catalog WHERE md5(name) = md5($1) AND name = $1", [.text(name)])
    }

    // MARK: Documents

    func insert(_ document: DocumentRecord) throws {
        try remove(document: document.name)
        try session.announce(document.name)
        let shard = Shard.home(ofDocument: document.name, among: session.shards)
        let id = try session.reserve(1, of: "document_id", ahead: 64)
        let first =
            document.passages.isEmpty
            ? 0 : try session.reserve(document.passages.count, of: "passage_id", ahead: 4096)
        func add(_ table: ShardTable, _ values: [PostgresValue], columns: [String]? = nil) throws {
            try session.add(
                [.int4(shard.id)] + values, to: table.target(shard.id, columns: columns), on: shard)
        }
        func passage(_ place: Int?) -> PostgresValue {
            place.map { .int(first + Int64($0)) } ?? .null
        }

        try addToCatalog(document, id, first, shard)
        try add(
            .document,
            [
                .int(id), .text(document.name), .init(document.source),
                .text(document.language.rawValue), .text(document.kind.rawValue),
                .text(document.rank), .text(document.title), .text(document.shortTitle),
                .init(document.issuer), .init(document.region), .init(document.documentNumber),
                .init(document.adopted), .init(document.effective), .init(document.amended),
                .init(document.inForce),
            ] + span(document.span))
        for (i, row) in document.passages.enumerated() {
            try add(
                .passage,
                [
                    passage(i), .int(id), .text(row.name),
                    .text(row.heading.map { document.headings[$0] } ?? ""), .init(row.label),
                    .int(Int64(row.start)), .text(row.text),
                ])
        }
        var eids: Set<String> = []
        for row in document.provisions where eids.insert(row.eid).inserted {
            try add(
                .provision,
                [
                    .int(id), .text(row.eid), .init(row.parent), .text(row.level),
                    .text(row.number), .init(row.label), .init(row.heading),
                ] + span(row.span) + [.real(row.confidence), passage(row.passage)])
        }
        for row in document.diagnostics {
            try add(
                .diagnostic,
                [.int(id), .text(row.code), .text(row.severity)] + span(row.span)
                    + [.text(row.message)])
        }
        for norm in document.norms {
            try add(
                .obligation,
                [.int(id), passage(norm.passage)] + norm.columns.map { .init($0.value) },
                columns: ["document", "passage"] + norm.columns.map { ShardTable.column($0.name) })
        }
    }

    private func addToCatalog(
        _ document: DocumentRecord, _ id: Int64, _ first: Int64, _ shard: Shard
    ) throws {
        let weight = document.passages.reduce(0) { $0 + $1.text.utf8.count }
        try session.add(
            [
                .int(id), .int4(shard.id), .text(document.name), .init(document.source),
                .text(document.language.rawValue), .text(document.rank), .text(document.title),
                .text(document.shortTitle), .init(document.inForce), .int(first),
                .int(Int64(document.passages.count)),
                .int(Int64(weight)), .bool(!document.provisions.isEmpty),
            ], to: "catalog", on: nil)
        for citation in document.citations {
            try session.add(
                [.int(id), .text(citation.work), .int(Int64(citation.passages))], to: "citation",
                on: nil)
        }
    }

    private func span(_ span: Range<Int>?) -> [PostgresValue] {
        guard let span else { return [.null, .null] }
        return [.int(Int64(span.lowerBound)), .int(Int64(span.upperBound))]
    }

    // MARK: Alignments

    private func document(named name: String) throws -> (id: Int64, shard: Shard) {
        try session.flushCatalog()
        let row = try query(
            "SELECT id, shard FROM catalog WHERE md5(name) = md5($1) AND name = $1", [.text(name)]
        ).first
        guard let row, let shard = session.shards.first(where: { $0.id == row.int(1) }) else {
            throw IndexError.damaged("no document \(name) to align")
        }
        return (row.int(0), shard)
    }

    func insert(_ alignment: AlignmentRecord) throws {
        let (zh, shard) = try document(named: alignment.zh)
        let (en, _) = try document(named: alignment.en)
        let id = try session.reserve(1, of: "alignment_id")
        _ = try query("DELETE FROM alignment WHERE zh = $1 AND en = $2", [.int(zh), .int(en)])
        _ = try query(
            "INSERT INTO alignment VALUES ($1, $2, $3, $4)",
            [.int(id), .int4(shard.id), .int(zh), .int(en)])
        func add(_ table: ShardTable, _ values: [PostgresValue]) throws {
            try session.add(
                [.int4(shard.id), .int(id)] + values, to: table.target(shard.id), on: shard)
        }
        for link in alignment.links {
            try add(
                .link,
                [
                    .int(zh), .int(en), .text(link.level), .text(link.kind), .real(link.score),
                    .text(link.basis), .text(link.zhIds), .text(link.enIds), .text(link.zhSpans),
                    .text(link.enSpans), .text(link.flags),
                ])
        }
        var seen: Set<[String]> = []
        for pair in alignment.partners where seen.insert([pair.zh, pair.en]).inserted {
            let score = PostgresValue.real(pair.score)
            try add(.partner, [.int(zh), .text(pair.zh), .int(en), .text(pair.en), score])
            try add(.partner, [.int(en), .text(pair.en), .int(zh), .text(pair.zh), score])
        }
        for finding in alignment.findings {
            try add(
                .finding,
                [.int(zh), .int(en), .text(finding.code), .text(finding.severity)]
                    + span(finding.zh) + span(finding.en) + [.text(finding.message)])
        }
    }

    // MARK: Segments

    func extents() throws -> [SegmentExtent] {
        try query(
            "SELECT id, last_document, weight FROM extent WHERE shard = ANY($1) ORDER BY id",
            [asked]
        ).map {
            SegmentExtent(id: $0.int(0), lastDocument: $0.int(1), weight: Int($0.int(2)))
        }
    }

    func weight(after document: Int64) throws -> Int {
        let row = try query(
            """
            SELECT coalesce(sum(weight), 0)::bigint FROM catalog WHERE shard = ANY($1) AND id > $2
            """, [asked, .int(document)]
        ).first
        return Int(row?.int(0) ?? 0)
    }

    func countDocuments() throws -> Int {
        let row = try query("SELECT count(*) FROM catalog WHERE shard = ANY($1)", [asked]).first
        return Int(row?.int(0) ?? 0)
    }

    func remove(segment: Int64) throws {
        _ = try query("DELETE FROM extent WHERE id = $1", [.int(segment)])
    }

    func insert(_ segment: SegmentData, lastDocument: Int64, weight: Int) throws {
        guard let shard = target ?? shards.first else { return }
        let id = try session.reserve(1, of: "segment_id")
        let counts = segment.counts
        let numbers = [
            counts.passages, counts.headings, counts.documents, counts.textLength,
            counts.headingLength, counts.titleLength, segment.stream.count,
        ]
        try session.add(
            [.int4(shard.id), .int(id)] + numbers.map { .int(Int64($0)) }
                + [segment.directory, segment.lengths, segment.headings, segment.documents]
                .map { .bytes($0) }, to: ShardTable.segment.target(shard.id), on: shard)
        let pages = ShardTable.segmentPage.target(shard.id)
        for (page, at) in stride(
            from: 0, to: segment.stream.count, by: SegmentData.pageSize
        ).enumerated() {
            let end = min(at + SegmentData.pageSize, segment.stream.count)
            try session.add(
                [
                    .int4(shard.id), .int(id << ShardTable.pageBits + Int64(page)),
                    .bytes(Array(segment.stream[at..<end])),
                ], to: pages, on: shard)
        }
        _ = try query(
            "INSERT INTO extent VALUES ($1, $2, $3, $4)",
            [.int(id), .int4(shard.id), .int(lastDocument), .int(Int64(weight))])
    }

    func forgetRemoved(after document: Int64) throws {
        _ = try query(
            "DELETE FROM removed WHERE shard = ANY($1) AND document > $2", [asked, .int(document)])
    }

    func faults() throws -> [String] {
        let orphans = try Sweeper.orphans.flatMap { orphans in
            try query(orphans.sql).map {
                "shard \($0.int(0)) holds \(orphans.kind) \($0.int(1)), which is not in the catalog"
            }
        }
        let lost = try query(
            "SELECT shard, name FROM catalog WHERE id NOT IN (SELECT id FROM document) ORDER BY id"
        ).map { "shard \($0.int(0)) has lost document \($0.text(1))" }
        return orphans + lost
    }
}

extension PostgresValue {
    fileprivate init(_ value: StoredValue) {
        switch value {
        case .null: self = .null
        case .integer(let value): self = .int(Int64(value))
        case .real(let value): self = .real(value)
        case .text(let value): self = .text(value)
        }
    }
}
