import LegalText
import Yams

/// Han numerals (汉字数字), read by the byte.
///
/// Two notations: with units (一百二十) and by position (二〇一四). A number that mixes them or breaks
/// the order of units is none.
struct HanNumerals: Sendable {
    private enum Sign {
        case digit(Int)
        case unit(Int)
        case section(Int)
        case ten(Int)
    }

    /// Index into `signs` + 1 by BMP scalar; 0 = no numeral.
    private let table: [UInt8]
    private let signs: [Sign]

    struct File: Decodable {
        var digits: [Int: String]
        var units: [Int: String]
        var sections: [Int: String]
        var tens: [Int: String]
    }

    init(_ source: GrammarSource) throws {
        let file = try source.decode(File.self, from: "zho/numerals.yaml")
        var table = [UInt8](repeating: 0, count: 0x10000)
        var signs: [Sign] = []
        func add(_ map: [Int: String], _ make: (Int) -> Sign) {
            for (value, characters) in map {
                signs.append(make(value))
                for scalar in characters.unicodeScalars where scalar.value < 0x10000 {
                    table[Int(scalar.value)] = UInt8(signs.count)
                }
            }
        }
        add(file.digits) { .digit($0) }
        add(file.units) { .unit($0) }
        add(file.sections) { .section($0) }
        add(file.tens) { .ten($0) }
        self.table = table
        self.signs = signs
    }

    private func sign(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Sign? {
        guard at + 3 <= end, p[at] >= 0xE3, p[at] < 0xF0 else { return nil }
        let index = table[Int(p.scalar(at))]
        return index == 0 ? nil : signs[Int(index) - 1]
    }

    /// Whether a Han numeral character starts at `at`.
    func isNumeral(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
        sign(p, at, end) != nil
    }

    /// Digits by position, as behind a decimal point, before 万, 亿 or no numeral at all: 零五 of 一点零五.
    func digits(
        _ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> (value: Int, end: Int)? {
        var (value, at) = (0, start)
        reading: while let sign = sign(p, at, end) {
            switch sign {
            case .digit(let digit):
                value = value * 10 + digit
                at += 3
                // more than any text means
                if at - start > 36 { return nil }
            case .section: break reading
            case .unit, .ten: return nil
            }
        }
        return at > start ? (value, at) : nil
    }

    func integer(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (
        value: Int, end: Int
    )? {
        var at = start
        var total = 0  // sections closed: 万, 亿
        var section = 0  // units closed since the last section
        var digit: Int? = nil
        var lastUnit = Int.max
        var positional = 0
        var digits = 0
        var sawUnit = false
        while let sign = sign(p, at, end) {
            switch sign {
            case .digit(let value):
                if digits > 0, !sawUnit, digit != nil || digits > 1 {
                    // 二〇一四: by position
                } else if let digit, digit != 0 {
                    return nil
                }
                positional = positional * 10 + value
                digits += 1
                if digits > 9 { return nil }
                digit = value
            case .unit(let unit):
                if !sawUnit, digits > 1 { return nil }
                guard unit < lastUnit, digit != 0 || unit == 10 else { return nil }
                section += (digit ?? 1) * unit
                if digit == nil, unit != 10, section > unit { return nil }
                lastUnit = unit
                digit = nil
                digits = 0
                sawUnit = true
            case .ten(let value):
                guard digit == nil || digit == 0, lastUnit > 10 else { return nil }
                section += value
                lastUnit = 10
                digit = nil
                sawUnit = true
            case .section(let value):
                if !sawUnit, digits > 1 { return nil }
                section += digit ?? 0
                guard section > 0, total == 0 || value < total else { return nil }
                total += section * value
                section = 0
                digit = nil
                digits = 0
                lastUnit = Int.max
                sawUnit = true
            }
            at += 3
        }
        guard at > start else { return nil }
        let value = sawUnit ? total + section + (digit ?? 0) : positional
        return value <= Numerals.most ? (value, at) : nil
    }
}
