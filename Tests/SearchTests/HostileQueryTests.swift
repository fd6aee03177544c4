import Testing

@testable import Search

@Suite struct HostileQueryTests {
    static let shared = Result { try SampleLaw.index() }

    @Test(
        "No query is an error",
        arguments: [
            "", " ", "\"", "\"\"", "“", "'", "(", ")", "((((", "))))", "()", "AND", "OR", "NOT",
            "AND AND OR NOT",
            "NOT NOT NOT 水", "-", "--", "-水", "- 水", "*", "水*", "*水", "title:", "title:title:",
            "chapter:\"", ":",
            "：", "unit:%", "bearer:_", "bearer:'; DROP TABLE passage; --", "水 OR", "OR 水",
            "(水 OR (", "水)))",
            "\"水\"~", "\"水\"~99999999999999", "\"\"~3", "~", "NEAR(水 源)", "{水}", "[水]", "^水", "水:水",
            "a:b:c",
            "\u{0}", "水\u{0}源", "\u{FFFD}", "\u{202E}水", "\u{1F600}", "😀😀", "𠀀", "\t\n\r", "第条",
            "第第条条", "条",
            "第一百百百条", "art", "art.", "Article", "Article (", "art 99999999999999999999",
            "第99999999999999999999条",
            "《", "》", "《》第一条", "第一条第", "±§", "水 AND", "&&", "||", "!", "!水", "+", "+水", "\\",
            "\\\"", "%", "_",
            "水 -水", "NOT 水", "é", "Ａ", "ﬀ", "title:水 OR chapter:水 AND NOT unit:x",
        ])
    func total(query: String) throws {
        _ = try Self.shared.get().index.search(query)
        _ = try Self.shared.get().index.search(query, limit: 0)
        _ = try Self.shared.get().index.search(query, limit: 3, offset: 1_000)
    }

    @Test("Long and deep queries are cut, not followed")
    func long() throws {
        let index = try Self.shared.get().index
        _ = try index.search(String(repeating: "水源", count: 20_000))
        _ = try index.search(String(repeating: "(", count: 20_000) + "水")
        _ = try index.search(String(repeating: "(水 OR ", count: 3_000))
        _ = try index.search(String(repeating: "NOT ", count: 5_000) + "水")
        _ = try index.search(String(repeating: "\"水", count: 2_000))
    }

    @Test("Random strings of signs, words and operators are answered")
    func random() throws {
        let index = try Self.shared.get().index
        let pieces = [
            "水", "供水", "\"", "(", ")", " ", "AND ", "OR ", "NOT ", "-", "*", "title:", "~3", "第",
            "四", "条", "art ", "5", "《", "》", ":", "\u{3000}", "x",
        ]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<400 {
            let query = (0..<Int.random(in: 1...14, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            _ = try index.search(query)
        }
    }
}
