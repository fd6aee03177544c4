import Export
public import LegalText

/// A diagnostic for people: where it is, what it says, and the line of the source with a mark under
/// the place.
///
///     warning: the numbering goes from 5 to 7 [numbering-gap]
///       measures.txt:14:1
///       │ 第七条 县级人民政府应当……
///       │ ^^^^^^
///       help: look for Article 6 in the line before
public enum DiagnosticText {
    /// Columns a line of the source may take; more is cut around the place.
    static let width = 76

    /// The text, ending in a line end.
    public static func text(_ diagnostic: Diagnostic, in source: SourceText) -> String {
        var text = "\(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code)]\n"
        if let span = diagnostic.span {
            let place = SourcePlace(span, in: source)
            text += "  \(source.name):\(place.line):\(place.column)\n"
            if !place.excerpt.isEmpty {
                text += "  │ \(place.excerpt)\n"
                text += "  │ \(String(repeating: " ", count: place.indent))"
                text += "\(String(repeating: "^", count: place.markWidth))\n"
            }
        } else {
            text += "  \(source.name)\n"
        }
        if let hint = diagnostic.hint { text += "  help: \(hint)\n" }
        return text
    }
}

/// A place in a source as people count: lines and columns (Unicode scalars) from 1.
struct SourcePlace {
    var line: Int
    var column: Int
    /// The line, cut so that the place is seen, without control characters.
    var excerpt: String
    /// Columns of a terminal before the mark, and those of the mark.
    var indent: Int
    var markWidth: Int

    init(_ span: ByteSpan, in source: SourceText) {
        let bytes = source.bytes
        let at = min(max(span.lowerBound, 0), bytes.count)
        line = 1
        var start = 0
        for i in 0..<at where Self.isLineEnd(bytes, i) {
            line += 1
            start = i + 1
        }
        var end = at
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        let before = Array(source.string(start..<at).unicodeScalars)
        let marked = Array(source.string(at..<min(max(span.upperBound, at), end)).unicodeScalars)
        let after = source.string(max(at, min(span.upperBound, end))..<end).unicodeScalars
        column = before.count + 1
        // at least a third of the line is left for what the mark stands under
        let lead = Self.suffix(before, columns: DiagnosticText.width / 3)
        let shown = Self.shown(lead)
        let mark = Self.prefix(marked, columns: DiagnosticText.width - displayWidth(shown))
        let room = DiagnosticText.width - displayWidth(shown) - displayWidth(Self.shown(mark))
        let tail = Self.prefix(Array(after.prefix(DiagnosticText.width)), columns: room)
        let isCut = lead.count < before.count
        excerpt =
            (isCut ? "…" : "") + shown + Self.shown(mark) + Self.shown(tail)
            + (mark.count < marked.count || tail.count < after.count ? "…" : "")
        indent = displayWidth(shown) + (isCut ? 1 : 0)
        markWidth = max(1, displayWidth(Self.shown(mark)))
    }

    /// LF, CR or the end of CR LF.
    private static func isLineEnd(_ bytes: [UInt8], _ at: Int) -> Bool {
        bytes[at] == 0x0A
            || bytes[at] == 0x0D && !(at + 1 < bytes.count && bytes[at + 1] == 0x0A)
    }

    private static func shown(_ scalars: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        for scalar in scalars {
            if scalar == "\t" {
                view.append(" ")
            } else if scalar.value >= 0x20, scalar.value != 0x7F,
                !(0x80..<0xA0).contains(scalar.value)
            {
                view.append(scalar)
            }
        }
        return String(view)
    }

    private static func prefix(_ scalars: [Unicode.Scalar], columns: Int) -> [Unicode.Scalar] {
        var room = columns
        return Array(
            scalars.prefix { scalar in
                room -= displayWidth(String(scalar))
                return room >= 0
            })
    }

    private static func suffix(_ scalars: [Unicode.Scalar], columns: Int) -> [Unicode.Scalar] {
        prefix(scalars.reversed(), columns: columns).reversed()
    }
}
