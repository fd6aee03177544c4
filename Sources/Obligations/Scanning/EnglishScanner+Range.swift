import Grammar
import LegalText

/// Ranges in English: 5-7 members, NT$ 60,000 up to NT$ 300,000, between 10,000 and 50,000 RMB, not
/// less than one month and not more than six months.
extension EnglishScanner {
    func range(
        _ p: UnsafeBufferPointer<UInt8>, _ first: Measure, _ end: Int
    ) -> Measure? {
        var at = skip(p, first.end, end)
        guard at < end else { return nil }
        let opening = openingComparator(p, before: first.core.lowerBound)
        // aged 7 to 12
        let isAge = first.dimension == .age && opening == .atLeast
        var isJoined = false
        var isCapped = false
        if let joiner = word(p, at, end), joiner.has(.joiner), first.bound == nil,
            opening == nil || opening == .range || opening == .moreThan || opening == .atLeast
        {
            at = joiner.end
            isJoined = true
            // at least one year and up to five years
            isCapped = comparator(joiner.entry) == .atMost
        } else if p[at] == 0x2C || word(p, at, end)?.has(.overnight) ?? false {
            if p[at] == 0x2C { at = skip(p, at + 1, end) }
            if let next = word(p, at, end), next.has(.overnight) { at = next.end }
            isJoined = opening == .range
        } else {
            // from three months up to a maximum of …
            guard first.unit != nil, opening == .atLeast else { return nil }
        }
        at = skip(p, at, end)
        if opening == .atMost, let range = falling(p, first, at, end) { return range }
        let before = upperBound(p, at, end)
        at = skip(p, before?.end ?? at, end)
        guard
            isJoined && (opening != .atLeast || before != nil || isAge || isCapped)
                || before != nil
                    && (opening == .atLeast || opening == .moreThan || first.boundIs == .atLeast),
            at < end, var second = upperEnd(p, at, end)
        else { return nil }
        if isAge, second.unit == nil || second.iso == "Y" {
            (second.unit, second.ucum, second.dimension) = (first.unit, first.ucum, .age)
        }
        if first.unit == nil, second.unit == nil {
            measured(p, &second, first.core.lowerBound, end)
        }
        guard var range = joined(first, second) else { return nil }
        follow(p, &range, end)
        return range
    }

    /// No more than seven years and no less than one year: the upper end comes first.
    private func falling(
        _ p: UnsafeBufferPointer<UInt8>, _ first: Measure, _ at: Int, _ end: Int
    ) -> Measure? {
        guard let bound = word(p, at, end), comparator(bound.entry) == .atLeast,
            let second = upperEnd(p, skip(p, bound.end, end), end),
            var range = joined(second, first)
        else { return nil }
        range.end = second.end
        follow(p, &range, end)
        return range
    }

    /// within15 days: the words of a bound that no blank divides from the number.
    mutating func gluedBound(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        var digit = at
        while digit < end, isASCIILetter(p[digit]) { digit += 1 }
        guard digit > at, digit < end, isASCIIDigit(p[digit]),
            let bound = word(p, at, digit), bound.has(.comparator), bound.end == digit
        else { return nil }
        return found.add(bound, from: at)
    }

    private func upperEnd(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> Measure? {
        if let time = clock(p, at, end) { return time }
        if let sign = word(p, at, end), sign.has(.currency) {
            return moneyMeasure(p, at, sign.end, end, rule(sign.entry, .currency))
        }
        if let digit = (at..<min(end, at + 5)).first(where: { isASCIIDigit(p[$0]) }), digit > at,
            let sign = word(p, at, digit), sign.has(.currency), sign.end == digit
        {
            return moneyMeasure(p, at, digit, end, rule(sign.entry, .currency))
        }
        return amount(p, at, end).flatMap { measure(p, at, end, $0) }
    }
}
