public import LegalText

/// The outline of a document for people (提纲): one line a provision, indented by depth, with the line
/// of the source it stands on.
///
///        1  某某省试点办法  regulation, zho, 2014-07-03
///        4    第一章 总则
///        6      第一条  为了规范管理，制定本办法。
///       11 ?      （二）  丙。
///
/// `?` marks a reading below `OutlineText.sureness`. A first paragraph is its article's own line.
/// Diagnostics follow, each with its line and never cut.
public enum OutlineText {
    /// Readings less sure than this are marked.
    public static let sureness = 0.75

    /// The outlines of the documents of one source, in UTF-8.
    ///
    /// - Parameter width: columns a line may take; longer ones end in `…`.
    public static func bytes(_ documents: [Document], width: Int = 100) -> [UInt8] {
        var out: [UInt8] = []
        for (index, document) in documents.enumerated() {
            if index > 0 { out.append(0x0A) }
            var writer = OutlineWriter(document, width: max(width, 40), out: out)
            writer.write()
            out = writer.out
        }
        return out
    }
}

private struct OutlineWriter {
    let document: Document
    let width: Int
    var out: [UInt8]
    private let lineNumbers: LineNumbers

    init(_ document: Document, width: Int, out: [UInt8]) {
        self.document = document
        self.width = width
        self.out = out
        lineNumbers = LineNumbers(document.source.bytes)
    }

    mutating func write() {
        let titles = document.regions.filter { $0.kind == .title }.map(\.span.lowerBound)
        let facts = [
            document.kind.rawValue, document.language.rawValue,
            document.metadata.documentNumber, document.metadata.adopted,
            document.metadata.effective.map { "in force \($0)" },
        ]
        let title = document.title.isEmpty ? "(no title)" : document.title
        line(
            at: titles.first ?? document.span.lowerBound, depth: 0, confidence: 1,
            "\(title)  \(facts.compactMap { $0 }.joined(separator: ", "))")
        for provision in document.provisions { write(provision, depth: 1) }
        if document.provisions.isEmpty { writeParagraphs() }
        for diagnostic in document.diagnostics {
            let text = "\(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code)]"
            line(
                at: diagnostic.span?.lowerBound, depth: 0, confidence: 1, text, isWhole: true)
        }
    }

    private mutating func write(_ provision: Provision, depth: Int) {
        // An article's first paragraph is what its own line shows.
        let isShown = provision.level != .paragraph || provision.number.value > 1
        if isShown {
            line(
                at: provision.span.lowerBound, depth: depth, confidence: provision.confidence,
                text(of: provision))
        }
        for child in provision.children { write(child, depth: isShown ? depth + 1 : depth) }
    }

    private func text(of provision: Provision) -> String {
        let label = provision.label.map { words($0) } ?? "¶\(provision.number)"
        if let heading = provision.heading { return "\(label) \(words(heading))" }
        var span = provision.bodyStart..<max(provision.bodyStart, provision.span.upperBound)
        if let child = provision.children.first {
            let isOwn = child.level == .paragraph && child.number.value == 1
            let end = isOwn ? child.children.first?.span.lowerBound : child.span.lowerBound
            if let end, end >= span.lowerBound { span = span.lowerBound..<end }
        }
        var lines = TextLines(document.source.bytes, span)
        return lines.next().map { "\(label)  \(words($0))" } ?? label
    }

    /// The first words of each line of a document without provisions.
    private mutating func writeParagraphs() {
        for text in TextLines(document.source.bytes, document.span).prefix(40) {
            line(at: text.lowerBound, depth: 1, confidence: 1, words(text))
        }
    }

    /// The beginning of a span on one line; no more than a line can hold.
    private func words(_ span: ByteSpan) -> String {
        var end = min(span.upperBound, span.lowerBound + width * 4)
        let bytes = document.source.bytes
        while end < span.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return TextLines(bytes, span.lowerBound..<end).map { document.source.string($0) }
            .joined(separator: " ")
    }

    private mutating func line(
        at offset: Int?, depth: Int, confidence: Double, _ text: String, isWhole: Bool = false
    ) {
        let number = offset.map { "\(lineNumbers.line(of: $0))" } ?? ""
        let mark = confidence < OutlineText.sureness ? "?" : " "
        let margin = String(repeating: " ", count: max(0, 6 - number.count)) + number + " " + mark
        let indent = String(repeating: " ", count: 1 + min(depth, 12) * 2)
        out.append(contentsOf: (margin + indent).utf8)
        let room = isWhole ? Int.max : width - margin.count - indent.count
        out.append(contentsOf: cut(text, to: room).utf8)
        out.append(0x0A)
    }

    /// As much of a text as fits, control characters left out.
    private func cut(_ text: String, to limit: Int) -> String {
        var result = String.UnicodeScalarView()
        var used = 0
        for c in text.unicodeScalars where c == "\t" || c.value >= 0x20 && c.value != 0x7F {
            let next = c == "\t" ? 1 : columns(of: c.value)
            if used + next > limit {
                while used + 1 > limit, let last = result.popLast() {
                    used -= columns(of: last.value)
                }
                result.append("…")
                break
            }
            result.append(c == "\t" ? " " : c)
            used += next
        }
        return String(result)
    }
}
