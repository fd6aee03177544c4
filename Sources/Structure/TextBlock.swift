import LegalText

/// The text behind one label, down to the next: as the paragraphs a reader sees.
///
/// Lines that a page's width broke off are joined; blank lines and lines put aside belong to none.
struct TextBlock {
    /// Paragraphs as byte spans, without the blanks around them.
    private(set) var paragraphs: [ByteSpan] = []

    init(
        _ p: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, lines: [Line], from firstLine: Int
    ) {
        var index = firstLine
        while index < lines.count, lines[index].start < range.upperBound {
            let line = lines[index]
            index += 1
            if line.isAside { continue }
            let isFirst = line.start < range.lowerBound
            let low = isFirst ? p.skipBlanks(range.lowerBound, line.textEnd) : line.textStart
            let high = p.trimBlanks(low, min(line.textEnd, range.upperBound))
            guard low < high else { continue }
            if line.isWrapped, !isFirst, let last = paragraphs.last {
                paragraphs[paragraphs.count - 1] = last.lowerBound..<high
            } else {
                paragraphs.append(low..<high)
            }
        }
    }
}
