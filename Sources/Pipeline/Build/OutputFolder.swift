import Foundation

/// The folder a build writes to: files are replaced whole, and one build at a time writes there.
final class OutputFolder: Sendable {
    static let database = "tiaowen.sqlite"
    static let documents = "documents"
    static let alignments = "alignments"
    /// What each run needs of the ones before it.
    static let state = ".tiaowen"
    static let parts = state + "/parts"
    private static let temporary = state + "/new"
    /// Written by every run.
    static let results = [database, "obligations.jsonl", "obligations.csv", "report.html"]

    let path: String
    private let lock: Int32

    /// Makes the folder if need be and takes hold of it.
    /// - Throws: `OutputError` if it cannot be made, or another build is writing there.
    init(_ path: String) throws {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        for folder in [Self.documents, Self.alignments, Self.parts, Self.temporary] {
            try Self.makeFolder(self.path + "/" + folder)
        }
        let lockPath = self.path + "/" + Self.state + "/lock"
        lock = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0 else { throw OutputError(path: lockPath, errno) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw OutputError(path: self.path, reason: "another build is writing there")
        }
        // what a run left that was cut off in the middle of a file
        for name in Self.names(in: self.path + "/" + Self.temporary) {
            unlink(self.path + "/" + Self.temporary + "/" + name)
        }
    }

    deinit { close(lock) }

    private static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw OutputError(path: path, reason: "the folder cannot be made")
        }
    }

    func path(_ relative: String) -> String { path + "/" + relative }

    func has(_ relative: String) -> Bool { access(path(relative), F_OK) == 0 }

    func hasAll(_ relative: [String]) -> Bool { relative.allSatisfy(has) }

    /// The bytes of a file of ours; `nil` if it cannot be read.
    func read(_ relative: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path(relative)).map(Array.init)
    }

    /// Writes a file whole or not at all.
    func write(_ bytes: [UInt8], to relative: String) throws {
        try write(to: relative) { try FileOutput.write(bytes, to: $0, path: path(relative)) }
    }

    /// Writes a file whole or not at all, in pieces.
    func write(to relative: String, _ content: (_ descriptor: Int32) throws -> Void) throws {
        let name = relative.split(separator: "/").joined(separator: "-")
        let temporary = path(Self.temporary + "/" + name)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputError(path: temporary, errno) }
        do {
            defer { close(descriptor) }
            try content(descriptor)
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path(relative)) == 0 else {
            throw OutputError(path: path(relative), errno)
        }
    }

    /// What people write themselves.
    static let overrides = alignments + "/overrides.yaml"

    /// Removes the results of single documents but for some, and what people wrote.
    func removeResults(except kept: Set<String>) throws {
        for folder in [Self.documents, Self.alignments, Self.parts] {
            for name in Self.names(in: path(folder))
            where !kept.contains(folder + "/" + name) && folder + "/" + name != Self.overrides {
                unlink(path(folder + "/" + name))
            }
        }
    }

    func removeDatabase() throws {
        for suffix in ["", "-wal", "-shm"] {
            let file = path(Self.database + suffix)
            guard unlink(file) == 0 || errno == ENOENT else { throw OutputError(path: file, errno) }
        }
    }

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
}
