import Grammar
import LegalText

struct EnglishReader {
    let grammar: NormGrammar
    let p: UnsafeBufferPointer<UInt8>
    var drafts: [Draft] = []
    init(grammar: NormGrammar, text: UnsafeBufferPointer<UInt8>) {
        self.grammar = grammar
        p = text
    }
    mutating func read(_ segment: TextSegment) {}
}
