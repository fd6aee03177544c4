import Grammar
import LegalText

/// Finds what a web page adds below a text: links to the previous and next page, related articles,
/// editor, copyright (页脚).
///
///     第三条 本办法自公布之日起施行。
///     上一篇：…                        // the footer begins here and runs to the end
///
/// Where another text follows on the page, its title ends the footer.
struct FooterFinder {
    let p: UnsafeBufferPointer<UInt8>
    let cues: Cues
    let header: HeaderReader

    /// A footer holds no more lines of text than this.
    private static let mostLines = 40
    /// A line of a footer that says so is no longer than this many bytes.
    private static let widest = 240

    /// The lines of footers, in order. Chapters and articles stand in none.
    func find(_ lines: [Line], _ candidates: [Candidate]) -> [Range<Int>] {
        guard var floor = candidates.first?.line else { return [] }
        let provisions = provisionLines(candidates)
        let labelled = Set(candidates.lazy.filter(\.isLineStart).map(\.line))
        var found: [Range<Int>] = []
        var index = floor + 1
        while index < lines.count {
            guard begins(lines[index], cues.footer) else {
                index += 1
                continue
            }
            var start = index
            while start - 1 > floor, begins(lines[start - 1], cues.besideFooter) { start -= 1 }
            let end = end(from: index, lines, provisions, labelled)
            found.append(start..<end)
            floor = end - 1
            index = end
        }
        return found
    }

    /// Where a footer that begins on a line ends: at the next title, or with the text; with its first
    /// line if something else follows.
    private func end(
        from start: Int, _ lines: [Line], _ provisions: Set<Int>, _ labelled: Set<Int>
    ) -> Int {
        var texts = 0
        for index in (start + 1)..<max(lines.count, start + 1) where !lines[index].isBlank {
            texts += 1
            if provisions.contains(index) || texts > Self.mostLines { return start + 1 }
            if !labelled.contains(index), !begins(lines[index], cues.footer),
                header.titlePoints(index) >= 3, leads(index, lines)
            {
                return index
            }
        }
        return lines.count
    }

    /// Whether text that is no link follows a title within a few lines: a sentence.
    private func leads(_ title: Int, _ lines: [Line]) -> Bool {
        lines[(title + 1)...].lazy.filter { !$0.isBlank }.prefix(3).contains {
            cues.sentenceEnds.length(endingAt: $0.textEnd, in: p, start: $0.textStart) != nil
                && $0.textEnd - $0.textStart > 60
        }
    }

    /// The lines that a chapter or an article begins.
    private func provisionLines(_ candidates: [Candidate]) -> Set<Int> {
        var found: Set<Int> = []
        for candidate in candidates where candidate.isLineStart && candidate.evidence > 0 {
            switch cues.labels.rules[candidate.rule].role {
            case .division, .article: found.insert(candidate.line)
            case .annex, .list: break
            }
        }
        return found
    }

    private func begins(_ line: Line, _ words: PhraseSet) -> Bool {
        !line.isBlank && line.textEnd - line.textStart <= Self.widest
            && words.wordLength(at: line.textStart, in: p, end: line.textEnd) != nil
    }
}
