/// How many of everything a segment holds.
struct SegmentCounts: Sendable, Hashable {
    var passages = 0
    var headings = 0
    var documents = 0
    /// Characters and words in all texts, headings, titles.
    var textLength = 0
    var headingLength = 0
    var titleLength = 0
}

/// A finished segment as it is stored: the lists as one stream cut into pages, a directory of the
/// first key that starts in each page, and what ranking needs of every passage, heading and document.
struct SegmentData: Sendable {
    /// A page fills one page of the database but for the cell's own bytes.
    static let pageSize = 4040

    var counts: SegmentCounts
    var stream: [UInt8]
    var directory: [UInt8]
    var lengths: [UInt8]
    var headings: [UInt8]
    var documents: [UInt8]
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
