import Grammar
import LegalText

/// Finds tables of contents (目录): headings that stand one below the other and come again in the text.
struct ContentsFinder {
    let p: UnsafeBufferPointer<UInt8>
    let cues: Cues

    /// The lines of a table of contents, its title included; `nil` if there is none.
    ///
    /// - Parameter divisions: for each line the division label it starts with, if any.
    func find(_ lines: [Line], divisions: [Int: Candidate]) -> Range<Int>? {
        let order = divisions.keys.sorted()
        var first = 0
        while first < order.count {
            var last = first
            while last + 1 < order.count, gap(lines, order[last], order[last + 1]) { last += 1 }
            if let found = contents(lines, divisions, order, first...last) { return found }
            first = last + 1
        }
        return nil
    }

    /// Whether only blank lines stand between two lines.
    private func gap(_ lines: [Line], _ a: Int, _ b: Int) -> Bool {
        b - a < 6 && ((a + 1)..<b).allSatisfy { lines[$0].isBlank }
    }

    private func contents(
        _ lines: [Line], _ divisions: [Int: Candidate], _ order: [Int], _ run: ClosedRange<Int>
    ) -> Range<Int>? {
        let title = self.title(lines, above: order[run.lowerBound])
        guard run.count >= (title == nil ? 3 : 2) else { return nil }
        // the run ends where its first heading comes again
        let key = heading(lines, divisions, order[run.lowerBound])
        let again =
            run.dropFirst().first { heading(lines, divisions, order[$0]) == key }
            ?? order.indices.suffix(from: run.upperBound + 1).first {
                heading(lines, divisions, order[$0]) == key
            }
        guard let again else { return nil }
        let stop = min(again, run.upperBound + 1)
        // the second heading comes again too, behind the first
        let second = heading(lines, divisions, order[run.lowerBound + 1])
        guard
            order.indices.suffix(from: again + 1).contains(where: {
                heading(lines, divisions, order[$0]) == second
            })
        else { return nil }
        let from = title ?? order[run.lowerBound]
        return from..<(order[stop - 1] + 1)
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

    /// A heading's text without blanks, letters in lower case.
    private func heading(_ lines: [Line], _ divisions: [Int: Candidate], _ index: Int) -> [UInt8] {
        guard let candidate = divisions[index] else { return [] }
        let number = Array("\(candidate.rule) \(candidate.number) ".utf8)
        return number + squeezed(candidate.end, lines[index].textEnd)
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
