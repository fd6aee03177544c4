import Alignment
import Grammar
import LegalText
import Structure
import Testing
import Yams

/// The examples in Grammar/mul/alignment-examples.yaml: in what a check accepts exactly the finding beside
/// it is made, in what it rejects none.
@Suite struct CheckExampleTests {
    private let parser: StructureParser
    private let aligner: Aligner

    init() throws {
        parser = try StructureParser()
        aligner = try Aligner(grammar: .builtIn)
    }

    private func codes(_ zh: String, _ en: String) -> [String] {
        let chinese = parser.parse(SourceText("样本办法\n\n第一条 \(zh)\n"), language: .zho)[0]
        let english = parser.parse(
            SourceText("Measures on Samples\n\nArticle 1 \(en)\n"), language: .eng)[0]
        return aligner.align(chinese, english).findings.map(\.code)
    }

    @Test func checksFindWhatTheyAcceptAndNothingElse() throws {
        let text = try GrammarSource.builtIn.text("mul/alignment-examples.yaml")
        let tree = try #require(try Yams.compose(yaml: text)?.mapping)
        #expect(tree.count >= 15)
        for (id, node) in tree {
            let name = id.string ?? ""
            func examples(_ key: String) -> [[String]] {
                (node.mapping?[key]?.sequence ?? []).map {
                    ($0.sequence ?? []).map { $0.string ?? "" }
                }
            }
            let (accept, reject) = (examples("accept"), examples("reject"))
            #expect(!accept.isEmpty && !reject.isEmpty, "\(name)")
            for example in accept {
                try #require(example.count == 3)
                #expect(codes(example[0], example[1]) == [example[2]], "\(name): \(example[0])")
            }
            for example in reject {
                try #require(example.count == 2)
                #expect(codes(example[0], example[1]) == [], "\(name): \(example[0])")
            }
        }
    }
}
