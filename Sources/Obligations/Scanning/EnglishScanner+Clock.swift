import Grammar
import LegalText

/// Times of day in English (时刻): 22:00, 5:00 p.m., 9 a.m.
extension EnglishScanner {
    /// The time of day that begins at `at`: an hour with minutes, with words for half a day, or both.
    func clock(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Measure? {
        guard at < end, isASCIIDigit(p[at]), at == 0 || !isInsideNumber(p[at - 1]),
            let hour = digits(p, at, end), hour.value <= 24
        else { return nil }
        var (minutes, stop, isTime) = (0, hour.end, false)
        if stop < end, p[stop] == 0x3A, let found = digits(p, stop + 1, end),
            found.end == stop + 3, found.value < 60
        {
            (minutes, stop, isTime) = (found.value, found.end, true)
        }
        var value = hour.value
        let next = skip(p, stop, end)
        if let word = word(p, next, end), let rule = rule(word.entry, .meridiem) {
            value = value % 12 + Int(rule.value ?? 0)
            (stop, isTime) = (word.end, true)
        }
        guard isTime else { return nil }
        var measure = Measure(
            low: Double(value) + Double(minutes) / 60, number: at..<stop, core: at..<stop,
            end: stop, unit: "clock time",
            dimension: .clock, unitRule: "eng.unit.clock", unitStart: stop)
        measure.clock = ("\(twoDigits(value)):\(twoDigits(minutes))", nil)
        return measure
    }

    /// A number of one or two digits, and where it ends.
    private func digits(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (value: Int, end: Int)? {
        var (value, i) = (0, at)
        while i < end, isASCIIDigit(p[i]) {
            guard i < at + 2 else { return nil }
            value = value * 10 + Int(p[i] - 0x30)
            i += 1
        }
        return i > at ? (value, i) : nil
    }

    private func isInsideNumber(_ byte: UInt8) -> Bool {
        isASCIIDigit(byte) || byte == 0x3A || byte == 0x2E || byte == 0x2C
    }
}

/// 6 → 06
func twoDigits(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
