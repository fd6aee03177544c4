import Foundation
package import Search

/// An index in PostgreSQL (PostgreSQL 索引库): one coordinator, and shards that hold the documents.
///
///     let storage = try PostgresStorage("postgres://reader@db.example.org/law")
///     let index = try SearchIndex(storage: storage, grammar: .builtIn)
///
/// Terms, segments and ranking are those of the file `tiaowen.sqlite`; so are the answers. Errors are
/// `IndexError`s: `.missing` without an index in the database, `.unreachable` with the names of the
/// shards that do not answer. Several threads may use it, one at a time.
// Sendable: the session is used under the lock only.
package final class PostgresStorage: @unchecked Sendable {
    private let options: ConnectionOptions
    private let isPartial: Bool
    private let lock = NSLock()
    private var session: PostgresSession?
    private var down: [Int32: ContinuousClock.Instant] = [:]

    /// A shard that did not answer is left alone for so long before it is asked again.
    private static let rest = Duration.seconds(30)
    /// A read that met an outage that is over, or gave way to another transaction, is begun again so often.
    private static let attempts = 3

    /// Whether a text names a PostgreSQL database rather than anything else.
    package static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// Opens an index.
    /// - Parameters:
    ///   - address: `postgres://user@host:port/database`; a password may also stand in `PGPASSWORD`.
    ///   - isPartial: whether reads do without shards that do not answer.
    package convenience init(_ address: String, isPartial: Bool = false) throws {
        try self.init(address, isPartial: isPartial) { setup in
            if try !setup.exists() { throw IndexError.missing(setup.coordinator.place) }
        }
    }

    /// Opens an index, or makes it.
    /// - Parameter shards: addresses of databases to become its shards, behind those it has; without any,
    ///   a new index has one shard in the database itself.
    package convenience init(_ address: String, addingShards shards: [String]) throws {
        try self.init(address, isPartial: false) { setup in
            let shards = try shards.map { try ConnectionOptions($0) }
            if try !setup.exists() {
                try setup.create(shards: shards)
            } else if !shards.isEmpty {
                try setup.add(shards: shards)
            }
        }
    }

    private init(
        _ address: String, isPartial: Bool, _ prepare: (StoreSetup) throws -> Void
    ) throws {
        self.isPartial = isPartial
        options = try Self.translating { try ConnectionOptions(address) }
        session = try Self.translating {
            let session = try PostgresSession(options)
            try prepare(StoreSetup(coordinator: session.coordinator))
            try session.findShards()
            return session
        }
    }

    /// The address without the password: `postgres://user@host:port/database`.
    package var place: String {
        "postgres://" + (options["user"].map { $0 + "@" } ?? "") + options.place
    }

    /// Does something with a server and tells its errors as errors of the index.
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as PostgresError {
            if error.isMissing { throw IndexError.missing(error.place) }
            if error.isOutage { throw IndexError.unreachable([error.description]) }
            throw IndexError.unavailable(error.description)
        }
    }

    /// The session, opened anew if the connection was lost.
    fileprivate func opened() throws -> PostgresSession {
        if let session, session.coordinator.isAlive { return session }
        let new = try PostgresSession(options)
        try new.findShards()
        session = new
        return new
    }
}

// MARK: Reading

extension PostgresStorage: IndexStorage {
    /// The shards that did not answer.
    package var missing: [String] {
        lock.withLock {
            (session?.shards ?? []).filter { down[$0.id] != nil }.map(\.name)
        }
    }

    package func read<T>(_ body: (any IndexReading) throws -> T) throws -> T {
        try lock.withLock { try Self.translating { try readAgain(body) } }
    }

    private func readAgain<T>(_ body: (any IndexReading) throws -> T) throws -> T {
        var attempt = 1
        down = down.filter { ContinuousClock.now - $0.value < Self.rest }
        while true {
            let session = try opened()
            let asked = session.shards.filter { down[$0.id] == nil }
            do {
                // the lock comes before the moment the index is seen at: see `Sweeper`; a plan made once for
                // all shards would speak to those that are left out, too
                try session.coordinator.execute(
                    """
                    BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;
                    LOCK TABLE reading IN ACCESS SHARE MODE;
                    \(down.isEmpty ? "" : "SET LOCAL plan_cache_mode = force_custom_plan")
                    """)
                let result = try body(PostgresIndex(session, shards: asked))
                try session.coordinator.execute("COMMIT")
                return result
            } catch {
                session.rollback()
                guard let error = error as? PostgresError, error.isOutage || error.isTransient
                else {
                    throw error
                }
                let missing = session.coordinator.isAlive ? silent(asked, session) : []
                if !missing.isEmpty, !isPartial || missing.count == asked.count {
                    throw IndexError.unreachable(missing.map(\.name))
                }
                for shard in missing { down[shard.id] = .now }
                attempt += missing.isEmpty ? 1 : 0
                if attempt > Self.attempts { throw error }
            }
        }
    }

    /// The shards that do not answer.
    private func silent(_ shards: [Shard], _ session: PostgresSession) -> [Shard] {
        shards.filter { shard in
            do {
                try session.coordinator.query("SELECT id FROM segment_\(shard.id) LIMIT 1")
                return false
            } catch {
                return (error as? PostgresError)?.isOutage ?? false
            }
        }
    }
}

// MARK: Writing

extension PostgresStorage: WritableIndexStorage {
    package func write<T>(_ body: (any IndexWriting) throws -> T) throws -> T {
        try writing { try body(PostgresIndex($0, shards: $0.shards)) }
    }

    package func forEachPart(_ body: (any IndexWriting) throws -> Void) throws {
        try writing { session in
            for shard in session.shards {
                try body(PostgresIndex(session, shards: [shard], writesTo: shard))
            }
        }
    }

    private func writing<T>(_ body: (PostgresSession) throws -> T) throws -> T {
        try lock.withLock {
            try Self.translating {
                let session = try opened()
                do {
                    try session.begin()
                    let result = try body(session)
                    try session.commit()
                    return result
                } catch {
                    session.rollback()
                    throw error
                }
            }
        }
    }

    /// Deletes what nobody sees any more.
    package func settle() throws {
        try lock.withLock { try Self.translating { try Sweeper(session: opened()).sweep() } }
    }

    package func compact() throws {
        try lock.withLock {
            try Self.translating {
                let sweeper = Sweeper(session: try opened())
                try sweeper.findOrphans()
                try sweeper.sweep()
                try sweeper.vacuum()
            }
        }
    }
}
