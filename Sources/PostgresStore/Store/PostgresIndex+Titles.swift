import Search

/// Titles and citations: the coordinator knows them, but for passages of provisions.
extension PostgresIndex {
    private func documents(
        _ condition: String, _ parameters: [PostgresValue]
    ) throws -> [StoredDocument] {
        try query(
            "SELECT \(Self.document) FROM catalog c WHERE c.shard = ANY($1) AND \(condition)",
            [asked] + parameters
        ).map { document($0) }
    }

    func sourcePaths() throws -> [String] {
        try query("SELECT path FROM source ORDER BY path COLLATE \"C\"").map { $0.text(0) }
    }

    func documents(_ rows: [Int64]) throws -> [StoredDocument] {
        let found = try documents("c.id = ANY($2)", [.ints(rows)])
        let byRow = Dictionary(found.map { ($0.row, $0) }, uniquingKeysWith: { $1 })
        return rows.compactMap { byRow[$0] }
    }

    func documents(limit: Int) throws -> [Int64] {
        try documents("true ORDER BY c.id LIMIT $2", [.int(Int64(limit))]).map(\.row)
    }

    func documents(titled shortTitle: String) throws -> [Int64] {
        try documents("c.short_title = $2 ORDER BY c.id", [.text(shortTitle)]).map(\.row)
    }

    func documents(titledWithin text: String, limit: Int) throws -> [StoredDocument] {
        try documents(
            """
            length(c.short_title) >= 2 AND strpos($2, c.short_title) > 0
            ORDER BY length(c.short_title) DESC, c.id LIMIT $3
            """, [.text(text), .int(Int64(limit))])
    }

    func documents(titleContaining words: String, limit: Int) throws -> [StoredDocument] {
        try documents(
            "strpos(c.short_title, $2) > 0 ORDER BY length(c.short_title), c.id LIMIT $3",
            [.text(words), .int(Int64(limit))])
    }

    func passage(ofProvision eid: String, in document: Int64) throws -> Int64? {
        let row = try query(
            "SELECT passage FROM provision WHERE shard = ANY($1) AND document = $2 AND eid = $3",
            [asked, .int(document), .text(eid)]
        ).first
        return row.flatMap { $0.isNull(0) ? nil : $0.int(0) }
    }

    func labels(ofPassagesIn document: Int64) throws -> [(passage: Int64, label: String)] {
        let hasNone = try query(
            "SELECT NOT has_provisions FROM catalog WHERE shard = ANY($1) AND id = $2",
            [asked, .int(document)]
        ).first?.bool(0)
        guard hasNone == true else { return [] }
        return try query(
            """
            SELECT id, label FROM passage
            WHERE shard = ANY($1) AND document = $2 AND label IS NOT NULL ORDER BY id
            """, [asked, .int(document)]
        ).map { ($0.int(0), $0.text(1)) }
    }
}
