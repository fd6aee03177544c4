import LegalText

/// The words of one side of a link.
enum Segment {
    /// The spans' lines on one line: joined by a blank in English, by nothing in Chinese.
    static func text(_ spans: [ByteSpan], of document: Document) -> String {
        let source = document.source
        let lines = spans.flatMap { TextLines(source.bytes, $0).map { source.string($0) } }
        return lines.joined(separator: document.language == .zho ? "" : " ")
    }
}
