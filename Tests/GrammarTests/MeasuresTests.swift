import Grammar
import Testing
import Yams

/// The examples in Grammar/mul/units.yaml are the tests.
@Suite struct MeasuresTests {
    let measures: Measures
    init() throws { measures = try Measures() }

    private func examples(_ key: String) throws -> [[String]] {
        let tree = try #require(
            try Yams.compose(yaml: GrammarSource.builtIn.text("mul/units.yaml")))
        let list = try #require(tree.mapping?[key]?.sequence)
        return list.map { node in (node.sequence ?? []).compactMap { $0.scalar?.string } }
    }

    @Test func amountsAreToldInOtherUnits() throws {
        for example in try examples("accept") {
            let amount = try #require(Double(example[0]))
            let found = try #require(
                measures.convert(amount, from: example[1], to: example[3]), "\(example)")
            #expect(abs(found - (Double(example[2]) ?? .nan)) < 1e-6, "\(example)")
        }
    }

    @Test func whatMeasuresSomethingElseIsNotConverted() throws {
        for example in try examples("reject") {
            #expect(measures.convert(1, from: example[0], to: example[1]) == nil, "\(example)")
        }
    }

    @Test func aRangeIsToldInOneUnit() {
        let months = measures.common("months", "years")
        #expect(months?.unit.unit == "months" && months?.second == 12)
        let multiple = measures.common("percent", "multiple")
        #expect(multiple?.unit.unit == "multiple" && multiple?.first == 0.01)
        #expect(measures.common("days", "months") == nil)
    }

    @Test func whatMeasuresOneThingIsComparedInOneUnit() {
        #expect(measures.unit("weeks").base == "days" && measures.unit("weeks").factor == 7)
        #expect(measures.unit("months").base == "days")
        #expect(abs(measures.unit("years").factor - 365.2425) < 1e-9)
        #expect(measures.unit("mu").base == "m2")
        #expect(measures.unit("beds") == ("beds", 1))
    }

    @Test(arguments: [
        ("times per year", "times", "P1Y"), ("hours/month", "hours", "P1M"),
        ("times per half-year", "times", "P6M"), ("次每季度", "次", "P3M"),
        ("times per P2Y", "times", "P2Y"), ("km/h", "km/h", nil), ("persons", "persons", nil),
    ])
    func aRateIsTakenApart(text: String, unit: String, period: String?) {
        let rate = measures.rate(text)
        #expect(rate.unit == unit && rate.period == period)
    }

    @Test(arguments: [
        ("P1Y", 1), ("P6M", 0.5), ("P3M", 0.25), ("PT2H", 2 / 24 / 365.2425),
        ("P1DT12H", 1.5 / 365.2425),
    ])
    func periodsHaveALength(duration: String, years: Double) throws {
        let length = try #require(measures.years(ofPeriod: duration))
        #expect(abs(length - years) < 1e-9)
    }

    @Test(arguments: ["", "P", "1Y", "PY", "P1H", "PT1D", "P1", "year"])
    func whatIsNoDurationHasNoLength(text: String) {
        #expect(measures.years(ofPeriod: text) == nil)
    }
}
