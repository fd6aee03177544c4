import ArgumentParser
import Export
import Foundation
import Grammar
import Ingest
import LegalText
import Revisions
import Structure

struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare two versions of a text, article by article.")

    @Argument(help: "The old version.") var old: String
    @Argument(help: "The new version.") var new: String
    @Flag(help: "Write JSON.") var json = false

    func run() throws {
        let grammar = GrammarSource.builtIn
        let parser = try StructureParser(grammar: grammar)
        let comparer = try RevisionComparer(grammar: grammar)
        let a = try Self.document(old, parser)
        let b = try Self.document(new, parser)
        let changes = comparer.compare(a, b)
        let form: Set<ArticleChange.Kind> = [.unchanged, .formOnly]
        let differs = !changes.allSatisfy { form.isSuperset(of: $0.kinds) }
        FileHandle.standardOutput.write(
            Data(ChangesJSON.line(changes, old: a.source, new: b.source)))
        if differs { throw ExitCode(1) }
    }

    /// The longest document of a file.
    static func document(_ path: String, _ parser: StructureParser) throws -> Document {
        let documents = parser.parse(try Ingest.read(path: path))
        return documents.max { $0.span.count < $1.span.count } ?? documents[0]
    }
}
