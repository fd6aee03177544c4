/// How many of everything a segment holds.
package struct SegmentCounts: Sendable, Hashable {
    package var passages = 0
    package var headings = 0
    package var documents = 0
    /// Characters and words in all texts, headings, titles.
    package var textLength = 0
    package var headingLength = 0
    package var titleLength = 0

    package init(
        passages: Int, headings: Int, documents: Int, textLength: Int, headingLength: Int,
        titleLength: Int
    ) {
        self.passages = passages
        self.headings = headings
        self.documents = documents
        self.textLength = textLength
        self.headingLength = headingLength
        self.titleLength = titleLength
    }

    /// Of nothing.
    init() {}
}

/// A finished segment as it is stored: the lists as one stream cut into pages, a directory of the
/// first key that starts in each page, and what ranking needs of every passage, heading and document.
package struct SegmentData: Sendable {
    /// A page fills one page of the database but for the cell's own bytes.
    package static let pageSize = 4040

    package var counts: SegmentCounts
    package var stream: [UInt8]
    package var directory: [UInt8]
    package var lengths: [UInt8]
    package var headings: [UInt8]
    package var documents: [UInt8]

    package init(
        counts: SegmentCounts, stream: [UInt8], directory: [UInt8], lengths: [UInt8],
        headings: [UInt8], documents: [UInt8]
    ) {
        self.counts = counts
        self.stream = stream
        self.directory = directory
        self.lengths = lengths
        self.headings = headings
        self.documents = documents
    }
}

/// The length of a passage in one byte: exact to 64, then within an eighth.
enum PassageLength {
    static func code(_ length: Int) -> UInt8 {
        if length < 64 { return UInt8(max(length, 0)) }
        let exponent = Int.bitWidth - 1 - length.leadingZeroBitCount
        let code = 64 + (exponent - 6) * 8 + (length >> (exponent - 3) & 7)
        return UInt8(min(code, 255))
    }

    static func length(_ code: UInt8) -> Double {
        if code < 64 { return Double(code) }
        let exponent = (Int(code) - 64) / 8 + 6
        let eighth = (Int(code) - 64) % 8
        return Double((8 + eighth) << (exponent - 3)) + Double(1 << (exponent - 3)) / 2
    }
}
