package import LegalText

/// What a search answers with (检索单元): an article whole; elsewhere the words of a unit that are
/// not in a smaller one, so that nothing of the text is left out.
package struct Passage: Sendable, Hashable {
    /// The eId, or the kind of a region outside all provisions: `preamble`, `closing`.
    package var name: String
    package var label: String?
    /// The headings over it, outermost first, one a line.
    package var headings: String
    /// Its words without label and heading.
    package var span: ByteSpan
}

extension Document {
    /// The document cut into passages, in the order of the text.
    package var passages: [Passage] {
        var cutter = PassageCutter(document: self)
        for region in regions where region.kind == .preface || region.kind == .preamble {
            cutter.add(region)
        }
        for provision in provisions { cutter.add(provision, headings: []) }
        for region in regions where region.kind == .closing { cutter.add(region) }
        return cutter.passages
    }
}

/// Walks a document and collects its passages.
private struct PassageCutter {
    let document: Document
    var passages: [Passage] = []

    init(document: Document) { self.document = document }

    private func text(_ span: ByteSpan?) -> String? { span.map { document.source.string($0) } }

    /// A span without the blanks and line ends around it; `nil` if nothing is left.
    private func trimmed(_ span: ByteSpan) -> ByteSpan? {
        document.source.bytes.withUnsafeBufferPointer { p in
            var (start, end) = (span.lowerBound, min(span.upperBound, p.count))
            while start < end {
                let blank = p[start] == 0x0A || p[start] == 0x0D ? 1 : p.blankWidth(start)
                if blank == 0 { break }
                start += blank
            }
            while end > start {
                let before = p.scalarStart(before: end)
                guard p[before] == 0x0A || p[before] == 0x0D || p.blankWidth(before) > 0 else {
                    break
                }
                end = before
            }
            return start < end ? start..<end : nil
        }
    }

    mutating func add(_ region: Region) {
        guard let span = trimmed(region.span) else { return }
        passages.append(
            Passage(name: region.kind.rawValue, label: nil, headings: "", span: span))
    }

    mutating func add(_ provision: Provision, headings: [String]) {
        let isWhole = provision.level == .article || provision.children.isEmpty
        let start = min(
            max(provision.bodyStart, provision.span.lowerBound), provision.span.upperBound)
        let end = isWhole ? provision.span.upperBound : provision.children[0].span.lowerBound
        if let span = trimmed(start..<max(start, end)) {
            passages.append(
                Passage(
                    name: provision.eid.description, label: text(provision.label),
                    headings: (headings + [text(provision.heading)].compactMap { $0 })
                        .joined(separator: "\n"), span: span))
        } else if let heading = provision.heading, provision.children.isEmpty,
            let span = trimmed(heading)
        {
            // a level of a plan that is all heading
            passages.append(
                Passage(
                    name: provision.eid.description, label: text(provision.label),
                    headings: headings.joined(separator: "\n"), span: span))
        }
        guard !isWhole else { return }
        let own = [provision.label, provision.heading].compactMap { text($0) }.joined(
            separator: " ")
        for child in provision.children {
            add(child, headings: own.isEmpty ? headings : headings + [own])
        }
    }
}
