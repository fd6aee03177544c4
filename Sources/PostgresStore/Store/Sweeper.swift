import Search

/// Deletes the rows of shards that the catalog does not name any more (清扫).
struct Sweeper {
    let session: PostgresSession

    /// How long readers of the index as it was are waited for; others wait behind us.
    private static let patience = "1s"

    /// What hangs on a document, an alignment, a segment: tables with the column that says so.
    private static let kinds: [(kind: String, tables: [(ShardTable, column: String)])] = [
        (
            "document",
            [
                (.document, "id"), (.passage, "document"), (.provision, "document"),
                (.diagnostic, "document"), (.obligation, "document"),
            ]
        ),
        (
            "alignment",
            [(.link, "alignment"), (.partner, "alignment"), (.finding, "alignment")]
        ),
        ("segment", [(.segment, "id")]),
    ]

    /// Finds what a writer left that died between a shard's commit and the coordinator's: shard and number.
    static let orphans: [(kind: String, sql: String)] = [
        ("document", "SELECT shard, id FROM document WHERE id NOT IN (SELECT id FROM catalog"),
        (
            "alignment",
            """
            SELECT DISTINCT shard, alignment FROM link
            WHERE alignment NOT IN (SELECT id FROM alignment
            """
        ),
        ("segment", "SELECT shard, id FROM segment WHERE id NOT IN (SELECT id FROM extent"),
    ].map { kind, sql in
        (kind, sql + " UNION ALL SELECT id FROM leftover WHERE kind = '\(kind)')")
    }

    /// Waits until nobody reads the index as it was before; where somebody reads on and on, what is to be
    /// deleted stays for the next time.
    func sweep() throws {
        let coordinator = session.coordinator
        let isAny = try coordinator.query("SELECT EXISTS(SELECT 1 FROM leftover)").first?.bool(0)
        guard isAny == true else { return }
        do {
            // whoever locks the table behind us begins to read after the deletion was committed
            try coordinator.execute(
                """
                BEGIN; SET LOCAL lock_timeout = '\(Self.patience)';
                LOCK TABLE reading IN ACCESS EXCLUSIVE MODE; COMMIT
                """)
        } catch let error as PostgresError where error.state == "55P03" {
            return try coordinator.execute("ROLLBACK")
        }
        try session.begin()
        do {
            for shard in session.shards { try sweep(shard) }
            try session.commit()
        } catch {
            session.rollback()
            throw error
        }
    }

    private func sweep(_ shard: Shard) throws {
        for (kind, tables) in Self.kinds {
            let ids = try session.coordinator.query(
                "DELETE FROM leftover WHERE shard = $1 AND kind = $2 RETURNING id",
                [.int4(shard.id), .text(kind)]
            ).map { $0.int(0) }
            guard !ids.isEmpty else { continue }
            let connection = try session.connection(shard)
            for (table, column) in tables {
                try connection.query(
                    "DELETE FROM \(table.name)_\(shard.id) WHERE \(column) = ANY($1)", [.ints(ids)])
            }
            guard kind == "segment" else { continue }
            for id in ids {
                try connection.query(
                    "DELETE FROM segment_page_\(shard.id) WHERE id >= $1 AND id < $2",
                    [.int(id << ShardTable.pageBits), .int((id + 1) << ShardTable.pageBits)])
            }
        }
    }

    /// Notes what belongs to nothing, so that it is swept.
    func findOrphans() throws {
        try session.begin()
        do {
            for (kind, sql) in Self.orphans {
                try session.coordinator.query(
                    "INSERT INTO leftover SELECT shard, '\(kind)', id FROM (\(sql)) o(shard, id)")
            }
            try session.commit()
        } catch {
            session.rollback()
            throw error
        }
    }

    /// Gives space back within the tables and counts their rows anew.
    func vacuum() throws {
        try session.coordinator.execute("VACUUM (ANALYZE) catalog")
        for shard in session.shards {
            let connection = try session.connection(shard)
            if shard.options != nil { try connection.execute("COMMIT") }
            for table in ShardTable.all {
                try connection.execute("VACUUM (ANALYZE) \(table.name)_\(shard.id)")
            }
        }
        session.rollback()
    }
}
