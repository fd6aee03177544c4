/// A segment opened for reading: its directory and arrays in memory, its lists fetched page by page
/// when a query needs them.
///
/// Not thread-safe while pages are still being fetched; after `loadAll` it never changes again and may
/// be read from any thread, which is why it is marked Sendable.
package final class Segment: @unchecked Sendable {
    package let id: Int64
    let counts: SegmentCounts
    /// Length codes of the passages.
    let lengths: [UInt8]
    let headings: [Heading]
    let documents: [IndexedTitle]
    /// Of every stretch of `headingStep` passages, the heading over the first.
    private let stepHeadings: [Int32]
    private static let headingStep = 8
    /// The segment in stretches of whole documents.
    let windows: [SegmentWindow]

    /// A stretch of passages below the same headings.
    struct Heading {
        var firstPassage: Int
        var document: Int
        var length: Int
    }

    /// A document as the segment knows it.
    struct IndexedTitle {
        /// Its row in the database.
        var id: Int64
        /// The row of its first passage.
        var firstRow: Int64
        /// The place of its first passage in the segment.
        var firstPassage: Int
        var passages: Int
        var titleLength: Int
        var rank: Int
        var cited: Int
    }

    typealias PageLoader = (_ pages: Range<Int>, _ store: (Int, UnsafeRawBufferPointer) -> Void)
        throws -> Void

    let stream: UnsafeMutablePointer<UInt8>
    let streamLength: Int
    private var loaded: [Bool]
    let entryPages: [Int]
    let entryOffsets: [Int]
    let keyStarts: [Int]
    let keys: [UInt8]

    /// - Parameters:
    ///   - data: the segment without its stream, or with it.
    ///   - streamLength: bytes of the stream.
    package init(id: Int64, data: SegmentData, streamLength: Int) {
        self.id = id
        counts = data.counts
        lengths = data.lengths
        self.streamLength = streamLength
        let pages = (streamLength + SegmentData.pageSize - 1) / SegmentData.pageSize
        let stream = UnsafeMutablePointer<UInt8>.allocate(capacity: max(streamLength, 1))
        self.stream = stream
        loaded = [Bool](repeating: !data.stream.isEmpty, count: pages)
        if data.stream.count == streamLength {
            data.stream.withUnsafeBufferPointer { p in
                if let base = p.baseAddress { stream.update(from: base, count: streamLength) }
            }
        }
        (entryPages, entryOffsets, keyStarts, keys) = Self.directory(data.directory)
        headings = Self.headings(data)
        documents = Self.documents(data)
        stepHeadings = Self.stepHeadings(headings, passages: counts.passages)
        windows = SegmentWindow.windows(of: counts, documents: documents, headings: headings)
    }

    deinit { stream.deallocate() }

    private static func reading<T>(_ bytes: [UInt8], _ body: (inout ByteReader) -> T) -> T {
        (bytes + [0]).withUnsafeBufferPointer { p in
            guard let base = p.baseAddress else { preconditionFailure("never empty") }
            var reader = ByteReader(base, base + bytes.count)
            return body(&reader)
        }
    }

    private static func directory(_ bytes: [UInt8]) -> ([Int], [Int], [Int], [UInt8]) {
        reading(bytes) { reader in
            var (pages, offsets, starts, keys): ([Int], [Int], [Int], [UInt8]) = ([], [], [0], [])
            var page = 0
            while !reader.isAtEnd {
                page += reader.number()
                pages.append(page)
                offsets.append(min(reader.number(), SegmentData.pageSize))
                let count = min(reader.number(), reader.end - reader.at)
                keys.append(contentsOf: UnsafeBufferPointer(start: reader.at, count: max(count, 0)))
                reader.skip(count)
                starts.append(keys.count)
            }
            return (pages, offsets, starts, keys)
        }
    }

    private static func headings(_ data: SegmentData) -> [Heading] {
        reading(data.headings) { reader in
            var found: [Heading] = []
            var first = 0
            while !reader.isAtEnd, found.count < data.counts.headings {
                first += reader.number()
                found.append(
                    Heading(
                        firstPassage: min(first, data.counts.passages),
                        document: min(reader.number(), max(data.counts.documents - 1, 0)),
                        length: reader.number()))
            }
            return found
        }
    }

    private static func documents(_ data: SegmentData) -> [IndexedTitle] {
        reading(data.documents) { reader in
            var found: [IndexedTitle] = []
            var id: Int64 = 0
            var passage = 0
            while !reader.isAtEnd, found.count < data.counts.documents {
                id += Int64(reader.number())
                let row = Int64(reader.number())
                let count = reader.number()
                found.append(
                    IndexedTitle(
                        id: id, firstRow: row, firstPassage: passage, passages: count,
                        titleLength: reader.number(), rank: reader.number(), cited: reader.number())
                )
                passage += count
            }
            return found
        }
    }

    private static func stepHeadings(_ headings: [Heading], passages: Int) -> [Int32] {
        var heading = 0
        return stride(from: 0, to: passages, by: headingStep).map { passage in
            while heading + 1 < headings.count, headings[heading + 1].firstPassage <= passage {
                heading += 1
            }
            return Int32(heading)
        }
    }

    /// The heading a passage stands below, by their places.
    func heading(ofPassage place: Int) -> Int {
        var heading = Int(stepHeadings[place / Self.headingStep])
        while heading + 1 < headings.count, headings[heading + 1].firstPassage <= place {
            heading += 1
        }
        return heading
    }

    // MARK: Lists

    /// Fetches every page that is not in memory yet.
    func loadAll(_ load: PageLoader) throws {
        guard let first = loaded.firstIndex(of: false) else { return }
        try fetch(first..<loaded.count, load)
    }

    private func fetch(_ pages: Range<Int>, _ load: PageLoader) throws {
        try load(pages) { page, bytes in
            let start = page * SegmentData.pageSize
            guard pages.contains(page), let base = bytes.baseAddress else { return }
            let count = min(bytes.count, streamLength - start, SegmentData.pageSize)
            (UnsafeMutableRawPointer(stream) + start).copyMemory(from: base, byteCount: count)
            loaded[page] = true
        }
        if let missing = pages.first(where: { !loaded[$0] }) {
            throw IndexError.damaged("segment \(id) lacks page \(missing)")
        }
    }

    func ensure(_ bytes: Range<Int>, _ load: PageLoader) throws {
        let pages =
            bytes.lowerBound
            / SegmentData.pageSize..<min(
                (bytes.upperBound + SegmentData.pageSize - 1) / SegmentData.pageSize, loaded.count)
        guard let first = pages.first(where: { !loaded[$0] }) else { return }
        try fetch(first..<pages.upperBound, load)
    }
}
