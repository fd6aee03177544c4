import ArgumentParser
import Foundation
import Grammar
import LegalText
import Search

/// `tiaowen search`: finds provisions in an index.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find provisions by words, a question or a citation.",
        discussion: """
            Quotes make a phrase; AND, OR, NOT, -word, prefix*, title:… chapter:… bearer:… unit:… narrow. \
            A citation (第十五条第二款, art 15(2)) goes straight there. What is found only through the lexicon of \
            the two languages comes last and says so. Exits with 1 if nothing is found.

            With --json a hit is one line with rank, doc, eid, lang, label, title, score, snippet, highlights \
            ([[start, end]] in the snippet), pair (null, or doc, eid, title, label, text, highlights) and why. \
            With --group a document is one line with doc, title, lang, count and hits. --facets adds a last \
            line {"facets": {"kind": [{"value", "count"}, …], …}}, counted over all passages that satisfy \
            the conditions, or the best thousand of a ranking.
            """)

    @Argument(help: "What to look for.")
    var query: [String] = []

    @Option(help: "The folder of the index.")
    var index = "Output"

    @Flag(help: "One JSON object a hit.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Queries, one id<TAB>query a line; answers are TREC run lines.", valueName: "file"))
    var batch: String?

    @Option(help: "zho or eng.")
    var lang: String?
    @Option(help: "regulation, plan, decision, interpretation, notice or other.")
    var kind: String?
    @Option(help: "Id of a document or words of its title.")
    var document: String?
    @Option(help: "Words of a heading over the provision.")
    var chapter: String?
    @Option(help: "law, regulation, interpretation or other.")
    var rank: String?
    @Option(help: "Words of the place whose rule it is: 云岭省.")
    var region: String?
    @Option(help: "Words of the issuer.")
    var issuer: String?
    @Option(help: "The year it took effect.")
    var year: Int?
    @Option(
        help: ArgumentHelp(
            "In force on this day: since then or before, and no later version since.",
            valueName: "date"))
    var asOf: String?
    @Option(help: "Words of the bearer of a numeric norm in it.")
    var bearer: String?
    @Option(help: "Unit of a number in it: times, persons, CNY, percent…")
    var unit: String?
    @Option(
        help: ArgumentHelp(
            "The number is per this period: day, month, year, P6M…", valueName: "period"))
    var per: String?
    @Option(help: "The number is at least this, in any unit of the same kind.")
    var min: Double?
    @Option(help: "The number is at most this.")
    var max: Double?
    @Option(help: "obligation, prohibition, permission…")
    var modality: String?
    @Option(help: "Effective on this day or later.")
    var from: String?
    @Option(help: "Effective on this day or before.")
    var to: String?
    @Option(help: "At most so many hits.")
    var limit = 10
    @Option(help: "Leave out so many hits first.")
    var offset = 0
    @Flag(help: "Hits by document.")
    var group = false
    @Flag(
        help:
            "Count the passages found by language, kind, rank, region, issuer, year, document, chapter, modality, bearer and unit."
    )
    var facets = false
    @Flag(help: "Say why each hit stands where it stands.")
    var explain = false

    @OptionGroup var database: StoreOptions
    @Flag(help: "With --store: answer without the shards that do not answer, and say so.")
    var partial = false
    @Flag(
        help:
            "With --batch: one question after the other, each as if alone; say how long they took.")
    var timing = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if query.isEmpty, batch == nil { throw ValidationError("Say what to look for.") }
        if let lang, Language(rawValue: lang) == nil {
            throw ValidationError("--lang is zho or eng.")
        }
        if let kind, Document.Kind(rawValue: kind) == nil {
            throw ValidationError(
                "--kind is one of \(Document.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        if let modality, Obligation.Kind(rawValue: modality) == nil {
            throw ValidationError(
                "--modality is one of \(Obligation.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        if let per, try Measures(source: common.grammarSource).period(per) == nil {
            throw ValidationError("--per is a period: day, week, month, quarter, year or P6M.")
        }
        if per != nil, unit == nil { throw ValidationError("--per goes with --unit.") }
        if let asOf, asOf.wholeMatch(of: /\d{4}(-\d{2}(-\d{2})?)?/) == nil {
            throw ValidationError("--as-of is a date: 2024-01-31.")
        }
        if limit < 0 || offset < 0 {
            throw ValidationError("--limit and --offset are not negative.")
        }
    }

    func run() throws {
        let index = try database.searchIndex(
            in: index, partial: partial, grammar: common.grammarSource)
        if let batch { return try run(batch: batch, in: index) }
        let filter = SearchFilter(
            language: lang.flatMap(Language.init), kind: kind.flatMap(Document.Kind.init),
            document: document, chapter: chapter, rank: rank, region: region, issuer: issuer,
            year: year, asOf: asOf, bearer: bearer, unit: unit,
            per: try per.flatMap { try Measures(source: common.grammarSource).period($0) },
            min: min, max: max, modality: modality.flatMap(Obligation.Kind.init), from: from,
            to: to)
        let text = query.joined(separator: " ")
        var output = SearchOutput(
            isJSON: json, explains: explain, isColoured: StandardOutput.wantsColour)
        if group {
            let (groups, notes, suggestions) = try index.groups(
                text, filter: filter, limit: limit, offset: offset)
            tell(notes, suggestions)
            output.isPartial = warn(index)
            try StandardOutput.write(output.text(groups))
            if groups.isEmpty { throw StandardError.nothingFound() }
            return
        }
        let answer = try index.search(
            text, filter: filter, limit: limit, offset: offset,
            facets: facets ? Facet.allCases : [])
        tell(answer.notes, answer.suggestions)
        output.isPartial = warn(index)
        try StandardOutput.write(output.text(answer))
        if answer.hits.isEmpty { throw StandardError.nothingFound() }
    }

    private func tell(_ notes: [String], _ suggestions: [String]) {
        guard !common.quiet else { return }
        for note in notes { StandardError.write("note: \(note)\n") }
        if !suggestions.isEmpty {
            StandardError.write("did you mean \(suggestions.joined(separator: ", "))?\n")
        }
    }

    /// Says which parts of the index did not answer; returns whether there are any.
    private func warn(_ index: SearchIndex) -> Bool {
        let missing = index.missing
        if !missing.isEmpty {
            StandardError.write("partial: no answer from \(missing.joined(separator: ", "))\n")
        }
        return !missing.isEmpty
    }

    private func run(batch: String, in index: SearchIndex) throws {
        guard let data = FileManager.default.contents(atPath: batch) else {
            throw CommandFailure(
                code: "no-such-file", message: "there is no such file", path: batch,
                exitCode: ExitCode.noInput)
        }
        var (ids, queries): ([String], [String]) = ([], [])
        for line in data.split(separator: 0x0A) {
            let text = String(decoding: line, as: UTF8.self)
            guard let tab = text.utf8.firstIndex(of: 0x09) else { continue }
            ids.append(String(text[..<tab]))
            queries.append(String(text[text.utf8.index(after: tab)...]))
        }
        let answers: SearchIndex.BatchAnswer
        if timing || database.store != nil {
            answers = try index.eachAlone(queries, limit: limit)
        } else {
            answers = SearchIndex.BatchAnswer(hits: try index.batch(queries, limit: limit))
        }
        _ = warn(index)
        if timing { StandardError.write(answers.timing + "\n") }
        var out = ""
        for (id, hits) in zip(ids, answers.hits) {
            for (i, hit) in hits.enumerated() {
                out += "\(id) Q0 \(hit.name) \(i + 1) \(Float(hit.score)) tiaowen\n"
            }
        }
        try StandardOutput.write(out)
    }
}
