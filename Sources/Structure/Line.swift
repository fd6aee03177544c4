import Grammar
import LegalText

/// One line of a source, and what stands around its text.
///
/// Line ends are LF, CR, CRLF, U+2028 and U+2029. Offsets are bytes of the source.
struct Line {
    /// First byte.
    var start: Int
    /// Behind the last byte before the line end.
    var end: Int
    /// First byte of the text, behind blanks and marks (`##`, `p>`, `[bookmark: …]`).
    var textStart: Int
    /// Behind the last byte that is no blank.
    var textEnd: Int
    /// First byte of the next line.
    var next: Int
    /// Number of `#` of a Markdown heading, else 0.
    var headingMarks: Int = 0
    /// Whether the text above breaks off inside a sentence and goes on here.
    var isWrapped = false
    /// Whether the line is part of wording quoted at length.
    var isQuoted = false
    /// Whether the line was put aside: navigation, a table of contents, a comment.
    var isAside = false

    var isBlank: Bool { textStart >= textEnd }
}

extension Line {
    /// The lines of a part of a text, in order; together they cover it.
    static func lines(
        of p: UnsafeBufferPointer<UInt8>, in range: Range<Int>, grammar: StructureGrammar
    ) -> [Line] {
        var lines: [Line] = []
        lines.reserveCapacity(range.count / 90 + 4)
        var start = range.lowerBound
        var at = start
        func close(_ end: Int, _ next: Int) {
            var line = Line(start: start, end: end, textStart: start, textEnd: end, next: next)
            line.textEnd = p.trimBlanks(start, end)
            line.skipMarks(p, grammar)
            lines.append(line)
            start = next
        }
        while at < range.upperBound {
            let byte = p[at]
            if byte > 0x0D, byte != 0xE2 {
                at += 1
                continue
            }
            switch byte {
            case 0x0A:
                close(at, at + 1)
                at += 1
            case 0x0D:
                let next = at + 1 < range.upperBound && p[at + 1] == 0x0A ? at + 2 : at + 1
                close(at, next)
                at = next
            case 0xE2
            where at + 2 < range.upperBound && p[at + 1] == 0x80
                && (p[at + 2] == 0xA8 || p[at + 2] == 0xA9):
                close(at, at + 3)
                at += 3
            default: at += 1
            }
        }
        if start < range.upperBound { close(range.upperBound, range.upperBound) }
        return lines
    }

    /// Moves `textStart` over blanks and over the marks pages leave before a label.
    private mutating func skipMarks(_ p: UnsafeBufferPointer<UInt8>, _ grammar: StructureGrammar) {
        textStart = p.skipBlanks(start, textEnd)
        // most lines begin with text
        while textStart < textEnd, let length = Self.markLength(p, textStart, textEnd, grammar) {
            if p[textStart] == 0x23 { headingMarks += 1 }
            textStart = p.skipBlanks(textStart + length, textEnd)
        }
        textStart = min(textStart, textEnd)
    }

    /// Length of the mark at `at`: `p>`, `#`, `[bookmark: _GoBack]`.
    static func markLength(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ grammar: StructureGrammar
    ) -> Int? {
        guard p[at] < 0x80 || p[at] == 0xE2 || p[at] == 0xC2 else { return nil }
        if let length = grammar.marks.length(at: at, in: p, end: end) {
            // -5, *** and 1-3 are text: a mark is followed by a blank, another mark or a letter that is no digit
            return at + length < end && isASCIIDigit(p[at + length]) && p[at] == 0x2D ? nil : length
        }
        for (open, close) in grammar.bracketedMarks where p.has(open, at: at) {
            var i = at + open.count
            let limit = min(end, at + 400)
            while i < limit {
                if p.has(close, at: i) { return i + close.count - at }
                i += 1
            }
        }
        return nil
    }
}
