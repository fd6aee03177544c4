import LegalText
import Yams

/// Digits, full-width digits, Roman numerals, letters and enclosed numbers.
struct NumberSymbols: Sendable {
    private let fullwidthZero: UInt32
    private let romanValue: [Int]
    private let romanLargest: Int
    /// Amounts from the largest down, with the letters that write them: 1000 M, 900 CM, 500 D…
    private let romanSteps: [(amount: Int, letters: [UInt8])]
    /// Digit by the ASCII letter read for it, -1 = none.
    private let lookalikes: [Int]
    /// First scalar, number it means, length of the run.
    private let runs: [(first: UInt32, value: Int, count: Int)]

    struct File: Decodable {
        var fullwidth: String
        var roman: [String: Int]
        var romanLargest: Int
        var lookalikes: [String: Int]
        var enclosed: [Run]

        struct Run: Decodable {
            var first: String
            var value: Int
            var count: Int
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                first = try list.decode(String.self)
                value = try list.decode(Int.self)
                count = try list.decode(Int.self)
            }
        }
    }

    init(_ source: GrammarSource) throws {
        let file = try source.decode(File.self, from: "mul/numerals.yaml")
        fullwidthZero = file.fullwidth.unicodeScalars.first?.value ?? 0xFF10
        var values = [Int](repeating: 0, count: 128)
        for (letter, value) in file.roman {
            guard let byte = letter.utf8.first, byte < 128 else { continue }
            values[Int(byte)] = value
            values[Int(byte | 0x20)] = value
        }
        romanValue = values
        let signs = file.roman.compactMap { entry in entry.key.utf8.first.map { (entry.value, $0) }
        }
        .sorted { $0.0 > $1.0 }
        var steps: [(Int, [UInt8])] = []
        for (value, letter) in signs {
            steps.append((value, [letter]))
            // the largest power of ten below it may be taken off: CM, CD, XC, XL, IX, IV
            if let (less, before) = signs.first(where: {
                $0.0 < value && ($0.0 * 10 == value || $0.0 * 5 == value)
            }) {
                steps.append((value - less, [before, letter]))
            }
        }
        romanSteps = steps.sorted { $0.0 > $1.0 }.map { (amount: $0.0, letters: $0.1) }
        romanLargest = file.romanLargest
        var digits = [Int](repeating: -1, count: 128)
        for (letter, digit) in file.lookalikes {
            guard let byte = letter.utf8.first, byte < 128 else { continue }
            digits[Int(byte)] = digit
        }
        lookalikes = digits
        runs = file.enclosed.map { ($0.first.unicodeScalars.first?.value ?? 0, $0.value, $0.count) }
    }

    static func arabic(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (
        value: Int, end: Int
    )? {
        var at = start
        var value = 0
        while at < end, isASCIIDigit(p[at]) {
            value = value * 10 + Int(p[at] - 0x30)
            if value > Int(Int32.max) { return nil }
            at += 1
        }
        return at > start ? (value, at) : nil
    }

    func fullwidth(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (
        value: Int, end: Int
    )? {
        var at = start
        var value = 0
        while at + 3 <= end, p[at] == 0xEF {
            let digit = Int(p.scalar(at)) - Int(fullwidthZero)
            guard digit >= 0, digit < 10 else { break }
            value = value * 10 + digit
            if value > Int(Int32.max) { return nil }
            at += 3
        }
        return at > start ? (value, at) : nil
    }

    /// Digits among which others stand in another width or as the letters a scanner reads for them.
    func misread(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (
        value: Int, end: Int
    )? {
        var at = start
        var value = 0
        var digits = 0
        while at < end {
            let digit: Int
            if isASCIIDigit(p[at]) {
                digit = Int(p[at] - 0x30)
                digits += 1
            } else if p[at] < 0x80, lookalikes[Int(p[at])] >= 0 {
                digit = lookalikes[Int(p[at])]
            } else if let wide = fullwidth(p, at, min(at + 3, end)) {
                digit = wide.value
                digits += 1
                at += 2
            } else {
                break
            }
            at += 1
            value = value * 10 + digit
            if value > Int(Int32.max) { return nil }
        }
        return digits > 0 ? (value, at) : nil
    }

    /// The whole run of letters, of one case or with a capital first, as somebody who writes XIV would
    /// have written it.
    func roman(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (value: Int, end: Int)?
    {
        let fold = p[start] & 0x20
        var at = start
        var value = 0
        while at < end, isASCIILetter(p[at]) {
            let sign = romanValue[Int(p[at])]
            let isOneCase = p[at] & 0x20 == fold || fold == 0 && p[start + 1] & 0x20 != 0
            guard sign > 0, isOneCase, at - start < 12 else { return nil }
            let next = at + 1 < end && isASCIILetter(p[at + 1]) ? romanValue[Int(p[at + 1])] : 0
            value += sign < next ? -sign : sign
            at += 1
        }
        guard value > 0, value <= romanLargest, isWritten(value, as: p[start..<at]) else {
            return nil
        }
        return (value, at)
    }

    /// Whether `letters` are the classical notation of `value`.
    private func isWritten(_ value: Int, as letters: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var rest = value
        var at = letters.startIndex
        for (amount, signs) in romanSteps {
            while rest >= amount {
                guard at + signs.count <= letters.endIndex else { return false }
                for sign in signs {
                    if letters[at] & 0xDF != sign { return false }
                    at += 1
                }
                rest -= amount
            }
        }
        return at == letters.endIndex
    }

    func enclosed(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (
        value: Int, end: Int
    )? {
        guard p[start] == 0xE2 || p[start] == 0xE3, start + 3 <= end else { return nil }
        let scalar = p.scalar(start)
        for run in runs where scalar >= run.first && scalar < run.first + UInt32(run.count) {
            return (run.value + Int(scalar - run.first), start + 3)
        }
        return nil
    }

    /// One letter that no letter or digit follows.
    static func letter(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (
        value: Int, end: Int
    )? {
        guard isASCIILetter(p[start]) else { return nil }
        if start + 1 < end, isASCIILetter(p[start + 1]) || isASCIIDigit(p[start + 1]) { return nil }
        return (Int(p[start] | 0x20) - 0x60, start + 1)
    }
}
