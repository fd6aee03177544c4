import Grammar
import LegalText

/// A piece of a sentence the reading of norms looks at: a word the grammar knows, a quantity, a date
/// or a mark of punctuation. What lies between tokens is other text.
struct Token {
    enum Kind: UInt8 {
        case word, measure, date, period, comma, semicolon, colon, open, close, pause
    }

    var kind: Kind
    var start: Int
    var end: Int
    /// Of a word: index in `NormGrammar.entries`; of a measure or date: index in its list.
    var index: Int
    /// Of a word: its roles as bits.
    var roles: WordRule.Roles = 0

    var span: ByteSpan { start..<end }
    var isBreak: Bool { kind == .comma || kind == .semicolon || kind == .colon }
    func has(_ role: WordRule.Role) -> Bool { roles & role.bit != 0 }
}
