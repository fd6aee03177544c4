import Foundation
import Grammar
import LegalText
import TestSupport
import Testing
import Yams

@testable import Revisions

/// A work through its versions: which article became which, and which version each sentence comes from.
@Suite struct HistoryTests {
    /// One article a version; the second article is new in 2021, the first was reworded in 2024.
    static let versions = [
        "2019": """
        渡口管理办法
        第一条 渡船每年检修两次。检修记录保存三年。
        第二条 本办法自2019年3月1日起施行。
        """,
        "2021": """
        渡口管理办法
        第一条 渡工应当持证上岗，酒后不得驾驶渡船。
        第二条 渡船每年检修两次。检修记录保存三年。
        第三条 本办法自2019年3月1日起施行。
        """,
        "2024": """
        渡口管理办法
        第一条 渡工应当持证上岗，酒后不得驾驶渡船。
        第二条 渡船每年检修三次。检修记录保存三年。
        第三条 本办法自2019年3月1日起施行。
        """,
    ]

    private static func history() throws -> WorkHistory {
        // in no order: the dates put them right
        try WorkHistory(
            of: ["2024", "2019", "2021"].map { year in
                WorkVersion(try Versions.parse(versions[year] ?? "", "渡口(\(year)-01-01).md"))
            })
    }

    @Test("Versions are in the order of their dates, an article is followed through its numbers")
    func stages() throws {
        let history = try Self.history()
        #expect(history.versions.map(\.date) == ["2019-01-01", "2021-01-01", "2024-01-01"])
        let article = try #require(history.article("第二条"))
        #expect(article.stages.map(\.eids) == [["art_1"], ["art_2"], ["art_2"]])
        #expect(article.stages.map(\.kinds) == [[], [.renumbered], [.modified]])
        #expect(article.stages[2].numbers.first?.old?.text == "两次")
        #expect(history.article("2") == article && history.article("art_2") == article)
    }

    @Test("Each sentence names the version that last changed it and the one it goes back to")
    func sentences() throws {
        let article = try #require(try Self.history().article("第二条"))
        #expect(article.sentences.map(\.since) == [0, 0])
        #expect(article.sentences.map(\.changed) == [2, 0])
        let added = try #require(try Self.history().article("第一条"))
        #expect(added.sentences.map(\.since) == [1])
        #expect(added.stages.map(\.version) == [1, 2])
    }

    @Test("An article that is gone ends without names; one that never was is not found")
    func gone() throws {
        let old = try Versions.parse("第一条 渡船每年检修两次。\n第二条 渡口由镇人民政府设立。")
        let new = try Versions.parse("第一条 渡船每年检修两次。")
        let history = try WorkHistory(of: [WorkVersion(old), WorkVersion(new)])
        #expect(history.article("第二条")?.stages.map(\.eids) == [["art_2"], []])
        #expect(history.article("第二条")?.sentences == [])
        #expect(history.article("第九条") == nil && history.article("") == nil)
        #expect(history.articles.count == 2)
        #expect(try WorkHistory(of: []).articles.isEmpty)
    }

    @Test("Titles without country, marks and the bracket that names the version")
    func names() throws {
        let names = try WorkNames()
        #expect(names.name(of: "中华人民共和国渡口条例（2024年修订）") == names.name(of: "《渡口条例》"))
        #expect(names.name(of: "渡口条例（试行）") != names.name(of: "渡口条例"))
        let document = try Versions.parse(
            "渡口条例\n第一条 渡口应当安全，《船舶条例》另有规定的除外。\n第二条 本条例自2024年1月1日起施行。《渡口办法》和《码头办法》同时废止。")
        #expect(names.repealed(by: document) == ["渡口办法", "码头办法"])
    }

    /// The examples of `works` in Grammar/zho/revisions.yaml: a title and the name it has.
    @Test func nameExamples() throws {
        let names = try WorkNames()
        let tree = try #require(
            try Yams.compose(yaml: GrammarSource.builtIn.text("zho/revisions.yaml")))
        let works = try #require(tree.mapping?["works"]?.mapping)
        for (key, isSame) in [("accept", true), ("reject", false)] {
            for pair in try #require(works[Node(key)]?.sequence) {
                let titles = (pair.sequence ?? []).compactMap { $0.scalar?.string }
                try #require(titles.count == 2)
                #expect((names.name(of: titles[0]) == names.name(of: titles[1])) == isSame)
            }
        }
    }

    /// The specimen regulation in three versions, the last under another title.
    @Test func specimen() throws {
        let files = [
            "regulation.zho.txt", "regulation.revised.zho.txt", "regulation.replaced.zho.txt",
        ]
        let history = try WorkHistory(of: files.map { WorkVersion(try Versions.specimen($0)) })
        #expect(history.versions.map(\.date) == ["2023-09-21", "2026-09-24", "2029-05-30"])
        let moved = try #require(history.article("第二十八条"))
        #expect(moved.stages.map(\.eids) == [["art_11"], ["art_27"], ["art_28"]])
        #expect(history.article("第五条")?.stages.map(\.version) == [2])
        let names = try WorkNames()
        #expect(
            names.repealed(by: history.versions[2].document)
                == [names.name(of: history.versions[0].document.title)])
    }

    @Test(
        "Real works: each number of an article in turn, and the versions of its sentences",
        .enabled(if: SharedData.isExpected),
        arguments: [
            (
                "行政法规/道路运输条例", ["2019-03-02", "2022-03-29", "2023-07-20"], "第三十条",
                [[30], [30], [30]]
            ),
            ("经济法/对外贸易法", ["2016-11-07", "2022-12-30"], "第九条", [[10], [9]]),
        ])
    func real(work: String, dates: [String], label: String, numbers: [[Int]]) throws {
        let versions = try dates.map { date in
            let path = try SharedData.path("corpus/laws/\(work)(\(date)).md")
            let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
            return WorkVersion(try Versions.parse(text, path))
        }
        let history = try WorkHistory(of: versions)
        #expect(history.versions.map(\.date) == dates)
        let article = try #require(history.article(label))
        #expect(article.stages.map(\.eids) == numbers.map { $0.map { EId("art_\($0)") } })
        #expect(!article.sentences.isEmpty)
        for sentence in article.sentences {
            let words = history.versions[dates.count - 1].document.source.string(sentence.span)
            let first = history.versions[sentence.since].document.source
            // a sentence nobody changed stands word for word in the version it goes back to
            if sentence.since == sentence.changed {
                #expect(first.string(0..<first.bytes.count).contains(words))
            }
        }
    }
}
