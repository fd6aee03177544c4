import LegalText

/// The words alignment looks for: `Grammar/zho/alignment.yaml`, `Grammar/eng/alignment.yaml`.
package final class AlignmentGrammar: Sendable {
    /// English words that say nothing about a sentence's subject, by `TranslationLexicon.wordKey`.
    package let functionKeys: Set<UInt32>
    /// English abbreviations whose full stop ends no sentence, in lower case without the stop.
    package let abbreviations: PhraseSet
    package let sentenceEnds: PhraseTable
    package let closers: PhraseTable
    package let openBrackets: PhraseTable
    package let closeBrackets: PhraseTable
    package let zhFigures: FigureWords
    package let enFigures: FigureWords

    package let zhCues: CueTable
    package let enCues: CueTable
    /// 县: the English words that name the tier.
    package let tiers: [(sign: [UInt8], name: String, words: PhraseSet)]
    /// 者: what a clause ends with that says of what it speaks.
    package let attributive: PhraseTable
    /// What a recurring term does not go beyond.
    package let termStops: PhraseTable
    /// 办法: the English nouns that may head such a title.
    package let instruments: [(ending: [UInt8], nouns: [String])]
    /// Words that may stand twice.
    package let doubles: Set<String>

    struct English: Decodable {
        var function: String
        var abbreviations: [String]
        var cues: [String: [String]]
        var tiers: [String: [String]]
        var instruments: [String: [String]]
        var doubles: [String]
    }

    struct NumberWords: Decodable { var cardinals, tens, ordinals: [String: Int] }

    struct Chinese: Decodable {
        var sentenceEnds, closers, openBrackets, closeBrackets: [String]
        var cues: [String: [String]]
        var tiers: [String: String]
        var termStops, attributive: [String]
        var instruments: [String: String]
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
        func cues(_ named: [String: [String]], _ path: String) throws -> [Cue: [String]] {
            var cues: [Cue: [String]] = [:]
            for (name, words) in named {
                guard let cue = Cue(rawValue: name) else {
                    throw GrammarError(file: path, rule: name, message: "no such cue")
                }
                cues[cue] = words
            }
            return cues
        }
        zhCues = try CueTable(cues(zho.cues, zhPath), areWords: false)
        enCues = try CueTable(cues(eng.cues, enPath), areWords: true)
        tiers = try zho.tiers.sorted { $0.key < $1.key }.map { sign, name in
            guard let words = eng.tiers[name] else {
                throw GrammarError(file: enPath, rule: name, message: "no words for this tier")
            }
            return (sign: Array(sign.utf8), name: name, words: PhraseSet(words))
        }
        attributive = PhraseTable(zho.attributive.map { ($0, 1) })
        termStops = PhraseTable(zho.termStops.map { ($0, 1) })
        instruments = try zho.instruments.sorted { $0.key.utf8.count > $1.key.utf8.count }.map {
            ending, name in
            guard let nouns = eng.instruments[name] else {
                throw GrammarError(
                    file: enPath, rule: name, message: "no nouns for this instrument")
            }
            return (ending: Array(ending.utf8), nouns: nouns)
        }
        doubles = Set(eng.doubles)
        sentenceEnds = PhraseTable(zho.sentenceEnds.map { ($0, 1) })
        closers = PhraseTable(zho.closers.map { ($0, 1) })
        openBrackets = PhraseTable(zho.openBrackets.map { ($0, 1) })
        closeBrackets = PhraseTable(zho.closeBrackets.map { ($0, 1) })
        zhFigures = try FigureWords(
            source.decode(FigureWords.File.self, from: zhPath), path: zhPath)
        let numerals = try source.decode(NumberWords.self, from: "eng/numerals.yaml")
        enFigures = try FigureWords(
            source.decode(FigureWords.File.self, from: enPath), path: enPath,
            numberWords: [numerals.cardinals, numerals.tens, numerals.ordinals].flatMap(\.keys))
    }
}
