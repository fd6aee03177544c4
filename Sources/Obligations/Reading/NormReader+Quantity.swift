import Grammar
import LegalText

/// The numbers of a record: comparator, value, unit and period.
extension NormReader {
    /// The comparator the words before and behind a quantity make together.
    func writtenComparator(_ around: Surroundings) -> Quantity.Comparator {
        let measure = around.measure
        if measure.isRange { return .range }
        switch (measure.bound, around.before?.comparator) {
        case (.inclusive?, .moreThan?): return .atLeast
        case (.inclusive?, .lessThan?): return .atMost
        case (.exclusive?, .atLeast?): return .moreThan
        case (.exclusive?, .atMost?): return .lessThan
        case (.exclusive?, nil): return measure.boundIs == .atMost ? .lessThan : .moreThan
        // 超过百分之十以上
        case (.bound?, .moreThan?) where measure.boundIs == .atLeast: return .atLeast
        case (.bound?, .lessThan?) where measure.boundIs == .atMost: return .atMost
        case (.approximate?, _): return .approximately
        case (_, let before?) where before != .range: return before
        default: return measure.boundIs ?? .equal
        }
    }

    func quantity(
        _ sentence: Sentence, _ around: Surroundings, _ comparator: Quantity.Comparator,
        _ kind: Obligation.Kind
    ) -> Quantity {
        let measure = around.measure
        var quantity = Quantity(
            comparator: comparator, unit: measure.unit, ucum: measure.ucum, raw: text(measure.core))
        if measure.isRange {
            quantity.min = measure.low
            quantity.max = measure.high
        } else {
            quantity.value = measure.low
        }
        if around.i > 0, measure.dimension == .money,
            let currency = rule(sentence.tokens[around.i - 1], .currency)?.unit
        {
            quantity.unit = currency
        }
        guard let rate = around.rate else { return quantity }
        guard let iso = rate.iso else {
            quantity.scope = text(rate.span)
            if measure.dimension == .money, rate.isOne, rate.isPhysical,
                let unit = measure.unit, let thing = rate.thing
            {
                quantity.unit = unit + "/" + thing
                quantity.ucum = nil
            }
            return quantity
        }
        // 每平方公里每年1000元
        if measure.dimension == .money, let unit = quantity.unit,
            let thing = thing(before: rate, in: sentence)
        {
            quantity.unit = unit + "/" + thing
        }
        if iso == "PT1H", measure.unit == "km" {
            quantity.unit = "km/h"
            quantity.ucum = "km/h"
            return quantity
        }
        if measure.dimension == .count, isActivity(measure) {
            quantity.unit = "times"
            quantity.ucum = "{times}"
        }
        // after the end of each quarter: the event comes again, and the time with it
        if kind != .deadline || rate.span.lowerBound > measure.core.upperBound {
            quantity.per = .init(
                count: quantity.unit == "times" ? measure.low ?? 1 : 1, period: iso)
        }
        return quantity
    }

    /// What is measured and named right before a period: 每平方公里每年, per square metre each year.
    private func thing(before rate: Period, in sentence: Sentence) -> String? {
        guard let j = sentence.tokens.firstIndex(where: { $0.span == rate.span }), j > 0,
            sentence.tokens[j - 1].kind == .period,
            scanner.skip(p, sentence.tokens[j - 1].end, rate.span.lowerBound)
                >= rate.span.lowerBound
        else { return nil }
        let period = sentence.periods[sentence.tokens[j - 1].index]
        return period.isPhysical && period.isOne ? period.thing : nil
    }
}
