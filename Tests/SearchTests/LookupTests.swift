import LegalText
import Testing

@testable import Search

/// What must be found, whatever form it is looked for in. Left the query, right the article that must
/// be among the hits; every hit of a quoted query must hold its words.
@Suite struct LookupTests {
    static let shared = Result { try SampleLaw.index() }

    private func hits(_ query: String, _ limit: Int = 12) throws -> [String] {
        try Self.shared.get().index.search(query, limit: limit).hits.map {
            "\($0.document)/\($0.eid)"
        }
    }

    @Test(
        "Words of two characters",
        arguments: [
            ("乡村", 1), ("供水", 1), ("饮用", 1), ("安全", 1), ("公众", 1), ("健康", 1), ("法律", 1), ("制定", 1),
            ("行政", 2), ("区域", 2), ("工程", 2), ("规划", 2), ("建设", 2), ("运行", 2), ("监督", 2), ("适用", 2),
            ("县级", 3), ("人民", 3), ("政府", 3), ("主管", 3), ("部门", 3), ("负责", 3), ("生态", 3), ("环境", 3),
            ("职责", 3), ("单位", 4), ("每年", 4), ("水源", 4), ("不少", 4), ("两次", 4), ("巡查", 4), ("台账", 4),
            ("禁止", 5), ("倾倒", 5), ("垃圾", 5), ("剧毒", 5), ("农药", 5), ("洗涤", 5), ("油类", 5), ("车辆", 5),
            ("水质", 6), ("检测", 6), ("公布", 6), ("五日", 6), ("用户", 7), ("合同", 7), ("水费", 7), ("逾期", 7),
            ("检修", 8), ("停水", 8), ("台风", 8), ("地震", 8), ("紧急", 8), ("村民", 9), ("节约", 9), ("设施", 9),
            ("罚款", 10), ("犯罪", 10), ("刑事", 10), ("处分", 11), ("玩忽", 11), ("滥用", 11), ("施行", 12),
        ])
    func pairs(word: String, article: Int) throws {
        let found = try hits(word)
        #expect(found.contains("water/art_\(article)"), "\(found)")
        let index = try Self.shared.get().index
        for hit in try index.search("\"\(word)\"").hits where hit.language == .zho {
            #expect(SampleLaw.zh[(Int(hit.eid.dropFirst(4)) ?? 1) - 1].text.contains(word))
        }
    }

    @Test(
        "Single characters",
        arguments: [
            ("乡", 1), ("饮", 1), ("适", 2), ("级", 3), ("账", 4), ("毒", 5), ("油", 5), ("洗", 5),
            ("测", 6),
            ("费", 7), ("修", 8), ("风", 8), ("震", 8), ("约", 9), ("村", 9), ("罚", 10), ("犯", 10),
            ("滥", 11),
            ("忽", 11), ("起", 12),
        ])
    func singles(character: String, article: Int) throws {
        #expect(try hits(character).contains("water/art_\(article)"))
    }

    @Test(
        "Phrases stand first and alone",
        arguments: [
            ("\"饮用水安全\"", 1), ("\"不少于两次\"", 4), ("“水源保护区”", 5), ("\"五日内向社会公布\"", 6),
            ("「提前二十四小时」", 8), ("\"村民委员会\"", 9), ("\"责令改正\"", 10), ("\"玩忽职守、滥用职权\"", 11),
            ("\"滥用职权\"", 11), ("\"2031年3月1日\"", 12), ("\"倾倒垃圾 使用剧毒农药\"", 0),
            ("\"农药使用\"", 0), ("\"职权滥用\"", 0),
        ])
    func phrases(query: String, article: Int) throws {
        let found = try hits(query)
        if article == 0 {
            #expect(
                !found.contains { $0.hasPrefix("water/") && found.count == 1 }
                    || query.contains(" "))
            if !query.contains(" ") { #expect(found.isEmpty) }
        } else {
            #expect(found == ["water/art_\(article)"])
        }
    }

    @Test(
        "English words in any form, by their stems",
        arguments: [
            ("inspect", 4), ("inspection", 4), ("inspections", 4), ("INSPECTING", 4),
            ("Inspected", 4),
            ("supplier", 4), ("suppliers", 4), ("planning", 2), ("plans", 2), ("operate", 2),
            ("operations", 2), ("department", 3), ("responsible", 3), ("prohibits", 5),
            ("pesticide", 5),
            ("vehicle", 5), ("washing", 5), ("publish", 6), ("publishing", 6), ("results", 6),
            ("tested", 6),
            ("agree", 7), ("contracts", 7), ("damage", 7), ("paying", 7), ("suspending", 8),
            ("notified", 8), ("typhoon", 8), ("earthquake", 8), ("emergency", 8), ("encourage", 9),
            ("villager", 9), ("saved", 9), ("violating", 10), ("fine", 10), ("correction", 10),
            ("officials", 11), ("abuses", 11), ("neglecting", 11), ("forces", 12),
        ])
    func stems(word: String, article: Int) throws {
        #expect(try hits(word).contains("water-en/art_\(article)"))
    }

    @Test(
        "Traditional, variant and full-width forms for simplified ones",
        arguments: [
            ("鄉村", 1), ("飲用水", 1), ("適用", 2), ("縣級", 3), ("臺賬", 4), ("巡查臺賬", 4), ("傾倒", 5),
            ("劇毒農藥", 5),
            ("洗滌", 5), ("檢測結果", 6), ("公佈", 6), ("合同約定", 7), ("違約金", 7), ("停水", 8), ("颱風", 8),
            ("緊急情況", 8), ("節約用水", 9), ("設施", 9), ("罰款", 10), ("責令改正", 10), ("濫用職權", 11),
            ("國家工作人員", 11), ("２０３１年", 12), ("犯辠", 10),
        ])
    func variants(word: String, article: Int) throws {
        #expect(try hits(word).first == "water/art_\(article)", "\(word)")
    }

    @Test(
        "Several words, prefixes, fields, operators",
        arguments: [
            ("水源 巡查", "water/art_4"), ("巡查 水源", "water/art_4"), ("fee contract", "water-en/art_7"),
            ("toxic AND pesticides", "water-en/art_5"), ("pestic*", "water-en/art_5"),
            ("earthq*", "water-en/art_8"), ("台风 OR 农药", "water/art_5"), ("台风 OR 农药", "water/art_8"),
            ("chapter:法律责任 职权", "water/art_11"), ("章：总则 规划", "water/art_2"),
            ("title:乡村供水 台账", "water/art_4"), ("标题：鄉村供水 台账", "water/art_4"),
            ("bearer:供水单位", "water/art_4"), ("unit:times", "water/art_4"),
            ("供水 -水费 停水", "water/art_8"),
            ("(台风 OR 地震) AND 用户", "water/art_8"), ("\"水源 台账\"~40", "water/art_4"),
            ("NOT 供水 AND 罚款", "water/art_10"), ("多久巡查一次水源？", "water/art_4"),
            ("how often must a supplier inspect", "water-en/art_4"),
            ("title:Yunling typhoons", "water-en/art_8"),
        ])
    func queries(query: String, expected: String) throws {
        #expect(try hits(query).contains(expected), "\(query)")
    }

    @Test("What a negation excludes is gone", arguments: ["供水 -水费", "供水 NOT 水费", "供水 AND NOT 水费"])
    func negation(query: String) throws {
        let found = try hits(query)
        #expect(!found.isEmpty && !found.contains("water/art_7"), "\(found)")
    }

    @Test("The same is found before the documents are gathered")
    func loose() throws {
        let sample = try SampleLaw.index(gathered: false)
        for (query, expected) in [
            ("巡查", "water/art_4"), ("typhoon", "water-en/art_8"), ("\"责令改正\"", "water/art_10"),
        ] {
            let found = try sample.index.search(query).hits.map { "\($0.document)/\($0.eid)" }
            #expect(found.contains(expected))
        }
    }

    @Test("Highlights are the words found, in scalars of the snippet as it is shown")
    func highlights() throws {
        let hit = try #require(try Self.shared.get().index.search("臺賬").hits.first)
        let scalars = Array(hit.snippet.unicodeScalars)
        let marked = hit.highlights.map { range in
            String(String.UnicodeScalarView(scalars[range]))
        }
        #expect(marked == ["台账"])
    }

    @Test("A hit brings its partner in the other language")
    func partners() throws {
        let index = try Self.shared.get().index
        let zh = try #require(try index.search("巡查台账").hits.first?.pair)
        #expect(zh.document == "water-en" && zh.eid == "art_4" && zh.text == SampleLaw.en[3].text)
        let en = try #require(try index.search("typhoons").hits.first?.pair)
        #expect(en.document == "water" && en.eid == "art_8")
        #expect(try index.search("滥用职权").hits.first?.pair == nil)
    }

    @Test(
        "Filters leave only what they name",
        arguments: [
            (SearchFilter(language: .eng), 12, 0), (SearchFilter(language: .zho), 0, 12),
            (SearchFilter(kind: .plan), 0, 0), (SearchFilter(document: "water"), 0, 12),
            (SearchFilter(document: "Rural Water"), 12, 0), (SearchFilter(chapter: "水源"), 0, 3),
            (SearchFilter(unit: "times"), 0, 1), (SearchFilter(unit: "times", min: 3), 0, 0),
            (SearchFilter(unit: "times", min: 1, max: 2), 0, 1),
            (SearchFilter(modality: .obligation), 0, 1),
            (SearchFilter(modality: .penalty), 0, 0), (SearchFilter(from: "2031-01-01"), 12, 12),
            (SearchFilter(from: "2032-01-01"), 0, 0), (SearchFilter(to: "2031-03-01"), 12, 12),
        ])
    func filters(filter: SearchFilter, english: Int, chinese: Int) throws {
        let index = try Self.shared.get().index
        for query in ["水 water shall 的 应 本 on", "水 OR water OR shall OR 的 OR 应 OR 本 OR on OR 工"] {
            let hits = try index.search(query, filter: filter, limit: 50).hits
            #expect(hits.filter { $0.language == .eng }.count <= english)
            #expect(hits.filter { $0.language == .zho }.count <= chinese)
            if english + chinese == 1 { #expect(hits.isEmpty || hits[0].eid == "art_4") }
        }
    }

    @Test("Limit and offset cut one and the same list")
    func pages() throws {
        let all = try hits("供水", 12)
        let index = try Self.shared.get().index
        let second = try index.search("供水", limit: 2, offset: 2).hits
        #expect(second.map { "\($0.document)/\($0.eid)" } == Array(all[2..<4]))
        #expect(second.map(\.rank) == [3, 4])
    }
}
