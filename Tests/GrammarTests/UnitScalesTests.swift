import Grammar
import Testing
import Yams

/// The examples in Grammar/mul/units.yaml are the tests.
@Suite struct UnitScalesTests {
    let scales: UnitScales
    init() throws { scales = try UnitScales(.builtIn) }

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
                scales.convert(amount, from: example[1], to: example[3]), "\(example)")
            #expect(abs(found - (Double(example[2]) ?? .nan)) < 1e-6, "\(example)")
        }
    }

    @Test func whatMeasuresSomethingElseIsNotConverted() throws {
        for example in try examples("reject") {
            #expect(scales.convert(1, from: example[0], to: example[1]) == nil, "\(example)")
        }
    }

    @Test func aRangeIsToldInOneUnit() {
        let months = scales.common("months", "years")
        #expect(months?.unit.unit == "months" && months?.second == 12)
        let multiple = scales.common("percent", "multiple")
        #expect(multiple?.unit.unit == "multiple" && multiple?.first == 0.01)
        #expect(scales.common("days", "months") == nil)
    }
}
