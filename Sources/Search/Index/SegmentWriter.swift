/// Writes lists, in the order of their keys, into the stream of a segment.
///
/// An entry is: bytes shared with the key before (one byte, at most 127; 0 for the first that starts in a page),
/// length of the rest, the rest, number of places doubled, plus one if the list is dense, bytes of the
/// list, the list (`PlaceList`).
struct SegmentWriter {
    private let counts: SegmentCounts
    private var stream: [UInt8] = []
    private var directory: [UInt8] = []
    private var lastKey: [UInt8] = []
    private var lastPage = -1
    private var payload: [UInt8] = []

    /// - Parameter counts: of the segment.
    init(_ counts: SegmentCounts) { self.counts = counts }

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
        let size = key.first.flatMap(IndexField.init(rawValue:)).map { counts.count(of: $0) } ?? 0
        let (count, isDense) = PlaceList.write(places, of: size, to: &payload)
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
        stream.appendNumber(count << 1 | (isDense ? 1 : 0))
        stream.appendNumber(payload.count)
        stream.append(contentsOf: payload)
        lastKey = key
    }

    func finish(tables: SegmentTables, lengths: [UInt8]) -> SegmentData {
        SegmentData(
            counts: counts, stream: stream, directory: directory, lengths: lengths,
            headings: tables.headings, documents: tables.documents)
    }
}
