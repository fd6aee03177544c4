import Glibc

/// Reads whole lines from a file descriptor, as many at once as are there: a line typed by hand comes
/// alone and at once, a file in blocks.
struct LineBlockReader {
    /// What one read asks for. Pipes give at most 64 KiB at a time anyhow.
    private static let readSize = 1 << 17
    private let descriptor: Int32
    /// The beginning of a line whose end has not been read.
    private var rest: [UInt8] = []
    private var isAtEnd = false

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// The next whole lines, the last of the input also without a line end; `nil` at the end.
    mutating func next() throws -> [UInt8]? {
        while !isAtEnd {
            let old = rest.count
            try fill()
            if isAtEnd { break }
            guard let end = rest[old...].lastIndex(of: 0x0A) else { continue }
            let block: [UInt8]
            if end + 1 == rest.count {
                block = rest
                rest = []
            } else {
                block = Array(rest[...end])
                rest = Array(rest[(end + 1)...])
            }
            return block
        }
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
    }

    private mutating func fill() throws {
        let old = rest.count
        rest.reserveCapacity(max(old + Self.readSize, rest.capacity))
        var failure: Int32 = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: Self.readSize) { buffer, count in
            while true {
                let got = read(descriptor, buffer.baseAddress, Self.readSize)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                count = max(got, 0)
                return
            }
        }
        if failure != 0 { throw OutputError(path: "-", failure) }
        isAtEnd = chunk.isEmpty
        rest += chunk
    }

    /// The lines of a block that hold more than blanks, without their ends and without a byte order
    /// mark in front of the object.
    static func lines(of block: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        block.withUnsafeBufferPointer { p in
            var start = 0
            while start < p.count {
                var end = start
                if let found = memchr(p.baseAddress! + start, 0x0A, p.count - start) {
                    end = UnsafeRawPointer(p.baseAddress!).distance(to: UnsafeRawPointer(found))
                } else {
                    end = p.count
                }
                var first = start
                if first + 3 <= end, p[first] == 0xEF, p[first + 1] == 0xBB, p[first + 2] == 0xBF {
                    first += 3
                }
                while first < end, p[first] == 0x20 || p[first] == 0x09 || p[first] == 0x0D {
                    first += 1
                }
                if first < end { lines.append(first..<end) }
                start = end + 1
            }
        }
        return lines
    }
}
