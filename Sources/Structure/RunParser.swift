import Grammar
import LegalText

/// Parses a stretch of a source that is in one language.
struct RunParser {
    let p: UnsafeBufferPointer<UInt8>
    let source: SourceText
    let grammar: StructureGrammar
    let run: LanguageRuns.Run
    let cues: Cues
    private var lines: [Line]

    init(
        _ p: UnsafeBufferPointer<UInt8>, _ source: SourceText, _ grammar: StructureGrammar,
        _ run: LanguageRuns.Run, _ lines: [Line]
    ) {
        self.p = p
        self.source = source
        self.grammar = grammar
        self.run = run
        self.lines = lines
        cues = grammar.cues(run.language)
    }

    func parse(into documents: inout [Document]) {
        var lines = lines
        LineContext(p: p, cues: cues).mark(&lines)
        var scanner = CandidateScanner(p, grammar: grammar, language: run.language)
        scanner.scan(lines)
        var candidates = scanner.candidates
        let contents = contents(lines, candidates)
        if let contents {
            for index in contents { lines[index].isAside = true }
            candidates.removeAll { contents.contains($0.line) }
        }
        if let footer = FooterFinder(p: p, cues: cues).find(lines, candidates) {
            for index in footer { lines[index].isAside = true }
            candidates.removeAll { footer.contains($0.line) }
        }
        let header = HeaderReader(
            p, lines: lines, cues: cues, breadcrumbs: grammar.breadcrumbs)
        markTitles(&candidates, header)
        let steps = LabelSequence.decide(candidates, rules: cues.labels.rules, grammar: grammar)
        let parts = DocumentSplitter(header: header, lines: lines, candidates: candidates).split(
            steps)
        for (index, part) in parts.enumerated() {
            let start = index == 0 ? run.range.lowerBound : lines[part.lines.lowerBound].start
            let end =
                index + 1 < parts.count
                ? lines[parts[index + 1].lines.lowerBound].start : run.range.upperBound
            let builder = DocumentBuilder(
                p: p, source: source, grammar: grammar, cues: cues, lines: lines,
                candidates: candidates,
                header: header, contents: contents)
            documents.append(
                builder.build(part, span: start..<end, id: documentID(documents.count + 1)))
        }
    }

    /// Marks the first numbers that stand below a title with no other label between.
    private func markTitles(_ candidates: inout [Candidate], _ header: HeaderReader) {
        var (above, current) = (-1, -1)
        for index in candidates.indices where candidates[index].isLineStart {
            let line = candidates[index].line
            if line != current { (above, current) = (current, line) }
            if candidates[index].number.value == 1 {
                candidates[index].followsTitle = header.hasTitle(between: above, and: line)
            }
        }
    }

    private func documentID(_ ordinal: Int) -> String {
        ordinal == 1 ? source.name : "\(source.name)#\(ordinal)"
    }

    private func contents(_ lines: [Line], _ candidates: [Candidate]) -> Range<Int>? {
        let divisions = candidates.filter {
            if case .division = cues.labels.rules[$0.rule].role { true } else { false }
        }
        guard divisions.count >= 4 else { return nil }
        return ContentsFinder(p: p, cues: cues).find(lines, divisions: divisions)
    }
}
