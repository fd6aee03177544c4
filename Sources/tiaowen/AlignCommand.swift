import Alignment
import ArgumentParser
import Export
import Ingest
import LegalText
import Pipeline
import Structure

/// `tiaowen align`: a Chinese text beside its English version.
struct AlignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "align",
        abstract: "Put a Chinese text and its English version side by side; say what is at odds.",
        discussion: """
            Links chapters, articles, paragraphs and sentences, and names what is missing, moved, merged \
            or says something else. Exits with 1 where nothing in one text answers the other.
            """)

    /// What is written of an alignment.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, tmx, html, csv
    }

    @Argument(help: "The Chinese text and the English one; - is standard input.")
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "text for people (the findings), json, tmx (Translation Memory eXchange), html (a page), csv.",
            valueName: "format"))
    var format: Format = .text

    @Flag(help: "The same as --format json; errors are JSON too.")
    var json = false

    @Flag(help: #"Answer {"id","zh","en"} lines on standard input, one line each."#)
    var jsonl = false

    @Option(
        help: ArgumentHelp(
            "Corrections of alignments, as build reads them.", valueName: "file"))
    var overrides: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if jsonl, !files.isEmpty {
            throw ValidationError("With --jsonl the texts come from standard input.")
        }
        if !jsonl, files.count != 2 {
            throw ValidationError("Two texts are needed: the Chinese one and the English one.")
        }
        if json, format != .text, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) exclude each other.")
        }
    }

    func run() throws {
        let grammar = try common.grammarSource
        let parser = try StructureParser(grammar: grammar)
        let aligner = try Aligner(grammar: grammar)
        if jsonl { return try answerLines(parser, aligner) }
        let norms = try NormAlignment(grammar: grammar)
        let texts = try files.map { try Ingest.read(path: $0) }
        let pairing = TextPairing(parser: parser, aligner: aligner)
        let (zh, en) = pairing.documents(texts[0], texts[1])
        let corrections = try overrides.map { try AlignmentOverrides(path: $0) }?.corrections(
            zh: DocumentName(path: zh.source.name, title: zh.title),
            en: DocumentName(path: en.source.name, title: en.title))
        var alignment = aligner.align(zh, en, corrections: corrections ?? [])
        for correction in alignment.unapplied where !common.quiet {
            StandardError.write(
                "tiaowen: warning: \(overrides ?? ""): \(correction): no longer in these texts, or not in one linked article\n"
            )
        }
        norms.compare(zh, en, in: &alignment)
        try StandardOutput.write(bytes(alignment, zh, en))
        if !alignment.links.contains(where: { !$0.zhIds.isEmpty && !$0.enIds.isEmpty }) {
            throw ExitCode.failure
        }
    }

    private func bytes(_ alignment: Alignment, _ zh: Document, _ en: Document) -> [UInt8] {
        switch json ? .json : format {
        case .json: return AlignmentJSON.line(alignment, zh: zh.source, en: en.source)
        case .tmx: return TMX.bytes(alignment, zh: zh, en: en)
        case .csv: return AlignmentCSV.bytes(alignment, zh: zh, en: en)
        case .html:
            return HTMLReport.page(
                of: ReportWork(
                    anchor: "pair", zh: ReportDocument(zh), en: ReportDocument(en),
                    alignment: alignment))
        case .text: return Array(AlignmentText.text(alignment, zh: zh, en: en).utf8)
        }
    }

    /// Texts by the thousand, for other programs: what the alignment itself finds. Numeric norms are
    /// compared where a person reads the answer, since every third such finding only is a true one.
    private func answerLines(_ parser: StructureParser, _ aligner: Aligner) throws {
        let pairing = TextPairing(parser: parser, aligner: aligner)
        try JSONLines.answer { line, json in
            let zh = SourceText(name: line.name, bytes: try line.text("zh"))
            let en = SourceText(name: line.name, bytes: try line.text("en"))
            let (first, second) = pairing.documents(zh, en)
            AlignmentJSON.write(
                aligner.align(first, second), zh: ScalarText(zh), en: ScalarText(en), id: line.id,
                to: &json)
            json.endLine()
        }
    }
}
