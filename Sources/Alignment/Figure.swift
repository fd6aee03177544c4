import Grammar
import LegalText

/// A number in running text with what it counts (数量): 二十日, NT$200,000, one-third, 百分之五.
struct Figure: Hashable {
    enum Form: UInt8 {
        case plain, ordinal, percent, fraction, bare
    }
    var value: Double
    var unit: FigureUnit?
    var form: Form
    /// The numeral itself; the unit behind it is not in it.
    var span: ByteSpan
    /// Where the unit ends.
    var end: Int
}

/// Finds figures in Chinese by the byte.
struct ChineseFigures {
    let p: UnsafeBufferPointer<UInt8>
    let words: FigureWords
    let numerals: Numerals

    func figures(in span: ByteSpan) -> [Figure] {
        var found: [Figure] = []
        var at = span.lowerBound
        while at < span.upperBound {
            let byte = p[at]
            if isASCIIDigit(byte) || byte == 0xEF || (byte >= 0xE3 && byte < 0xEA) {
                if let figure = figure(at, span) {
                    found.append(figure)
                    at = figure.span.upperBound
                    continue
                }
            }
            at += byte < 0x80 ? 1 : p.scalarWidth(at)
        }
        return found
    }

    /// Digits with groups and decimals, or a Han numeral.
    private func number(_ at: Int, _ end: Int) -> (value: Double, end: Int, isHan: Bool)? {
        if isASCIIDigit(p[at]) || p[at] == 0xEF {
            guard var read = digits(at, end) else { return nil }
            var scaled = true
            while scaled {
                scaled = false
                if let scale = words.scales.match(p, at: read.end, end: end) {
                    read = (read.value * Double(scale.value), scale.end)
                    scaled = true
                }
            }
            return (read.value, read.end, false)
        }
        guard let han = numerals.integer(p, at: at, end: end, script: .han) else { return nil }
        var value = Double(han.value)
        var stop = han.end
        if let dot = words.decimal.match(p, at: stop, end: end),
            let tail = numerals.integer(p, at: dot.end, end: end, script: .han), tail.value >= 0
        {
            // one digit a character
            let scale = (0..<(tail.end - dot.end) / 3).reduce(1.0) { power, _ in power * 10 }
            value += Double(tail.value) / scale
            stop = tail.end
        }
        return (value, stop, true)
    }

    private func digits(_ start: Int, _ end: Int) -> (value: Double, end: Int)? {
        var at = start
        var value = 0.0
        var count = 0
        func digit(_ at: Int) -> (Int, Int)? {
            if at < end, isASCIIDigit(p[at]) { return (Int(p[at]) - 0x30, 1) }
            if at + 3 <= end, p[at] == 0xEF, p[at + 1] == 0xBC, p[at + 2] >= 0x90, p[at + 2] <= 0x99
            {
                return (Int(p[at + 2]) - 0x90, 3)
            }
            return nil
        }
        while let (d, width) = digit(at), count < 15 {
            value = value * 10 + Double(d)
            count += 1
            at += width
            // a group of exactly three behind a comma
            if at < end, p[at] == 0x2C, digit(at + 1) != nil, digit(at + 2) != nil,
                digit(at + 3) != nil,
                digit(at + 4) == nil
            {
                at += 1
            }
        }
        guard count > 0 else { return nil }
        if at < end, p[at] == 0x2E, digit(at + 1) != nil {
            var scale = 0.1
            at += 1
            while let (d, width) = digit(at) {
                value += Double(d) * scale
                scale /= 10
                at += width
            }
        }
        return (value, at)
    }

    private func figure(_ start: Int, _ span: ByteSpan) -> Figure? {
        let end = span.upperBound
        guard let first = number(start, end) else { return nil }
        var value = first.value
        var stop = first.end
        var form = Figure.Form.plain
        if let fraction = words.fraction.match(p, at: stop, end: end), fraction.end < end,
            let second = number(fraction.end, end), value > 0
        {
            form = value == 100 || value == 1000 ? .percent : .fraction
            value = second.value / value
            stop = second.end
            return Figure(value: value, unit: nil, form: form, span: start..<stop, end: stop)
        }
        let isOrdinal =
            words.ordinal.match(
                p, endingAt: p.trimBlanks(span.lowerBound, start), start: span.lowerBound) != nil
        let after = p.skipBlanks(stop, end)
        if let percent = words.percent.match(p, at: after, end: end) {
            return Figure(
                value: value / 100, unit: nil, form: .percent, span: start..<stop, end: percent.end)
        }
        if let found = words.units.match(p, at: after, end: end) {
            let unit = FigureUnit.all[found.value]
            if unit == .year,
                let era = words.eras.match(
                    p, endingAt: p.trimBlanks(span.lowerBound, start), start: span.lowerBound)
            {
                value += Double(era.value)
            }
            if let half = words.half.match(p, at: found.end, end: end) {
                return Figure(
                    value: value + 0.5, unit: unit, form: .plain, span: start..<stop, end: half.end)
            }
            return Figure(
                value: value, unit: unit, form: isOrdinal || unit == .provision ? .ordinal : .plain,
                span: start..<stop, end: found.end)
        }
        if isOrdinal { form = .ordinal } else if first.isHan { form = .bare }
        return Figure(value: value, unit: nil, form: form, span: start..<stop, end: stop)
    }
}
