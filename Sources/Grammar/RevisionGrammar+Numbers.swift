import LegalText

/// Writes numbers the way labels have them: 第一百零五条, 第105条.
///
///     try LabelWriter(source: .builtIn).han(105)    // 一百零五
public struct LabelWriter: Sendable {
    private let digits: [String]
    private let units: [Int: String]

    /// - Throws: `GrammarError` where the file of numerals lacks a digit.
    public init(source: GrammarSource) throws {
        let file = try source.decode(HanNumerals.File.self, from: "zho/numerals.yaml")
        func first(_ text: String?) throws -> String {
            guard let scalar = text?.unicodeScalars.first else {
                throw GrammarError(
                    file: "zho/numerals.yaml", rule: nil, message: "a digit is missing")
            }
            return String(scalar)
        }
        digits = try (0...9).map { try first(file.digits[$0]) }
        units = try file.units.mapValues { try first($0) }
    }

    /// 1 to 9999 in Han numerals, as labels are numbered: 十五, 一百零五, 一百一十.
    public func han(_ number: Int) -> String {
        guard number > 0, number < 10_000 else { return "\(number)" }
        var text = ""
        var skipped = false
        for unit in [1000, 100, 10, 1] {
            let digit = number / unit % 10
            if digit == 0 {
                skipped = !text.isEmpty
                continue
            }
            if skipped { text += digits[0] }
            skipped = false
            if !(unit == 10 && digit == 1 && text.isEmpty) { text += digits[digit] }
            text += units[unit] ?? ""
        }
        return text
    }

    /// A number in the script another is written in.
    public func text(_ number: Int, like script: NumeralScript) -> String {
        switch script {
        case .arabic: return "\(number)"
        case .fullwidth:
            var text = String.UnicodeScalarView()
            for scalar in "\(number)".unicodeScalars {
                text.append(Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar)
            }
            return String(text)
        default: return han(number)
        }
    }
}
