import Grammar
import LegalText

/// Builds one document from the labels that were chosen for it.
struct DocumentBuilder {
    let p: UnsafeBufferPointer<UInt8>
    let source: SourceText
    let grammar: StructureGrammar
    let cues: Cues
    let lines: [Line]
    let candidates: [Candidate]
    let header: HeaderReader
    let contents: Range<Int>?

    func build(_ part: DocumentSplitter.Part, span: ByteSpan, id: String) -> Document {
        let steps = Array(part.steps)
        let bodyStart =
            steps.first.map { candidates[$0.candidate].blockStart(lines) } ?? span.upperBound
        let firstLabelLine =
            steps.first.map { candidates[$0.candidate].line } ?? part.lines.upperBound
        let read = header.read(part.lines.lowerBound..<max(part.lines.lowerBound, firstLabelLine))
        var document = Document(
            id: id, language: cues.language, kind: .other, title: title(read.title), source: source,
            span: span)
        let outline = OutlineBuilder(
            p, lines: lines, cues: cues,
            isHeading: { start, end in isHeading(start, end) })
        let closing = ClosingFinder(p: p, lines: lines, cues: cues)
        var bodyEnd = span.upperBound
        var start = bodyStart
        if steps.isEmpty {
            let first = read.title.map { lines[$0.upperBound - 1].next } ?? span.lowerBound
            start = first
            document.provisions = OutlineBuilder.paragraphs(
                outline, first..<span.upperBound,
                from: read.title?.upperBound ?? part.lines.lowerBound)
            document.diagnostics.append(
                Diagnostic(
                    code: "no-structure", severity: .warning,
                    span: span.lowerBound..<span.lowerBound,
                    message: "no chapters, articles or numbered levels were found",
                    hint: "the text is kept as paragraphs"))
        } else {
            let last = candidates[steps[steps.count - 1].candidate]
            bodyEnd = closing.start(after: last, until: span.upperBound)
            document.provisions = OutlineBuilder.build(outline, steps, candidates, end: bodyEnd)
        }
        EIdAssigner.assign(&document.provisions)
        document.regions = RegionMap(
            span: span, lines: lines, lineRange: part.lines, header: read, contents: contents,
            bodyStart: start, bodyEnd: bodyEnd, annexStart: annexStart(steps),
            notes: source.origin.notes
        ).partition()
        let articles = document.provisions(at: .article)
        describe(&document, read, articles)
        cite(&document, steps)
        diagnose(&document, steps, articles)
        document.repairs = repairs(part, steps)
        return document
    }

    private func title(_ range: Range<Int>?) -> String {
        guard let range else { return "" }
        var words = ""
        for index in range where !lines[index].isBlank {
            let text = source.string(lines[index].textStart..<lines[index].textEnd)
            if !words.isEmpty, cues.language == .eng { words += " " }
            words += text
        }
        return Self.tidied(words, keepsBlanks: cues.language == .eng)
    }

    /// A title without blanks (Chinese), or with single ones (English), and without emphasis marks.
    private static func tidied(_ text: String, keepsBlanks: Bool) -> String {
        var result = String.UnicodeScalarView()
        var pending = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.value == 0xFEFF {
                pending = true
                continue
            }
            if scalar == "*" || scalar == "#" { continue }
            if pending, keepsBlanks, !result.isEmpty { result.append(" ") }
            pending = false
            result.append(scalar)
        }
        return String(result)
    }

    private func isHeading(_ start: Int, _ end: Int) -> Bool {
        guard end - start <= 200 else { return false }
        let last = p.scalar(p.scalarStart(before: end))
        return last != 0x3002 && last != 0xFF1B && last != 0xFF1A && last != 0xFF0C && last != 0x3B
            && (last != 0x2E || end - start < 80)
    }

    private func annexStart(_ steps: [LabelSequence.Step]) -> Int? {
        steps.first { $0.role == .annex }.map { candidates[$0.candidate].blockStart(lines) }
    }

    private func describe(
        _ document: inout Document, _ read: HeaderReader.Header, _ articles: [Provision]
    ) {
        let reader = MetadataReader(p, cues: cues)
        document.kind = reader.kind(
            title: document.title, hasArticles: !articles.isEmpty,
            hasLevels: document.provisions.contains { $0.level == .level })
        let spans = read.kinds.keys.sorted().filter {
            read.kinds[$0] == .title || read.kinds[$0] == .preface
        }.map { lines[$0].textStart..<lines[$0].textEnd }
        document.metadata = reader.metadata(header: spans, articles: articles)
    }

    private func cite(_ document: inout Document, _ steps: [LabelSequence.Step]) {
        let labels = steps.map { candidates[$0.candidate].start }
        let first = steps.first { $0.role == .article }.map { candidates[$0.candidate] }
        let isTaiwan =
            first.map { cues.taiwanSigns.first(in: p, $0.start..<$0.end) != nil } ?? false
        var reader = ReferenceReader(
            p, cues: cues, provisions: document.provisions, labels: labels, isTaiwan: isTaiwan)
        reader.read(document.span)
        document.references = reader.found
        for reference in reader.found where reference.work == nil && !reference.isResolved {
            guard let target = reference.target, !reader.index.isEmpty else { continue }
            document.diagnostics.append(
                Diagnostic(
                    code: "dangling-reference", severity: .info, span: reference.span,
                    message: "\(target) is cited but not in this document"))
        }
    }

    private func diagnose(
        _ document: inout Document, _ steps: [LabelSequence.Step], _ articles: [Provision]
    ) {
        document.diagnostics += NumberingCheck.diagnostics(document.provisions, in: p)
        for step in steps {
            let candidate = candidates[step.candidate]
            let label = candidate.start..<candidate.end
            if candidate.isRepaired {
                document.diagnostics.append(
                    Diagnostic(
                        code: "label-repaired", severity: .info, span: label,
                        message: "read as number \(step.number)"))
            }
            if !candidate.isLineStart {
                document.diagnostics.append(
                    Diagnostic(
                        code: "heading-inline", severity: .info, span: label,
                        message: "a label in running text"))
            }
        }
        TruncationCheck(p: p, cues: cues).check(&document, articles)
        for note in source.origin.notes
        where note.kind != .boilerplate && note.span.overlaps(document.span) {
            document.diagnostics.append(
                Diagnostic(
                    code: note.kind == .truncated ? "truncated" : "encoding", severity: .warning,
                    span: note.span, message: note.message))
        }
    }

    private func repairs(_ part: DocumentSplitter.Part, _ steps: [LabelSequence.Step]) -> [Repair] {
        var found = RepairScanner(
            p: p, lines: lines[part.lines], grammar: grammar, cues: cues,
            isMarkdown: source.origin.medium == .markdown
        ).repairs()
        for step in steps where candidates[step.candidate].isRepaired {
            let candidate = candidates[step.candidate]
            found.append(
                Repair(
                    kind: .label, span: candidate.start..<candidate.end, reading: "\(step.number)",
                    confidence: 0.9,
                    note: cues.labels.rules[candidate.rule].repair ?? "a damaged sign in a label"))
        }
        return found.sorted { $0.span.lowerBound < $1.span.lowerBound }
    }
}
