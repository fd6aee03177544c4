import Grammar
import LegalText

/// Finds tables of contents (目录): headings that stand one below the other and come again in the text.
struct ContentsFinder {
    let p: UnsafeBufferPointer<UInt8>
    let cues: Cues

    /// The lines of a table of contents, its title included; `nil` if there is none.
    ///
    /// - Parameter divisions: the labels of divisions in order of the text; those of the contents stand
    ///   at the starts of lines, those of the text may be run into a line.
    func find(_ lines: [Line], divisions: [Candidate]) -> Range<Int>? {
        var first = 0
        while first < divisions.count {
            var last = first
            while last + 1 < divisions.count,
                adjoin(lines, divisions[last], divisions[last + 1])
            {
                last += 1
            }
            if divisions[first].isLineStart,
                let found = contents(lines, divisions, first...last)
            {
                return found
            }
            first = last + 1
        }
        return nil
    }

    /// Whether the second of two labels starts a line of its own with only blank lines between.
    private func adjoin(_ lines: [Line], _ a: Candidate, _ b: Candidate) -> Bool {
        a.isLineStart && b.isLineStart && b.line > a.line && b.line - a.line < 6
            && ((a.line + 1)..<b.line).allSatisfy { lines[$0].isBlank }
    }

    private func contents(
        _ lines: [Line], _ divisions: [Candidate], _ run: ClosedRange<Int>
    ) -> Range<Int>? {
        let top = divisions[run.lowerBound].line
        let title = self.title(lines, above: top)
        guard run.count >= (title == nil ? 3 : 2) else { return nil }
        let entries = run.prefix(Self.mostEntries).map {
            heading(lines, divisions[$0], isEntry: true)
        }
        // the run ends where its first heading comes again
        guard
            let again = divisions.indices.suffix(from: run.lowerBound + 1).first(where: {
                heading(lines, divisions[$0]).starts(with: entries[0])
            })
        else { return nil }
        // most of the others come again too, behind the first
        let stop = min(again, run.upperBound + 1)
        let others = entries.prefix(stop - run.lowerBound).dropFirst()
        let behind = divisions.suffix(from: again + 1).prefix(Self.mostEntries * 4).map {
            heading(lines, $0)
        }
        let found = others.count { entry in behind.contains { $0.starts(with: entry) } }
        guard found > 0, found * 3 >= others.count * 2 else { return nil }
        return (title ?? top)..<(divisions[stop - 1].line + 1)
    }

    /// No more entries than this are looked for in the text.
    private static let mostEntries = 80

    private func title(_ lines: [Line], above index: Int) -> Int? {
        var i = index - 1
        while i >= 0, lines[i].isBlank { i -= 1 }
        guard i >= 0 else { return nil }
        let bare = squeezed(lines[i].textStart, lines[i].textEnd)
        let isTitle = bare.withUnsafeBufferPointer { text in
            cues.tocTitles.phrases.contains { phrase in
                let squeezed = phrase.filter { $0 != 0x20 }
                return text.elementsEqual(squeezed)
            }
        }
        return isTitle ? i : nil
    }

    /// The words of a heading without blanks, letters in lower case; without words, its number. An entry
    /// ends before a bracket (Articles 1 to 4), dots or a page number.
    private func heading(_ lines: [Line], _ label: Candidate, isEntry: Bool = false) -> [UInt8] {
        var text = squeezed(label.end, min(lines[label.line].textEnd, label.end + 200))
        if isEntry {
            for mark in ["(", "（", ".", "…", "·"] {
                if let at = text.firstRange(of: mark.utf8) {
                    text.removeLast(text.count - at.lowerBound)
                }
            }
            while let last = text.last, isASCIIDigit(last) { text.removeLast() }
        }
        return text.isEmpty ? Array("\(label.number)".utf8) : text
    }

    private func squeezed(_ start: Int, _ end: Int) -> [UInt8] {
        var text: [UInt8] = []
        var at = start
        while at < end {
            let blank = p.blankWidth(at)
            if blank > 0 {
                at += blank
                continue
            }
            let byte = p[at]
            text.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
            at += 1
        }
        return text
    }
}
