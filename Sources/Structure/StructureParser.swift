public import Grammar
public import LegalText

/// Splits regulations and plans into chapters, articles, paragraphs and items (编章节条款项目).
///
///     let parser = try StructureParser()
///     let documents = parser.parse(SourceText("第一条 本办法……"))
///     documents[0].provisions[0].eid    // art_1
///
/// Parsing is total: any text gives documents that together cover it, each with regions that partition
/// it, and what is odd is a diagnostic. Time and memory grow linearly with the text.
public struct StructureParser: Sendable {
    let grammar: StructureGrammar

    /// - Throws: `GrammarError` where Grammar/ is at fault.
    public init(grammar: GrammarSource = .builtIn) throws {
        self.grammar = try StructureGrammar(grammar)
    }

    public init(grammar: StructureGrammar) { self.grammar = grammar }

    /// The documents of a source, in order; at least one.
    ///
    /// - Parameter language: of the whole text, where it is known.
    public func parse(_ source: SourceText, language: Language? = nil) -> [Document] {
        source.bytes.withUnsafeBufferPointer { p in
            let whole = 0..<p.count
            var lines = Line.lines(of: p, in: whole, grammar: grammar)
            for note in source.origin.notes where note.kind == .boilerplate {
                putAside(note.span, &lines)
            }
            let runs =
                language.map { [LanguageRuns.Run(range: whole, language: $0)] }
                ?? LanguageRuns.find(p, lines: lines, in: whole)
            var documents: [Document] = []
            for run in runs {
                let part = lines.drop { $0.start < run.range.lowerBound }
                    .prefix { $0.start < run.range.upperBound }
                RunParser(p, source, grammar, run, Array(part)).parse(into: &documents)
            }
            if documents.count > 1 { tellSeveral(&documents) }
            return documents
        }
    }

    private func putAside(_ span: ByteSpan, _ lines: inout [Line]) {
        var low = lines.partitioningIndex { $0.next > span.lowerBound }
        while low < lines.count, lines[low].start < span.upperBound {
            if lines[low].textStart >= span.lowerBound { lines[low].isAside = true }
            low += 1
        }
    }

    private func tellSeveral(_ documents: inout [Document]) {
        for i in documents.indices {
            documents[i].diagnostics.insert(
                Diagnostic(
                    code: "several-documents", severity: .info,
                    span: documents[i].span.lowerBound..<documents[i].span.lowerBound,
                    message: "document \(i + 1) of \(documents.count) in this source"), at: 0)
        }
    }
}
