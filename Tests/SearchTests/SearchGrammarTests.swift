import Grammar
import Testing

@testable import Search

@Suite struct SearchGrammarTests {
    let grammar: SearchGrammar

    init() throws { grammar = try SearchGrammar(source: .builtIn) }

    @Test(
        "The rank of an instrument is told from its title",
        arguments: [
            ("民法典", "law"), ("教育法", "law"), ("宪法修正案（2004年）", "law"), ("供水条例", "regulation"),
            ("最高人民法院关于适用《民法典》的解释", "interpretation"), ("工作方案", "other"),
        ])
    func ranks(title: String, id: String) {
        #expect(grammar.ranks[grammar.rank(ofTitle: title)].id == id)
    }

    @Test("A title is cited without its prefix, but a prefix alone is a title")
    func shortTitles() {
        #expect(grammar.shortTitle("中华人民共和国民法典") == "民法典")
        #expect(grammar.shortTitle("中华人民共和国") == "中华人民共和国")
    }

    @Test(
        "What people say is expanded to what statutes say; what is not in the table is not",
        arguments: [("老板欠薪怎么办", ["用人单位", "拖欠"]), ("醉驾", ["醉酒驾驶"]), ("云岭", [])])
    func synonyms(text: String, expected: [String]) throws {
        let found = try Synonyms(source: .builtIn).expansions(of: text)
        #expect(expected.allSatisfy { found.contains($0) })
        if expected.isEmpty { #expect(found.isEmpty) }
    }
}
