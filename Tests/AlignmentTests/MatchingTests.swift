import Alignment
import Grammar
import Ingest
import LegalText
import Structure
import TestSupport
import Testing

/// Which article belongs to which, when numbers do not tell.
@Suite struct MatchingTests {
    private let parser: StructureParser
    private let aligner: Aligner
    private let zh: Document
    private let en: Document

    init() throws {
        parser = try StructureParser()
        aligner = try Aligner(grammar: .builtIn)
        zh = parser.parse(try Ingest.read(path: packageRoot + "/Corpus/regulation.zho.txt"))[0]
        en = parser.parse(try Ingest.read(path: packageRoot + "/Corpus/regulation.eng.txt"))[0]
    }

    /// The text of each English article without its label.
    private var articles: [String] {
        en.provisions(at: .article).map { article in
            let start = article.label?.upperBound ?? article.span.lowerBound
            return en.source.string(start..<article.span.upperBound)
        }
    }

    private func english(_ text: String) -> Document {
        parser.parse(SourceText(text), language: .eng)[0]
    }

    /// The part of an article's text that its link points to, 0…1.
    private func found(_ number: Int, _ alignment: Alignment, _ place: Range<Int>) -> Double {
        guard
            let link = alignment.links.first(where: {
                $0.level == .article && $0.zhIds == [EId("art_\(number)")]
            }), link.en.count == 1
        else { return 0 }
        return Double(link.en[0].clamped(to: place).count) / Double(place.count)
    }

    private struct Shape: CustomStringConvertible {
        var blocks, deletions, unlabelled: Int
        var description: String {
            "\(blocks) blocks moved, \(deletions) left out, "
                + (unlabelled > 0 ? "every \(unlabelled)th label lost" : "all labels there")
        }
        static let all = [
            Shape(blocks: 1, deletions: 1, unlabelled: 0),
            Shape(blocks: 3, deletions: 3, unlabelled: 0),
            Shape(blocks: 0, deletions: 0, unlabelled: 10),
            Shape(blocks: 2, deletions: 2, unlabelled: 10),
        ]
    }

    @Test("Articles are found by what they say", arguments: Shape.all)
    private func shuffledArticlesAreFound(shape: Shape) {
        var (right, all, gone, deleted) = (0, 0, 0, 0)
        for seed in 1...6 {
            var random = Random(seed: UInt64(seed))
            let shuffled = ShuffledText(
                title: en.title, articles: articles, blocks: shape.blocks,
                deletions: shape.deletions, unlabelled: shape.unlabelled, random: &random)
            let alignment = aligner.align(zh, english(shuffled.text))
            for (number, place) in shuffled.places {
                all += 1
                if found(number, alignment, place) > 0.5 { right += 1 }
            }
            for number in shuffled.deleted {
                deleted += 1
                let isAlone = alignment.links.contains {
                    $0.level == .article && $0.zhIds == [EId("art_\(number)")] && $0.enIds.isEmpty
                }
                if isAlone { gone += 1 }
            }
        }
        #expect(Double(right) >= 0.98 * Double(all), "\(right) of \(all)")
        #expect(gone >= deleted - deleted / 12, "\(gone) of \(deleted) left out")
    }

    @Test func anArticleWithoutLabelIsFoundUnderTheOneBefore() throws {
        let text =
            "Measures\n\n"
            + articles.enumerated().map { index, article in
                index == 9 ? article + "\n" : "Article \(index + 1)\n\(article)\n"
            }.joined()
        let alignment = aligner.align(zh, english(text))
        let link = try #require(
            alignment.links.first { $0.level == .article && $0.zhIds == ["art_10"] })
        #expect(link.enIds.first?.description.hasPrefix("art_9__para_") == true)
        let finding = alignment.findings.first { $0.code == "merged" }
        #expect(finding?.message == "第十条 has no label in English: its text stands under Article 9.")
    }

    @Test func anotherVersionUnderTheSameNumbersIsNotAsserted() {
        // every number bears the text of the article seven further on
        let turned = Array(articles[7...] + articles[..<7])
        let text =
            "Measures\n\n"
            + turned.enumerated().map { "Article \($0 + 1)\n\($1)\n" }.joined()
        let alignment = aligner.align(zh, english(text))
        let asserted = alignment.links.filter { $0.level == .article && $0.zhIds == $0.enIds }
        #expect(asserted.isEmpty)
        #expect(
            alignment.findings.contains {
                $0.code == "same-number-other-text" && $0.message.contains("another version")
            })
    }

    @Test func highScoresAreRight() {
        var (sure, right) = (0, 0)
        for seed in 1...8 {
            var random = Random(seed: UInt64(100 + seed))
            let shuffled = ShuffledText(
                title: en.title, articles: articles, blocks: 2, deletions: 2, unlabelled: 0,
                random: &random)
            let alignment = aligner.align(zh, english(shuffled.text))
            for link in alignment.links
            where link.level == .article && link.score >= 0.9 && link.zh.count == 1 {
                guard let number = Int(link.zhIds[0].description.dropFirst(4)) else { continue }
                sure += 1
                guard let place = shuffled.places[number] else {
                    if link.en.isEmpty { right += 1 }
                    continue
                }
                if link.en.first?.overlaps(place) == true { right += 1 }
            }
        }
        #expect(sure > 50)
        #expect(Double(right) >= 0.99 * Double(sure), "\(right) of \(sure)")
    }

    // MARK: plans

    @Test(arguments: [("plan-a.zho.txt", 0, 28), ("plan-b.zho.txt", 1, 23)])
    func levelsOfAPlanAreFoundInAMachineTranslation(name: String, index: Int, count: Int) throws {
        let chinese = parser.parse(try Ingest.read(path: packageRoot + "/Corpus/" + name))[0]
        let plans = parser.parse(
            try Ingest.read(path: packageRoot + "/Corpus/plans.mt.eng.txt"))
        let links = aligner.align(chinese, plans[index]).links.filter { $0.level == .article }
        #expect(links.filter { $0.zhIds == $0.enIds }.count == count)
        #expect(links.count == count)
    }

    @Test func levelsAreFoundThoughPartsChangePlaces() throws {
        let chinese = parser.parse(
            try Ingest.read(path: packageRoot + "/Corpus/plan-a.zho.txt"))[0]
        let source = try Ingest.read(path: packageRoot + "/Corpus/plans.mt.eng.txt")
        let plan = parser.parse(source)[0]
        // the third and the fourth part change places and numbers; (1) of the second is left out
        let parts = plan.provisions.map { source.string($0.span) }
        let second = plan.provisions[1]
        let left = second.children.filter { $0.level == .level }.dropFirst().enumerated().map {
            "(\($0 + 1)) " + source.string(($1.label?.upperBound ?? 0)..<$1.span.upperBound)
        }
        func body(_ part: Int) -> String {
            let provision = plan.provisions[part]
            return source.string((provision.label?.upperBound ?? 0)..<provision.span.upperBound)
        }
        let text =
            (["Plan", "", parts[0], "II. Key tasks", ""] + left
            + ["III. " + body(3), "IV. " + body(2), parts[4]]).joined(separator: "\n")
        let links = aligner.align(chinese, english(text)).links.filter { $0.level == .article }
        func partner(_ zh: String) -> [String] {
            links.first { $0.zhIds == [EId(zh)] }?.enIds.map(\.description) ?? ["none"]
        }
        #expect(partner("lvl_2__lvl_1") == [])
        #expect(partner("lvl_2__lvl_1__lvl_2") == [])
        #expect(partner("lvl_2__lvl_2") == ["lvl_2__lvl_1"])
        #expect(partner("lvl_2__lvl_2__lvl_1") == ["lvl_2__lvl_1__lvl_1"])
        #expect(partner("lvl_2__lvl_3") == ["lvl_2__lvl_2"])
        #expect(partner("lvl_3") == ["lvl_4"])
        #expect(partner("lvl_3__lvl_2") == ["lvl_4__lvl_2"])
        #expect(partner("lvl_4") == ["lvl_3"])
        #expect(partner("lvl_4__lvl_3") == ["lvl_3__lvl_3"])
        #expect(partner("lvl_5__lvl_1") == ["lvl_5__lvl_1"])
    }
}
