import LegalText

/// Units that measure the same, and how they convert (单位换算): `Grammar/mul/search.yaml`.
///
///     let measures = try Measures(source: .builtIn)
///     measures.unit("hours")                          // days, × 1/24
///     measures.years(ofPeriod: "P6M")                 // 0.5
public struct Measures: Sendable {
    private let units: [String: (base: String, factor: Double)]
    private let periods: [String: String]

    private struct File: Decodable {
        struct Measure: Decodable {
            var base: String
            var units: [String: Double]
        }
        var measures: [Measure]
        var periods: [String: String]
    }

    /// - Throws: `GrammarError` if the file is missing or does not fit.
    public init(source: GrammarSource) throws {
        let file = try source.decode(File.self, from: "mul/search.yaml")
        var units: [String: (String, Double)] = [:]
        for measure in file.measures {
            for (unit, factor) in measure.units { units[unit] = (measure.base, factor) }
        }
        self.units = units
        periods = file.periods
    }

    /// The unit a unit is compared in, and how many of it one is; itself if nothing else is known.
    public func unit(_ unit: String) -> (base: String, factor: Double) { units[unit] ?? (unit, 1) }

    /// A period as a user says it (year, 季度, P6M) as an ISO 8601 duration.
    public func period(_ word: String) -> String? {
        periods[word.lowercased()] ?? (years(ofPeriod: word) == nil ? nil : word)
    }

    /// The length in years of an ISO 8601 duration of years, months, weeks and days; `nil` if it is none.
    public func years(ofPeriod duration: String) -> Double? {
        guard duration.first == "P" else { return nil }
        var (days, number, isEmpty): (Double, String, Bool) = (0, "", true)
        for character in duration.dropFirst() {
            if character.isNumber || character == "." {
                number.append(character)
                continue
            }
            let unit: String
            switch character {
            case "Y": unit = "years"
            case "M": unit = "months"
            case "W": unit = "weeks"
            case "D": unit = "days"
            default: return nil
            }
            guard let value = Double(number) else { return nil }
            days += value * self.unit(unit).factor
            number = ""
            isEmpty = false
        }
        return isEmpty || days <= 0 || !number.isEmpty ? nil : days / self.unit("years").factor
    }

    /// A number as it is compared: in the unit that stands for its kind, and a year where it is so many
    /// per period.
    ///
    ///     measures.measure(2, "times", per: "P1Y")    // times/year, 2
    ///     measures.measure(1, "times", per: "P6M")    // times/year, 2
    public func measure(_ value: Double, _ unit: String, per period: String?) -> (
        dimension: String, value: Double
    ) {
        let (base, factor) = self.unit(unit)
        guard let period, let years = years(ofPeriod: period) else { return (base, value * factor) }
        return (base + "/year", value * factor / years)
    }
}
