import Alignment
import Grammar
import LegalText
import Structure
import Testing

/// What a person says stands above what the texts suggest.
@Suite struct CorrectionTests {
    private let zh: Document
    private let en: Document
    private let aligner: Aligner

    init() throws {
        let parser = try StructureParser()
        aligner = try Aligner(grammar: .builtIn)
        zh = parser.parse(SourceText(AlignerTests.chinese), language: .zho)[0]
        en = parser.parse(SourceText(AlignerTests.english), language: .eng)[0]
    }

    private func align(_ corrections: String...) -> Alignment {
        aligner.align(zh, en, corrections: corrections.compactMap(AlignmentCorrection.init))
    }

    private func confirmed(_ alignment: Alignment) -> [String] {
        alignment.links.filter { $0.flags.contains("confirmed") && $0.score == 1 }.map {
            "\($0.level.rawValue) \(AlignmentCorrection(zhIds: $0.zhIds, enIds: $0.enIds))"
        }
    }

    @Test(arguments: [
        ("art_2 = art_2", "art_2 = art_2"), ("art_5=art_5 + art_6", "art_5 = art_5 + art_6"),
        (" art_7 + art_8 = art_8 ", "art_7 + art_8 = art_8"), ("art_9 =", "art_9 ="),
        ("= art_10", "= art_10"),
    ])
    func notationIsRead(text: String, read: String) {
        #expect(AlignmentCorrection(text)?.description == read)
    }

    @Test(arguments: ["", "=", "art_1", "art 1 = art_1", "art_1 + = art_1", "a = b = c"])
    func otherTextIsNone(text: String) { #expect(AlignmentCorrection(text) == nil) }

    @Test func confirmed() {
        #expect(confirmed(align("art_3 = art_3")) == ["article art_3 = art_3"])
    }

    @Test func linkedOtherwise() {
        let alignment = align("art_2 = art_3", "art_3 = art_2")
        #expect(confirmed(alignment) == ["article art_2 = art_3", "article art_3 = art_2"])
    }

    @Test func mergedAndSplit() {
        let alignment = align("art_1 + art_2 = art_1", "art_4 = art_4 + art_5")
        #expect(
            confirmed(alignment) == [
                "article art_1 + art_2 = art_1", "article art_4 = art_4 + art_5",
            ])
        // everything is still in one link, and one only
        let articles = alignment.links.filter { $0.level == .article }
        #expect(
            articles.flatMap(\.zhIds).sorted { $0.description < $1.description }
                == (1...5).map { EId("art_\($0)") })
        #expect(Set(articles.flatMap(\.enIds)).count == articles.flatMap(\.enIds).count)
    }

    @Test func withoutPartner() {
        let alignment = align("art_2 =", "= art_2")
        #expect(
            Set(confirmed(alignment)) == [
                "article art_2 =", "article = art_2", "paragraph art_2__para_1 =",
                "paragraph = art_2__para_1",
            ])
    }

    @Test func paragraphs() {
        #expect(
            confirmed(align("art_2__para_1 = art_2__para_1"))
                == ["paragraph art_2__para_1 = art_2__para_1"])
    }

    @Test func whatIsNotThereIsTold() {
        let alignment = align("art_99 = art_2", "art_3 = art_3")
        #expect(alignment.unapplied.map(\.description) == ["art_99 = art_2"])
        #expect(confirmed(alignment) == ["article art_3 = art_3"])
    }
}
