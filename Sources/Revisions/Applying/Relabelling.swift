import Grammar
import LegalText

/// Reads and rewrites labels of articles and points (第五条 → 第六条, （四） → （五）).
struct Relabelling {
    let labels: LabelGrammar
    let writer: LabelWriter
    let grammar: AmendingGrammar

    /// A label like this one with another number.
    func relabelled(_ label: [UInt8], as number: LabelNumber) -> [UInt8] {
        label.withUnsafeBufferPointer { p in
            guard let (start, found) = numeral(in: p, from: 0) else { return label }
            var result = Array(p[..<start])
            result += Array(writer.text(number.value, like: found.script).utf8)
            var rest = found.end
            // drop 之二, keep what closes the label
            var close = rest
            while close < p.count, !p.has(grammar.insertion, at: close) { close += 1 }
            result += Array(p[rest..<close])
            rest = close
            if rest < p.count, let (_, inserted) = numeral(in: p, from: rest) {
                rest = inserted.end
            }
            if number.insertion > 0 {
                result += grammar.insertion
                result += Array(writer.text(number.insertion, like: found.script).utf8)
            }
            return result + Array(p[rest...])
        }
    }

    private func numeral(
        in p: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> (Int, Numerals.Reading)? {
        var at = start
        while at < p.count {
            for script in [NumeralScript.han, .arabic, .fullwidth, .enclosed] {
                if let found = labels.numerals.integer(p, at: at, end: p.count, script: script) {
                    return (at, found)
                }
            }
            at += p.scalarWidth(at)
        }
        return nil
    }

    /// The enumeration label a line begins with, its style and number.
    func listLabel(
        _ line: [UInt8]
    ) -> (end: Int, style: LabelRule.Style, number: Int)? {
        guard !line.isEmpty else { return nil }
        return line.withUnsafeBufferPointer { p in
            var found: [LabelGrammar.Match] = []
            labels.matches(
                p, at: 0, end: p.count, isLineStart: true, isSentenceStart: true, into: &found)
            for match in found {
                if case .list(let style) = labels.rules[match.rule].role {
                    return (match.end, style, match.number.value)
                }
            }
            return nil
        }
    }

    /// The article label a line begins with, if a blank or the end of the line follows.
    func articleLabel(_ line: [UInt8]) -> (end: Int, number: LabelNumber)? {
        guard !line.isEmpty else { return nil }
        return line.withUnsafeBufferPointer { p in
            var found: [LabelGrammar.Match] = []
            labels.matches(
                p, at: 0, end: p.count, isLineStart: true, isSentenceStart: true, into: &found)
            for match in found where labels.rules[match.rule].role == .article {
                if match.end == p.count || p.blankWidth(match.end) > 0 {
                    return (match.end, match.number)
                }
            }
            return nil
        }
    }

    /// The chapter or section label a line begins with.
    func divisionLabel(_ line: [UInt8]) -> (end: Int, step: Place.Step)? {
        guard !line.isEmpty else { return nil }
        return line.withUnsafeBufferPointer { p in
            var found: [LabelGrammar.Match] = []
            labels.matches(
                p, at: 0, end: p.count, isLineStart: true, isSentenceStart: true, into: &found)
            for match in found where labels.rules[match.rule].level.isDivision {
                return (
                    match.end,
                    Place.Step(level: labels.rules[match.rule].level, number: match.number)
                )
            }
            return nil
        }
    }

    /// Where the label of a chapter stands at the start of a line.
    func heading(_ step: Place.Step, in bytes: [UInt8]) -> Range<Int>? {
        var at = 0
        var found: Range<Int>?
        while at < bytes.count {
            let stop = bytes[at...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            let start = bytes.withUnsafeBufferPointer { p in
                var start = p.skipBlanks(at, stop)
                while start < stop, p[start] == 0x23 { start = p.skipBlanks(start + 1, stop) }
                return start
            }
            if let label = divisionLabel(Array(bytes[start..<stop])), label.step == step {
                found = start..<start + label.end
            }
            at = stop + 1
        }
        return found
    }

    /// Lines of text as paragraphs, points and indents: the first style of enumeration below a paragraph
    /// numbers its points.
    func classified(
        _ texts: [(leading: [UInt8], bytes: [UInt8])], isNew: Bool
    ) -> [AmendedArticle.Line] {
        var pointStyle: LabelRule.Style?
        return texts.enumerated().map { index, text in
            var level = Level.paragraph
            var number = 0
            if let label = listLabel(text.bytes), index > 0 || texts.count == 1 || !isNew {
                if pointStyle == nil { pointStyle = label.style }
                level = label.style == pointStyle ? .point : .indent
                number = label.number
            } else {
                pointStyle = nil
            }
            return AmendedArticle.Line(
                leading: text.leading, text: AmendedText(text.bytes, isNew: isNew), level: level,
                number: number)
        }
    }
}
