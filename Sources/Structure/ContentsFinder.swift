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
        // the run ends where its first heading comes again
        let key = heading(lines, divisions[run.lowerBound])
        guard
            let again = divisions.indices.suffix(from: run.lowerBound + 1).first(where: {
                heading(lines, divisions[$0]).starts(with: key)
            })
        else { return nil }
        // the second heading comes again too, behind the first
        let second = heading(lines, divisions[run.lowerBound + 1])
        guard
            divisions.suffix(from: again + 1).contains(where: {
                heading(lines, $0).starts(with: second)
            })
        else { return nil }
        let stop = min(again, run.upperBound + 1)
        return (title ?? top)..<(divisions[stop - 1].line + 1)
    }

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

    /// A heading's number and the text behind it on its line, without blanks, letters in lower case.
    private func heading(_ lines: [Line], _ label: Candidate) -> [UInt8] {
        let number = Array("\(label.rule) \(label.number) ".utf8)
        return number + squeezed(label.end, min(lines[label.line].textEnd, label.end + 200))
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
