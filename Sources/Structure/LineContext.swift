import Grammar
import LegalText

/// What can be told of lines before any label is weighed: which go on from the line above, which stand
/// inside quoted wording, which a reader has put aside.
struct LineContext {
    let p: UnsafeBufferPointer<UInt8>
    let cues: Cues

    /// A line shorter than this many bytes is not taken for one that the page's width broke off.
    private static let wrapWidth = 60
    /// Wording quoted over more lines than this is a quote somebody forgot to close.
    private static let longestQuote = 80

    func mark(_ lines: inout [Line]) {
        markPages(&lines)
        markWrapped(&lines)
        markQuoted(&lines)
    }

    /// Puts page numbers aside: 第 3 页, Page 3 of 4, — 3 —.
    private func markPages(_ lines: inout [Line]) {
        for i in lines.indices where !lines[i].isBlank && lines[i].end - lines[i].start <= 60 {
            if isPageMark(lines[i].start..<lines[i].end) { lines[i].isAside = true }
        }
    }

    /// Whether nothing but digits and at least two words of a page number stand in a range, or one word
    /// before a number.
    private func isPageMark(_ range: Range<Int>) -> Bool {
        var (at, words, digits) = (range.lowerBound, 0, 0)
        var startsWithWord = false
        while at < range.upperBound {
            let blank = p.blankWidth(at)
            if blank > 0 {
                at += blank
            } else if isASCIIDigit(p[at]) {
                digits += 1
                at += 1
            } else if let length = cues.pageMarks.length(at: at, in: p, end: range.upperBound) {
                if digits == 0 { startsWithWord = true }
                words += 1
                at += length
            } else {
                return false
            }
        }
        return digits > 0 && startsWithWord && words >= 2
    }

    private func markWrapped(_ lines: inout [Line]) {
        for i in lines.indices.dropFirst() where !lines[i].isBlank && !lines[i - 1].isBlank {
            let above = lines[i - 1]
            guard above.isWrapped || above.textEnd - above.textStart >= Self.wrapWidth,
                above.headingMarks == 0,
                lines[i].headingMarks == 0
            else { continue }
            lines[i].isWrapped =
                cues.sentenceEnds.length(endingAt: above.textEnd, in: p, start: above.textStart)
                == nil
        }
    }

    /// Marks the lines between 将…修改为：“ and its closing quote, where the wording runs over lines.
    private func markQuoted(_ lines: inout [Line]) {
        var open: Int? = nil
        for i in lines.indices where !lines[i].isBlank {
            var at = lines[i].textStart
            let end = lines[i].textEnd
            var depth = open == nil ? 0 : 1
            var opensLong = false
            while at < end {
                let byte = p[at]
                guard byte == 0xE2 || byte == 0xE3 else {
                    at += p.step(at)
                    continue
                }
                if let length = cues.openingQuotes.length(at: at, in: p, end: end) {
                    if depth == 0 {
                        opensLong =
                            cues.quoteLead.length(endingAt: at, in: p, start: lines[i].textStart)
                            != nil
                    }
                    depth += 1
                    at += length
                } else if let length = cues.closingQuotes.length(at: at, in: p, end: end) {
                    depth = max(0, depth - 1)
                    at += length
                } else {
                    at += 3
                }
            }
            if let from = open {
                if depth == 0 {
                    for k in (from + 1)...i { lines[k].isQuoted = true }
                    open = nil
                } else if i - from > Self.longestQuote {
                    open = nil
                }
            } else if depth > 0, opensLong {
                open = i
            }
        }
    }
}
