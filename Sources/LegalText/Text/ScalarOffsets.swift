/// Turns byte offsets into Unicode scalar offsets and back: the form other programs count in.
///
/// Built in one pass; each look-up reads at most 256 bytes.
///
///     let offsets = ScalarOffsets(Array("第一条".utf8))
///     offsets.scalar(atByte: 6)    // 2
///     offsets.byte(atScalar: 2)    // 6
public struct ScalarOffsets: Sendable {
    private static let stride = 256
    private let bytes: [UInt8]
    /// `marks[k]` = scalars that start before byte `k * stride`.
    private let marks: [Int]

    /// Number of Unicode scalars in the text.
    public let count: Int

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var marks: [Int] = []
        marks.reserveCapacity(bytes.count / Self.stride + 1)
        var total = 0
        bytes.withUnsafeBufferPointer { p in
            var at = 0
            while at < p.count {
                marks.append(total)
                let end = min(at + Self.stride, p.count)
                var starts = 0
                for i in at..<end where p[i] & 0xC0 != 0x80 { starts += 1 }
                total += starts
                at = end
            }
        }
        marks.append(total)
        self.marks = marks
        count = total
    }

    /// Scalars before a byte offset.
    public func scalar(atByte offset: Int) -> Int {
        let at = min(max(offset, 0), bytes.count)
        let mark = at / Self.stride
        return bytes.withUnsafeBufferPointer { p in
            var total = marks[mark]
            for i in (mark * Self.stride)..<at where p[i] & 0xC0 != 0x80 { total += 1 }
            return total
        }
    }

    /// The byte at which the given scalar starts; the end of the text if there are fewer.
    public func byte(atScalar index: Int) -> Int {
        guard index > 0 else { return 0 }
        guard index < count else { return bytes.count }
        var (low, high) = (0, marks.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if marks[middle] <= index { low = middle } else { high = middle - 1 }
        }
        var (at, seen) = (low * Self.stride, marks[low])
        while at < bytes.count {
            if bytes[at] & 0xC0 != 0x80 {
                if seen == index { return at }
                seen += 1
            }
            at += 1
        }
        return bytes.count
    }

    /// A byte span in scalars.
    public func scalars(_ span: ByteSpan) -> Range<Int> {
        let start = scalar(atByte: span.lowerBound)
        return start..<max(start, scalar(atByte: span.upperBound))
    }
}
