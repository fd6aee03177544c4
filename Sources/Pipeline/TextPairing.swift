public import Alignment
public import LegalText
public import Structure

/// Which documents of two texts belong together, where each text may hold several (文本配对).
public struct TextPairing: Sendable {
    let parser: StructureParser
    let aligner: Aligner

    public init(parser: StructureParser, aligner: Aligner) {
        self.parser = parser
        self.aligner = aligner
    }

    /// The Chinese and the English document of two texts that fit each other best; of texts in one
    /// document each, those.
    public func documents(_ zh: SourceText, _ en: SourceText) -> (zh: Document, en: Document) {
        let chinese = candidates(zh, .zho)
        let english = candidates(en, .eng)
        var best = (zh: chinese[0], en: english[0], score: -1.0)
        guard chinese.count > 1 || english.count > 1 else { return (best.zh, best.en) }
        for z in chinese {
            for e in english {
                let score = aligner.affinity(z, e)
                if score > best.score { best = (z, e, score) }
            }
        }
        return (best.zh, best.en)
    }

    /// The documents of a text that are in a language; where none is, the text is read as if it were.
    /// Never empty.
    private func candidates(_ source: SourceText, _ language: Language) -> [Document] {
        let found = parser.parse(source).filter { $0.language == language }
        return found.isEmpty ? parser.parse(source, language: language) : found
    }
}
