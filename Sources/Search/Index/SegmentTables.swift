/// The documents and headings of a segment as they are stored: numbers, one after the other.
struct SegmentTables {
    private(set) var documents: [UInt8] = []
    private(set) var headings: [UInt8] = []
    private var lastDocument: Int64 = 0
    private var lastHeading = 0

    /// - Parameter document: its `firstPassage` follows from those before.
    mutating func add(_ document: Segment.IndexedTitle) {
        documents.appendNumber(Int(document.id - lastDocument))
        documents.appendNumber(Int(document.firstRow))
        documents.appendNumber(document.passages)
        documents.appendNumber(document.titleLength)
        documents.appendNumber(document.rank)
        documents.appendNumber(document.cited)
        lastDocument = document.id
    }

    mutating func add(_ heading: Segment.Heading) {
        headings.appendNumber(heading.firstPassage - lastHeading)
        headings.appendNumber(heading.document)
        headings.appendNumber(heading.length)
        lastHeading = heading.firstPassage
    }
}
