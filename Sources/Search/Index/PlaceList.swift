/// The places of one term in one segment: where it is in memory, to be read once from the front.
struct PlaceList {
    /// Number of places.
    var count: Int
    var bytes: UnsafeBufferPointer<UInt8>

    private var isBlocked: Bool { count > SegmentWriter.blockSize }

    private var blockCount: Int { (count + SegmentWriter.blockSize - 1) / SegmentWriter.blockSize }

    /// Calls `body` with every place and how often the term occurs there.
    @inline(__always) func forEach(_ body: (_ place: Int, _ occurrences: Int) -> Void) {
        guard let start = bytes.baseAddress else { return }
        let end = start + bytes.count
        var reader = ByteReader(start, end)
        if isBlocked {
            for _ in 0..<blockCount * 2 { _ = reader.number() }
        }
        Self.read(&reader, count: count, after: 0, body)
    }

    /// Calls `body` for those of `places` (ascending) the list holds: blocks without any are skipped.
    func forEach(
        in places: [Int32], _ body: (_ index: Int, _ occurrences: Int) -> Void
    ) {
        guard let start = bytes.baseAddress else { return }
        let end = start + bytes.count
        var next = 0
        func match(_ place: Int, _ occurrences: Int) {
            while next < places.count, Int(places[next]) < place { next += 1 }
            if next < places.count, Int(places[next]) == place { body(next, occurrences) }
        }
        guard isBlocked else { return forEach { match($0, $1) } }
        var table = ByteReader(start, end)
        var data = ByteReader(start, end)
        for _ in 0..<blockCount * 2 { _ = data.number() }
        var (before, done) = (0, 0)
        while done < count, next < places.count {
            let last = before + table.number()
            let size = table.number()
            let inBlock = min(SegmentWriter.blockSize, count - done)
            while next < places.count, Int(places[next]) <= before, done > 0 { next += 1 }
            if next < places.count, Int(places[next]) <= last {
                var block = data
                Self.read(&block, count: inBlock, after: before) { match($0, $1) }
            }
            data.skip(size)
            before = last
            done += inBlock
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
