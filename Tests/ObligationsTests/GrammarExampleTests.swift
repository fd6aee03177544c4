import Grammar
import LegalText
import Testing
import Yams

/// The examples in Grammar/*/norm-examples.yaml are the tests: from what a rule accepts exactly the
/// records beside it are read, from what it rejects none.
@Suite struct GrammarExampleTests {
    private struct Example {
        var accept: [(text: String, records: String)]
        var reject: [String]
    }

    private func examples(_ language: Language) throws -> [String: Example] {
        let text = try GrammarSource.builtIn.text("\(language.rawValue)/norm-examples.yaml")
        let tree = try #require(try Yams.compose(yaml: text)?.mapping)
        var examples: [String: Example] = [:]
        for (id, node) in tree {
            let accept = (node.mapping?["accept"]?.sequence ?? []).map { pair in
                (
                    pair.sequence?.first?.scalar?.string ?? "",
                    pair.sequence?.last?.scalar?.string ?? ""
                )
            }
            let reject = (node.mapping?["reject"]?.sequence ?? []).compactMap { $0.scalar?.string }
            examples[id.scalar?.string ?? ""] = Example(accept: accept, reject: reject)
        }
        return examples
    }

    private func ruleIDs(_ language: Language) throws -> [String] {
        var ids: [String] = []
        for file in ["quantities", "norms"] {
            let text = try GrammarSource.builtIn.text("\(language.rawValue)/\(file).yaml")
            let tree = try #require(try Yams.compose(yaml: text)?.mapping)
            for key in ["units", "rules"] {
                ids += (tree[key]?.sequence ?? []).compactMap { $0.mapping?["id"]?.scalar?.string }
            }
        }
        return ids
    }

    @Test(arguments: Language.allCases)
    func everyRuleHasExamples(language: Language) throws {
        let examples = try examples(language)
        let ids = try ruleIDs(language)
        #expect(Set(ids).count == ids.count, "an id stands twice")
        for id in ids {
            let example = examples[id]
            #expect(example?.accept.isEmpty == false && example?.reject.isEmpty == false, "\(id)")
        }
        #expect(examples.keys.filter { !ids.contains($0) }.isEmpty)
    }

    @Test(arguments: Language.allCases)
    func rulesReadTheirExamples(language: Language) throws {
        for (id, example) in try examples(language) {
            for (text, records) in example.accept {
                let read = Notation.read(text, language).joined(separator: "; ")
                #expect(read == records, "\(id): \(text)")
            }
            for text in example.reject {
                let read = Notation.read(text, language)
                #expect(read.isEmpty, "\(id): \(text) read as \(read)")
            }
        }
    }
}

/// Who can be bound: the phrases in Grammar/eng/bearers.yaml, as subjects of a norm.
@Suite struct BearerExampleTests {
    private func phrases(_ key: String) throws -> [String] {
        let tree = try #require(
            try Yams.compose(yaml: GrammarSource.builtIn.text("eng/bearers.yaml")))
        let list = try #require(tree.mapping?[key]?.sequence)
        return list.compactMap { $0.scalar?.string }
    }

    private func bearer(_ phrase: String) throws -> String? {
        let record = try #require(
            Notation.records("\(phrase) shall be ready within ten days.", .eng).first)
        return record.bearer.words?.text
    }

    @Test func nounsOfPersonsAndBodiesAreBound() throws {
        for phrase in try phrases("accept") {
            let found = try bearer(phrase)
            #expect(found.map { phrase.hasPrefix($0) } == true, "\(phrase): \(found ?? "nobody")")
        }
    }

    @Test func thingsAreNot() throws {
        for phrase in try phrases("reject") {
            let found = try bearer(phrase)
            #expect(found != phrase, "\(phrase)")
        }
    }
}
