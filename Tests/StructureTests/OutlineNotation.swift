import LegalText

/// A document's outline as the specs write it: one unit a line, indented by level,
/// `eid  label [heading] first words…`, diagnostics behind `!`.
enum OutlineNotation {
    static func describe(_ documents: [Document]) -> String {
        var lines: [String] = []
        for document in documents {
            lines.append(
                "\(document.kind.rawValue) \(document.language.rawValue): \(document.title)")
            for provision in document.provisions {
                describe(provision, document, depth: 1, into: &lines)
            }
            for diagnostic in document.diagnostics where !quiet.contains(diagnostic.code) {
                let place = diagnostic.span.map { document.source.string($0) } ?? ""
                lines.append("! \(diagnostic.code) \(oneLine(place))".trimmed)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Said of nearly every short example, and so of no use in one.
    private static let quiet: Set<String> = [
        "truncated", "several-documents", "dangling-reference",
    ]

    private static func describe(
        _ provision: Provision, _ document: Document, depth: Int, into lines: inout [String]
    ) {
        let source = document.source
        var parts = [provision.eid.description]
        if let label = provision.label { parts.append(source.string(label)) }
        if let heading = provision.heading { parts.append("[\(source.string(heading))]") }
        if provision.children.isEmpty || provision.level == .paragraph {
            let own = provision.children.first.map {
                provision.bodyStart..<max(provision.bodyStart, $0.span.lowerBound)
            }
            let words = oneLine(
                source.string(own ?? provision.bodyStart..<provision.span.upperBound))
            if !words.isEmpty { parts.append(words) }
        }
        lines.append(String(repeating: "  ", count: depth) + parts.joined(separator: " "))
        for child in provision.children {
            describe(child, document, depth: depth + 1, into: &lines)
        }
    }

    /// The first words of a text on one line.
    private static func oneLine(_ text: String) -> String {
        let flat = text.unicodeScalars.map { $0.properties.isWhitespace ? " " : String($0) }
            .joined().trimmed
        let limit = 24
        return flat.count > limit ? flat.prefix(limit) + "…" : flat
    }
}

extension String {
    /// Without blanks at its ends.
    var trimmed: String {
        var scalars = unicodeScalars[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
