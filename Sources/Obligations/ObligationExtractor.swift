public import Grammar
public import LegalText

/// Finds the numeric norms (数量性义务) of documents: who must do what, how much, how often, by when.
///
///     let extractor = try ObligationExtractor(grammar: .builtIn)
///     let records = extractor.records(in: document)
///     // 用人单位每年至少培训两次 → obligation, >= 2 times per P1Y, bearer 用人单位
///
/// One extractor serves any number of documents and threads. Spans are byte offsets into the
/// document's source; records come in the order of their spans.
public struct ObligationExtractor: Sendable {
    private let chinese: NormGrammar
    private let english: NormGrammar

    /// - Throws: `GrammarError` where the files of the grammar are missing or malformed.
    public init(grammar: GrammarSource) throws {
        let numerals = try Numerals(grammar)
        chinese = try NormGrammar(.zho, source: grammar, numerals: numerals)
        english = try NormGrammar(.eng, source: grammar, numerals: numerals)
    }

    /// The numeric norms of one document. Never fails: what cannot be read is flagged or left out.
    public func records(in document: Document) -> [Obligation] {
        let segments = TextSegment.segments(of: document)
        return document.source.bytes.withUnsafeBufferPointer { p in
            var drafts =
                switch document.language {
                case .zho: drafts(of: segments, HanReader(grammar: chinese, text: p))
                case .eng: drafts(of: segments, EnglishReader(grammar: english, text: p))
                }
            GarbledNumbers.mark(in: document, p, &drafts)
            drafts.sort { $0.span.lowerBound < $1.span.lowerBound }
            return RecordBuilder(document: document).records(drafts)
        }
    }

    private func drafts(of segments: [TextSegment], _ reader: some NormReader) -> [Draft] {
        var reader = reader
        for segment in segments { reader.read(segment) }
        return reader.state.drafts
    }
}
