import Grammar
import LegalText

/// What an aligner reads from Grammar/, made once and shared.
struct AlignmentTables: Sendable {
    let lexicon: TranslationLexicon
    let variants: HanVariants
    let numerals: Numerals
    let grammar: AlignmentGrammar
    /// By the lexicon's word ids: words that say nothing.
    let functionWords: [Bool]

    init(grammar source: GrammarSource) throws {
        lexicon = try TranslationLexicon(source: source)
        variants = try HanVariants(source: source)
        numerals = try Numerals(source)
        grammar = try AlignmentGrammar(source: source)
        var functionWords = [Bool](repeating: false, count: lexicon.wordCount)
        for key in grammar.functionKeys {
            let id = lexicon.word(key: key)
            if id >= 0 { functionWords[id] = true }
        }
        self.functionWords = functionWords
    }
}
