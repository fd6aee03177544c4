import LegalText
import Yams

/// A way of writing numbers.
public enum NumeralScript: String, Sendable, Hashable, CaseIterable {
    /// 一百二十, 壹佰贰拾, 二〇一四
    case han
    /// 120
    case arabic
    /// １２０
    case fullwidth
    /// XIV, viii
    case roman
    /// ①, ㈠, Ⅳ
    case enclosed
    /// twenty-one
    case cardinal
    /// twenty-first, 21st
    case ordinal
    /// a, B
    case letter
    /// l2, 2O, 1２: digits of both widths and what a scanner reads for them
    case misread
}

/// Reads numerals (数词) in every script of `NumeralScript`.
///
///     let numerals = try Numerals(.builtIn)
///     numerals.integer("第一百二十条", at: 3, in: [.han])    // 120, ends at byte 15
public final class Numerals: Sendable {
    let han: HanNumerals
    let words: NumberWords
    let symbols: NumberSymbols

    /// The largest number that is read as one.
    static let most = 1_000_000_000_000_000

    /// A numeral found in a text: its value and the byte offset behind it.
    public struct Reading: Sendable, Hashable {
        public var value: Int
        public var end: Int
        public var script: NumeralScript
    }

    /// - Throws: `GrammarError` where a file of numerals is missing or malformed.
    public init(_ source: GrammarSource = .builtIn) throws {
        han = try HanNumerals(source)
        words = try NumberWords(source)
        symbols = try NumberSymbols(source)
    }

    /// The whole number that starts at byte `at` in one script, taken as far as it goes.
    ///
    /// `nil` where there is none, where it is malformed (十百, IIII) or above 2³¹.
    public func integer(
        _ text: UnsafeBufferPointer<UInt8>, at: Int, end: Int, script: NumeralScript
    ) -> Reading? {
        guard at < end else { return nil }
        let found: (value: Int, end: Int)? =
            switch script {
            case .han: han.integer(text, at, end)
            case .arabic: NumberSymbols.arabic(text, at, end)
            case .fullwidth: symbols.fullwidth(text, at, end)
            case .roman: symbols.roman(text, at, end)
            case .enclosed: symbols.enclosed(text, at, end)
            case .letter: NumberSymbols.letter(text, at, end)
            case .misread: symbols.misread(text, at, end)
            case .cardinal: words.cardinal(text, at, end)
            case .ordinal: words.ordinal(text, at, end)
            }
        return found.map { Reading(value: $0.value, end: $0.end, script: script) }
    }

    /// The number an isolated piece of text is, if all of it is one numeral.
    public func integer(_ text: String, in scripts: [NumeralScript]) -> Int? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { p in
            for script in scripts {
                if let found = integer(p, at: 0, end: p.count, script: script), found.end == p.count
                {
                    return found.value
                }
            }
            return nil
        }
    }

    /// Whether a numeral of this script can begin with this byte: a cheap test before reading.
    public func canBegin(_ byte: UInt8, script: NumeralScript) -> Bool {
        switch script {
        case .han: byte >= 0xE3 && byte <= 0xEF
        case .arabic: isASCIIDigit(byte)
        case .fullwidth: byte == 0xEF
        case .roman, .letter, .cardinal: isASCIILetter(byte)
        case .enclosed: byte == 0xE2 || byte == 0xE3
        case .ordinal: isASCIILetter(byte) || isASCIIDigit(byte)
        case .misread: isASCIILetter(byte) || isASCIIDigit(byte) || byte == 0xEF
        }
    }
}
