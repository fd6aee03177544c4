/// Finding the list of a key, and going through all of them.
extension Segment {
    /// The last entry of the directory whose key is not behind `key`; 0 if all are.
    private func slot(_ key: [UInt8]) -> Int {
        keys.withUnsafeBufferPointer { keys in
            key.withUnsafeBufferPointer { key in
                var (low, high) = (0, entryPages.count)
                while low < high {
                    let middle = (low + high) / 2
                    let start = keyStarts[middle]
                    let order = Self.compare(
                        UnsafeBufferPointer(rebasing: keys[start..<keyStarts[middle + 1]]), key)
                    if order <= 0 { low = middle + 1 } else { high = middle }
                }
                return max(low - 1, 0)
            }
        }
    }

    /// Below 0, 0 or above 0, as `a` stands before, at or behind `b`.
    @inline(__always)
    private static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>)
        -> Int
    {
        let common = min(a.count, b.count)
        var i = 0
        while i < common {
            if a[i] != b[i] { return Int(a[i]) - Int(b[i]) }
            i += 1
        }
        return a.count - b.count
    }

    /// The places of a key; `nil` if it does not occur.
    func list(_ key: [UInt8], _ load: PageLoader) throws -> PlaceList? {
        guard !entryPages.isEmpty else { return nil }
        let first = start(slot: slot(key))
        return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longestKey) {
            current in
            try key.withUnsafeBufferPointer { key in
                var at = first
                var length = 0
                while at < streamLength {
                    try ensure(at..<min(at + Self.longestKey + 40, streamLength), load)
                    var reader = ByteReader(stream + at, stream + streamLength)
                    let shared = reader.number()
                    let rest = reader.number()
                    guard shared <= length, rest <= reader.end - reader.at,
                        shared + rest <= current.count
                    else { throw IndexError.damaged("segment \(id) has a bad key at \(at)") }
                    for i in 0..<rest { current[shared + i] = reader.at[i] }
                    length = shared + rest
                    reader.skip(rest)
                    let code = reader.number()
                    let size = reader.number()
                    let data = reader.at - UnsafePointer(stream)
                    guard size <= streamLength - data, code >> 1 <= size * 2 else {
                        throw IndexError.damaged("segment \(id) has a bad list at \(at)")
                    }
                    let order = Self.compare(
                        UnsafeBufferPointer(rebasing: UnsafeBufferPointer(current)[0..<length]), key
                    )
                    if order > 0 { return nil }
                    if order == 0 {
                        try ensure(data..<data + size, load)
                        return PlaceList(
                            count: code >> 1, isDense: code & 1 == 1,
                            bytes: UnsafeBufferPointer(start: stream + data, count: size))
                    }
                    at = data + size
                }
                return nil
            }
        }
    }

    /// Keys are cut at 64 letters when they are made.
    private static let longestKey = 160

    private func start(slot: Int) -> Int {
        entryPages[slot] * SegmentData.pageSize + entryOffsets[slot]
    }

    /// Calls `body` for every key from `start` on, in order, until it returns `false`.
    func forEachList(
        from start: [UInt8], _ load: PageLoader,
        _ body: (_ key: [UInt8], _ list: PlaceList) throws -> Bool
    ) throws {
        guard !entryPages.isEmpty else { return }
        var reader = ListReader(segment: self, at: self.start(slot: slot(start)))
        while let list = try reader.next(load) {
            if reader.key.lexicographicallyPrecedes(start) { continue }
            if try !body(reader.key, list) { return }
        }
    }

    /// Goes through the lists of a segment in the order of their keys.
    struct ListReader {
        private let segment: Segment
        private var at: Int
        /// The key of the list read last.
        private(set) var key: [UInt8] = []

        /// Begins at the first list.
        init(_ segment: Segment) { self.init(segment: segment, at: 0) }

        fileprivate init(segment: Segment, at: Int) {
            self.segment = segment
            self.at = at
        }

        mutating func next(_ load: PageLoader) throws -> PlaceList? {
            let (stream, length) = (segment.stream, segment.streamLength)
            guard at < length else { return nil }
            try segment.ensure(at..<min(at + 128, length), load)
            var reader = ByteReader(stream + at, stream + length)
            let shared = reader.number()
            let rest = reader.number()
            guard shared <= key.count, rest <= reader.end - reader.at else {
                throw IndexError.damaged("segment \(segment.id) has a bad key at \(at)")
            }
            key.removeLast(key.count - shared)
            key.append(contentsOf: UnsafeBufferPointer(start: reader.at, count: rest))
            reader.skip(rest)
            let code = reader.number()
            let size = reader.number()
            let data = reader.at - UnsafePointer(stream)
            guard size <= length - data, code >> 1 <= size * 2 else {
                throw IndexError.damaged("segment \(segment.id) has a bad list at \(at)")
            }
            try segment.ensure(data..<data + size, load)
            at = data + size
            return PlaceList(
                count: code >> 1, isDense: code & 1 == 1,
                bytes: UnsafeBufferPointer(start: stream + data, count: size))
        }
    }
}
