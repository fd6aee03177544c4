import LegalText

/// The lines of a span that hold anything, without the blanks around them.
struct TextLines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var at: Int
    private let end: Int

    init(_ bytes: [UInt8], _ span: ByteSpan) {
        self.bytes = bytes
        let span = span.clamped(to: 0..<bytes.count)
        at = span.lowerBound
        end = span.upperBound
    }

    mutating func next() -> ByteSpan? {
        bytes.withUnsafeBufferPointer { p in
            while at < end {
                let start = p.skipBlanks(at, end)
                var stop = start
                var width = 0
                while stop < end {
                    width = Self.lineEndWidth(p, stop)
                    if width > 0 { break }
                    stop += 1
                }
                at = Swift.min(stop + width, end)
                let trimmed = p.trimBlanks(start, stop)
                if start < trimmed { return start..<trimmed }
                if stop >= end { break }
            }
            at = end
            return nil
        }
    }

    /// Length of the line end at `at` (LF, CR, NEL, U+2028, U+2029), 0 if none.
    static func lineEndWidth(_ p: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        switch p[at] {
        case 0x0A, 0x0D: return 1
        case 0xC2: return at + 1 < p.count && p[at + 1] == 0x85 ? 2 : 0
        case 0xE2:
            return at + 2 < p.count && p[at + 1] == 0x80 && p[at + 2] & 0xFE == 0xA8 ? 3 : 0
        default: return 0
        }
    }
}
