import Foundation
import Ingest
import LegalText
import Structure
import TestSupport
import Testing

@testable import Search

/// The table Tests/Spec/search/queries.tsv: what is looked for in the specimens, and what must be found.
@Suite struct SpecimenQueryTests {
    struct Query: Sendable, CustomTestStringConvertible {
        var kind: String
        var limit: Int
        var text: String
        var passage: String
        var testDescription: String { "\(kind): \(text) → \(passage)" }
    }

    static let queries: [Query] = {
        let path = packageRoot + "/Tests/Spec/search/queries.tsv"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let columns = line.split(separator: "\t").map(String.init)
            return Query(
                kind: columns[0], limit: Int(columns[1]) ?? 1, text: columns[2],
                passage: columns[3])
        }
    }()

    private static let specimens = [
        "zh": "regulation.zho.txt", "en": "regulation.eng.txt", "tw": "taiwan.zho.txt",
        "te": "taiwan.eng.txt", "plan": "plan-a.zho.txt",
    ]

    static let index = Result {
        let folder = try TemporaryFolder()
        let store = try IndexStore(path: folder.path + "/tiaowen.sqlite")
        let parser = try StructureParser()
        for (name, file) in specimens.sorted(by: { $0.key < $1.key }) {
            var document = try #require(
                parser.parse(try Ingest.read(path: packageRoot + "/Corpus/" + file)).first)
            document.id = name
            try store.replace(
                SourceStamp(path: file, sha256: "", settings: ""),
                with: [IndexedDocument(document)])
        }
        try store.finish()
        return (folder, try SearchIndex(path: folder.path + "/tiaowen.sqlite"))
    }

    @Test("The table has two hundred queries")
    func size() { #expect(Self.queries.count >= 200) }

    @Test("Finds", arguments: queries)
    func finds(_ query: Query) throws {
        let hits = try Self.index.get().1.search(query.text, limit: query.limit).hits
        let found = hits.map { "\($0.document) \($0.eid)" }
        #expect(found.contains(query.passage), "\(found)")
    }
}
