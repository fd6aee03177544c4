import LegalText
import Markup
import Structure
import TestSupport
import Testing

@testable import Export

/// What a decision changed, in the metadata of the text it made and in its own.
@Suite struct AmendmentMetadataTests {
    private let namespaces = ["a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"]

    private func parse(_ text: String, _ name: String) throws -> Document {
        try StructureParser().parse(SourceText(text, name: name))[0]
    }

    private func amendment() throws -> (Amendment, made: Document) {
        let old = try parse(
            "渡口办法\n（2019年3月1日通过）\n第一条 渡口应当安全。\n第二条 每年检修两次。\n第三条 处五百元罚款。", "old.txt")
        let decision = try parse(
            "关于修改《渡口办法》的决定\n（2024年5月6日通过）\n一、删去第一条。\n二、将第三条改为第二条，修改为：“处一千元罚款。”", "decision.txt")
        let made = try parse("渡口办法\n（2019年3月1日通过）\n第一条 每年检修两次。\n第二条 处一千元罚款。", "old.txt")
        let second = try #require(decision.provisions.last)
        let operations = [
            AmendingOperation(
                operation: .delete, target: "art_1", span: decision.provisions[0].span,
                status: .applied, message: ""),
            AmendingOperation(
                operation: .renumber, target: "art_3", span: second.span, status: .applied,
                message: "", result: "art_2"),
            AmendingOperation(
                operation: .replace, target: "art_3__para_1__point_9", span: second.span,
                status: .applied, message: "", result: "art_2__para_1__point_9"),
            AmendingOperation(
                operation: .replace, target: "art_9", span: second.span, status: .failed,
                message: ""),
        ]
        return (Amendment(decision: decision, old: old, operations: operations), made)
    }

    private func check(_ tree: MarkupDocument) throws {
        if SharedData.isExpected {
            let schema = try SchemaValidator(path: SharedData.path("schemas/akomantoso30.xsd"))
            #expect(schema.errors(in: tree).map(\.description) == [])
        }
        let ids = Set(tree.strings("//@eId", namespaces: namespaces))
        for path in ["//@href", "//@source"] {
            for link in tree.strings(path) where link.hasPrefix("#") {
                #expect(ids.contains(String(link.dropFirst())), "\(link) leads nowhere")
            }
        }
    }

    @Test("A consolidated text: two events, and passive modifications with source and place")
    func consolidated() throws {
        let (amendment, made) = try amendment()
        let tree = try MarkupDocument(xml: AkomaNtoso.bytes(made, amendment: amendment))
        try check(tree)
        func strings(_ path: String) -> [String] { tree.strings(path, namespaces: namespaces) }
        #expect(strings("//a:eventRef/@date") == ["2019-03-01", "2024-05-06"])
        #expect(strings("//a:FRBRExpression/a:FRBRdate/@date") == ["2024-05-06"])
        #expect(
            strings("//a:passiveModifications/a:textualMod/@type") == [
                "repeal", "renumbering", "substitution",
            ])
        let places = strings("//a:textualMod/a:destination/@href")
        // what is gone is named in the old text, what has no name here by what is around it
        #expect(places[0].hasSuffix("/~art_1") && places[1...] == ["#art_2", "#art_2__para_1"])
        #expect(strings("//a:textualMod/a:new/@href") == ["#art_2"])
        #expect(strings("//a:textualMod/a:old/@href").allSatisfy { $0.hasSuffix("/~art_3") })
        #expect(strings("//a:textualMod/a:source/@href")[0].contains("/~lvl_1"))
    }

    @Test("The decision itself: active modifications of places in the old text")
    func decision() throws {
        let (amendment, _) = try amendment()
        let tree = try MarkupDocument(
            xml: AkomaNtoso.bytes(amendment.decision, amendment: amendment))
        try check(tree)
        let sources = tree.strings(
            "//a:activeModifications/a:textualMod/a:source/@href", namespaces: namespaces)
        #expect(sources.count == 3 && sources.allSatisfy { $0.hasPrefix("#lvl_") })
    }
}
