import ArgumentParser
import Export
import LegalText
import Obligations
import Pipeline
import Structure

/// `tiaowen extract`: the numeric norms of files, or of texts given as JSON Lines.
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "List numeric norms: who must do what, how much, how often, by when.")

    /// What is written of a record.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, jsonl, csv, openfisca, odrl, ics
    }

    @Argument(help: "Files and folders; - is standard input.")
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            text for people, jsonl (one record a line), csv for spreadsheets, openfisca (YAML \
            parameters), odrl (JSON-LD policies), ics (a calendar of dated deadlines).
            """, valueName: "format"))
    var format: Format = .text

    @Flag(help: "The same as --format jsonl; errors are JSON too.")
    var json = false

    @Flag(help: #"Answer {"id","text","lang"} lines on standard input, one line each."#)
    var jsonl = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if jsonl, !files.isEmpty {
            throw ValidationError("With --jsonl the texts come from standard input.")
        }
        if !jsonl, files.isEmpty { throw ValidationError("Which file? - is standard input.") }
        if json, format != .text, format != .jsonl {
            throw ValidationError("--json and --format \(format.rawValue) exclude each other.")
        }
    }

    func run() throws {
        let grammar = try common.grammarSource
        let parser = try StructureParser(grammar: grammar)
        let extractor = try ObligationExtractor(grammar: grammar)
        if jsonl { return try answerLines(parser, extractor) }
        let format = json ? .jsonl : format
        let header = ObligationCSV.bytes([])
        if format == .csv { try StandardOutput.write(header) }
        var count = 0
        var table = NormTable(showsBearer: false, colour: StandardOutput.wantsColour)
        var collection = NormCollection()
        func take(_ source: SourceText) throws {
            let entries = parser.parse(source).map {
                NormCollection.Entry(document: $0, records: extractor.records(in: $0))
            }
            let records = entries.flatMap(\.records)
            count += records.count
            switch format {
            case .openfisca, .odrl, .ics: collection.entries += entries
            case .text:
                try StandardOutput.write(table.bytes(NormRow.rows(records, in: source)))
            case .jsonl: try StandardOutput.write(ObligationJSON.lines(records, in: source))
            case .csv:
                let rows = ObligationCSV.bytes([(records: records, source: source)])
                try StandardOutput.write(Array(rows.dropFirst(header.count)))
            }
        }
        // what could be read is written though some file could not
        let failure = Result { try InputBatch(files, json: json).forEach(take) }
        switch format {
        case .openfisca: try StandardOutput.write(OpenFisca.bytes(collection))
        case .odrl: try StandardOutput.write(ODRL.bytes(collection))
        case .ics: try StandardOutput.write(ICalendar.bytes(collection))
        case .text, .jsonl, .csv: break
        }
        try failure.get()
        if count == 0 { throw StandardError.nothingFound() }
    }

    private func answerLines(_ parser: StructureParser, _ extractor: ObligationExtractor) throws {
        try JSONLines.answer { line, json in
            let source = try line.source
            let records = parser.parse(source, language: try line.language)
                .flatMap { extractor.records(in: $0) }
            ObligationJSON.appendAnswer(records, in: ScalarText(source), id: line.id, to: &json)
        }
    }
}
