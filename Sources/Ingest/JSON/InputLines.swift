public import Glibc

/// The lines of standard input (or another open file), each given as soon as it is complete.
///
///     for line in InputLines() { … }    // [UInt8] without its LF or CR LF
///
/// No more than one line and one block are held in memory; a line above `Ingest.sizeLimit` ends the
/// input. Empty lines are given, too.
public struct InputLines: Sequence, IteratorProtocol {
    private let descriptor: Int32
    private var block = [UInt8](repeating: 0, count: 1 << 18)
    private var rest = 0..<0
    private var isAtEnd = false

    /// - Parameter descriptor: an open file, which stays open.
    public init(descriptor: Int32 = STDIN_FILENO) { self.descriptor = descriptor }

    public mutating func next() -> [UInt8]? {
        var line: [UInt8] = []
        var isLine = false
        while true {
            if rest.isEmpty {
                guard fill() else { return isLine ? line : nil }
            }
            isLine = true
            let end = lineEnd()
            line.append(contentsOf: block[rest.lowerBound..<(end ?? rest.upperBound)])
            rest = (end.map { $0 + 1 } ?? rest.upperBound)..<rest.upperBound
            if end != nil {
                if line.last == 0x0D { line.removeLast() }
                return line
            }
            if line.count > Ingest.sizeLimit { return nil }
        }
    }

    /// Where the next LF stands in what is left of the block.
    private func lineEnd() -> Int? {
        block.withUnsafeBytes { raw in
            guard let base = raw.baseAddress,
                let found = memchr(base + rest.lowerBound, 0x0A, rest.count)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    private mutating func fill() -> Bool {
        while !isAtEnd {
            let got = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if got < 0, errno == EINTR { continue }
            isAtEnd = got <= 0
            rest = 0..<Swift.max(0, got)
            return got > 0
        }
        return false
    }
}
