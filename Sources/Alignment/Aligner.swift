public import Grammar
public import LegalText

/// Finds which parts of a Chinese document and its English version belong together (对齐), and what is
/// at odds between them.
///
///     let aligner = try Aligner(grammar: .builtIn)
///     let alignment = aligner.align(chinese, english)
///     alignment.links.first { $0.level == .article }?.zhIds    // [art_1]
///     alignment.findings.map(\.code)                            // ["missing-article", …]
///
/// Numbers give the first hypothesis, content decides: words by a lexicon learnt from official
/// translations, figures by value, Latin words, lengths. Articles may be renumbered, moved, missing,
/// merged or split; paragraphs and sentences keep their order inside linked articles.
///
/// Immutable; one aligner serves any number of threads.
public struct Aligner: Sendable {
    let tables: AlignmentTables

    /// Reads the lexicon and the words alignment looks for.
    /// - Throws: `GrammarError` where Grammar/ is at fault.
    public init(grammar: GrammarSource) throws {
        tables = try AlignmentTables(grammar: grammar)
    }

    /// The links and findings of two documents; spans are byte offsets in each document's source.
    ///
    /// Every article, paragraph and division of either side is in exactly one link of its level. Total:
    /// any two documents give an answer.
    ///
    /// - Parameter corrections: what a person decided; those links have score 1 and the flag `confirmed`.
    ///   What names nothing here comes back in `Alignment.unapplied`.
    public func align(
        _ zh: Document, _ en: Document, corrections: [AlignmentCorrection] = []
    ) -> Alignment {
        zh.source.bytes.withUnsafeBufferPointer { zhText in
            en.source.bytes.withUnsafeBufferPointer { enText in
                let pair = PairAligner(zh, zhText, en, enText, tables, corrections)
                return pair.align()
            }
        }
    }
}
