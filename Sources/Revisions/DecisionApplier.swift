public import Grammar
public import LegalText

/// Applies an amending decision (修改决定, 修正案) to the text it amends.
///
///     let applier = try DecisionApplier(grammar: .builtIn)
///     let (text, operations) = applier.apply(decision, to: old)
///     // text: the consolidated text; operations: each instruction and what came of it
///
/// Instructions name places in the old numbering; new numbers come from what the decision says and, where
/// it says that the order is adjusted (条文顺序作相应调整), from the new order, and the text's own
/// citations follow. What the decision did not touch stays as it is, byte for byte. Where decision and
/// text disagree the place is left alone and the operation says so.
public struct DecisionApplier: Sendable {
    let revision: RevisionGrammar
    let amending: AmendingGrammar
    let relabelling: Relabelling

    /// - Throws: `GrammarError` where Grammar/ is at fault.
    public init(grammar: GrammarSource = .builtIn) throws {
        revision = try RevisionGrammar(source: grammar)
        amending = try AmendingGrammar(source: grammar)
        relabelling = Relabelling(
            labels: try LabelGrammar(.zho, source: grammar, numerals: Numerals(grammar)),
            writer: try LabelWriter(source: grammar), grammar: amending)
    }

    /// The consolidated text, and the instructions in the order of the decision.
    public func apply(
        _ decision: Document, to old: Document
    ) -> (text: String, operations: [AmendingOperation]) {
        let (instructions, unread) = read(decision, about: old)
        var text = Consolidation(
            ConsolidatedText(old, relabelling: relabelling), old: old,
            decision: decision.source, form: revision.form, relabelling: relabelling)
        for instruction in instructions { text.apply(instruction) }
        text.finish()
        for span in unread {
            text.operations.append(
                AmendingOperation(
                    operation: .replace, target: "", span: span, status: .failed,
                    message: "not understood: \(decision.source.string(span))"))
        }
        let numbering = Renumbering(text, words: revision.citation)
        let result = numbering.text()
        let operations = (text.operations + numbering.operations).enumerated().sorted {
            ($0.element.span.lowerBound, $0.offset) < ($1.element.span.lowerBound, $1.offset)
        }.map(\.element)
        let names = numbering.articles
        return (result, operations.map { Self.placed($0, names) })
    }

    /// An operation with the place it came to: what was added has its own, the rest is where its article
    /// is now.
    private static func placed(
        _ operation: AmendingOperation, _ names: [EId: EId]
    ) -> AmendingOperation {
        var operation = operation
        guard operation.status == .applied else { return operation }
        // the places inside an article are named as they are after the change, the article as it was
        let parts = (operation.result ?? operation.target).components
        if operation.operation == .insert, parts.count == 1 {
            operation.result = operation.target
        } else if let article = parts.first, let now = names[EId(article)] {
            let isGone = operation.operation == .delete
            operation.result = EId(
                ([now.description] + (isGone ? [] : parts.dropFirst())).joined(separator: "__"))
        } else if !(parts.first?.hasPrefix(Level.article.abbreviation) ?? false) {
            operation.result = operation.target
        }
        return operation
    }

    /// The instructions that concern a text, and the sentences nobody understands.
    func read(_ decision: Document, about old: Document?) -> ([Instruction], [ByteSpan]) {
        decision.source.bytes.withUnsafeBufferPointer { p in
            let headers: Set<Region.Kind> = [.title, .preface, .toc, .boilerplate, .noise]
            let start =
                decision.regions.prefix { headers.contains($0.kind) || $0.kind == .blank }.last?
                .span.upperBound ?? decision.span.lowerBound
            var scanner = DecisionScanner(
                p, end: decision.span.upperBound, words: amending, labels: relabelling.labels)
            let items = scanner.items(in: start..<decision.span.upperBound)
            var reader = InstructionReader(grammar: amending)
            for item in concerning(old, items, decision.source) {
                reader.read(item) { scanner.wholePlace($0) }
            }
            return (reader.instructions, reader.unread)
        }
    }

    /// The points about one work, where a decision amends several.
    private func concerning(
        _ old: Document?, _ items: [DecisionItem], _ source: SourceText
    ) -> [DecisionItem] {
        guard let old, !old.title.isEmpty else { return items }
        let title = comparable(old.title)
        let isAbout = items.map { item in
            guard let work = item.work else { return true }
            let name = comparable(source.string(work))
            return name.count > 1 && (title.hasSuffix(name) || name.hasSuffix(title))
        }
        let named = items.indices.filter { items[$0].work != nil }
        // a decision that names nothing like this text is taken at its word
        guard named.contains(where: { isAbout[$0] }) else { return items }
        return items.indices.filter { isAbout[$0] }.map { items[$0] }
    }

    /// A title without brackets and what is form only.
    private func comparable(_ title: String) -> String {
        let brackets = Set(
            revision.form.folded(
                String(decoding: amending.workOpen + amending.workClose, as: UTF8.self)))
        var text = String.UnicodeScalarView()
        for scalar in revision.form.folded(title) where !brackets.contains(scalar) {
            if let scalar = Unicode.Scalar(scalar) { text.append(scalar) }
        }
        return String(text)
    }
}
