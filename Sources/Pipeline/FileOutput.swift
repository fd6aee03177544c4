import Foundation

/// Reading or writing failed: the path and the system's own words.
public struct OutputError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `-` is a standard stream.
    public var path: String
    public var reason: String

    init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// - Parameter number: the system's `errno`.
    init(path: String, _ number: Int32) {
        self.init(path: path, reason: String(cString: strerror(number)))
    }

    public var description: String { "\(path): \(reason)" }
}

/// Writes bytes, all or none.
public enum FileOutput {
    /// Writes everything to an open file, however often the system takes only a part.
    public static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        try write(bytes, to: descriptor, path: "-")
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
        try bytes.withUnsafeBytes { raw in
            guard let base = raw.baseAddress else { return }
            var at = 0
            while at < raw.count {
                let written = Foundation.write(descriptor, base + at, raw.count - at)
                if written < 0 {
                    if errno == EINTR { continue }
                    throw OutputError(path: path, errno)
                }
                at += written
            }
        }
    }
}
