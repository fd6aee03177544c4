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

    private let measures: Measures

    public init(grammar: GrammarSource = .builtIn) throws {
        measures = try Measures(source: grammar)
    }

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
        let (name, period) = measures.rate(unit)
        guard let own = quantity.unit, var factor = measures.convert(1, from: own, to: name) else {
            return nil
        }
        if let period {
            guard let wanted = measures.years(ofPeriod: period), let per = quantity.per,
                let years = measures.years(ofPeriod: per.period)
            else { return nil }
            factor *= wanted / years
        }
        return low * factor...high * factor
    }
}
