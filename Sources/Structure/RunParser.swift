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
        var (candidates, contents) = labels(&lines)
        let header = header(lines)
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

    /// The places where labels can be read, but for tables of contents and footers, which are put aside,
    /// and the titles of texts in a collection.
    private func labels(_ lines: inout [Line]) -> ([Candidate], contents: Range<Int>?) {
        var scanner = CandidateScanner(p, grammar: grammar, language: run.language)
        scanner.scan(lines)
        var candidates = scanner.candidates
        let contents = contents(lines, candidates)
        if let contents { putAside(contents, &lines, &candidates) }
        let header = header(lines)
        // Part two: Plan of … begins another text
        candidates.removeAll { candidate in
            guard case .division(let depth) = cues.labels.rules[candidate.rule].role else {
                return false
            }
            return depth < 2 && header.namesPlan(behind: candidate.end, on: candidate.line)
        }
        for footer in FooterFinder(p: p, cues: cues, header: header).find(lines, candidates) {
            putAside(footer, &lines, &candidates)
        }
        return (candidates, contents)
    }

    private func putAside(
        _ range: Range<Int>, _ lines: inout [Line], _ candidates: inout [Candidate]
    ) {
        for index in range { lines[index].isAside = true }
        candidates.removeAll { range.contains($0.line) }
    }

    private func header(_ lines: [Line]) -> HeaderReader {
        HeaderReader(p, lines: lines, cues: cues, breadcrumbs: grammar.breadcrumbs)
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
