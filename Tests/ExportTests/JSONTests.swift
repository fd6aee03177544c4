import Foundation
import LegalText
import Testing

@testable import Export

private func written(_ content: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter()
    content(&json)
    return String(decoding: json.bytes, as: UTF8.self)
}

private func parsed(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
}

@Suite struct JSONTests {
    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (1, "1"), (0.1, "0.1"), (0.95, "0.95"), (-2.5, "-2.5"),
        (1e300, "1e+300"), (1e-7, "1e-07"), (.nan, "null"), (.infinity, "null"),
        (9_007_199_254_740_991, "9007199254740991"),
    ])
    func numbers(value: Double, expected: String) {
        #expect(written { $0.number(value) } == expected)
    }

    @Test(arguments: [0, 7, 10, 1_234_567_890, -45, Int.max, Int.min])
    func integers(value: Int) {
        #expect(written { $0.integer(value) } == "\(value)")
    }

    @Test(arguments: [
        ("甲\"乙\\丙", #""甲\"乙\\丙""#), ("a\nb\r\tc", #""a\nb\r\tc""#),
        ("\u{1}\u{1F}\u{7F}", "\"\\u0001\\u001f\u{7F}\""), ("", "\"\""),
        ("\u{2028}\u{2029}\u{85}\u{2027}©", "\"\\u2028\\u2029\\u0085\u{2027}©\""),
    ])
    func strings(value: String, expected: String) throws {
        let text = written { $0.string(value) }
        #expect(text == expected)
        let back = try JSONSerialization.jsonObject(
            with: Data(text.utf8), options: .fragmentsAllowed)
        #expect(back as? String == value)
    }

    @Test func nesting() {
        let text = written { json in
            json.object { json in
                json.key("a")
                json.array([1, 2]) { json, k in json.integer(k) }
                json.field("b", nil as String?)
                json.key("c")
                json.object { _ in }
                json.key("d")
                json.array { json in
                    json.bool(true)
                    json.raw(Array("[1]".utf8))
                }
            }
            json.endLine()
            json.object { _ in }
        }
        #expect(text == "{\"a\":[1,2],\"b\":null,\"c\":{},\"d\":[true,[1]]}\n{}")
    }

    @Test("A document in the contract's shape, spans in scalars")
    func document() throws {
        let line = DocumentJSON.lines([Specimen.document])
        let text = String(decoding: line, as: UTF8.self)
        #expect(
            text.hasPrefix(
                "{\"schema\":\"tiaowen/document/1\",\"id\":\"specimen\",\"lang\":\"zho\""))
        #expect(text.hasSuffix("}\n") && text.count { $0 == "\n" } == 1)
        let object = try parsed(line)
        let scalars = Array(Specimen.text.unicodeScalars)
        func words(_ value: Any?) -> String {
            guard let span = value as? [Int] else { return "" }
            return String(String.UnicodeScalarView(scalars[span[0]..<span[1]]))
        }
        #expect(object["span"] as? [Int] == [0, scalars.count])
        let regions = try #require(object["regions"] as? [[String: Any]])
        #expect(
            regions.map { $0["kind"] as? String } == ["title", "preface", "body", "noise", "annex"])
        let nodes = try #require(object["nodes"] as? [[String: Any]])
        #expect(nodes.map { $0["eid"] as? String } == ["chp_1", "chp_2", "att_1"])
        #expect(nodes[0]["label"] as? String == "第一章" && nodes[0]["heading"] as? String == "总则")
        let article = try #require((nodes[1]["children"] as? [[String: Any]])?.first)
        #expect(article["number"] as? String == "2-1")
        #expect(words(article["span"]) == "第二条之一　本办法自2014年8月1日起施行。")
        #expect(article["heading"] is NSNull)
        let reference = try #require((object["references"] as? [[String: Any]])?.first)
        #expect(reference["text"] as? String == "第一条" && words(reference["span"]) == "第一条")
        #expect((reference["target"] as? [String: Any])?["eid"] as? String == "art_1")
        let diagnostic = try #require((object["diagnostics"] as? [[String: Any]])?.first)
        #expect(diagnostic["hint"] as? String == "Look.")
    }

    @Test(
        "The caller's id is passed through, whatever JSON it is", arguments: ["7", "\"a\"", "[1]"])
    func passedID(id: String) {
        var json = JSONWriter()
        DocumentJSON.append([Specimen.document], id: Array(id.utf8), to: &json)
        #expect(
            String(decoding: json.bytes, as: UTF8.self)
                .hasPrefix("{\"schema\":\"tiaowen/document/1\",\"id\":\(id),\"lang\""))
    }

    @Test func alignment() {
        let alignment = Alignment(
            links: [
                AlignmentLink(
                    level: .article, zhIds: ["art_1"], enIds: ["art_1"], zh: [0..<6], en: [0..<2],
                    score: 0.5, basis: .number)
            ],
            findings: [
                Finding(
                    code: "missing-article", severity: .warning, zh: 3..<6, en: nil, message: "gone"
                )
            ])
        let line = AlignmentJSON.line(
            alignment, zh: SourceText("甲乙"), en: SourceText("ab"), id: Array("1".utf8))
        #expect(
            String(decoding: line, as: UTF8.self) == """
                {"id":1,"links":[{"level":"article","zhIds":["art_1"],"enIds":["art_1"],"zh":[[0,2]],\
                "en":[[0,2]],"kind":"1-1","score":0.5,"basis":"number","flags":[]}],"findings":[{"code":\
                "missing-article","severity":"warning","zh":[1,2],"en":null,"message":"gone"}],"summary":\
                {"links":{"article":1},"kinds":{"1-1":1},"findings":{"missing-article":1}}}

                """)
    }

    @Test func changes() {
        let change = ArticleChange(
            old: ["art_5"], new: ["art_6"], kinds: [.modified, .renumbered], similarity: 0.9,
            edits: [.init(old: 0..<3, new: 3..<3)],
            numbers: [
                .init(
                    old: .init(text: "两次", value: 2, unit: "times", period: "P1Y"),
                    new: .init(text: "三次", value: 3, unit: "times", period: "P1Y"))
            ], staleReferences: [.init(span: 0..<3, cited: "art_2", heirs: ["art_3"])])
        let line = ChangesJSON.line([change], old: SourceText("甲乙"), new: SourceText("丙丁"))
        #expect(
            String(decoding: line, as: UTF8.self) == """
                {"articles":[{"old":["art_5"],"new":["art_6"],"kinds":["modified","renumbered"],\
                "similarity":0.9,"edits":[{"old":[0,1],"new":[1,1]}],"numbers":[{"old":"两次","new":"三次",\
                "unit":"times","change":"value","differs":["value"],"before":{"value":2,"unit":"times",\
                "comparator":null,"period":"P1Y"},"after":{"value":3,"unit":"times","comparator":null,\
                "period":"P1Y"}}],"staleReferences":[{"span":[0,1],"text":"丙","cited":"art_2",\
                "heirs":["art_3"]}]}],"summary":{"modified":1,"renumbered":1}}

                """)
    }

    @Test func operations() {
        let operation = AmendingOperation(
            operation: .replaceWords, target: "art_5__para_2", span: 0..<3, status: .applied,
            message: "done")
        let lines = OperationsJSON.lines([operation], decision: SourceText("甲"))
        #expect(
            String(decoding: lines, as: UTF8.self) == """
                {"operation":"replace-words","target":"art_5__para_2","span":[0,1],"status":"applied",\
                "message":"done","result":null}

                """)
    }
}
