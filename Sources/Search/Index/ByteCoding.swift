/// Appends whole numbers in as few bytes as they need (LEB128).
extension [UInt8] {
    @inline(__always) mutating func appendNumber(_ number: Int) {
        var rest = UInt(bitPattern: number)
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}

/// Reads what `appendNumber` wrote; beyond the end everything is 0.
struct ByteReader {
    private(set) var at: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>

    init(_ at: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
        self.at = at
        self.end = end
    }

    var isAtEnd: Bool { at >= end }

    @inline(__always) mutating func number() -> Int {
        guard at < end else { return 0 }
        let first = at.pointee
        at += 1
        if first < 0x80 { return Int(first) }
        var value = Int(first & 0x7F)
        var shift = 7
        while at < end {
            let byte = at.pointee
            at += 1
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
            if shift > 56 { break }
        }
        return value
    }

    mutating func skip(_ count: Int) { at = Swift.min(at + max(count, 0), end) }
}
