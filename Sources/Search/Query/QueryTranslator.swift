import Grammar
import LegalText

/// Turns the terms of a query into those of the other language (跨语言检索), by the lexicon the alignment uses.
struct QueryTranslator {
    private let lexicon: TranslationLexicon
    /// Of each English word: the Chinese entries that stand for it.
    private let entries: [Int: [(key: UInt32, strength: Float)]]

    /// Renderings weaker than this are left aside.
    private static let weakest: Float = 0.15
    /// A term is rendered in at most so many ways.
    private static let most = 4

    init(source: GrammarSource) throws {
        let lexicon = try TranslationLexicon(source: source)
        var entries: [Int: [(key: UInt32, strength: Float)]] = [:]
        lexicon.forEachEntry { key, entry in
            for rendering in lexicon.renderings(entry) where rendering.strength >= Self.weakest {
                entries[Int(rendering.word), default: []].append((key, rendering.strength))
            }
        }
        self.lexicon = lexicon
        self.entries = entries.mapValues {
            Array($0.sorted { ($1.strength, $0.key) < ($0.strength, $1.key) }.prefix(Self.most))
        }
    }

    /// A term of the other language, and how firmly it stands for the query's.
    struct Rendering: Hashable {
        var form: QueryTerm.Form
        var strength: Float
    }

    /// Chinese terms for the words of a text.
    func chinese(for words: [[UInt8]]) -> [Rendering] {
        words.flatMap { word -> [Rendering] in
            let id = word.withUnsafeBufferPointer { lexicon.word($0, 0, $0.count) }
            return (entries[id] ?? []).map { key, strength in
                key > 0xFFFF
                    ? Rendering(form: .han(key >> 16, key & 0xFFFF), strength: strength)
                    : Rendering(form: .han(key, 0), strength: strength)
            }
        }
    }

    /// What English words begin with, for the characters of a text: at most six letters each.
    func english(for pairs: [(UInt32, UInt32)]) -> [(letters: [UInt8], strength: Float)] {
        pairs.flatMap { first, next -> [(letters: [UInt8], strength: Float)] in
            let entry = lexicon.entry(first, next == 0 ? nil : next)
            guard entry >= 0 else { return [] }
            return lexicon.renderings(entry).prefix(Self.most)
                .filter { $0.strength >= Self.weakest }
                .map { (lexicon.letters(ofWord: Int($0.word)), $0.strength) }
        }
    }
}
