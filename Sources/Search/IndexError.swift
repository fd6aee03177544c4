import GRDB

/// Why an index cannot be used (索引错误). Only the file is ever to blame, never a query.
public enum IndexError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no index at this path.
    case missing(String)
    /// The file is an index of another version of this program.
    case version(found: Int, expected: Int)
    /// The index contradicts itself; building it again helps.
    case damaged(String)
    /// The file cannot be opened, read or written: rights, a full disk, another program that writes.
    case unavailable(String)
    /// Servers that hold it, or parts of it, do not answer.
    case unreachable([String])

    public var description: String {
        switch self {
        case .missing(let path): "no index at \(path)"
        case .version(let found, let expected):
            "the index is of version \(found), this program reads version \(expected): build it again"
        case .damaged(let what): "the index is damaged (\(what)): build it again"
        case .unavailable(let what): "the index cannot be used: \(what)"
        case .unreachable(let servers):
            "the index cannot be reached: no answer from \(servers.joined(separator: ", "))"
        }
    }

    /// Does something with a database and tells its errors as errors of the index.
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT:
                throw IndexError.damaged(error.message ?? "\(error.resultCode)")
            default: throw IndexError.unavailable(error.message ?? "\(error.resultCode)")
            }
        }
    }
}
