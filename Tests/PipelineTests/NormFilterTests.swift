import LegalText
import Pipeline
import Testing

/// Norms are found by their number in whatever unit they were written.
@Suite struct NormFilterTests {
    private func row(
        _ quantity: Quantity, kind: Obligation.Kind = .obligation, bearer: String? = "用人单位"
    ) -> NormRow {
        let source = SourceText("用人单位应当培训")
        let record = Obligation(
            id: "law#1", norm: "law#1", language: .zho, documentID: "law",
            documentTitle: "某某办法", eid: nil, kind: kind,
            modality: .init(kind: kind, text: "应当", strength: .must),
            bearer: .init(
                words: bearer.map { .init(text: $0, span: 0..<12) }, source: .explicit),
            quantity: quantity, span: 0..<12, clause: 0..<24, confidence: 1, rule: "test")
        return NormRow.rows([record], in: source)[0]
    }

    private func filter(_ unit: String?, min: Double? = nil, max: Double? = nil) throws
        -> NormFilter
    {
        var filter = try NormFilter()
        (filter.unit, filter.min, filter.max) = (unit, min, max)
        return filter
    }

    private let halfYearly = Quantity(
        comparator: .equal, value: 1, unit: "times", raw: "一次",
        per: .init(count: 1, period: "P6M"))

    @Test func onceInSixMonthsIsTwiceAYear() throws {
        let row = row(halfYearly)
        #expect(try filter("times per year", min: 2).accepts(row))
        #expect(try !filter("times per year", min: 3).accepts(row))
        #expect(try filter("times/month", max: 0.2).accepts(row))
        #expect(try filter("times per P1Y", min: 2, max: 2).accepts(row))
    }

    @Test func aYearIsTwelveMonths() throws {
        let row = row(Quantity(comparator: .atMost, value: 1, unit: "years", raw: "一年"))
        #expect(try filter("months", min: 12, max: 12).accepts(row))
        #expect(try !filter("days", min: 1).accepts(row))
        #expect(try filter("years").accepts(row))
    }

    @Test func aRangeIsFoundByAnyOfItsNumbers() throws {
        let row = row(Quantity(comparator: .range, min: 0.3, max: 3, unit: "multiple", raw: ""))
        #expect(try filter("percent", min: 100, max: 200).accepts(row))
        #expect(try !filter("percent", min: 301).accepts(row))
    }

    @Test func whatHasNoNumberIsNotFoundByNumber() throws {
        let vague = row(Quantity(raw: "定期"))
        #expect(try !filter(nil, min: 0).accepts(vague))
        #expect(try filter(nil).accepts(vague))
    }

    @Test func wordsAndKindsNarrow() throws {
        var filter = try NormFilter()
        filter.bearer = "单位"
        #expect(filter.accepts(row(halfYearly)))
        #expect(!filter.accepts(row(halfYearly, bearer: nil)))
        filter.document = "办法"
        filter.kind = .obligation
        filter.comparator = .equal
        #expect(filter.accepts(row(halfYearly)))
        filter.modality = .penalty
        #expect(!filter.accepts(row(halfYearly)))
    }

    /// What `build` wrote is read back as it was.
    @Test func aLineOfJSONIsTheSameRow() throws {
        let row = row(halfYearly)
        let again = try #require(NormRow(line: row.json.dropLast()))
        #expect(again.quantity == row.quantity)
        #expect(again.reading == row.reading)
        #expect(again.bearer == row.bearer && again.document == row.document)
        #expect(again.json == row.json)
        #expect(NormRow(line: Array("no json".utf8)) == nil)
    }
}
