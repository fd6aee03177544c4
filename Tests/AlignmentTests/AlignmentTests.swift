import Alignment
import Grammar
import LegalText
import Structure
import Testing

/// Two texts, the links and findings expected of them.
@Suite struct AlignerTests {
    let parser: StructureParser
    let aligner: Aligner

    init() throws {
        parser = try StructureParser()
        aligner = try Aligner(grammar: .builtIn)
    }

    private func documents(_ zh: String, _ en: String) -> (zh: Document, en: Document) {
        (
            parser.parse(SourceText(zh), language: .zho)[0],
            parser.parse(SourceText(en), language: .eng)[0]
        )
    }

    private func align(_ zh: String, _ en: String) -> Alignment {
        let pair = documents(zh, en)
        return aligner.align(pair.zh, pair.en)
    }

    /// `art_1=art_1`, `art_2=`, `art_3+art_4=art_3`
    private func articles(_ alignment: Alignment) -> [String] {
        alignment.links.filter { $0.level == .article }.map {
            $0.zhIds.map(\.description).joined(separator: "+") + "="
                + $0.enIds.map(\.description).joined(separator: "+")
        }
    }

    static let chinese = """
        水井保护办法

        第一条 为了保护农村水井，保障饮水安全，制定本办法。
        第二条 县级人民政府应当每年检查水井不少于两次。
        第三条 破坏水井的，处五百元以上二千元以下罚款。
        第四条 村民可以向主管部门举报污染水源的行为。
        第五条 本办法自2021年1月1日起施行。
        """

    static let english = """
        Measures for the Protection of Wells

        Article 1 These Measures are formulated to protect rural wells and safeguard the safety of drinking water.
        Article 2 County people's governments shall inspect wells at least twice a year.
        Article 3 Anyone who damages a well shall be fined not less than 500 yuan and not more than 2,000 yuan.
        Article 4 Villagers may report to the competent authority acts that pollute water sources.
        Article 5 These Measures shall come into force on January 1, 2021.
        """

    @Test func equalNumbersAreLinked() {
        let alignment = align(Self.chinese, Self.english)
        #expect(articles(alignment) == (1...5).map { "art_\($0)=art_\($0)" })
        #expect(alignment.findings.map(\.code) == [])
    }

    @Test func missingArticleIsFound() {
        let shorter = Self.english.replacing(
            "Article 3 Anyone who damages a well shall be fined not less than 500 yuan and not more than 2,000 yuan.\n",
            with: "")
        let alignment = align(Self.chinese, shorter)
        #expect(
            articles(alignment) == [
                "art_1=art_1", "art_2=art_2", "art_3=", "art_4=art_4", "art_5=art_5",
            ])
        #expect(alignment.findings.map(\.code).contains("missing-article"))
    }

    @Test func renumberedArticlesAreLinkedByContent() {
        let renumbered = Self.english
            .replacing(
                "Article 3 Anyone who damages a well shall be fined not less than 500 yuan and not more than 2,000 yuan.\n",
                with: ""
            )
            .replacing("Article 4", with: "Article 3").replacing("Article 5", with: "Article 4")
        #expect(
            articles(align(Self.chinese, renumbered))
                == ["art_1=art_1", "art_2=art_2", "art_3=", "art_4=art_3", "art_5=art_4"])
    }

    @Test func truncationIsFound() {
        let cut = Self.english.split(separator: "\n").prefix(3).joined(separator: "\n")
        let codes = align(Self.chinese, cut).findings.map(\.code)
        #expect(codes.contains("missing-article"))
        #expect(codes.contains("truncated"))
    }

    @Test(arguments: [
        ("not more than 2,000 yuan", "not more than 3,000 yuan", "number-mismatch"),
        ("shall inspect", "should inspect", "modality-mismatch"),
        ("may report", "shall report", "modality-mismatch"),
        ("Villagers may", "Villagers can", "modality-mismatch"),
        ("rural wells", "rural **** wells", "censored"),
    ])
    func faultsAreFound(_ right: String, _ wrong: String, _ code: String) {
        let alignment = align(Self.chinese, Self.english.replacing(right, with: wrong))
        #expect(alignment.findings.map(\.code).contains(code))
        #expect(articles(alignment) == (1...5).map { "art_\($0)=art_\($0)" })
    }

    @Test func twoVersionsUnderTheSameNumberAreNotOne() {
        let other = Self.english
            .replacing(
                "Villagers may report to the competent authority acts that pollute water sources.",
                with:
                    "The director of the museum appoints two librarians, who keep the catalogue of paintings and lend books to visiting scholars from abroad."
            )
        let alignment = align(
            Self.chinese.replacing(
                "村民可以向主管部门举报污染水源的行为。",
                with: "村民可以向主管部门举报污染水源的行为；主管部门接到举报后，应当在十五日内调查处理，并将处理结果书面告知举报人，不得泄露举报人的姓名和住址。"),
            other)
        #expect(alignment.findings.map(\.code).contains("same-number-other-text"))
        #expect(articles(alignment).contains("art_4="))
    }

    // MARK: what holds of any two texts

    /// Every article of either side is in exactly one link; all spans lie inside the documents; the
    /// spans of a sentence lie inside a linked paragraph's.
    private func check(_ alignment: Alignment, _ zh: Document, _ en: Document) {
        for (document, ids, spans) in [
            (zh, \AlignmentLink.zhIds, \AlignmentLink.zh),
            (en, \AlignmentLink.enIds, \AlignmentLink.en),
        ] {
            let wanted = document.provisions(at: .article).map(\.eid)
            var end = document.span.upperBound
            document.forEachProvision { end = max(end, $0.span.upperBound) }
            let found = alignment.links.filter { $0.level == .article }.flatMap { $0[keyPath: ids] }
            #expect(Set(wanted).isSubset(of: Set(found)))
            #expect(Set(found).count == found.count)
            for link in alignment.links {
                for span in link[keyPath: spans] {
                    #expect(span.lowerBound >= document.span.lowerBound)
                    #expect(span.upperBound <= end)
                    #expect(!span.isEmpty)
                }
                #expect(link.score >= 0 && link.score <= 1)
            }
        }
        for finding in alignment.findings {
            #expect(finding.zh != nil || finding.en != nil)
            #expect(!finding.message.isEmpty)
        }
    }

    @Test func anyTwoTextsGiveAnAnswer() {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "第一条 ", "第二条", "第3条 ", "一、", "（二）", "应当", "以上", "县乡村三级", "20万元", "百分之五", "。", "；", "\n",
            "\n\n", "Article 1 ", "Article 2\n",
            "Article VI ", "Chapter I General Provisions ", "(a) ", "shall", " more than ",
            "five (5) days", ". ", "; ", "NT$200,000 ", "health and health ", "\u{3000}",
            "\u{FEFF}", "ａ", "é", "𠀀", "“", "”", "No. 5", "-", ",",
        ]
        for _ in 0..<300 {
            let zh = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let en = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let pair = documents(zh, en)
            check(aligner.align(pair.zh, pair.en), pair.zh, pair.en)
        }
    }

    @Test func specimensKeepTheRules() {
        let pair = documents(Self.chinese, Self.english)
        check(aligner.align(pair.zh, pair.en), pair.zh, pair.en)
        let turned = documents(Self.english, Self.chinese)
        check(aligner.align(turned.zh, turned.en), turned.zh, turned.en)
    }

    @Test func documentsOfOneInstrumentAreNear() {
        let pair = documents(Self.chinese, Self.english)
        let other = parser.parse(
            SourceText(
                "Regulations on Maritime Pilotage\n\nArticle 1 Pilots board ships at sea.\n"),
            language: .eng)[0]
        #expect(aligner.affinity(pair.zh, pair.en) > aligner.affinity(pair.zh, other))
    }
}
