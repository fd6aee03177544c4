/// The places of one term in one segment: where it is in memory.
///
/// Written in one of two ways. *Sparse*: the distance of each place to the one before, doubled, plus one
/// if the number of occurrences follows; lists of more than `blockSize` places begin with a table of
/// their blocks (last place, end of the block's bytes). *Dense*, where every few places are in the
/// list: `DensePlaces`.
struct PlaceList {
    /// Places of a block of a sparse list.
    static let blockSize = 64
    /// Lists that hold one of so many places are dense.
    static let density = 24
    /// Occurrences are counted up to here: what is beyond makes next to no difference to BM25.
    static let mostOccurrences = 15

    /// Number of places.
    var count: Int
    var isDense: Bool
    var bytes: UnsafeBufferPointer<UInt8>

    private static let entrySize = 8

    private var blockCount: Int {
        count > Self.blockSize ? (count + Self.blockSize - 1) / Self.blockSize : 0
    }

    /// The bytes of a sparse list behind its table.
    private var places: UnsafeBufferPointer<UInt8>? {
        guard bytes.count >= blockCount * Self.entrySize, !isDense else { return nil }
        return UnsafeBufferPointer(rebasing: bytes[(blockCount * Self.entrySize)...])
    }

    /// At the first place of a sparse list.
    var reader: ByteReader? {
        guard let places, let start = places.baseAddress else { return nil }
        return ByteReader(start, start + places.count)
    }

    /// Calls `body` with every place and how often the term occurs there.
    @inline(__always) func visit(_ body: (_ place: Int, _ occurrences: Int) -> Void) {
        var cursor = PlaceCursor(self)
        cursor?.visit(below: .max, body)
    }

    /// Calls `body` for those of `wanted` (ascending) the list holds: blocks without any are skipped.
    @inline(__always) func visit(
        in wanted: [Int32], _ body: (_ index: Int, _ occurrences: Int) -> Void
    ) {
        if isDense {
            guard let dense = DensePlaces(self) else { return }
            for (index, place) in wanted.enumerated() {
                let occurrences = dense.occurrences(at: Int(place))
                if occurrences > 0 { body(index, occurrences) }
            }
        } else if blockCount == 0 {
            guard var reader else { return }
            var next = 0
            Self.visit(wanted, &next, from: &reader, count: count, after: 0, body)
        } else {
            visitBlocks(wanted, body)
        }
    }

    private func visitBlocks(_ wanted: [Int32], _ body: (_ index: Int, _ occurrences: Int) -> Void)
    {
        guard let places, let start = places.baseAddress else { return }
        let table = UnsafeRawBufferPointer(bytes)
        func entry(_ block: Int) -> (last: Int, end: Int) {
            (
                Int(table.loadUnaligned(fromByteOffset: block * Self.entrySize, as: UInt32.self)),
                Int(
                    table.loadUnaligned(
                        fromByteOffset: block * Self.entrySize + 4, as: UInt32.self))
            )
        }
        var (next, block) = (0, 0)
        while next < wanted.count {
            // the first block that does not end before the place: in growing steps, then by halves
            let place = Int(wanted[next])
            var step = 1
            while block + step < blockCount, entry(block + step - 1).last < place {
                block += step
                step *= 2
            }
            var (low, high) = (block, min(block + step, blockCount))
            while low < high {
                let middle = (low + high) / 2
                if entry(middle).last < place { low = middle + 1 } else { high = middle }
            }
            block = low
            guard block < blockCount else { return }
            let before = block == 0 ? (last: 0, end: 0) : entry(block - 1)
            let (last, end) = entry(block)
            guard before.end <= end, end <= places.count else { return }
            var reader = ByteReader(start + before.end, start + end)
            Self.visit(
                wanted, &next, from: &reader,
                count: min(Self.blockSize, count - block * Self.blockSize), after: before.last, body
            )
            while next < wanted.count, Int(wanted[next]) <= last { next += 1 }
        }
    }

    /// Calls `body` for those of `wanted`, from `next` on, that are among the next `count` places.
    @inline(__always)
    private static func visit(
        _ wanted: [Int32], _ next: inout Int, from reader: inout ByteReader, count: Int,
        after: Int, _ body: (_ index: Int, _ occurrences: Int) -> Void
    ) {
        var place = after
        for _ in 0..<count {
            guard next < wanted.count else { return }
            let code = reader.number()
            place += code >> 1
            let occurrences = code & 1 == 0 ? 1 : reader.number()
            while next < wanted.count, Int(wanted[next]) < place { next += 1 }
            if next < wanted.count, Int(wanted[next]) == place {
                body(next, occurrences)
                next += 1
            }
        }
    }

    // MARK: Writing

    /// The bytes of a list.
    /// - Parameters:
    ///   - places: ascending, as often as the term occurs there.
    ///   - size: places there are in the segment.
    static func write(
        _ places: [UInt32], of size: Int, to bytes: inout [UInt8]
    ) -> (count: Int, isDense: Bool) {
        bytes.removeAll(keepingCapacity: true)
        var count = 0
        forEachPlace(places) { _, _ in count += 1 }
        if count > blockSize, count * density >= size {
            DensePlaces.write(places, count: count, of: size, to: &bytes)
            return (count, true)
        }
        let blockCount = count > blockSize ? (count + blockSize - 1) / blockSize : 0
        let start = blockCount * entrySize
        bytes.append(contentsOf: repeatElement(0, count: start))
        var (last, written) = (0, 0)
        forEachPlace(places) { place, occurrences in
            bytes.appendNumber((place - last) << 1 | (occurrences > 1 ? 1 : 0))
            if occurrences > 1 { bytes.appendNumber(occurrences) }
            last = place
            written += 1
            if blockCount > 0, written % blockSize == 0 || written == count {
                let entry = (written - 1) / blockSize * entrySize
                let end = bytes.count - start
                bytes.withUnsafeMutableBytes {
                    $0.storeBytes(of: UInt32(place), toByteOffset: entry, as: UInt32.self)
                    $0.storeBytes(of: UInt32(end), toByteOffset: entry + 4, as: UInt32.self)
                }
            }
        }
        return (count, false)
    }

    /// Calls `body` with every place once, and how often it comes.
    @inline(__always)
    static func forEachPlace(_ places: [UInt32], _ body: (_ place: Int, _ occurrences: Int) -> Void)
    {
        var at = 0
        while at < places.count {
            let place = places[at]
            var end = at + 1
            while end < places.count, places[end] == place { end += 1 }
            body(Int(place), min(end - at, mostOccurrences))
            at = end
        }
    }
}
