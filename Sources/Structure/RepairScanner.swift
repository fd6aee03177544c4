import Grammar
import LegalText

/// Finds places that are read otherwise than written, or that cannot be read at all: `20 17`, `27 日`,
/// `****`, `654.38+10,000`, leftover markup.
struct RepairScanner {
    let p: UnsafeBufferPointer<UInt8>
    let lines: ArraySlice<Line>
    let grammar: StructureGrammar
    let cues: Cues
    let isMarkdown: Bool

    func repairs() -> [Repair] {
        var found: [Repair] = []
        for line in lines where !line.isBlank {
            if line.textStart > line.start { leadingMarks(line, &found) }
            var at = line.textStart
            while at < line.textEnd {
                switch p[at] {
                case 0x2A: at = stars(at, line, &found)
                case 0x30...0x39: at = digits(at, line, &found)
                case 0x5B, 0x70, 0x3C: at = markup(at, line, &found)
                default: at += p.step(at)
                }
            }
        }
        return found
    }

    /// `[bookmark: _GoBack]`, `p>` before the text of a line.
    private func leadingMarks(_ line: Line, _ found: inout [Repair]) {
        let start = p.skipBlanks(line.start, line.textStart)
        let end = p.trimBlanks(start, line.textStart)
        guard start < end, !isMarkdown else { return }
        found.append(
            Repair(
                kind: .markup, span: start..<end, reading: "", confidence: 0.95,
                note: "leftover markup before the text"))
    }

    /// Stars in the place of a censored character.
    private func stars(_ start: Int, _ line: Line, _ found: inout [Repair]) -> Int {
        var at = start
        var count = 0
        var end = start
        while at < line.textEnd {
            if p[at] == 0x2A {
                count += 1
                at += 1
                end = at
            } else if p[at] == 0x20, at + 1 < line.textEnd, p[at + 1] == 0x2A {
                at += 1
            } else {
                break
            }
        }
        if count >= 3 || count == 2 && end - start == 3 || count == 2 && !isMarkdown {
            found.append(
                Repair(
                    kind: .censored, span: start..<end, reading: nil, confidence: 0.9,
                    note: "characters masked with stars"))
        }
        return max(at, start + 1)
    }

    private func digits(_ start: Int, _ line: Line, _ found: inout [Repair]) -> Int {
        var end = start
        while end < line.textEnd, isASCIIDigit(p[end]) { end += 1 }
        guard end < line.textEnd else { return end }
        // 20 17
        if end - start == 2, p[end] == 0x20,
            p[start] == 0x32 && p[start + 1] == 0x30 || p[start] == 0x31 && p[start + 1] == 0x39,
            start == line.textStart || !isNumberSign(p[start - 1])
        {
            var tail = end + 1
            while tail < line.textEnd, isASCIIDigit(p[tail]) { tail += 1 }
            if tail - end == 3,
                tail == line.textEnd || !isNumberSign(p[tail]) || endsSentence(tail, line)
            {
                let reading = String(
                    decoding: Array(p[start..<end]) + Array(p[(end + 1)..<tail]), as: UTF8.self)
                found.append(
                    Repair(
                        kind: .numeral, span: start..<tail, reading: reading, confidence: 0.9,
                        note: "a year torn apart"))
                return tail
            }
        }
        // 654.38+10,000
        var sum = end
        while sum < line.textEnd, isNumberSign(p[sum]) || isASCIIDigit(p[sum]) { sum += 1 }
        if sum < line.textEnd, p[sum] == 0x2B, sum + 1 < line.textEnd, isASCIIDigit(p[sum + 1]),
            sum > end
        {
            var tail = sum + 1
            while tail < line.textEnd, isASCIIDigit(p[tail]) || isNumberSign(p[tail]) { tail += 1 }
            while tail > sum, isNumberSign(p[tail - 1]) { tail -= 1 }
            found.append(
                Repair(
                    kind: .numeral, span: start..<tail, reading: nil, confidence: 0.3,
                    note: "a number damaged beyond reading"))
            return tail
        }
        // 27 日
        let sign = p.skipBlanks(end, line.textEnd)
        if sign > end, cues.language == .zho, sign - end <= 3 {
            for unit in [cues.dateYear, cues.dateMonth, cues.dateDay] {
                if let length = unit.length(at: sign, in: p, end: line.textEnd) {
                    let reading = String(
                        decoding: Array(p[start..<end]) + Array(p[sign..<(sign + length)]),
                        as: UTF8.self)
                    found.append(
                        Repair(
                            kind: .spacing, span: start..<(sign + length), reading: reading,
                            confidence: 0.95,
                            note: "a stray blank inside a date"))
                    return sign + length
                }
            }
        }
        return end
    }

    private func isNumberSign(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x2C }

    private func endsSentence(_ at: Int, _ line: Line) -> Bool {
        at + 1 >= line.textEnd || !isASCIIDigit(p[at + 1])
    }

    /// `p>`, `[bookmark: …]` inside a line.
    private func markup(_ start: Int, _ line: Line, _ found: inout [Repair]) -> Int {
        if p[start] == 0x70 {
            let isMark =
                start + 1 < line.textEnd && p[start + 1] == 0x3E
                && (start == line.textStart || !isASCIILetter(p[start - 1]))
            guard isMark else { return start + 1 }
            found.append(
                Repair(
                    kind: .markup, span: start..<(start + 2), reading: "", confidence: 0.95,
                    note: "leftover markup"))
            return start + 2
        }
        for (open, close) in grammar.bracketedMarks where p.has(open, at: start) {
            var at = start + open.count
            let limit = min(line.textEnd, start + 200)
            while at < limit {
                if p.has(close, at: at) {
                    found.append(
                        Repair(
                            kind: .markup, span: start..<(at + close.count), reading: "",
                            confidence: 0.95,
                            note: "leftover markup"))
                    return at + close.count
                }
                at += 1
            }
        }
        return start + 1
    }
}
