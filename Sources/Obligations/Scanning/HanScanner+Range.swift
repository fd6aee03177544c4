import Grammar
import LegalText

/// Ranges in Chinese: 二万元以上十万元以下, 三至五日, 10-20 吨, 二千吨以上不满一万吨.
extension HanScanner {
    func range(
        _ p: UnsafeBufferPointer<UInt8>, _ first: Measure, _ end: Int
    ) -> Measure? {
        var at = p.skipBlanks(first.end, end)
        var isJoined = false
        if let joiner = word(p, at, end), joiner.has(.joiner),
            first.bound == nil || first.unit == nil || first.boundIs == .atLeast
        {
            at = joiner.end
            isJoined = true
            if let next = word(p, at, end), next.has(.overnight) { at = next.end }
        } else {
            guard first.boundIs == .atLeast || first.boundIs == nil, first.unit != nil else {
                return nil
            }
            if at < end, let mark = mark(p, at, end), mark.kind == .pause || mark.kind == .comma {
                at = mark.end
            }
        }
        // 超过二百吨但不超过二千吨, 满一年不足五年
        let opening = openingComparator(p, before: first.core.lowerBound)
        let isOpened = opening == .moreThan || opening == .atLeast
        if isOpened, let joiner = word(p, at, end), joiner.has(.connective) { at = joiner.end }
        let before = upperBound(p, at, end)
        at = p.skipBlanks(before?.end ?? at, end)
        guard at < end, let number = amount(p, at, end),
            var second = measure(p, at, end, number)
        else { return nil }
        follow(p, &second, end)
        var upper = before?.comparator
        if upper == nil, second.bound != .lead { upper = second.boundIs }
        guard
            isJoined
                || (first.boundIs == .atLeast || isOpened && first.boundIs == nil && before != nil)
                    && (upper == .atMost || upper == .lessThan)
        else { return nil }
        return joined(first, second)
    }
}
