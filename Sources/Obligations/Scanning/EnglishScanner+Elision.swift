import Grammar
import LegalText

/// English quantities whose unit stands elsewhere: a score of at least eighty-five, one year and six
/// months, from the sixth year.
extension EnglishScanner {
    /// A score of at least eighty-five, the number of members shall not exceed ten: what was said to be
    /// measured before it in the clause.
    func measured(
        _ p: UnsafeBufferPointer<UInt8>, _ measure: inout Measure, _ at: Int, _ end: Int
    ) {
        if let behind = word(p, skip(p, measure.end, end), end),
            let rule = rule(behind.entry, .measured), rule.kind == .composition
        {
            countedBefore(p, &measure, at, rule)
            return
        }
        guard let last = found.tokens.last,
            measure.boundIs != nil || measure.isRange
                || last.has(.comparator) || last.has(.modal) || last.has(.verb),
            measure.boundIs != nil || skip(p, last.end, at) >= at
        else { return }
        for token in found.tokens.reversed() {
            if token.isBreak { return }
            guard token.has(.measured), let rule = rule(token.index, .measured) else { continue }
            (measure.dimension, measure.unitRule) = (.count, rule.id)
            if let name = rule.unit {
                let known = grammar.units.first { $0.unit == name }
                (measure.unit, measure.ucum) = (name, known?.ucum)
                measure.dimension = known?.dimension ?? .count
                return
            }
            var behind = skip(p, token.end, end)
            if let article = word(p, behind, end), article.has(.listed) {
                behind = skip(p, article.end, end)
            }
            if let counted = unit(p, behind, end, isDirect: true),
                grammar.units[counted.entry].dimension == .count
            {
                measure.unit = grammar.units[counted.entry].unit
                measure.ucum = grammar.units[counted.entry].ucum
            } else {
                measure.unit = noun(p, behind, end)?.text
            }
            return
        }
    }

    /// A board of directors, eleven to fifteen in number: the last noun for persons before it.
    func countedBefore(
        _ p: UnsafeBufferPointer<UInt8>, _ measure: inout Measure, _ at: Int, _ rule: WordRule
    ) {
        var start = at
        while start > 0, at - start < 60, p[start - 1] != 0x2E, p[start - 1] != 0x0A {
            start -= 1
            guard isASCIILetter(p[start]), start == 0 || !isASCIILetter(p[start - 1]),
                let unit = unit(p, start, at), unit.rule.dimension == .count
            else { continue }
            (measure.unit, measure.ucum) = (unit.rule.unit, unit.rule.ucum)
            (measure.dimension, measure.unitRule) = (.count, rule.id)
            return
        }
    }

    /// No fewer than 40 members, a second-class station no fewer than 24: the unit is the one before.
    func elide(
        _ p: UnsafeBufferPointer<UInt8>, _ measure: inout Measure, _ at: Int, _ end: Int
    ) {
        measured(p, &measure, at, end)
        guard measure.unit == nil else { return }
        let next = skip(p, measure.end, end)
        guard next >= end || mark(p, next, end) != nil || p[next] == 0x2E,
            openingComparator(p, before: at) != nil, let last = found.measures.last,
            last.dimension == .count || last.dimension == .physical
        else { return }
        measure.unit = last.unit
        measure.ucum = last.ucum
        measure.dimension = last.dimension
        measure.unitRule = last.unitRule
    }

    /// One year and six months: eighteen months.
    func addMonths(
        _ p: UnsafeBufferPointer<UInt8>, _ measure: inout Measure, _ end: Int
    ) {
        let next = skip(p, measure.end, end)
        guard let joiner = word(p, next, end), joiner.has(.overnight), let years = measure.low,
            let amount = amount(p, skip(p, joiner.end, end), end), amount.form == .plain,
            case let start = skip(p, restated(p, amount.end, end) ?? amount.end, end),
            let unit = grammar.unitWords.longest(p, start, end),
            case let rule = grammar.units[unit.entry], rule.iso == "M", rule.factor == nil,
            openingComparator(p, before: measure.core.lowerBound) != .range
        else { return }
        measure.low = years * 12 + amount.value
        measure.unit = rule.unit
        measure.ucum = rule.ucum
        measure.iso = rule.iso
        measure.core = measure.core.lowerBound..<unit.end
        measure.end = unit.end
    }

    /// From the sixth year of the enforcement: a time that begins there.
    func startingYear(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ ordinal: (value: Int, end: Int), _ end: Int
    ) -> Measure? {
        guard ordinal.value > 1, let from = found.tokens.last, from.has(.from),
            !from.has(.pronoun), skip(p, from.end, at) >= at,
            let unit = grammar.unitWords.longest(p, skip(p, ordinal.end, end), end),
            case let rule = grammar.units[unit.entry], rule.iso == "Y", rule.factor == nil
        else { return nil }
        var measure = Measure(
            low: Double(ordinal.value), number: at..<ordinal.end, core: at..<unit.end,
            end: unit.end, unit: rule.unit, ucum: rule.ucum, iso: rule.iso,
            dimension: rule.dimension, unitRule: rule.id, unitStart: ordinal.end)
        measure.boundIs = .atLeast
        return measure
    }
}
