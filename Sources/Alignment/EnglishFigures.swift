import Grammar
import LegalText

/// Finds figures in English by the byte.
struct EnglishFigures {
    let p: UnsafeBufferPointer<UInt8>
    let words: FigureWords
    let numerals: Numerals

    init(_ p: UnsafeBufferPointer<UInt8>, words: FigureWords, numerals: Numerals) {
        self.p = p
        self.words = words
        self.numerals = numerals
    }

    func figures(in span: ByteSpan) -> [Figure] {
        var found: [Figure] = []
        var at = span.lowerBound
        while at < span.upperBound {
            // at the start of a word or number
            if !isWordByte(p[at]) {
                at += 1
                continue
            }
            if let figure = figure(at, span) {
                found.append(figure)
                at = max(figure.span.upperBound, at + 1)
                continue
            }
            at += 1
            // than1,000: a number glued to the word before it
            while at < span.upperBound, isWordByte(p[at]),
                !isASCIIDigit(p[at]) || p[at - 1] &- 0x61 >= 26
            { at += 1 }
        }
        return found
    }

    @inline(__always) private func isWordByte(_ byte: UInt8) -> Bool {
        isASCIILetter(byte) || isASCIIDigit(byte) || byte >= 0x80
    }

    private func word(_ table: PhraseTable, _ at: Int, _ end: Int) -> (Double, Int)? {
        table.match(p, at: at, end: end, word: true).map { (Double($0.value), $0.end) }
    }

    private func digits(_ start: Int, _ end: Int) -> (value: Double, end: Int) {
        var at = start
        var value = 0.0
        while at < end, isASCIIDigit(p[at]) {
            value = value * 10 + Double(p[at] - 0x30)
            at += 1
            if at + 3 < end + 0, p[at] == 0x2C, isASCIIDigit(p[at + 1]), isASCIIDigit(p[at + 2]),
                isASCIIDigit(p[at + 3]), at + 4 >= end || !isASCIIDigit(p[at + 4])
            {
                at += 1
            }
        }
        if at + 1 < end, p[at] == 0x2E, isASCIIDigit(p[at + 1]) {
            var scale = 0.1
            at += 1
            while at < end, isASCIIDigit(p[at]) {
                value += Double(p[at] - 0x30) * scale
                scale /= 10
                at += 1
            }
        }
        return (value, at)
    }

    private func figure(_ start: Int, _ span: ByteSpan) -> Figure? {
        let end = span.upperBound
        var value: Double
        var stop: Int
        var form = Figure.Form.plain
        if isASCIIDigit(p[start]) {
            (value, stop) = digits(start, end)
            if let ordinal = numerals.integer(p, at: start, end: end, script: .ordinal) {
                return Figure(
                    value: Double(ordinal.value), unit: unit(ordinal.end, end)?.0, form: .ordinal,
                    span: start..<ordinal.end, end: ordinal.end)
            }
        } else if words.mayBegin(p, start, end) {
            if let (month, behind) = word(words.months, start, end), p[start] < 0x61 {
                // a month is a number only beside a day or a year
                let next = p.skipBlanks(behind, end)
                guard next < end, isASCIIDigit(p[next]) else { return nil }
                return Figure(
                    value: month, unit: .calendar, form: .plain, span: start..<behind, end: behind)
            }
            if let half = word(words.denominators, start, end),
                half.0 == 2 || half.0 == 4 && half.1 - start > 6
            {
                return Figure(
                    value: 1 / half.0, unit: nil, form: .fraction, span: start..<half.1, end: half.1
                )
            }
            if let other = word(words.words, start, end) {
                return Figure(
                    value: other.0, unit: nil, form: .bare, span: start..<other.1, end: other.1)
            }
            if let ordinal = numerals.integer(p, at: start, end: end, script: .ordinal) {
                return Figure(
                    value: Double(ordinal.value), unit: unit(ordinal.end, end)?.0, form: .ordinal,
                    span: start..<ordinal.end, end: ordinal.end)
            }
            guard let cardinal = numerals.integer(p, at: start, end: end, script: .cardinal) else {
                return nil
            }
            (value, stop) = (Double(cardinal.value), cardinal.end)
        } else {
            return nil
        }
        // thousand, million behind digits
        while true {
            let next = p.skipBlanks(stop, end)
            guard next < end, next > stop || p[stop] == 0x2D,
                let scale = word(words.scales, p[stop] == 0x2D ? stop + 1 : next, end)
            else { break }
            value *= scale.0
            stop = scale.1
        }
        // one-third, two thirds
        if stop < end {
            let next = p[stop] == 0x2D ? stop + 1 : p.skipBlanks(stop, end)
            if next > stop, next < end, value < 100, let below = word(words.denominators, next, end)
            {
                return Figure(
                    value: value / below.0, unit: nil, form: .fraction, span: start..<below.1,
                    end: below.1)
            }
        }
        let after = p.skipBlanks(stop, end)
        if let percent = words.percent.match(p, at: after, end: end) {
            value /= 100
            return Figure(
                value: value, unit: nil, form: .percent, span: start..<stop, end: percent.end)
        }
        if let (unit, behind) = unit(stop, end) {
            return Figure(
                value: value, unit: unit, form: unit == .provision ? .ordinal : .plain,
                span: start..<stop, end: behind)
        }
        let isMoney = money(before: start, span.lowerBound)
        form = precededByProvision(start, span.lowerBound) ? .ordinal : isMoney ? .plain : .bare
        return Figure(
            value: value, unit: isMoney ? .money : nil, form: form, span: start..<stop, end: stop)
    }

    /// The unit behind a number: `30 days`, `three-year`, `thirty (30) days`.
    private func unit(_ stop: Int, _ end: Int) -> (FigureUnit, Int)? {
        var at = stop
        while at < end, p[at] == 0x20 || p[at] == 0x2D || p[at] == 0x29 { at += 1 }
        guard at < end, isASCIILetter(p[at]) else { return nil }
        return words.units.match(p, at: at, end: end, word: true).map {
            (FigureUnit.all[$0.value], $0.end)
        }
    }

    private func precededByProvision(_ start: Int, _ floor: Int) -> Bool {
        let before = p.trimBlanks(floor, start)
        guard before < start else { return false }
        return words.provisions.match(p, endingAt: before, start: floor, word: true) != nil
    }

    /// `NT$`, `RMB`, `$` before the number.
    private func money(before start: Int, _ floor: Int) -> Bool {
        let before = p.trimBlanks(floor, start)
        guard before > floor else { return false }
        if p[before - 1] == 0x24 { return true }
        return words.money.match(p, endingAt: before, start: floor, word: true) != nil
    }
}
