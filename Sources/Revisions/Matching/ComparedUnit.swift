import Grammar
import LegalText

/// An article (条), or a level of a plan, as it is compared: its words without what is form only.
struct ComparedUnit {
    var eid: EId
    var number: LabelNumber
    /// Index of the innermost chapter or section around it, in order of the text; -1 outside any.
    var division: Int
    /// The words behind the label.
    var span: ByteSpan
    /// Whether label and heading marks aside, only its own text and not that of levels inside is meant.
    var tokens: [Token] = []
    /// Sentences of `tokens`, in order; together they are all of it.
    var sentences: [Range<Int>] = []
    /// Whether it is about liability (法律责任).
    var isSanction = false
    /// Hash of all folded characters.
    var fingerprint: UInt64 = 0

    /// A word: one Han character or mark, a numeral, or a word in Latin letters.
    struct Token {
        /// The folded scalar, or the number of a longer word in the `Lexicon`.
        var id: UInt32
        var start: Int32
        var end: Int32
        var isNumeral: Bool
        /// Whether a line begins with it.
        var opensLine: Bool

        /// Whether it is a punctuation mark.
        var isMark: Bool {
            switch id {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: false
            case 0..<0x80, 0x2010...0x205E, 0x3000...0x303F, 0xFF00...0xFF0F: true
            default: false
            }
        }
    }

    func span(of range: Range<Int>) -> ByteSpan {
        guard let first = tokens[range].first, let last = tokens[range].last else {
            let at =
                range.lowerBound < tokens.count ? Int(tokens[range.lowerBound].start) : endOfText
            return at..<at
        }
        return Int(first.start)..<Int(last.end)
    }

    /// Behind the last word.
    var endOfText: Int { tokens.last.map { Int($0.end) } ?? span.lowerBound }
}

/// Numbers for words longer than one character, the same in both texts.
struct Lexicon {
    /// Above every Unicode scalar.
    static let firstWord: UInt32 = 0x20_0000
    private var words: [[UInt32]: UInt32] = [:]

    mutating func number(_ word: [UInt32]) -> UInt32 {
        if word.count == 1 { return word[0] }
        if let known = words[word] { return known }
        let number = Self.firstWord + UInt32(words.count)
        words[word] = number
        return number
    }
}
