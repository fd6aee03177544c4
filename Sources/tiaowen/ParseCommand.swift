import ArgumentParser
import Export
import LegalText
import Pipeline
import Structure

/// `tiaowen parse`: the structure of documents.
struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Show how documents are built: chapters, articles, paragraphs, items.",
        discussion: """
            One file may hold several documents; together they cover all of it, and what is odd about \
            them is said. Offsets in JSON count Unicode scalars.
            """)

    /// What is written of a document.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case outline, json, akn, text
    }

    @Argument(help: "Files and folders; - is standard input.")
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "outline for people, json (one line a document), akn (Akoma Ntoso 3.0), text.",
            valueName: "format"))
    var format: Format = .outline

    @Flag(help: "The same as --format json; errors are JSON too.")
    var json = false

    @Flag(help: #"Answer {"id","text","lang"} lines on standard input, each with its id."#)
    var jsonl = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if jsonl, !files.isEmpty {
            throw ValidationError("With --jsonl the texts come from standard input.")
        }
        if !jsonl, files.isEmpty { throw ValidationError("Which file? - is standard input.") }
        if json, format != .outline, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) exclude each other.")
        }
    }

    func run() throws {
        let parser = try StructureParser(grammar: common.grammarSource)
        if jsonl { return try answerLines(parser) }
        let format = json ? .json : format
        try InputBatch(files, json: json).forEach { source in
            let documents = parser.parse(source)
            try StandardOutput.write(Self.bytes(documents, format))
            // an outline and JSON say what is odd themselves
            guard !common.quiet, format == .akn || format == .text else { return }
            for document in documents {
                for diagnostic in document.diagnostics where diagnostic.severity != .info {
                    StandardError.write(DiagnosticText.text(diagnostic, in: source))
                }
            }
        }
    }

    private static func bytes(_ documents: [Document], _ format: Format) -> [UInt8] {
        switch format {
        case .outline: OutlineText.bytes(documents)
        case .json: DocumentJSON.lines(documents)
        case .akn: documents.flatMap { AkomaNtoso.bytes($0) }
        case .text: documents.flatMap { PlainText.bytes($0) }
        }
    }

    private func answerLines(_ parser: StructureParser) throws {
        try JSONLines.answer { line, json in
            let source = try line.source
            let documents = parser.parse(source, language: try line.language)
            DocumentJSON.append(documents, id: line.id, to: &json)
        }
    }
}
