import Foundation
public import Grammar
public import LegalText

/// Which numeric norms are wanted (筛选): by words, by kind, and by number in any unit it can be told in.
///
///     filter.unit = "times per year"; filter.min = 2    // finds once every six months
///     filter.unit = "months"; filter.max = 12           // finds 一年
public struct NormFilter: Sendable {
    /// Words of who is bound, in any case.
    public var bearer: String?
    /// A unit, or a unit and a period: `times per year`, `hours/month`, `times per P6M`.
    public var unit: String?
    public var comparator: Quantity.Comparator?
    public var min: Double?
    public var max: Double?
    public var modality: Obligation.Kind?
    public var kind: Obligation.Kind?
    /// Id of a document or words of its title.
    public var document: String?

    private let scales: UnitScales

    public init(grammar: GrammarSource = .builtIn) throws { scales = try UnitScales(grammar) }

    public func accepts(_ row: NormRow) -> Bool {
        if let kind, row.kind != kind { return false }
        if let modality, row.modality != modality { return false }
        if let comparator, row.quantity?.comparator != comparator { return false }
        if let bearer, !(row.bearer ?? "").localizedCaseInsensitiveContains(bearer) { return false }
        if let document, row.document != document,
            !row.title.localizedCaseInsensitiveContains(document)
        {
            return false
        }
        guard unit != nil || min != nil || max != nil else { return true }
        guard let range = range(of: row) else { return false }
        if let min, range.upperBound < min { return false }
        if let max, range.lowerBound > max { return false }
        return true
    }

    /// The numbers a row names, from the least to the greatest, in the unit asked for.
    private func range(of row: NormRow) -> ClosedRange<Double>? {
        guard let quantity = row.quantity else { return nil }
        let numbers = [quantity.value, quantity.min, quantity.max].compactMap { $0 }
        guard let low = numbers.min(), let high = numbers.max() else { return nil }
        guard let unit else { return low...high }
        let (name, period) = Self.parts(unit)
        guard let own = quantity.unit, var factor = scales.convert(1, from: own, to: name) else {
            return nil
        }
        if let period {
            guard let wanted = Self.months(period), let per = quantity.per,
                let months = Self.months(per.period), months > 0
            else { return nil }
            factor *= wanted / months
        }
        return low * factor...high * factor
    }

    /// `times per year` → times and year.
    private static func parts(_ text: String) -> (unit: String, period: String?) {
        for separator in [" per ", " a ", "/"] {
            guard let range = text.range(of: separator),
                Self.months(text[range.upperBound...]) != nil
            else { continue }
            return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
        }
        return (text, nil)
    }

    /// How many months a period lasts: `year`, `P6M`, `P1W`. Days and hours by the mean year of the
    /// Gregorian calendar, 365.2425 days.
    static func months(_ period: some StringProtocol) -> Double? {
        let day = 12 / 365.2425
        switch period {
        case "year": return 12
        case "half-year", "half year": return 6
        case "quarter": return 3
        case "month": return 1
        case "week": return 7 * day
        case "day": return day
        case "hour": return day / 24
        default: break
        }
        guard period.hasPrefix("P"), let sign = period.last,
            let count = Double(period.dropFirst(period.hasPrefix("PT") ? 2 : 1).dropLast())
        else { return nil }
        switch (sign, period.hasPrefix("PT")) {
        case ("Y", false): return count * 12
        case ("M", false): return count
        case ("W", false): return count * 7 * day
        case ("D", false): return count * day
        case ("H", true): return count * day / 24
        case ("M", true): return count * day / 1440
        default: return nil
        }
    }
}
