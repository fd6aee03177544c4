/// A stretch of whole documents of a segment, small enough that what is summed for its passages stays in
/// the processor's cache. Places are those of the segment.
struct SegmentWindow: Sendable {
    /// A window ends with the document that brings it to so many passages.
    static let passages = 1 << 15

    var passages: Range<Int>
    var headings: Range<Int>
    var documents: Range<Int>

    static func windows(
        of counts: SegmentCounts, documents: [Segment.IndexedTitle], headings: [Segment.Heading]
    ) -> [SegmentWindow] {
        var windows: [SegmentWindow] = []
        var (document, heading) = (0, 0)
        while document < documents.count {
            let first = min(documents[document].firstPassage, counts.passages)
            var (end, next, nextHeading) = (first, document, heading)
            while next < documents.count, end - first < passages {
                end = min(end + documents[next].passages, counts.passages)
                next += 1
            }
            if next == documents.count { end = counts.passages }
            while nextHeading < headings.count, headings[nextHeading].document < next {
                nextHeading += 1
            }
            windows.append(
                SegmentWindow(
                    passages: first..<max(end, first), headings: heading..<nextHeading,
                    documents: document..<next))
            (document, heading) = (next, nextHeading)
        }
        return windows
    }
}
