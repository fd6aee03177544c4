public import LegalText

/// What is at odds between two texts, for people (对照结果): a line of counts, then each finding with
/// both places.
public enum AlignmentText {
    /// The text, ending in a line end.
    public static func text(_ alignment: Alignment, zh: Document, en: Document) -> String {
        var lines: [String] = []
        for (document, name) in [(zh, "zho"), (en, "eng")] {
            lines.append("\(name)  \(document.title.isEmpty ? document.id : document.title)")
        }
        let counts = AlignmentLink.Level.allCases.compactMap { level -> String? in
            let links = alignment.links.filter { $0.level == level }
            let both = links.filter { !$0.zh.isEmpty && !$0.en.isEmpty }.count
            return links.isEmpty ? nil : "\(both) of \(links.count) \(level.rawValue)s"
        }
        lines.append("linked  \(counts.isEmpty ? "nothing" : counts.joined(separator: ", "))")
        if !alignment.findings.isEmpty { lines.append("") }
        let numbers = (LineNumbers(zh.source.bytes), LineNumbers(en.source.bytes))
        for finding in alignment.findings {
            lines.append("\(finding.severity.rawValue): \(finding.message) [\(finding.code)]")
            for (span, document, number) in [
                (finding.zh, zh, numbers.0), (finding.en, en, numbers.1),
            ] {
                guard let span else { continue }
                let words = words(span, document)
                lines.append(
                    "  \(document.language.rawValue):\(number.line(of: span.lowerBound))  \(words)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The beginning of a span, on one line.
    private static func words(_ span: ByteSpan, _ document: Document) -> String {
        let text = Segment.text(
            [span.lowerBound..<min(span.upperBound, span.lowerBound + 400)], of: document)
        var words = ""
        for character in text {
            if displayWidth(words) + displayWidth(String(character)) > 72 { return words + "…" }
            words.append(character)
        }
        return words
    }
}
