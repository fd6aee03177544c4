import Grammar
import LegalText

/// How the two ends of a range (区间) become one quantity, in either language.
extension SentenceScanner {
    /// 三个月 and 一年 → 3..12 months; 30% and 3倍 → 0.3..3 multiple. `nil` where the ends do not fit.
    func joined(_ a: Measure, _ b: Measure) -> Measure? {
        guard var low = a.low, var high = b.low else { return nil }
        var range = b
        switch (a.unit, b.unit) {
        case (nil, nil): return nil
        case (nil, _):
            // 三至五日
            low *= grammar.units.first { $0.id == b.unitRule }?.factor ?? 1
        case (let unit?, nil):
            guard a.dimension == .money else { return nil }
            range.unit = unit
            range.dimension = .money
        case (let one?, let other?) where one != other:
            if let common = grammar.measures.common(one, other) {
                low *= common.first
                high *= common.second
                range.unit = common.unit.unit
                range.ucum = common.unit.ucum
                range.iso = common.unit.iso
            } else if a.dimension != .count || b.dimension != .count {
                return nil
            }
        default: break
        }
        range.low = low
        range.high = high
        if let opening = a.clock?.low {
            guard let closing = b.clock?.low else { return nil }
            range.clock = (opening, closing)
        } else if low >= high {
            return nil
        }
        range.isRange = true
        // the upper end may be written first
        range.number = a.number.hull(b.number)
        range.core = a.core.hull(b.core)
        range.isGarbled = a.isGarbled || b.isGarbled
        return range
    }

    /// Behind the words of a comparator that closes a range, and what they say.
    func upperBound(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (comparator: Quantity.Comparator, end: Int)? {
        guard let word = word(p, at, end), let comparator = comparator(word.entry),
            comparator == .atMost || comparator == .lessThan
        else { return nil }
        return (comparator, word.end)
    }

    /// The comparator right before a quantity, from the tokens read so far.
    func openingComparator(
        _ p: UnsafeBufferPointer<UInt8>, before at: Int
    ) -> Quantity.Comparator? {
        guard let last = found.tokens.last, last.kind == .word, skip(p, last.end, at) >= at else {
            return nil
        }
        return comparator(last.index)
    }
}

extension ByteSpan {
    /// The smallest span that holds two.
    fileprivate func hull(_ other: ByteSpan) -> ByteSpan {
        Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}
