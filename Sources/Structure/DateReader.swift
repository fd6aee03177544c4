import Grammar
import LegalText

/// Finds calendar dates: 2020年11月27 日, 二〇二〇年十一月二十七日, 民國 109 年, April 9, 2020, 9 April 2020.
struct DateReader {
    let p: UnsafeBufferPointer<UInt8>
    let cues: Cues

    struct Found {
        /// `2020-11-27`
        var iso: String
        var span: ByteSpan
    }

    init(_ p: UnsafeBufferPointer<UInt8>, cues: Cues) {
        self.p = p
        self.cues = cues
    }

    func first(in range: Range<Int>) -> Found? {
        var at = range.lowerBound
        while at < range.upperBound {
            if let found = date(at, range) { return found }
            at += p.scalarWidth(at)
        }
        return nil
    }

    /// All dates of a range, in order.
    func all(in range: Range<Int>) -> [Found] {
        var found: [Found] = []
        var at = range.lowerBound
        while let next = first(in: at..<range.upperBound) {
            found.append(next)
            at = next.span.upperBound
        }
        return found
    }

    private func date(_ at: Int, _ range: Range<Int>) -> Found? {
        cues.language == .zho ? chinese(at, range) : english(at, range)
    }

    private func number(_ at: Int, _ end: Int) -> (value: Int, end: Int)? {
        guard at < end else { return nil }
        for script in [NumeralScript.arabic, .han, .fullwidth] {
            if cues.labels.numerals.canBegin(p[at], script: script),
                let found = cues.labels.numerals.integer(p, at: at, end: end, script: script)
            {
                return (found.value, found.end)
            }
        }
        return nil
    }

    private func chinese(_ start: Int, _ range: Range<Int>) -> Found? {
        let byte = p[start]
        guard isASCIIDigit(byte) || byte >= 0xE3 else { return nil }
        // no number begins inside another
        if isASCIIDigit(byte), start > range.lowerBound, isASCIIDigit(p[start - 1]) { return nil }
        let end = range.upperBound
        var at = start
        var offset = 0
        for (word, years) in cues.eras where p.has(word, at: at) {
            at = p.skipBlanks(at + word.count, end)
            offset = years
            break
        }
        var parts: [Int] = []
        for unit in [cues.dateYear, cues.dateMonth, cues.dateDay] {
            guard let value = number(at, end) else { return nil }
            let sign = p.skipBlanks(value.end, end)
            guard let length = unit.length(at: sign, in: p, end: end) else { return nil }
            parts.append(value.value)
            at = sign + length
            if parts.count < 3 { at = p.skipBlanks(at, end) }
        }
        return found(parts[0] + offset, parts[1], parts[2], start..<at)
    }

    private func month(_ at: Int, _ end: Int) -> (value: Int, end: Int)? {
        for (word, number) in cues.months where at + word.count <= end {
            var i = 0
            while i < word.count, p[at + i] | 0x20 == word[i] { i += 1 }
            if i == word.count, at + i == end || !isASCIILetter(p[at + i]) {
                return (number, at + i)
            }
        }
        return nil
    }

    private func english(_ start: Int, _ range: Range<Int>) -> Found? {
        let end = range.upperBound
        if start > range.lowerBound, isASCIILetter(p[start - 1]) || isASCIIDigit(p[start - 1]) {
            return nil
        }
        func digits(_ at: Int) -> (value: Int, end: Int)? {
            guard at < end, isASCIIDigit(p[at]) else { return nil }
            return number(at, end)
        }
        if isASCIILetter(p[start]), let month = month(start, end) {
            guard let day = digits(p.skipBlanks(month.end, end)), day.value <= 31 else {
                return nil
            }
            var at = day.end
            if at < end, p[at] == 0x2C { at += 1 }
            guard let year = digits(p.skipBlanks(at, end)) else { return nil }
            return found(year.value, month.value, day.value, start..<year.end)
        }
        if let day = digits(start), day.value <= 31 {
            guard let month = month(p.skipBlanks(day.end, end), end) else { return nil }
            var at = month.end
            if at < end, p[at] == 0x2C { at += 1 }
            guard let year = digits(p.skipBlanks(at, end)) else { return nil }
            return found(year.value, month.value, day.value, start..<year.end)
        }
        return nil
    }

    private func found(_ year: Int, _ month: Int, _ day: Int, _ span: ByteSpan) -> Found? {
        guard (1600...2200).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        return Found(iso: "\(year)-\(two(month))-\(two(day))", span: span)
    }
}
