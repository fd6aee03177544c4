import Foundation
import GRDB

/// An index in one SQLite file; `SQLiteSchema` has its tables.
struct SQLiteStorage: WritableIndexStorage {
    private let queue: DatabaseQueue

    /// Opens a file read-only.
    /// - Throws: `IndexError.missing`, `IndexError.version`, or what else is wrong with the file.
    init(reading path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw IndexError.missing(path) }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let open = configuration
        queue = try IndexError.translating { try DatabaseQueue(path: path, configuration: open) }
        try IndexError.translating { try queue.read { try SQLiteSchema.check($0) } }
    }

    /// Opens a file, or makes it.
    /// - Parameter isMostlyHan: whether a new file keeps text in UTF-16, which takes a third less for Han
    ///   characters and twice as much for letters.
    init(writing path: String, isMostlyHan: Bool) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase {
            if isMostlyHan { try $0.execute(sql: "PRAGMA encoding = 'UTF-16le'") }
            try $0.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        let open = configuration
        queue = try IndexError.translating { try DatabaseQueue(path: path, configuration: open) }
        try IndexError.translating {
            try queue.write { db in
                let isNew = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
                if isNew { try SQLiteSchema.create(db) }
                try SQLiteSchema.check(db)
            }
        }
    }

    func read<T>(_ body: (any IndexReading) throws -> T) throws -> T {
        try IndexError.translating { try queue.read { try body(SQLiteIndex(db: $0)) } }
    }

    func write<T>(_ body: (any IndexWriting) throws -> T) throws -> T {
        try IndexError.translating { try queue.write { try body(SQLiteIndex(db: $0)) } }
    }

    func settle() throws { try execute("PRAGMA wal_checkpoint(TRUNCATE)") }

    func compact() throws {
        try IndexError.translating { try queue.vacuum() }
        try execute("ANALYZE")
        try settle()
    }

    /// Closes the file for good as one that is only read from now on, without a log beside it.
    func seal() throws {
        try execute("PRAGMA journal_mode = DELETE")
        try IndexError.translating { try queue.close() }
    }

    private func execute(_ sql: String) throws {
        try IndexError.translating {
            try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        }
    }
}
