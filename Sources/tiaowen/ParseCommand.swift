import ArgumentParser
import Export
import Ingest
import LegalText
import Pipeline
import Structure

/// `tiaowen parse`: the structure of documents.
struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Shows how documents are built: chapters, articles, paragraphs, items.")

    @Argument(help: "Files or folders; - is standard input.")
    var files: [String] = []

    @Flag(help: "One line of JSON for each document.")
    var json = false

    @Flag(help: #"Answer {"id", "text", "lang"} lines on standard input, each with its id."#)
    var jsonl = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if jsonl ? !files.isEmpty : files.isEmpty {
            throw ValidationError(
                jsonl ? "With --jsonl the texts come from standard input." : "Which file? - is standard input.")
        }
    }

    func run() throws {
        let parser = try StructureParser(grammar: common.grammarSource)
        if jsonl { return try answerLines(parser) }
        for path in files {
            try StandardOutput.write(DocumentJSON.lines(parser.parse(Ingest.read(path: path))))
        }
    }

    private func answerLines(_ parser: StructureParser) throws {
        try JSONLines.answer { line, json in
            let source = SourceText(name: line.name, bytes: try line.text("text"))
            let documents = parser.parse(source, language: try line.language)
            DocumentJSON.append(documents, id: line.id, to: &json)
        }
    }
}
