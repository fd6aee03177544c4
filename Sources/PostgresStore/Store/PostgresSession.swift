import Search

/// The connections of one process to an index, with what is on its way into it (会话).
///
/// Rows are read through the coordinator, but for pages of segments, which come straight from their shard;
/// rows are written straight to their shard. In a transaction over several, the shards commit first and
/// the coordinator last: until its catalog names them, nobody sees the rows of the shards, and a writer
/// that dies in between has changed nothing.
final class PostgresSession {
    let coordinator: PostgresConnection
    private(set) var shards: [Shard] = []
    /// Headers of segments, which never change; their pages come and go.
    var segments: [Int64: Segment] = [:]

    private var readers: [Int32: PostgresConnection] = [:]
    private var direct: [Int32: PostgresConnection] = [:]
    private var begun: Set<Int32> = []
    /// By shard (−1 = the coordinator), in the order of their first row.
    private var copies: [(shard: Int32, rows: CopyRows)] = []
    private var reserved: [String: Range<Int64>] = [:]
    /// Names of documents on their way into the catalog.
    private var waiting: Set<String> = []

    /// Rows of a table are sent when they weigh this much.
    private static let load = 1 << 20

    init(_ options: ConnectionOptions) throws {
        coordinator = try PostgresConnection(options)
        try coordinator.execute(StoreSetup.session)
    }

    /// Where each segment is.
    private var homes: [Int64: Int32] = [:]

    func findHomes() throws {
        let rows = try coordinator.query("SELECT id, shard FROM extent")
        homes = Dictionary(
            rows.map { ($0.int(0), Int32($0.int(1))) }, uniquingKeysWith: { $1 })
    }

    /// The shard a segment is on.
    func home(ofSegment id: Int64) -> Int32 { homes[id] ?? 0 }

    func findShards() throws { shards = try Shard.all(coordinator) }

    // MARK: Transactions

    func begin() throws {
        try coordinator.execute("BEGIN; LOCK TABLE writing IN EXCLUSIVE MODE")
    }

    /// The connection to a shard, inside the transaction.
    func connection(_ shard: Shard) throws -> PostgresConnection {
        guard var options = shard.options else { return coordinator }
        if let open = direct[shard.id], open.isAlive, begun.contains(shard.id) { return open }
        do {
            options["target_session_attrs"] = "read-write"
            let connection = try direct[shard.id] ?? PostgresConnection(options)
            direct[shard.id] = connection
            try connection.execute("SET search_path = \(StoreSetup.schema); BEGIN")
            begun.insert(shard.id)
            return connection
        } catch let error as PostgresError where error.isOutage {
            direct[shard.id] = nil
            throw IndexError.unreachable(["\(shard.name): \(error.message)"])
        }
    }

    func commit() throws {
        try flush()
        for id in begun.sorted() { try direct[id]?.execute("COMMIT") }
        try coordinator.execute("COMMIT")
        forget()
    }

    func rollback() {
        for id in begun { try? direct[id]?.execute("ROLLBACK") }
        try? coordinator.execute("ROLLBACK")
        direct = direct.filter { $0.value.isAlive }
        // one of them may be in the middle of an answer
        readers = [:]
        forget()
    }

    private func forget() {
        begun = []
        copies = []
        reserved = [:]
        waiting = []
    }

    /// A connection to a shard for reading what never changes: it is in no transaction.
    func reader(_ shard: Shard) throws -> PostgresConnection {
        guard let options = shard.options else { return coordinator }
        if let open = readers[shard.id], open.isAlive { return open }
        let connection = try PostgresConnection(options)
        try connection.execute("SET search_path = \(StoreSetup.schema); SET jit = off")
        readers[shard.id] = connection
        return connection
    }

    // MARK: Rows

    /// Puts a row on its way.
    /// - Parameter shard: `nil` = the coordinator.
    func add(_ values: [PostgresValue], to target: String, on shard: Shard?) throws {
        let id = shard?.id ?? -1
        let at =
            copies.firstIndex { $0.shard == id && $0.rows.target == target }
            ?? {
                copies.append((id, CopyRows(target: target)))
                return copies.count - 1
            }()
        copies[at].rows.append(values)
        // the coordinator's tables refer to each other: all of them are sent, in order
        guard copies[at].rows.bytes.count > Self.load else { return }
        if let shard {
            try connection(shard).copy(&copies[at].rows)
        } else {
            try flushCatalog()
        }
    }

    func flush() throws {
        try flushCatalog()
        for at in copies.indices where copies[at].shard >= 0 {
            guard let shard = shards.first(where: { $0.id == copies[at].shard }) else { continue }
            try connection(shard).copy(&copies[at].rows)
        }
    }

    /// Sends what is on its way into the catalog, so that statements see it.
    func flushCatalog() throws {
        for at in copies.indices where copies[at].shard < 0 {
            try coordinator.copy(&copies[at].rows)
        }
        waiting = []
    }

    /// Notes that a document of this name is on its way, after sending one that already was.
    func announce(_ name: String) throws {
        if waiting.contains(name) { try flushCatalog() }
        waiting.insert(name)
    }

    func isAnnounced(_ name: String) -> Bool { waiting.contains(name) }

    /// The first of `count` numbers in a row, above all that were given out.
    func reserve(_ count: Int, of sequence: String, ahead: Int = 1) throws -> Int64 {
        let left = reserved[sequence] ?? 0..<0
        if left.count >= count {
            reserved[sequence] = left.lowerBound + Int64(count)..<left.upperBound
            return left.lowerBound
        }
        let size = Int64(max(count, ahead))
        let first =
            try coordinator.query(
                """
                SELECT setval($1::text::regclass, nextval($1::text::regclass) + $2 - 1) - $2 + 1
                """, [.text(sequence), .int(size)]
            ).first?.int(0) ?? 0
        reserved[sequence] = first + Int64(count)..<first + size
        return first
    }
}
