import ArgumentParser
import Foundation
import LegalText
import Search

/// `tiaowen search`: finds provisions in an index.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find provisions by words, a question or a citation.",
        discussion: """
            Quotes make a phrase; AND, OR, NOT, -word, prefix*, title:… chapter:… bearer:… unit:… narrow. \
            A citation (第十五条第二款, art 15(2)) goes straight there. Exits with 1 if nothing is found.
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
    @Option(help: "Unit of a number in it: times, persons, CNY, percent…")
    var unit: String?
    @Option(help: "The number is at least this.")
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
            document: document, chapter: chapter, unit: unit, min: min, max: max,
            modality: modality.flatMap(Obligation.Kind.init), from: from, to: to)
        let answer = try index.search(
            query.joined(separator: " "), filter: filter, limit: limit, offset: offset)
        for note in answer.notes where !common.quiet { StandardError.write("note: \(note)\n") }
        warn(of: answer.missing)
        for hit in answer.hits {
            try StandardOutput.write(
                (json
                    ? hit.json(isPartial: !answer.missing.isEmpty) : hit.text(explaining: explain))
                    + "\n")
        }
        if answer.hits.isEmpty { throw ExitCode(1) }
    }

    private func warn(of missing: [String]) {
        guard !missing.isEmpty else { return }
        StandardError.write("partial: no answer from \(missing.joined(separator: ", "))\n")
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
        warn(of: answers.missing)
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

extension SearchHit {
    /// The hit on one line, as ARCHITECTURE.md promises it to other programs.
    fileprivate func json(isPartial: Bool) -> String {
        var object: [String: Any] = [
            "rank": rank, "doc": document, "eid": eid, "lang": language.rawValue, "title": title,
            "score": (score * 1000).rounded() / 1000, "snippet": snippet, "why": why,
            "highlights": highlights.map { [$0.lowerBound, $0.upperBound] },
        ]
        object["label"] = label ?? NSNull()
        object["pair"] =
            pair.map { ["doc": $0.document, "eid": $0.eid, "text": $0.text] } ?? NSNull()
        if isPartial { object["partial"] = true }
        let data = try? JSONSerialization.data(
            withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    /// The hit for people.
    fileprivate func text(explaining: Bool) -> String {
        var lines = ["\(rank). \(title) \(label ?? eid)"]
        if !headings.isEmpty { lines.append("   " + headings.joined(separator: " › ")) }
        lines.append("   " + snippet)
        if let pair { lines.append("   = \(pair.document) \(pair.eid): \(pair.text.prefix(160))") }
        if explaining { lines.append("   (" + why.joined(separator: ", ") + ")") }
        return lines.joined(separator: "\n")
    }
}
