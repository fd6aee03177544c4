/// Makes one segment of several that follow each other.
enum SegmentMerger {
    typealias Loader = (Segment) -> Segment.PageLoader

    private struct Source {
        var segment: Segment
        var reader: Segment.ListReader
        var load: Segment.PageLoader
        var list: PlaceList?
        /// What the ones before hold.
        var before: SegmentCounts
    }

    /// - Parameter loader: fetches the pages of the segments.
    static func merge(_ segments: [Segment], loader: Loader) throws -> SegmentData {
        var counts = SegmentCounts()
        var (sources, tables, lengths): ([Source], SegmentTables, [UInt8]) = ([], .init(), [])
        for segment in segments {
            let load = loader(segment)
            try segment.loadAll(load)
            var source = Source(
                segment: segment, reader: .init(segment), load: load, before: counts)
            source.list = try source.reader.next(load)
            sources.append(source)
            for document in segment.documents { tables.add(document) }
            for heading in segment.headings {
                tables.add(
                    Segment.Heading(
                        firstPassage: heading.firstPassage + counts.passages,
                        document: heading.document + counts.documents, length: heading.length))
            }
            lengths += segment.lengths
            counts.add(segment.counts)
        }
        var writer = SegmentWriter(counts)
        var places: [UInt32] = []
        while let key = sources.lazy.filter({ $0.list != nil }).map(\.reader.key)
            .min(by: { $0.lexicographicallyPrecedes($1) })
        {
            let field = key.first.flatMap(IndexField.init(rawValue:))
            places.removeAll(keepingCapacity: true)
            for i in sources.indices where sources[i].reader.key == key {
                guard let list = sources[i].list else { continue }
                let base = field.map { sources[i].before.count(of: $0) } ?? 0
                list.visit { place, occurrences in
                    for _ in 0..<occurrences { places.append(UInt32(base + place)) }
                }
                sources[i].list = try sources[i].reader.next(sources[i].load)
            }
            writer.add(key: key, places: places)
        }
        return writer.finish(tables: tables, lengths: lengths)
    }
}

extension SegmentCounts {
    mutating func add(_ other: SegmentCounts) {
        passages += other.passages
        headings += other.headings
        documents += other.documents
        textLength += other.textLength
        headingLength += other.headingLength
        titleLength += other.titleLength
    }

    /// How many places a list of a field can name.
    func count(of field: IndexField) -> Int {
        switch field {
        case .textHan, .textWord, .textStem: passages
        case .headingHan, .headingStem: headings
        case .titleHan, .titleStem: documents
        }
    }
}
