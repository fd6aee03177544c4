import LegalText
import Testing

@testable import Grammar
@testable import Search

@Suite struct FacetTests {
    static let shared = Result { try SampleLaw.index() }
    private var index: SearchIndex { get throws { try Self.shared.get().index } }

    private func found(_ query: String, _ filter: SearchFilter) throws -> [String] {
        try index.search(query, filter: filter, limit: 50).hits.map { "\($0.document)/\($0.eid)" }
    }

    @Test("Counts add up to the passages found")
    func counts() throws {
        let answer = try index.search("供水 OR water", limit: 3, facets: Facet.allCases)
        let languages = Dictionary(
            uniqueKeysWithValues: (answer.facets[.language] ?? []).map { ($0.value, $0.count) })
        let zho = try index.search("供水 OR water", filter: .init(language: .zho), limit: 50).hits
        let eng = try index.search("供水 OR water", filter: .init(language: .eng), limit: 50).hits
        #expect(languages == ["zho": zho.count, "eng": eng.count])
        #expect(answer.facets[.region]?.map(\.value).sorted() == ["Yunling Province", "云岭省"])
        #expect(answer.facets[.year] == [FacetCount(value: "2031", count: zho.count + eng.count)])
        #expect(answer.facets[.unit] == [FacetCount(value: "times", count: 1)])
        #expect(answer.facets[.bearer] == [FacetCount(value: "供水单位", count: 1)])
        #expect(answer.facets[.modality] == [FacetCount(value: "obligation", count: 1)])
        #expect(
            answer.facets[.rank] == [FacetCount(value: "regulation", count: zho.count)]
                || answer.facets[.rank]?.count == 2)
        let chapters = answer.facets[.chapter] ?? []
        #expect(chapters.contains { $0.value.hasSuffix("水源与水质") })
    }

    @Test("Filters by region, issuer, rank, year, bearer")
    func filters() throws {
        #expect(try found("供水", .init(region: "云岭")).allSatisfy { $0.hasPrefix("water/") })
        #expect(try found("供水", .init(region: "海东")).isEmpty)
        #expect(try found("供水", .init(issuer: "云岭")).isEmpty)
        #expect(try !found("供水", .init(rank: "regulation")).isEmpty)
        #expect(try found("供水", .init(rank: "interpretation")).isEmpty)
        #expect(try !found("供水", .init(year: 2031)).isEmpty)
        #expect(try found("供水", .init(year: 2030)).isEmpty)
        #expect(try found("巡查", .init(bearer: "供水")) == ["water/art_4"])
    }

    @Test(
        "Numbers are compared after conversion: twice a year is once per half year",
        arguments: [
            ("P1Y", 2.0, 2.0, true), ("P6M", 1, 1, true), ("P1M", 0.1, 0.2, true),
            ("P1Y", 3, 9, false), ("P6M", 2, 9, false), ("P1M", 1, 9, false),
        ])
    func rates(per: String, min: Double, max: Double, isFound: Bool) throws {
        let filter = SearchFilter(unit: "times", per: per, min: min, max: max)
        #expect(try found("巡查", filter) == (isFound ? ["water/art_4"] : []))
    }

    @Test(
        "Units convert to what stands for their kind",
        arguments: [
            (48.0, "hours", 2.0, "days"), (2, "years", 24, "months"), (1, "ha", 15, "mu"),
            (0.5, "percent", 5, "permille"), (3, "km", 3000, "m"), (2, "t", 2000, "kg"),
        ])
    func conversions(a: Double, unitA: String, b: Double, unitB: String) throws {
        let measures = try Measures(source: .builtIn)
        let (first, second) = (
            measures.measure(a, unitA, per: nil), measures.measure(b, unitB, per: nil)
        )
        #expect(first.dimension == second.dimension)
        #expect(abs(first.value - second.value) < 1e-6 * abs(first.value))
        #expect(measures.unit("beds").base == "beds")
    }

    @Test("On a day only the version in force answers")
    func asOf() throws {
        let (folder, store, index) = try SampleLaw.index()
        var later = SampleLaw.document(.zho, id: "water-2035")
        later.metadata = .init(adopted: "2035-01-01", effective: "2035-06-01")
        try store.replace(
            SourceStamp(path: "later.txt", sha256: "", settings: ""), with: [IndexedDocument(later)]
        )
        func documents(_ day: String) throws -> Set<String> {
            Set(
                try index.search("台账", filter: .init(language: .zho, asOf: day)).hits
                    .map(\.document))
        }
        #expect(try documents("2031-02-28").isEmpty)
        #expect(try documents("2031-03-01") == ["water"])
        #expect(try documents("2035-05-31") == ["water"])
        #expect(try documents("2035-06-01") == ["water-2035"])
        withExtendedLifetime(folder) {}
    }

    @Test("Groups hold the hits of one document, the best document first")
    func groups() throws {
        let groups = try index.groups("供水 OR water", hits: 2).groups
        #expect(groups.count == 2 && groups.allSatisfy { $0.hits.count == 2 && $0.count > 2 })
        for group in groups { #expect(Set(group.hits.map(\.document)).count == 1) }
    }

    @Test(
        "A law's name with a slip suggests the law",
        arguments: [
            ("云岭省乡村供氺办法", "云岭省乡村供水办法"), ("乡村拱水办法", "云岭省乡村供水办法"),
            ("云岭省乡村水供办法", "云岭省乡村供水办法"), ("《云岭省乡村供水办》第三条", ""),
            ("《云岭省乡村供永办法》第三条", "云岭省乡村供水办法"),
            (
                "Measures of Yunling Province for Rural Water Suply",
                "Measures of Yunling Province for Rural Water Supply"
            ),
        ])
    func suggestions(query: String, title: String) throws {
        #expect(try index.search(query).suggestions.first ?? "" == title)
    }

    @Test(
        "An English query finds a Chinese article that has no English side, and the reverse, marked"
    )
    func translated() throws {
        // Article 11 is in no link
        let answer = try index.search("neglect duties officials", limit: 12)
        let hit = answer.hits.first { $0.language == .zho }
        #expect(hit?.eid == "art_11" && hit?.why.first == "translated query")
        #expect(answer.hits.first?.language == .eng)
        let reverse = try index.search("国家工作人员 处分", limit: 12).hits
        #expect(reverse.first?.document == "water")
        #expect(
            reverse.filter { $0.why.first == "translated query" }.allSatisfy { $0.eid == "art_11" })
    }

    @Test(
        "The place whose rule a title is",
        arguments: [
            ("云岭省山地救援办法", "云岭省"), ("鹤汀县实施方案", "鹤汀县"), ("内蒙古自治区草原管理条例", "内蒙古自治区"),
            ("城市供水条例", nil), ("中华人民共和国水法", nil), ("全省防汛办法", nil), ("经济特区条例", nil),
        ] as [(String, String?)])
    func regions(title: String, region: String?) throws {
        let grammar = try SearchGrammar(source: .builtIn)
        #expect(grammar.region(in: title, language: .zho) == region)
    }

    @Test(
        "The place in English",
        arguments: [
            ("Measures of Yunling Province on Rescue", "Yunling Province"),
            ("Regulations of the Province of Yunling on Water", "Yunling"),
            ("Regulations on City Water", nil), ("Water Law", nil),
        ] as [(String, String?)])
    func regionsInEnglish(title: String, region: String?) throws {
        let grammar = try SearchGrammar(source: .builtIn)
        #expect(grammar.region(in: title, language: .eng) == region)
    }
}
