import Grammar
import LegalText

/// Finds where the body of a document ends: at the date, the signature or the list of attachments below
/// the last provision.
struct ClosingFinder {
    let p: UnsafeBufferPointer<UInt8>
    let lines: [Line]
    let cues: Cues

    /// Where the closing begins; `end` if there is none.
    func start(after last: Candidate, until end: Int) -> Int {
        var index = last.line + 1
        var closing: Int?
        var sawText = p.skipBlanks(last.end, lines[last.line].textEnd) < lines[last.line].textEnd
        while index < lines.count, lines[index].start < end {
            let line = lines[index]
            defer { index += 1 }
            if line.isBlank || line.isAside { continue }
            if isClosing(line), sawText {
                if closing == nil { closing = line.start }
            } else if !isSignature(line, next: index + 1) || !sawText {
                // text of the last provision goes on
                closing = nil
            } else if closing == nil {
                closing = line.start
            }
            sawText = true
        }
        return closing ?? end
    }

    private func isClosing(_ line: Line) -> Bool {
        let range = line.textStart..<line.textEnd
        if let length = cues.closing.wordLength(at: line.textStart, in: p, end: line.textEnd) {
            return range.count < 400 && length > 0
        }
        if range.count <= 60, let date = DateReader(p, cues: cues).first(in: range) {
            return date.span.count * 3 >= range.count * 2
        }
        // a remark in brackets of its own: （此件公开发布）
        return range.count < 200
            && cues.headingBrackets.contains {
                p.has($0.open, at: line.textStart)
                    && p.has($0.close, at: line.textEnd - $0.close.count)
            }
    }

    /// The name of an authority on a line of its own, a date or the end below it.
    private func isSignature(_ line: Line, next: Int) -> Bool {
        let range = line.textStart..<line.textEnd
        guard range.count <= 90, cues.sentenceEnds.length(endingAt: line.textEnd, in: p) == nil,
            cues.issuers.length(endingAt: line.textEnd, in: p, start: line.textStart) != nil
        else { return false }
        guard let below = lines[next...].first(where: { !$0.isBlank }) else { return true }
        return isClosing(below)
    }
}
