/// A part of the documents with everything that belongs to them, on one server (分片).
struct Shard: Sendable, Hashable {
    var id: Int32
    /// Where it is; `nil` = in the coordinator's own database.
    var options: ConnectionOptions?

    /// For people: `shard 1 (10.0.0.5:5432/law)`.
    var name: String { "shard \(id)" + (options.map { " (\($0.place))" } ?? "") }

    /// Its server in the coordinator's database.
    static func server(_ id: Int32) -> String { "tiaowen_shard_\(id)" }

    /// What of a server's options is postgres_fdw's own, and not libpq's.
    private static let foreign: Set<String> = [
        "async_capable", "batch_size", "extensions", "fdw_startup_cost", "fdw_tuple_cost",
        "fetch_size", "keep_connections", "parallel_commit", "password_required", "truncatable",
        "updatable", "use_remote_estimate",
    ]

    /// The shards a coordinator knows, with the addresses its servers have and as whom it enters them.
    static func all(_ coordinator: PostgresConnection) throws -> [Shard] {
        let rows = try coordinator.query(
            """
            SELECT s.id, o.option_name, o.option_value FROM shard s
            LEFT JOIN LATERAL (
              SELECT v.* FROM pg_foreign_server f, pg_options_to_table(f.srvoptions) v
              WHERE f.srvname = s.server
              UNION ALL
              SELECT v.* FROM pg_user_mappings m, pg_options_to_table(m.umoptions) v
              WHERE m.srvname = s.server AND m.usename IN (current_user, 'public')
            ) o ON true ORDER BY s.id
            """)
        var shards: [Shard] = []
        rows.forEach { row in
            let id = Int32(row.int(0))
            if shards.last?.id != id { shards.append(Shard(id: id)) }
            guard !row.isNull(1), !foreign.contains(row.text(1)) else { return }
            var options = shards[shards.count - 1].options ?? ConnectionOptions([:])
            options[row.text(1)] = row.text(2)
            shards[shards.count - 1].options = options
        }
        return shards
    }

    /// The shard a new document of this name goes to (FNV-1a): the same for the same shards.
    static func home(ofDocument name: String, among shards: [Shard]) -> Shard {
        let hash = name.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        // the lower bits of the product mix least
        return shards[Int((hash >> 16) % UInt64(shards.count))]
    }
}
