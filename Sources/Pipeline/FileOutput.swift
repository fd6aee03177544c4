import Glibc

/// Reading or writing failed: the path and the system's own words.
public struct OutputError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `-` is a standard stream.
    public var path: String
    public var reason: String

    init(path: String, _ number: Int32) {
        self.path = path
        reason = String(cString: strerror(number))
    }

    public var description: String { "\(path): \(reason)" }
}

/// Writes bytes, all or none.
public enum FileOutput {
    /// Writes everything to an open file, however often the system takes only a part.
    public static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        try write(bytes, to: descriptor, path: "-")
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
        try bytes.withUnsafeBytes { raw in
            var at = 0
            while at < raw.count {
                let written = Glibc.write(descriptor, raw.baseAddress! + at, raw.count - at)
                if written < 0 {
                    if errno == EINTR { continue }
                    throw OutputError(path: path, errno)
                }
                at += written
            }
        }
    }
}
