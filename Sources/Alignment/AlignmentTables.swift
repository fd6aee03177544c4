import Grammar
import LegalText

/// What an aligner reads from Grammar/, made once and shared; a class so that passing it costs nothing.
final class AlignmentTables: Sendable {
    let lexicon: TranslationLexicon
    let variants: HanVariants
    let numerals: Numerals
    let grammar: AlignmentGrammar
    /// By the lexicon's word ids: words that say nothing.
    let functionWords: [Bool]

    init(grammar source: GrammarSource) throws {
        variants = try HanVariants(source: source)
        numerals = try Numerals(source)
        grammar = try AlignmentGrammar(source: source)
        var lexicon = try TranslationLexicon(source: source)
        lexicon.add(words: grammar.functionKeys)
        self.lexicon = lexicon
        var functionWords = [Bool](repeating: false, count: lexicon.wordCount)
        for key in grammar.functionKeys {
            let id = lexicon.word(key: key)
            if id >= 0 { functionWords[id] = true }
        }
        self.functionWords = functionWords
    }
}
