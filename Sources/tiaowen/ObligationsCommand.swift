import ArgumentParser
import Export
import Foundation
import LegalText
import Obligations
import Pipeline
import Structure

/// `tiaowen obligations`: numeric norms as a table, as far as they are asked for.
struct ObligationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "obligations",
        abstract: "Show numeric norms as a table: by bearer, unit, number, modality, document.",
        discussion: """
            Numbers are compared in the unit asked for: --unit months --max 12 finds 一年, and \
            --unit "times per year" --min 2 finds once every six months. Exits with 1 if nothing is found.
            """)

    @Argument(help: "Files and folders; - is standard input.")
    var files: [String] = []

    @Option(help: ArgumentHelp("Take what build wrote to this folder instead.", valueName: "dir"))
    var index: String?

    @Option(help: "Words of who is bound.")
    var bearer: String?
    @Option(help: "A unit (times, persons, CNY, months…), or a rate: times per year.")
    var unit: String?
    @Option(help: ArgumentHelp(">=, <=, >, <, =, range or approx.", valueName: "sign"))
    var comparator: String?
    @Option(help: "The number is at least this, in --unit.")
    var min: Double?
    @Option(help: "The number is at most this, in --unit.")
    var max: Double?
    @Option(help: "obligation, prohibition, permission, entitlement, target or penalty.")
    var modality: String?
    @Option(help: "deadline, condition-threshold, penalty, obligation…")
    var kind: String?
    @Option(help: "Id of a document or words of its title.")
    var document: String?

    @Flag(help: "One JSON object a record; errors are JSON too.")
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if files.isEmpty, index == nil {
            throw ValidationError("Which file? - is standard input, --index DIR a built folder.")
        }
        if !files.isEmpty, index != nil {
            throw ValidationError("Files and --index exclude each other.")
        }
        if let comparator, Quantity.Comparator(rawValue: comparator) == nil {
            let all = Quantity.Comparator.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--comparator is one of \(all).")
        }
        for (name, value) in [("--modality", modality), ("--kind", kind)] {
            guard let value, Obligation.Kind(rawValue: value) == nil else { continue }
            let all = Obligation.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\(name) is one of \(all).")
        }
    }

    func run() throws {
        let grammar = try common.grammarSource
        var filter = try NormFilter(grammar: grammar)
        (filter.bearer, filter.unit, filter.document) = (bearer, unit, document)
        (filter.min, filter.max) = (min, max)
        filter.comparator = comparator.flatMap(Quantity.Comparator.init(rawValue:))
        filter.modality = modality.flatMap(Obligation.Kind.init(rawValue:))
        filter.kind = kind.flatMap(Obligation.Kind.init(rawValue:))
        var table = NormTable(showsBearer: true, colour: StandardOutput.wantsColour)
        var count = 0
        func show(_ rows: [NormRow]) throws {
            let rows = rows.filter(filter.accepts)
            count += rows.count
            try StandardOutput.write(json ? rows.flatMap(\.json) : table.bytes(rows))
        }
        if let index {
            try show(stored(in: index))
        } else {
            let parser = try StructureParser(grammar: grammar)
            let extractor = try ObligationExtractor(grammar: grammar)
            try InputBatch(files, json: json).forEach { source in
                let records = parser.parse(source).flatMap { extractor.records(in: $0) }
                try show(NormRow.rows(records, in: source))
            }
        }
        if count == 0 { throw StandardError.nothingFound() }
    }

    /// The records `build` wrote.
    private func stored(in folder: String) throws -> [NormRow] {
        let path = folder + "/obligations.jsonl"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(
                code: "no-index", message: "there are no records here; build writes them",
                path: path, exitCode: ExitCode.noInput)
        }
        return data.split(separator: 0x0A).compactMap { NormRow(line: $0) }
    }
}
