import ArgumentParser
import Export
import Foundation
import Grammar
import Ingest
import LegalText
import Revisions
import Structure

struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Apply an amending decision to the text it amends.")

    @Argument(help: "The amending decision.") var decision: String
    @Argument(help: "The text before the decision.") var old: String
    @Flag(help: "Write the operations as JSON Lines instead of the text.") var json = false

    func run() throws {
        let grammar = GrammarSource.builtIn
        let parser = try StructureParser(grammar: grammar)
        let applier = try DecisionApplier(grammar: grammar)
        // a decision may quote whole regulations: it is read as one text
        let source = try Ingest.read(path: decision)
        var amending = try Diff.document(decision, parser)
        amending.span = 0..<source.bytes.count
        let before = try Diff.document(old, parser)
        let (text, operations) = applier.apply(amending, to: before)
        if json {
            FileHandle.standardOutput.write(
                Data(OperationsJSON.lines(operations, decision: amending.source)))
        } else {
            FileHandle.standardOutput.write(Data(text.utf8))
        }
        let left = operations.filter { $0.status != .applied }
        for operation in left {
            FileHandle.standardError.write(
                Data("\(operation.status.rawValue): \(operation.target): \(operation.message)\n".utf8))
        }
        if !left.isEmpty { throw ExitCode(65) }
    }
}
