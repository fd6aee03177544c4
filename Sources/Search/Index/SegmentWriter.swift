/// Writes lists, in the order of their keys, into the stream of a segment.
///
/// An entry is: bytes shared with the key before (one byte, at most 127; 0 for the first that starts in a page),
/// length of the rest, the rest, number of places, bytes of places, places. A place is the distance to
/// the one before, doubled, plus one if the number of occurrences follows. Lists of more than
/// `blockSize` places begin with a table of their blocks: distance to the last place, bytes.
struct SegmentWriter {
    static let blockSize = 128

    private var stream: [UInt8] = []
    private var directory: [UInt8] = []
    private var lastKey: [UInt8] = []
    private var lastPage = -1
    private var payload: [UInt8] = []
    private var table: [UInt8] = []

    /// Adds the sorted terms of `SegmentBuilder`.
    mutating func addHan(_ sorted: [UInt64]) {
        var at = 0
        var places: [UInt32] = []
        while at < sorted.count {
            let term = sorted[at] >> 20
            places.removeAll(keepingCapacity: true)
            while at < sorted.count, sorted[at] >> 20 == term {
                places.append(UInt32(sorted[at] & 0xF_FFFF))
                at += 1
            }
            guard let field = IndexField(rawValue: IndexField.textHan.rawValue + UInt8(term >> 42))
            else {
                continue
            }
            add(
                key: field.key(UInt32(term >> 21 & 0x1F_FFFF), UInt32(term & 0x1F_FFFF)),
                places: places)
        }
    }

    /// - Parameter places: ascending, as often as the term occurs there.
    mutating func add(key: [UInt8], places: [UInt32]) {
        payload.removeAll(keepingCapacity: true)
        table.removeAll(keepingCapacity: true)
        var (at, count, last, blockLast, blockStart) = (0, 0, 0, 0, 0)
        while at < places.count {
            let place = Int(places[at])
            var occurrences = 1
            at += 1
            while at < places.count, Int(places[at]) == place {
                occurrences += 1
                at += 1
            }
            payload.appendNumber((place - last) << 1 | (occurrences > 1 ? 1 : 0))
            if occurrences > 1 { payload.appendNumber(occurrences) }
            last = place
            count += 1
            if count % Self.blockSize == 0 || at == places.count {
                table.appendNumber(last - blockLast)
                table.appendNumber(payload.count - blockStart)
                blockLast = last
                blockStart = payload.count
            }
        }
        let isBlocked = count > Self.blockSize
        let page = stream.count / SegmentData.pageSize
        var shared = 0
        if page != lastPage {
            directory.appendNumber(page - max(lastPage, 0))
            directory.appendNumber(stream.count % SegmentData.pageSize)
            directory.appendNumber(key.count)
            directory.append(contentsOf: key)
            lastPage = page
        } else {
            while shared < min(key.count, lastKey.count, 127), key[shared] == lastKey[shared] {
                shared += 1
            }
        }
        stream.append(UInt8(shared))
        stream.appendNumber(key.count - shared)
        stream.append(contentsOf: key[shared...])
        stream.appendNumber(count)
        stream.appendNumber(payload.count + (isBlocked ? table.count : 0))
        if isBlocked { stream.append(contentsOf: table) }
        stream.append(contentsOf: payload)
        lastKey = key
    }

    func finish(
        counts: SegmentCounts, lengths: [UInt8], headings: [UInt8], documents: [UInt8]
    ) -> SegmentData {
        SegmentData(
            counts: counts, stream: stream, directory: directory, lengths: lengths,
            headings: headings,
            documents: documents)
    }
}
