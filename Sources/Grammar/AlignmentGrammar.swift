import LegalText

/// The words alignment looks for: `Grammar/zho/alignment.yaml`, `Grammar/eng/alignment.yaml`.
package struct AlignmentGrammar: Sendable {
    /// English words that say nothing about a sentence's subject, by `TranslationLexicon.wordKey`.
    package let functionKeys: Set<UInt32>
    /// English abbreviations whose full stop ends no sentence, in lower case without the stop.
    package let abbreviations: PhraseSet
    package let sentenceEnds: PhraseSet
    package let closers: PhraseSet
    package let openBrackets: PhraseSet
    package let closeBrackets: PhraseSet
    package let zhFigures: FigureWords
    package let enFigures: FigureWords

    struct English: Decodable {
        var function: String
        var abbreviations: [String]
    }

    struct NumberWords: Decodable { var cardinals, tens, ordinals: [String: Int] }

    struct Chinese: Decodable {
        var sentenceEnds, closers, openBrackets, closeBrackets: [String]
    }

    /// - Throws: `GrammarError` where a file is missing or does not fit.
    package init(source: GrammarSource) throws {
        let (zhPath, enPath) = ("zho/alignment.yaml", "eng/alignment.yaml")
        let eng = try source.decode(English.self, from: enPath)
        let zho = try source.decode(Chinese.self, from: zhPath)
        functionKeys = Set(
            eng.function.utf8.split { !isASCIILetter($0) }.map { word in
                Array(word).withUnsafeBufferPointer { TranslationLexicon.wordKey($0, 0, $0.count) }
            })
        abbreviations = PhraseSet(eng.abbreviations)
        sentenceEnds = PhraseSet(zho.sentenceEnds)
        closers = PhraseSet(zho.closers)
        openBrackets = PhraseSet(zho.openBrackets)
        closeBrackets = PhraseSet(zho.closeBrackets)
        zhFigures = try FigureWords(source.decode(FigureWords.File.self, from: zhPath), path: zhPath)
        let numerals = try source.decode(NumberWords.self, from: "eng/numerals.yaml")
        enFigures = try FigureWords(
            source.decode(FigureWords.File.self, from: enPath), path: enPath,
            numberWords: [numerals.cardinals, numerals.tens, numerals.ordinals].flatMap(\.keys))
    }
}
