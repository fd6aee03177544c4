import Grammar
import Testing
import Yams

/// The examples in Grammar/zho/revisions.yaml are the tests.
@Suite struct RevisionGrammarTests {
    let form: FormFolding
    let tree: Node

    init() throws {
        form = try RevisionGrammar(source: .builtIn).form
        tree = try #require(
            try Yams.compose(yaml: GrammarSource.builtIn.text("zho/revisions.yaml")))
    }

    @Test("Differences of form fold away, others stay")
    func formExamples() throws {
        let examples = try #require(tree.mapping?["form"]?.mapping)
        func pairs(_ key: String) throws -> [[String]] {
            try #require(examples[Node(key)]?.sequence).map {
                ($0.sequence ?? []).compactMap { $0.scalar?.string }
            }
        }
        for pair in try pairs("accept") {
            #expect(form.folded(pair[0]) == form.folded(pair[1]), "\(pair)")
        }
        for pair in try pairs("reject") {
            #expect(form.folded(pair[0]) != form.folded(pair[1]), "\(pair)")
        }
    }

    @Test("Folding what is folded changes nothing")
    func idempotent() {
        for value in UInt32(1)...0x2FFFF {
            guard Unicode.Scalar(value) != nil else { continue }
            let once = form.fold(value)
            if once != FormFolding.ignored, form.fold(once) != once {
                Issue.record("U+\(String(value, radix: 16)) folds to U+\(String(once, radix: 16))")
            }
        }
    }

    @Test("Every amending rule has an id of its own, an accepted and a rejected example")
    func rulesAreWhole() throws {
        let rules = try #require(tree.mapping?["amending"]?.mapping?["rules"]?.sequence)
        var ids: Set<String> = []
        for rule in rules {
            let id = try #require(rule.mapping?["id"]?.scalar?.string)
            #expect(ids.insert(id).inserted, "\(id) stands twice")
            #expect(rule.mapping?["accept"]?.sequence?.isEmpty == false, "\(id) accepts nothing")
            #expect(rule.mapping?["reject"]?.sequence?.isEmpty == false, "\(id) rejects nothing")
        }
        #expect(try AmendingGrammar(source: .builtIn).rules.count == rules.count)
    }

    @Test(
        "Numbers are written as labels have them",
        arguments: [
            (1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (101, "一百零一"), (110, "一百一十"),
            (115, "一百一十五"), (1005, "一千零五"), (1020, "一千零二十"),
        ])
    func labelNumbers(number: Int, expected: String) throws {
        #expect(try LabelWriter(source: .builtIn).han(number) == expected)
    }

    @Test("What is written is read as the same number")
    func labelNumbersRoundTrip() throws {
        let (writer, numerals) = (try LabelWriter(source: .builtIn), try Numerals())
        for number in 1...1300 {
            #expect(numerals.integer(writer.han(number), in: [.han]) == number)
        }
    }
}
