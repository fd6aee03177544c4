import Grammar
import LegalText

/// Cuts legal text into sentences (句): a line ends one, and so do 。！？ and the full stop; not the ；
/// between the items of a list, not the stop of No. 5, 3.5, Art. 4 or e.g.
struct SentenceSegmenter {
    let p: UnsafeBufferPointer<UInt8>
    let language: Language
    let grammar: AlignmentGrammar

    /// The sentences of a span, trimmed of blanks, in order; nothing but blanks lies between them.
    func sentences(in span: ByteSpan) -> [ByteSpan] {
        var found: [ByteSpan] = []
        var start = span.lowerBound
        var at = start
        var depth = 0
        func close(_ end: Int) {
            let from = skip(start, end)
            let to = p.trimBlanks(from, end)
            if from < to { found.append(from..<to) }
            start = end
        }
        while at < span.upperBound {
            let byte = p[at]
            if byte == 0x0A || byte == 0x0D {
                if !continues(after: at, span) {
                    close(at)
                    depth = 0
                }
                at += 1
                continue
            }
            if language == .zho {
                let end = chineseEnd(at, span.upperBound, &depth)
                if end > 0 {
                    close(end)
                    at = end
                    continue
                }
                at += byte < 0x80 ? 1 : p.scalarWidth(at)
            } else {
                if byte == 0x2E || byte == 0x21 || byte == 0x3F {
                    let end = englishEnd(at, span.upperBound, start)
                    if end > 0 {
                        close(end)
                        at = end
                        continue
                    }
                }
                at += 1
            }
        }
        close(span.upperBound)
        return found
    }

    private func skip(_ start: Int, _ end: Int) -> Int {
        var at = start
        while at < end {
            if p[at] == 0x0A || p[at] == 0x0D {
                at += 1
            } else {
                let width = p.blankWidth(at)
                if width == 0 { break }
                at += width
            }
        }
        return min(at, end)
    }

    /// Whether a line break only wraps a sentence: no mark before it, and the next line goes on in lower
    /// case right away.
    private func continues(after lineEnd: Int, _ span: ByteSpan) -> Bool {
        guard language == .eng, lineEnd > span.lowerBound else { return false }
        let before = p.trimBlanks(span.lowerBound, lineEnd)
        guard before > span.lowerBound, isASCIILetter(p[before - 1]) || p[before - 1] == 0x2C else { return false }
        var next = lineEnd + 1
        if next < span.upperBound, p[lineEnd] == 0x0D, p[next] == 0x0A { next += 1 }
        next = p.skipBlanks(next, span.upperBound)
        guard next + 1 < span.upperBound else { return false }
        guard p[before - 1] != 0x2C else { return false }
        return p[next] &- 0x61 < 26 && isASCIILetter(p[next + 1])
    }

    private func chineseEnd(_ at: Int, _ end: Int, _ depth: inout Int) -> Int {
        let byte = p[at]
        guard byte >= 0xE3 || byte < 0x40 else { return 0 }
        if grammar.openBrackets.match(p, at: at, end: end) != nil {
            depth += 1
            return 0
        }
        if grammar.closeBrackets.match(p, at: at, end: end) != nil {
            depth = max(0, depth - 1)
            return 0
        }
        guard depth == 0, let mark = grammar.sentenceEnds.match(p, at: at, end: end) else {
            return 0
        }
        var stop = mark.end
        while stop < end {
            if let more = grammar.closers.match(p, at: stop, end: end)
                ?? grammar.sentenceEnds.match(p, at: stop, end: end)
            {
                stop = more.end
            } else {
                break
            }
        }
        return stop
    }

    private func englishEnd(_ at: Int, _ end: Int, _ start: Int) -> Int {
        var stop = at + 1
        while stop < end, p[stop] == 0x2E || p[stop] == 0x21 || p[stop] == 0x3F { stop += 1 }
        // closing marks: ) ] " ' and their curly forms
        while stop < end {
            if p[stop] == 0x29 || p[stop] == 0x5D || p[stop] == 0x22 || p[stop] == 0x27 {
                stop += 1
            } else if stop + 2 < end, p[stop] == 0xE2, p[stop + 1] == 0x80,
                p[stop + 2] == 0x9D || p[stop + 2] == 0x99
            {
                stop += 3
            } else {
                break
            }
        }
        guard stop >= end || p[stop] == 0x20 || p[stop] == 0x0A || p[stop] == 0x0D || p.blankWidth(stop) > 0
        else { return 0 }
        if p[at] == 0x2E, stop == at + 1 {
            // a label (1. a. iv.) or an abbreviation
            var word = at
            while word > start, isASCIILetter(p[word - 1]) || isASCIIDigit(p[word - 1]) || p[word - 1] == 0x2E {
                word -= 1
            }
            let from = skip(start, at)
            if word == from, at - word <= 4 { return 0 }
            if at - word == 1, isASCIILetter(p[word]) { return 0 }
            if let length = grammar.abbreviations.wordLength(endingAt: at, in: p, start: word),
                length == at - word
            {
                return 0
            }
        }
        let next = skip(stop, end)
        guard next < end else { return stop }
        let byte = p[next]
        // what follows must look like a beginning
        if byte &- 0x61 < 26 { return 0 }
        return stop
    }
}
