/// The places of one term in one segment: where it is in memory, to be read once from the front.
struct PlaceList {
    /// Number of places.
    var count: Int
    var bytes: UnsafeBufferPointer<UInt8>

    private var isBlocked: Bool { count > SegmentWriter.blockSize }

    private var blockCount: Int { (count + SegmentWriter.blockSize - 1) / SegmentWriter.blockSize }

    /// Calls `body` with every place and how often the term occurs there.
    @inline(__always) func visit(_ body: (_ place: Int, _ occurrences: Int) -> Void) {
        guard let start = bytes.baseAddress else { return }
        let end = start + bytes.count
        var reader = ByteReader(start, end)
        if isBlocked {
            for _ in 0..<blockCount * 2 { _ = reader.number() }
        }
        Self.read(&reader, count: count, after: 0, body)
    }

    /// Calls `body` for those of `places` (ascending) the list holds: blocks without any are skipped.
    @inline(__always) func visit(
        in places: [Int32], _ body: (_ index: Int, _ occurrences: Int) -> Void
    ) {
        guard let start = bytes.baseAddress else { return }
        let end = start + bytes.count
        var table = ByteReader(start, end)
        var data = table
        if isBlocked {
            for _ in 0..<blockCount * 2 { _ = data.number() }
        }
        places.withUnsafeBufferPointer { places in
            var (next, before, done) = (0, 0, 0)
            while done < count, next < places.count {
                let inBlock = isBlocked ? min(SegmentWriter.blockSize, count - done) : count
                let last = isBlocked ? before + table.number() : Int.max
                let size = isBlocked ? table.number() : 0
                if Int(places[next]) <= last {
                    var block = data
                    var place = before
                    for _ in 0..<inBlock {
                        let code = block.number()
                        place += code >> 1
                        let occurrences = code & 1 == 0 ? 1 : block.number()
                        while next < places.count, Int(places[next]) < place { next += 1 }
                        if next == places.count { return }
                        if Int(places[next]) == place {
                            body(next, occurrences)
                            next += 1
                            if next == places.count || Int(places[next]) > last { break }
                        }
                    }
                    while next < places.count, Int(places[next]) <= last { next += 1 }
                }
                data.skip(size)
                before = last
                done += inBlock
            }
        }
    }

    @inline(__always)
    private static func read(
        _ reader: inout ByteReader, count: Int, after: Int, _ body: (Int, Int) -> Void
    ) {
        var place = after
        for _ in 0..<count {
            let code = reader.number()
            place += code >> 1
            body(place, code & 1 == 0 ? 1 : reader.number())
        }
    }
}
