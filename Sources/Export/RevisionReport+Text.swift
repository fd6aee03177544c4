import LegalText

extension RevisionReport {
    /// What changed, article by article, for a terminal: − the old words, + the new ones, carets below
    /// what differs.
    ///
    /// - Parameters:
    ///   - colour: whether to use ANSI colours; the caller asks NO_COLOR and the terminal.
    ///   - context: columns of unchanged words around a difference.
    public func text(colour: Bool, context: Int = 24) -> String {
        let paint = Paint(isOn: colour)
        var lines: [String] = []
        for change in changes where !Self.isFormOnly(change) {
            let (before, after) = (old.labels(change.old), new.labels(change.new))
            let place =
                before == after || after.isEmpty
                ? before : before.isEmpty ? after : "\(before) → \(after)"
            lines.append(
                paint.bold(place) + "  " + change.kinds.map(\.rawValue).joined(separator: ", "))
            if change.new.isEmpty { lines += whole(change.old, old, "−", paint.old) }
            if change.old.isEmpty { lines += whole(change.new, new, "+", paint.new) }
            for edits in neighbours(change.edits, context) {
                lines += excerpt(old, edits.map(\.old), change.old, "−", paint.old, context)
                lines += excerpt(new, edits.map(\.new), change.new, "+", paint.new, context)
            }
            for number in change.numbers { lines.append("    " + Self.sentence(number)) }
            for reference in change.staleReferences {
                lines.append("    " + sentence(reference))
            }
            lines.append("")
        }
        let stale = changes.reduce(0) { $0 + $1.staleReferences.count }
        let summary =
            (counts.map { "\($0.count) \($0.kind.rawValue)" }
            + (stale > 0 ? ["\(stale) citations that did not follow"] : []))
            .joined(separator: ", ")
        lines.append(summary.isEmpty ? "nothing to compare" : summary)
        return lines.joined(separator: "\n") + "\n"
    }

    /// ANSI colours, or none.
    private struct Paint {
        let isOn: Bool
        func bold(_ text: String) -> String { wrap(text, "1") }
        func old(_ text: String) -> String { wrap(text, "38;5;208") }
        func new(_ text: String) -> String { wrap(text, "38;5;33") }
        private func wrap(_ text: String, _ code: String) -> String {
            isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
        }
    }

    private func whole(
        _ eids: [EId], _ side: Side, _ sign: String, _ paint: (String) -> String
    ) -> [String] {
        eids.compactMap(side.body).flatMap { body in
            side.source.string(body).split(whereSeparator: \.isNewline)
                .map { "  \(sign) " + paint(String($0)) }
        }
    }

    /// Edits so near each other that one excerpt shows them.
    private func neighbours(
        _ edits: [ArticleChange.Edit], _ context: Int
    ) -> [[ArticleChange.Edit]] {
        var groups: [[ArticleChange.Edit]] = []
        for edit in edits {
            if let last = groups.last?.last,
                edit.old.lowerBound - last.old.upperBound < context * 2,
                edit.new.lowerBound - last.new.upperBound < context * 2,
                edit.old.lowerBound >= last.old.upperBound,
                edit.new.lowerBound >= last.new.upperBound
            {
                groups[groups.count - 1].append(edit)
            } else {
                groups.append([edit])
            }
        }
        return groups
    }

    /// The lines around some spans, and carets below the spans.
    private func excerpt(
        _ side: Side, _ spans: [ByteSpan], _ eids: [EId], _ sign: String,
        _ paint: (String) -> String,
        _ context: Int
    ) -> [String] {
        guard let first = spans.first, let last = spans.last,
            spans.contains(where: { !$0.isEmpty }),
            let (eid, body) = eids.lazy.compactMap({ eid in side.body(eid).map { (eid, $0) } })
                .first(where: { _, body in
                    body.lowerBound <= first.lowerBound && first.lowerBound <= body.upperBound
                })
        else { return [] }
        let bytes = side.source.bytes
        var (start, end) = (
            first.lowerBound, min(last.upperBound, max(body.upperBound, last.upperBound))
        )
        var columns = 0
        while start > body.lowerBound, columns < context, bytes[start - 1] != 0x0A {
            start -= 1
            if bytes[start] & 0xC0 != 0x80 { columns += 2 }
        }
        columns = 0
        while end < body.upperBound, columns < context, bytes[end] != 0x0A {
            if bytes[end] & 0xC0 != 0x80 { columns += 2 }
            end += 1
        }
        while end < body.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        var lines: [String] = []
        var (words, carets) = ("", "")
        func close() {
            defer { (words, carets) = ("", "") }
            let marks = String(carets.reversed().drop { $0 == " " }.reversed())
            if carets.isEmpty { return }
            lines.append("  \(sign) " + words)
            // a line that is new from end to end needs no carets
            if marks.contains(" ") || marks.count < carets.count {
                lines.append("    " + paint(marks))
            }
        }
        // of several articles each says which it is
        if eids.count > 1 { words = side.label(eid) + " " }
        if start > body.lowerBound, bytes[start - 1] != 0x0A { words += "…" }
        carets = String(repeating: " ", count: displayWidth(words))
        var at = start
        func add(_ span: ByteSpan, isChanged: Bool) {
            for (k, line) in side.source.string(span).split(
                omittingEmptySubsequences: false, whereSeparator: \.isNewline
            ).enumerated() {
                if k > 0 { close() }
                let text = String(line)
                words += isChanged ? paint(text) : text
                carets += String(repeating: isChanged ? "^" : " ", count: displayWidth(text))
            }
        }
        for span in spans {
            let span = span.clamped(to: start..<end)
            guard span.lowerBound >= at else { continue }
            add(at..<span.lowerBound, isChanged: false)
            add(span, isChanged: true)
            at = span.upperBound
        }
        add(at..<end, isChanged: false)
        if end < body.upperBound, bytes[end] != 0x0A { words += "…" }
        close()
        return lines
    }
}
