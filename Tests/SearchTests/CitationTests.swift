import Testing

@testable import Search

@Suite struct CitationTests {
    static let shared = Result { try SampleLaw.index() }

    @Test(
        "A citation goes straight to its provision",
        arguments: [
            ("第四条", "water/art_4"), ("第 4 条", "water/art_4"), ("第４条", "water/art_4"),
            ("第四條", "water/art_4"),
            ("4条", "water/art_4"), ("第十二条", "water/art_12"), ("第三条第二款", "water/art_3__para_2"),
            ("第3条第2款", "water/art_3__para_2"), ("第五条第（二）项", "water/art_5__para_1__point_2"),
            ("第五条第二项", "water/art_5__para_1__point_2"),
            ("第五条第一款第(三)项", "water/art_5__para_1__point_3"),
            ("云岭省乡村供水办法第八条", "water/art_8"), ("《云岭省乡村供水办法》第八条", "water/art_8"),
            ("《雲嶺省鄉村供水辦法》第八條", "water/art_8"), ("乡村供水办法 第八条 规定", "water/art_8"),
            ("供水办法第十条的内容", "water/art_10"),
            ("Rural Water Supply art 3(2)", "water-en/art_3__para_2"),
            ("Measures of Yunling Province for Rural Water Supply, Article 8", "water-en/art_8"),
            (
                "Article VIII of the Measures of Yunling Province for Rural Water Supply",
                "water-en/art_8"
            ),
            ("art. 5(1)(2) rural water supply", "water-en/art_5__para_1__point_2"),
            (
                "paragraph 2 of Article 3 of the Measures of Yunling Province for Rural Water Supply",
                "water-en/art_3__para_2"
            ),
            ("Rural Water Supply Article Three paragraph 2", "water-en/art_3__para_2"),
        ])
    func goesThere(query: String, expected: String) throws {
        let hits = try Self.shared.get().index.search(query).hits
        #expect(hits.first.map { "\($0.document)/\($0.eid)" } == expected)
        #expect(hits.first?.why == ["citation"])
    }

    @Test("Every article by every form of its number")
    func everyArticle() throws {
        let index = try Self.shared.get().index
        let han = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
        let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
        for n in 1...12 {
            for query in [
                "供水办法第\(han[n - 1])条", "供水办法第\(n)条", "《乡村供水办法》\(n)条", "供水办法 第\(han[n - 1])條",
            ] {
                #expect(try index.search(query).hits.first?.eid == "art_\(n)", "\(query)")
            }
            for query in [
                "water supply art \(n)", "Article \(roman[n - 1]) water supply",
                "water supply ART. \(n)",
            ] {
                let hit = try index.search(query).hits.first
                #expect(hit?.eid == "art_\(n)" && hit?.document == "water-en", "\(query)")
            }
        }
    }

    @Test("A paragraph that is not there gives the article, with a note")
    func missingParagraph() throws {
        let answer = try Self.shared.get().index.search("供水办法第四条第九款")
        #expect(answer.hits.first?.eid == "art_4")
        #expect(!answer.notes.isEmpty)
    }

    @Test("A citation that leads nowhere is searched for as words, with a note")
    func missingArticle() throws {
        let answer = try Self.shared.get().index.search("供水办法第九十条")
        #expect(answer.hits.first?.why != ["citation"])
        #expect(!answer.notes.isEmpty)
    }

    @Test("A citation of a work that is not in the index is not answered from another work")
    func unknownWork() throws {
        let answer = try Self.shared.get().index.search("《草原法》第四条")
        #expect(answer.hits.first?.why != ["citation"])
        #expect(answer.notes == ["no document of this name is in the index"])
    }

    @Test("Words beside a citation still rank what follows")
    func wordsBeside() throws {
        let hits = try Self.shared.get().index.search("供水办法第四条 台风").hits
        #expect(hits.first?.eid == "art_4")
        #expect(hits.contains { $0.eid == "art_8" })
    }
}
