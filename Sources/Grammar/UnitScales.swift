/// Units that measure the same (单位换算), from `mul/units.yaml`.
///
///     scales.convert(1, from: "years", to: "months")    // 12
package struct UnitScales: Sendable {
    package struct Unit: Sendable, Decodable {
        package var unit: String
        package var ucum: String?
        package var iso: String?
        var factor: Double
    }
    enum Preference: String, Sendable, Decodable { case smallest, largest }
    struct Family: Sendable, Decodable {
        var id: String
        var prefers: Preference
        /// Whether the units only meet in a range, and are not the same otherwise.
        var onlyInRanges: Bool?
        var units: [Unit]

        func unit(_ name: String) -> Unit? { units.first { $0.unit == name } }
    }
    private struct File: Decodable {
        var families: [Family]
        var alone: [String]
    }

    private let families: [Family]
    /// Units that are told in no other.
    private let measures: Set<String>

    package init(_ source: GrammarSource) throws {
        let file = try source.decode(File.self, from: "mul/units.yaml")
        families = file.families
        measures = Set(file.alone)
    }

    /// The unit the two ends of a range are told in, and what each end is to be multiplied by.
    package func common(
        _ a: String, _ b: String
    ) -> (unit: Unit, first: Double, second: Double)? {
        for family in families {
            guard let one = family.unit(a), let other = family.unit(b) else { continue }
            let takesFirst = (one.factor < other.factor) == (family.prefers == .smallest)
            // of two equal units the second is the one that was spelt out
            let unit = one.factor == other.factor ? other : takesFirst ? one : other
            return (unit, one.factor / unit.factor, other.factor / unit.factor)
        }
        return nil
    }

    /// Whether a unit measures, rather than counts things.
    package func isMeasure(_ unit: String) -> Bool {
        families.contains { $0.unit(unit) != nil } || measures.contains(unit)
    }

    /// An amount in another unit; `nil` where the units measure different things.
    package func convert(_ amount: Double, from: String, to: String) -> Double? {
        if from == to { return amount }
        for family in families where family.onlyInRanges != true {
            if let one = family.unit(from), let other = family.unit(to) {
                return amount * one.factor / other.factor
            }
        }
        return nil
    }
}
