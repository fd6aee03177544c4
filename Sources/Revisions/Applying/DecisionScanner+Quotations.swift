import Grammar
import LegalText

extension DecisionScanner {
    /// The quotation whose wording begins at `start`, and what stands behind its closing mark.
    func quotation(_ start: Int) -> (Quotation, Int) {
        var lines: [ByteSpan] = []
        var lineStart = start
        var at = start
        var depth = 1
        // whether this line began with a mark that only says the quotation goes on
        var isContinued = false
        func closeLine(_ at: Int) {
            let from = p.skipBlanks(lineStart, at)
            let to = p.trimBlanks(from, at)
            if from < to { lines.append(from..<to) }
        }
        while at < end {
            if isLineEnd(at) {
                closeLine(at)
                at = p.skipBlanks(nextLine(at), end)
                while at < end, isLineEnd(at) { at = p.skipBlanks(nextLine(at), end) }
                if at >= end || isInstruction(at) {
                    return (Quotation(lines: lines, isOpen: true), at)
                }
                isContinued = false
                if depth == 1, let length = words.quoteOpen.length(at: at, in: p, end: end) {
                    isContinued = true
                    at += length
                }
                lineStart = at
                continue
            }
            if let length = words.quoteOpen.length(at: at, in: p, end: end) {
                depth += 1
                at += length
                continue
            }
            if let length = words.quoteClose.length(at: at, in: p, end: end) {
                depth -= 1
                if depth <= 0 {
                    if isContinued, goesOn(at + length) {
                        // the mark at the head of the line opened a quotation inside this one
                        lineStart = p.scalarStart(before: lineStart)
                        isContinued = false
                        depth = 1
                    } else {
                        closeLine(at)
                        return (Quotation(lines: lines), at + length)
                    }
                }
                at += length
                continue
            }
            at += p.scalarWidth(at)
        }
        closeLine(at)
        return (Quotation(lines: lines, isOpen: true), at)
    }

    /// Whether running text follows, neither the end of the line nor an instruction.
    func goesOn(_ at: Int) -> Bool {
        let stop = lineEnd(at)
        var i = at
        while i < stop, isStop(i) || isComma(i) || p.blankWidth(i) > 0 { i += p.scalarWidth(i) }
        if i >= stop { return false }
        return !hasVerb(i, stop)
    }

    /// Whether a line is the next point of the decision, so that the quotation was never closed.
    private func isInstruction(_ at: Int) -> Bool {
        let stop = lineEnd(at)
        guard let body = labelEnd(at, stop) else { return false }
        var i = body
        while i < stop {
            if words.quoteOpen.length(at: i, in: p, end: stop) != nil { break }
            if place(i) != nil { return hasVerb(i, stop) && endsLikeInstruction(stop) }
            i += p.scalarWidth(i)
        }
        return false
    }

    private func hasVerb(_ at: Int, _ stop: Int) -> Bool {
        var i = at
        while i < stop {
            if words.quoteOpen.length(at: i, in: p, end: stop) != nil { return false }
            for word in words.words where p.has(word.text, at: i) {
                if [.into, .add, .delete, .as, .adjust].contains(word.term) { return true }
            }
            i += p.scalarWidth(i)
        }
        return false
    }

    private func endsLikeInstruction(_ stop: Int) -> Bool {
        let last = p.scalarStart(before: p.trimBlanks(0, stop))
        return isColon(last) || words.quoteClose.length(endingAt: stop, in: p) != nil
            || words.quoteOpen.first(in: p, lineStart(stop)..<stop) != nil
    }
}

// MARK: Marks and lines

extension DecisionScanner {
    func isLineEnd(_ at: Int) -> Bool {
        p[at] == 0x0A || p[at] == 0x0D
            || (p[at] == 0xE2 && at + 2 < p.count && p[at + 1] == 0x80 && p[at + 2] & 0xFE == 0xA8)
    }

    func lineEnd(_ at: Int) -> Int {
        var i = at
        while i < end, !isLineEnd(i) { i += 1 }
        return i
    }

    func lineStart(_ at: Int) -> Int {
        var i = at
        while i > 0, !isLineEnd(i - 1) { i -= 1 }
        return i
    }

    func nextLine(_ at: Int) -> Int {
        let stop = lineEnd(at)
        guard stop < end else { return end }
        return stop + (p[stop] == 0xE2 ? 3 : 1)
    }

    func isColon(_ at: Int) -> Bool { isMark(at, 0x3A, 0xFF1A) }
    func isComma(_ at: Int) -> Bool { isMark(at, 0x2C, 0xFF0C) }
    func isStop(_ at: Int) -> Bool {
        isMark(at, 0x3B, 0xFF1B) || isMark(at, 0x3002, 0x3002)
    }

    private func isMark(_ at: Int, _ a: UInt32, _ b: UInt32) -> Bool {
        guard at < end else { return false }
        let scalar = p.scalar(at)
        return scalar == a || scalar == b
    }
}
