import Grammar
import LegalText

/// Reads what stands before the first label of a document: navigation, title, adoption note, addressee,
/// preamble.
struct HeaderReader {
    let p: UnsafeBufferPointer<UInt8>
    let lines: [Line]
    let cues: Cues
    private let breadcrumbs: PhraseSet
    private let isEnglish: Bool

    /// What the lines before the first label are.
    struct Header {
        /// Indices of the title's lines.
        var title: Range<Int>?
        /// Kind by line index.
        var kinds: [Int: Region.Kind] = [:]
    }

    init(
        _ p: UnsafeBufferPointer<UInt8>, lines: [Line], cues: Cues, breadcrumbs: PhraseSet
    ) {
        self.p = p
        self.lines = lines
        self.cues = cues
        self.breadcrumbs = breadcrumbs
        isEnglish = cues.language == .eng
    }

    func read(_ range: Range<Int>) -> Header {
        var header = Header()
        let texts = range.filter { !lines[$0].isBlank && !lines[$0].isAside }
        header.title = title(texts)
        let start = header.title?.upperBound ?? range.lowerBound
        for index in texts {
            if let title = header.title, title.contains(index) {
                header.kinds[index] = .title
            } else if let title = header.title, index < title.lowerBound {
                header.kinds[index] = isPreface(index) ? .preface : .boilerplate
            } else if isPreface(index) || !isSentence(index) && index < start + 8 {
                header.kinds[index] = .preface
            } else {
                header.kinds[index] = .preamble
            }
        }
        return header
    }

    /// The lines of the title: one that names a kind of instrument, with short lines above that run on.
    private func title(_ texts: [Int]) -> Range<Int>? {
        var best: (index: Int, points: Int)?
        for (order, index) in texts.enumerated() {
            var points = titlePoints(index)
            guard points > 0 else { continue }
            if order == 0 { points += 1 }
            if order + 1 < texts.count,
                isDateLine(texts[order + 1]) || isAdoptionNote(texts[order + 1])
            {
                points += 2
            }
            if best.map({ points > $0.points }) ?? true { best = (index, points) }
        }
        guard let best else {
            // no word tells: a short first line that is no sentence
            guard let first = texts.first, length(first) <= (isEnglish ? 160 : 120),
                !isSentence(first),
                texts.count > 1 || !lines.isEmpty
            else { return nil }
            return first..<(first + 1)
        }
        var low = best.index
        while low > 0, let above = texts.last(where: { $0 < low }), above == low - 1,
            length(above) <= 120, !endsSentence(above), !isDateLine(above), titlePoints(above) < 3,
            lines[above].headingMarks == 0, !isPreface(above)
        {
            low = above
        }
        var high = best.index + 1
        while isEnglish, let below = texts.first(where: { $0 >= high }), below <= high + 1,
            length(below) <= 160, runsOn(below, from: high - 1)
        { high = below + 1 }
        return low..<high
    }

    /// Whether an English title goes on in a line: it begins with a small word, or the line above ends
    /// with one.
    private func runsOn(_ index: Int, from above: Int) -> Bool {
        let (line, title) = (lines[index], lines[above])
        if endsSentence(index) { return false }
        return cues.titleJoiners.wordLength(
            endingAt: title.textEnd, in: p, start: title.textStart) != nil
            || index == above + 1
                && cues.titleJoiners.wordLength(at: line.textStart, in: p, end: line.textEnd) != nil
    }

    /// How much a line looks like the title of an instrument; 0 = not at all.
    func titlePoints(_ index: Int) -> Int {
        let line = lines[index]
        if line.isBlank || line.isAside || line.isQuoted { return 0 }
        let count = length(index)
        guard count <= (isEnglish ? 300 : 200), !endsSentence(index) else { return 0 }
        if isBreadcrumb(line) { return 0 }
        let points = line.headingMarks == 1 ? 4 : 0
        let end = titleEnd(line)
        for (_, words) in cues.kinds {
            if isEnglish {
                let found = words.first(in: p, line.textStart..<line.textEnd, words: true)
                if found != nil, startsProper(line) { return points + 3 }
            } else if words.length(endingAt: end, in: p, start: line.textStart) != nil, count >= 9 {
                return points + 3
            }
        }
        return points
    }

    /// Home > Plans > Work plans: a trail of at least three steps.
    private func isBreadcrumb(_ line: Line) -> Bool {
        guard let first = breadcrumbs.first(in: p, line.textStart..<line.textEnd) else {
            return false
        }
        return breadcrumbs.first(in: p, (first.at + first.length)..<line.textEnd) != nil
    }

    /// Whether one of the few lines of text above line `index`, below line `above`, looks like a title.
    func hasTitle(between above: Int, and index: Int) -> Bool {
        var seen = 0
        var i = index - 1
        while i > above, seen < 3, index - i < 12 {
            defer { i -= 1 }
            if lines[i].isBlank { continue }
            if titlePoints(i) >= 3 { return true }
            seen += 1
        }
        return false
    }

    /// Whether the rest of a line is the English title of a plan.
    func namesPlan(behind start: Int, on index: Int) -> Bool {
        guard isEnglish, !endsSentence(index) else { return false }
        return cues.kinds.contains { kind, words in
            kind == .plan
                && words.first(in: p, start..<max(start, lines[index].textEnd), words: true) != nil
        }
    }

    /// A title's end before a bracket: …办法（试行）.
    private func titleEnd(_ line: Line) -> Int {
        for (open, close) in cues.headingBrackets
        where p.has(close, at: line.textEnd - close.count) {
            var at = line.textEnd - close.count
            while at > line.textStart {
                if p.has(open, at: at) { return p.trimBlanks(line.textStart, at) }
                at -= 1
            }
        }
        return line.textEnd
    }

    private func startsProper(_ line: Line) -> Bool {
        let byte = p[line.textStart]
        return !(byte >= 0x61 && byte <= 0x7A)
    }

    private func length(_ index: Int) -> Int { lines[index].textEnd - lines[index].textStart }

    /// Whether a line ends like a sentence.
    private func endsSentence(_ index: Int) -> Bool {
        let line = lines[index]
        let last = p.scalar(p.scalarStart(before: line.textEnd))
        return last == 0x3002 || last == 0xFF1B || last == 0xFF0C || last == 0xFF1A || last == 0x2E
            || last == 0x3B || last == 0x2C || last == 0x3A || last == 0x21
    }

    /// Whether a line stops without any sign, as the first line of a long title does.
    func isOpenEnded(_ index: Int) -> Bool { !endsSentence(index) && !isPreface(index) }

    private func isSentence(_ index: Int) -> Bool {
        endsSentence(index) || length(index) > (isEnglish ? 240 : 180)
    }

    /// An adoption note, a document number, an addressee, a date.
    private func isPreface(_ index: Int) -> Bool {
        isDateLine(index) || isAdoptionNote(index) || isAddressee(index)
            || length(index) < 90 && cues.numberOpen.first(in: p, span(index)) != nil
                && cues.numberEnd.first(in: p, span(index)) != nil
    }

    private func isAddressee(_ index: Int) -> Bool {
        let line = lines[index]
        return cues.addresseeEnd.length(endingAt: line.textEnd, in: p, start: line.textStart) != nil
            && length(index) < 400
    }

    private func span(_ index: Int) -> Range<Int> { lines[index].textStart..<lines[index].textEnd }

    private func isAdoptionNote(_ index: Int) -> Bool {
        let range = span(index)
        guard range.count < 600 else { return false }
        let reader = DateReader(p, cues: cues)
        return cues.adoption.first(in: p, range, words: isEnglish) != nil
            && reader.first(in: range) != nil
    }

    private func isDateLine(_ index: Int) -> Bool {
        guard length(index) <= 60, let date = DateReader(p, cues: cues).first(in: span(index))
        else {
            return false
        }
        return date.span.count * 3 >= length(index) * 2
    }
}
