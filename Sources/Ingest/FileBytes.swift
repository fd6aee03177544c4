import Glibc

/// Reads whole files through the C library, within `Ingest.sizeLimit`.
enum FileBytes {
    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw IngestError.noSuchFile(path: path) }
            throw failure(path)
        }
        defer { close(descriptor) }
        return try read(descriptor, path: path)
    }

    static func standardInput() throws -> [UInt8] { try read(STDIN_FILENO, path: "-") }

    private static func read(_ descriptor: Int32, path: String) throws -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw IngestError.unreadable(path: path, reason: "it is a folder")
        }
        let expected = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
        if expected > Ingest.sizeLimit {
            throw IngestError.tooLarge(path: path, limit: Ingest.sizeLimit)
        }
        var bytes = [UInt8](repeating: 0, count: expected + 1)
        var filled = 0
        while true {
            if filled == bytes.count {
                if filled > Ingest.sizeLimit {
                    throw IngestError.tooLarge(path: path, limit: Ingest.sizeLimit)
                }
                bytes.append(contentsOf: repeatElement(0, count: max(filled, 1 << 16)))
            }
            let got = bytes.withUnsafeMutableBytes { raw in
                Glibc.read(descriptor, raw.baseAddress! + filled, raw.count - filled)
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw failure(path)
            }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    private static func failure(_ path: String) -> IngestError {
        .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
}
