/// Why a file could not be read, with the exit code the command line ends in (sysexits.h).
public enum IngestError: Error, Sendable, Hashable, CustomStringConvertible {
    case noSuchFile(path: String)
    /// `reason` is the system's own words: `Permission denied`.
    case unreadable(path: String, reason: String)
    /// `kind` says what it is instead of text: `a PDF document`.
    case notText(path: String, kind: String)
    case tooLarge(path: String, limit: Int)

    public var path: String {
        switch self {
        case .noSuchFile(let path), .unreadable(let path, _), .notText(let path, _),
            .tooLarge(let path, _):
            path
        }
    }

    /// Stable name for programs.
    public var code: String {
        switch self {
        case .noSuchFile: "no-such-file"
        case .unreadable: "unreadable"
        case .notText: "not-text"
        case .tooLarge: "too-large"
        }
    }

    /// 65 bad data, 66 no such input, 74 input/output.
    public var exitCode: Int32 {
        switch self {
        case .noSuchFile: 66
        case .unreadable: 74
        case .notText, .tooLarge: 65
        }
    }

    public var message: String {
        switch self {
        case .noSuchFile: "there is no such file"
        case .unreadable(_, let reason): "the file cannot be read: \(reason)"
        case .notText(_, let kind): "the file is not text: it looks like \(kind)"
        case .tooLarge(_, let limit): "the file is larger than \(limit >> 20) MiB"
        }
    }

    public var description: String { "\(path): \(message)" }
}
