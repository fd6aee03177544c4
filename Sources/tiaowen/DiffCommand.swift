import ArgumentParser
import Export
import Foundation
import Ingest
import LegalText
import Revisions
import Structure

/// `tiaowen diff`: what changed between two versions, article by article.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two versions of a text, article by article.",
        discussion:
            "Ends with 1 where they differ in more than form: width, quotes, brackets, blanks.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, html }

    @Argument(help: "The old version; - is standard input.") var old: String
    @Argument(help: "The new version.") var new: String
    @Flag(help: "One JSON object.") var json = false
    @Option(help: "For people: text with carets, or a page with both versions side by side.")
    var format: Format = .text
    @OptionGroup var common: CommonOptions

    func run() throws {
        let parser = try StructureParser(grammar: common.grammarSource)
        let before = try Self.document(old, parser)
        let after = try Self.document(new, parser)
        let comparer = try RevisionComparer(
            grammar: common.grammarSource, languages: [after.language])
        let changes = comparer.compare(before, after)
        if json {
            try StandardOutput.write(
                ChangesJSON.line(changes, old: before.source, new: after.source))
        } else {
            let report = RevisionReport(changes, old: before, new: after)
            switch format {
            case .html: try StandardOutput.write(report.html())
            case .text: try StandardOutput.write(report.text(colour: StandardOutput.wantsColour))
            }
        }
        let form: Set<ArticleChange.Kind> = [.unchanged, .formOnly]
        if changes.contains(where: { !form.isSuperset(of: $0.kinds) }) { throw ExitCode(1) }
    }

    /// The longest document of a file.
    static func document(_ path: String, _ parser: StructureParser) throws -> Document {
        let documents = parser.parse(try Ingest.read(path: path))
        guard let longest = documents.max(by: { $0.span.count < $1.span.count }) else {
            throw CommandFailure(
                code: "no-document", message: "there is no text in it", path: path,
                exitCode: ExitCode.badData)
        }
        return longest
    }
}
