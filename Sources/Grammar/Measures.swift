import LegalText

/// Units that measure the same, how they convert, and periods (单位换算): `Grammar/mul/units.yaml`.
///
///     let measures = try Measures(source: .builtIn)
///     measures.convert(1, from: "years", to: "months")  // 12
///     measures.unit("hours")                          // days, × 1/24
///     measures.years(ofPeriod: "P6M")                 // 0.5
public struct Measures: Sendable {
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
        /// The unit in which all of them are compared.
        var base: String?
        /// How many of the base its first unit is on the average, where the base is of another family.
        var mean: Double?
        var units: [Unit]

        func unit(_ name: String) -> Unit? { units.first { $0.unit == name } }
    }
    private struct File: Decodable {
        var families: [Family]
        var alone: [String]
        var periods: [String: String]
        var rates: [String]
    }

    private let families: [Family]
    /// Units that are told in no other.
    private let alone: Set<String>
    private let units: [String: (base: String, factor: Double)]
    private let periods: [String: String]
    private let rates: [String]

    /// - Throws: `GrammarError` if the file is missing or does not fit.
    public init(source: GrammarSource = .builtIn) throws {
        let file = try source.decode(File.self, from: "mul/units.yaml")
        families = file.families
        alone = Set(file.alone)
        periods = file.periods
        rates = file.rates
        var units: [String: (String, Double)] = [:]
        for family in families where family.onlyInRanges != true {
            guard let base = family.base else { continue }
            let one = family.mean ?? 1 / (family.unit(base)?.factor ?? 1)
            for unit in family.units { units[unit.unit] = (base, unit.factor * one) }
        }
        self.units = units
    }
}

// MARK: - Units

extension Measures {
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
        families.contains { $0.unit(unit) != nil } || alone.contains(unit)
    }

    /// An amount in another unit, exactly; `nil` where the units measure different things, or only
    /// correspond on the average, as months and days do.
    public func convert(_ amount: Double, from: String, to: String) -> Double? {
        if from == to { return amount }
        for family in families where family.onlyInRanges != true {
            if let one = family.unit(from), let other = family.unit(to) {
                return amount * one.factor / other.factor
            }
        }
        return nil
    }

    /// The unit a unit is compared in, and how many of it one is; itself if nothing else is known.
    /// Months and years are mean ones of the Gregorian calendar.
    public func unit(_ unit: String) -> (base: String, factor: Double) { units[unit] ?? (unit, 1) }

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

// MARK: - Periods

extension Measures {
    /// A period as a user says it (year, 季度, P6M) as an ISO 8601 duration.
    public func period(_ word: some StringProtocol) -> String? {
        periods[word.lowercased()] ?? (years(ofPeriod: word) == nil ? nil : String(word))
    }

    /// A rate as a user says it, taken apart: `times per year`, `hours/month`; the whole as a unit
    /// where it names no period.
    ///
    ///     measures.rate("times per year")    // times, P1Y
    public func rate(_ text: String) -> (unit: String, period: String?) {
        for word in rates {
            guard let place = text.firstPlace(of: word),
                let period = period(text[place.upperBound...])
            else { continue }
            return (String(text[..<place.lowerBound]), period)
        }
        return (text, nil)
    }

    /// The length in years of an ISO 8601 duration; `nil` if it is none.
    public func years(ofPeriod duration: some StringProtocol) -> Double? {
        guard duration.first == "P" else { return nil }
        var (days, number, isEmpty, isTime): (Double, String, Bool, Bool) = (0, "", true, false)
        for character in duration.dropFirst() {
            if character.isNumber || character == "." {
                number.append(character)
                continue
            }
            if character == "T", !isTime, number.isEmpty {
                isTime = true
                continue
            }
            guard let unit = Self.designated(character, isTime: isTime), let value = Double(number)
            else { return nil }
            days += value * self.unit(unit).factor
            number = ""
            isEmpty = false
        }
        return isEmpty || days <= 0 || !number.isEmpty ? nil : days / self.unit("years").factor
    }

    /// The unit an ISO 8601 designator stands for.
    private static func designated(_ sign: Character, isTime: Bool) -> String? {
        switch (sign, isTime) {
        case ("Y", false): "years"
        case ("M", false): "months"
        case ("W", false): "weeks"
        case ("D", false): "days"
        case ("H", true): "hours"
        case ("M", true): "minutes"
        case ("S", true): "seconds"
        default: nil
        }
    }
}

extension String {
    /// Where a word first stands.
    fileprivate func firstPlace(of word: String) -> Range<Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(word) { return at..<index(at, offsetBy: word.count) }
            at = index(after: at)
        }
        return nil
    }
}
