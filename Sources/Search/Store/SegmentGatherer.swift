import Grammar

/// Gathers documents into segments.
///
/// Documents are numbered in the order they came; each segment covers a stretch of them, and those
/// behind the last segment are *loose*: still to be gathered.
struct SegmentGatherer {
    /// Segments are built of about this much text, and put together when there are many.
    static let fullWeight = 32 << 20
    /// At most so many segments of about the same size lie side by side, and a search looks into each.
    static let mostAlike = 4

    let scanner: TermScanner
    let grammar: SearchGrammar

    /// Makes segments of the loose documents, taking in small segments before them, so that sizes fall
    /// off geometrically; every segment a removed document is in is made anew.
    func gather(_ index: any IndexWriting, everything: Bool = false) throws {
        let before = try index.extents()
        var kept = everything ? [] : before
        let removed = try index.removedDocuments()
        if let first = removed.min(), try removed.count * 8 > index.countDocuments() {
            // a lone removal does not pay for making large segments anew: it is kept in mind instead
            kept.removeAll { $0.lastDocument >= first }
        }
        let loose = try index.weight(after: kept.last?.lastDocument ?? 0)
        guard loose > 0 || kept.count < before.count || everything else { return }
        var weight = loose
        while let last = kept.last, last.weight < 2 * weight,
            last.weight + weight <= Self.fullWeight
        {
            weight += last.weight
            kept.removeLast()
        }
        for extent in before.dropFirst(kept.count) { try index.remove(segment: extent.id) }
        let first = kept.last?.lastDocument ?? 0
        try forEachSegment(of: index, after: first) { builder, last in
            try index.insert(builder.finish(), lastDocument: last, weight: builder.weight)
        }
        try index.forgetRemoved(after: first)
        try merge(index)
    }

    /// Puts segments together where many of about the same size lie side by side at the end.
    private func merge(_ index: any IndexWriting) throws {
        while true {
            let extents = try index.extents()
            var run = extents.suffix(1)
            while run.startIndex > 0,
                extents[run.startIndex - 1].weight <= Self.mostAlike * Self.fullWeight
                    || extents[run.startIndex - 1].weight <= run.reduce(0, { $0 + $1.weight })
            {
                run = extents[(run.startIndex - 1)...]
            }
            guard run.count > Self.mostAlike, let last = run.last else { return }
            let ids = Set(run.map(\.id))
            let segments = try index.segments().filter { ids.contains($0.id) }
            let merged = try SegmentMerger.merge(segments, loader: index.loader)
            for id in ids { try index.remove(segment: id) }
            try index.insert(
                merged, lastDocument: last.lastDocument, weight: run.reduce(0) { $0 + $1.weight })
        }
    }

    /// Builds the segments of the documents behind `document`, handing over each that is full and the
    /// last one.
    func forEachSegment(
        of index: any IndexReading, after document: Int64,
        _ body: (_ builder: SegmentBuilder, _ lastDocument: Int64) throws -> Void
    ) throws {
        var builder = SegmentBuilder(scanner: scanner)
        var last = document
        try index.forEachDocument(after: document) { document in
            let passages = document.passages.prefix(SegmentBuilder.capacity)
            if builder.weight > Self.fullWeight
                || builder.passageCount + passages.count > SegmentBuilder.capacity
            {
                try body(builder, last)
                builder = SegmentBuilder(scanner: scanner)
            }
            last = document.row
            builder.beginDocument(
                id: last, firstPassage: document.firstPassage, passages: passages.count,
                title: document.shortTitle,
                rank: grammar.ranks.firstIndex { $0.id == document.rank } ?? 0,
                cited: document.cited)
            var path: String?
            for passage in passages {
                if passage.path != path {
                    path = passage.path
                    builder.beginHeading(passage.path)
                }
                builder.addPassage(passage.text)
            }
        }
        if last != document { try body(builder, last) }
    }

    /// What is wrong with the segments of an index.
    func faults(of index: any IndexReading) throws -> [String] {
        var found: [String] = []
        for segment in try index.segments() {
            do {
                let loader = index.loader(of: segment)
                try segment.loadAll(loader)
                try segment.forEachList(from: [], loader) { _, _ in true }
                let passages = segment.documents.reduce(0) { $0 + $1.passages }
                if passages != segment.counts.passages {
                    found.append(
                        "segment \(segment.id) counts \(passages) passages of \(segment.counts.passages)"
                    )
                }
            } catch {
                found.append("\(error)")
            }
        }
        return found
    }
}
