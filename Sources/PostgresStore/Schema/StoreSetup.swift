import Search

/// Makes the tables of an index in databases that have none (建库), and adds shards to one that has.
struct StoreSetup {
    let coordinator: PostgresConnection

    static let schema = "tiaowen"

    /// What a session of ours needs.
    static let session = """
        SET search_path = \(schema); SET jit = off; SET plan_cache_mode = force_generic_plan;
        SET enable_partitionwise_join = on; SET enable_partitionwise_aggregate = on
        """

    /// Whether there is an index.
    /// - Throws: `IndexError.version` if it is of another version.
    func exists() throws -> Bool {
        do {
            let found = try coordinator.query("SELECT version FROM setting").first?.int(0) ?? 0
            if found != CatalogSchema.version {
                throw IndexError.version(found: Int(found), expected: Int(CatalogSchema.version))
            }
            return true
        } catch let error as PostgresError where error.isMissing {
            return false
        }
    }

    /// Makes an index with these shards or, without any, with one in the coordinator's own database.
    func create(shards: [ConnectionOptions]) throws {
        try checkEncoding(coordinator)
        try inTransaction(coordinator) {
            try coordinator.execute(
                "CREATE SCHEMA \(Self.schema); " + CatalogSchema.tables
                    + ShardTable.all.map {
                        "CREATE TABLE \($0.name)(\($0.definition)) PARTITION BY LIST (shard);"
                    }.joined(separator: "\n") + CatalogSchema.views)
            if shards.isEmpty {
                try coordinator.execute(
                    "INSERT INTO shard VALUES (0, NULL); "
                        + ShardTable.all.map {
                            """
                            CREATE TABLE \($0.name)_0 PARTITION OF \($0.name) FOR VALUES IN (0);
                            """ + Self.indexes($0, 0)
                        }.joined())
            }
            for (id, options) in shards.enumerated() { try add(Int32(id), options) }
        }
    }

    /// Adds shards behind those there are; documents written from now on are divided among all.
    func add(shards: [ConnectionOptions]) throws {
        try inTransaction(coordinator) {
            let last = try coordinator.query("SELECT max(id) FROM shard").first?.int(0) ?? -1
            for (i, options) in shards.enumerated() { try add(Int32(last + 1) + Int32(i), options) }
        }
    }

    private func add(_ id: Int32, _ options: ConnectionOptions) throws {
        var writing = options
        writing["target_session_attrs"] = "read-write"
        let shard = try PostgresConnection(writing)
        try checkEncoding(shard)
        try inTransaction(shard) {
            try shard.execute(
                "CREATE SCHEMA IF NOT EXISTS \(Self.schema); SET LOCAL search_path = \(Self.schema);"
                    + ShardTable.all.map {
                        """
                        CREATE TABLE \($0.name)_\(id)(\($0.definition), CHECK (shard = \(id)));
                        """ + Self.indexes($0, id)
                    }.joined())
            try coordinator.execute(server(id, options))
            try coordinator.execute(mapping(id, entering: shard.credentials))
            try coordinator.execute(foreignTables(id))
        }
    }

    private static func indexes(_ table: ShardTable, _ id: Int32) -> String {
        table.indexes.map { $0.replacing("%", with: "\(table.name)_\(id)") + ";" }.joined()
    }

    private func server(_ id: Int32, _ options: ConnectionOptions) throws -> String {
        var values = [
            "async_capable": "true", "fetch_size": "1000", "connect_timeout": "5",
            "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3",
            // rows that travel cost more than rows that are joined where they are
            "fdw_tuple_cost": "1",
        ]
        for (keyword, value) in options.values where !["user", "password"].contains(keyword) {
            values[keyword] = value
        }
        return """
            CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA public;
            CREATE SERVER \(Shard.server(id)) FOREIGN DATA WRAPPER postgres_fdw \
            OPTIONS (\(try list(values.sorted { $0.key < $1.key })));
            INSERT INTO shard VALUES (\(id), '\(Shard.server(id))')
            """
    }

    /// As whom to enter a server: a statement of its own, since a log of failed ones would tell the password.
    private func mapping(
        _ id: Int32, entering: (user: String, password: String)
    ) throws -> String {
        var options = [("user", entering.user)]
        if !entering.password.isEmpty { options.append(("password", entering.password)) }
        return """
            CREATE USER MAPPING FOR CURRENT_USER SERVER \(Shard.server(id)) \
            OPTIONS (\(try list(options)))
            """
    }

    /// The tables of a server as partitions of ours.
    private func foreignTables(_ id: Int32) -> String {
        ShardTable.all.map {
            """
            CREATE FOREIGN TABLE \($0.name)_\(id) PARTITION OF \($0.name) FOR VALUES IN (\(id))
            SERVER \(Shard.server(id))
            OPTIONS (schema_name '\(Self.schema)', table_name '\($0.name)_\(id)');
            """
        }.joined()
    }

    private func list(_ options: [(key: String, value: String)]) throws -> String {
        try options.map { "\($0.key) \(try coordinator.literal($0.value))" }.joined(separator: ", ")
    }

    private func checkEncoding(_ connection: PostgresConnection) throws {
        let encoding = try connection.query("SHOW server_encoding").first?.text(0) ?? ""
        guard encoding == "UTF8" else {
            throw IndexError.unavailable("\(connection.place) is encoded in \(encoding), not UTF8")
        }
    }

    private func inTransaction(_ connection: PostgresConnection, _ body: () throws -> Void) throws {
        try connection.execute("BEGIN")
        do {
            try body()
            try connection.execute("COMMIT")
        } catch {
            try? connection.execute("ROLLBACK")
            throw error
        }
    }
}
