import Grammar
import LegalText

/// Finds what a web page adds below a text: links to the previous and next page, related articles,
/// editor, copyright (页脚).
///
///     第三条 本办法自公布之日起施行。
///     上一篇：…                        // the footer begins here and runs to the end
struct FooterFinder {
    let p: UnsafeBufferPointer<UInt8>
    let cues: Cues

    /// A footer holds no more lines of text than this.
    private static let mostLines = 40
    /// A line of a footer that says so is no longer than this many bytes.
    private static let widest = 240

    /// The lines of the footer; `nil` if there is none. Chapters and articles stand in no footer.
    func find(_ lines: [Line], _ candidates: [Candidate]) -> Range<Int>? {
        guard let first = candidates.first?.line else { return nil }
        let floor = max(first, lastProvision(candidates) ?? first)
        var start: Int?
        var texts = 0
        var index = lines.count - 1
        while index > floor, texts < Self.mostLines {
            defer { index -= 1 }
            if lines[index].isBlank { continue }
            texts += 1
            if begins(lines[index], cues.footer) { start = index }
        }
        guard var start else { return nil }
        while start - 1 > floor, begins(lines[start - 1], cues.besideFooter) { start -= 1 }
        return start..<lines.count
    }

    /// The line of the last label that opens a chapter or an article.
    private func lastProvision(_ candidates: [Candidate]) -> Int? {
        candidates.last { candidate in
            guard candidate.isLineStart || candidate.evidence > 0 else { return false }
            switch cues.labels.rules[candidate.rule].role {
            case .division, .article: return true
            case .annex, .list: return false
            }
        }?.line
    }

    private func begins(_ line: Line, _ words: PhraseSet) -> Bool {
        !line.isBlank && line.textEnd - line.textStart <= Self.widest
            && words.wordLength(at: line.textStart, in: p, end: line.textEnd) != nil
    }
}
