import Grammar
import LegalText
import Testing
import Yams

/// The examples in Grammar/*/labels.yaml are the tests: each rule reads what it accepts, as the
/// number beside it, and does not read what it rejects.
@Suite struct LabelGrammarTests {
    @Test(arguments: Language.allCases)
    func rulesReadTheirExamples(language: Language) throws {
        let labels = try LabelGrammar(language, source: .builtIn, numerals: Numerals())
        let tree = try #require(
            try Yams.compose(yaml: GrammarSource.builtIn.text("\(language.rawValue)/labels.yaml")))
        let rules = try #require(tree.mapping?["labels"]?.sequence)
        #expect(rules.count == labels.rules.count)
        for rule in rules {
            let id = try #require(rule.mapping?["id"]?.scalar?.string)
            let accepted = try #require(rule.mapping?["accept"]?.sequence)
            let rejected = try #require(rule.mapping?["reject"]?.sequence)
            #expect(!accepted.isEmpty && !rejected.isEmpty, "\(id) needs examples")
            for example in accepted {
                let parts = try #require(example.sequence)
                let text = try #require(parts.first?.scalar?.string)
                let numbers = read(text, by: id, labels)
                #expect(
                    numbers.contains(parts.last?.scalar?.string ?? ""),
                    "\(id): \(text) read as \(numbers)")
            }
            for example in rejected {
                let text = try #require(example.scalar?.string)
                #expect(read(text, by: id, labels).isEmpty, "\(id): \(text)")
            }
        }
    }

    /// The numbers a rule reads at the start of a text.
    private func read(_ text: String, by id: String, _ labels: LabelGrammar) -> [String] {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { return [] }
        var found: [LabelGrammar.Match] = []
        bytes.withUnsafeBufferPointer {
            labels.matches(
                $0, at: 0, end: $0.count, isLineStart: true, isSentenceStart: true, into: &found)
        }
        return found.filter { labels.rules[$0.rule].id == id }
            .flatMap { [$0.number.description] + ($0.otherValue.map { ["\($0)"] } ?? []) }
    }
}
