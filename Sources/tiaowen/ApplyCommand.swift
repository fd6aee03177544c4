import ArgumentParser
import Export
import Ingest
import LegalText
import Revisions
import Structure

/// `tiaowen apply`: the text as an amending decision leaves it.
struct ApplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Apply an amending decision to the text it amends.",
        discussion: """
            Writes the consolidated text. What cannot be applied is named on standard error and left out, \
            and the exit code is 65.
            """)

    /// What is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, akn
        case decision = "akn-decision"
    }

    @Argument(help: "The amending decision; - is standard input.") var decision: String
    @Argument(help: "The text before the decision.") var old: String
    @Flag(help: "The operations, one a line, instead of the text.") var json = false
    @Option(
        help: ArgumentHelp(
            """
            text; akn (the text in Akoma Ntoso 3.0, each change with its source); akn-decision (the \
            decision, with what it changes).
            """, valueName: "format"))
    var format: Format = .text
    @OptionGroup var common: CommonOptions

    func run() throws {
        let parser = try StructureParser(grammar: common.grammarSource)
        let applier = try DecisionApplier(grammar: common.grammarSource)
        var amending = try DiffCommand.document(decision, parser)
        // what a decision quotes may look like documents of its own: it is read as one text
        amending.span = 0..<amending.source.bytes.count
        let before = try DiffCommand.document(old, parser)
        let (text, operations) = applier.apply(amending, to: before)
        if json {
            try StandardOutput.write(OperationsJSON.lines(operations, decision: amending.source))
        } else {
            let amendment = Amendment(decision: amending, old: before, operations: operations)
            switch format {
            case .text: try StandardOutput.write(text)
            case .akn:
                // what stood around the text in its file stays outside
                let made = parser.parse(SourceText(text, name: before.source.name))
                    .max { $0.span.count < $1.span.count }
                try StandardOutput.write(
                    AkomaNtoso.bytes(made ?? before, amendment: amendment))
            case .decision:
                try StandardOutput.write(AkomaNtoso.bytes(amending, amendment: amendment))
            }
        }
        let left = operations.filter { $0.status != .applied }
        guard !left.isEmpty else { return }
        for operation in left {
            StandardError.write(
                "tiaowen: \(operation.status.rawValue): \(operation.target) \(operation.message)\n")
        }
        throw ExitCode(ExitCode.badData)
    }
}
