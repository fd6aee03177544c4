import LegalText

/// Units left between two that are linked: order says who may be their partner, little content is
/// enough there.
extension UnitMatcher {
    mutating func fillGaps() {
        guard !matches.isEmpty else { return }
        // first the gaps as long as their places, which leave no choice
        for isExact in [true, false] {
            var zh = 0
            while zh < zhUnits.count {
                guard isFree(zh) else {
                    zh += 1
                    continue
                }
                var end = zh
                while end < zhUnits.count, isFree(end) { end += 1 }
                let hosts = hosts(of: zh..<end)
                if !isExact || hosts.count == end - zh { fill(zh..<end, hosts) }
                zh = end
            }
        }
        refusals.removeAll { zhTaken[$0.zh] >= 0 || enTaken[$0.en] >= 0 }
    }

    private func isFree(_ zh: Int) -> Bool { zhTaken[zh] < 0 && zhUnits[zh].eid != nil }

    /// The free English units behind the partner of the unit before a gap and before the partner of the
    /// one behind it; where nothing was moved the two are the same run.
    private func hosts(of gap: Range<Int>) -> [Int] {
        let before = gap.lowerBound == 0 ? -1 : zhTaken[gap.lowerBound - 1]
        let after = gap.upperBound == zhUnits.count ? enUnits.count : zhTaken[gap.upperBound]
        var found: [Int] = []
        func isFree(_ en: Int) -> Bool {
            enUnits.indices.contains(en) && enTaken[en] < 0 && enUnits[en].eid != nil
        }
        if gap.lowerBound == 0 || before >= 0 {
            var en = before + 1
            while isFree(en) {
                found.append(en)
                en += 1
            }
        }
        if after >= 0 {
            var en = after - 1
            var ahead: [Int] = []
            while isFree(en), found.last != en {
                ahead.append(en)
                en -= 1
            }
            if found.last != en || en < 0 { found += ahead.reversed() }
        }
        return found
    }

    /// The most alike in order (longest common subsequence, weighted).
    private mutating func fill(_ gap: Range<Int>, _ hosts: [Int]) {
        let (n, m) = (gap.count, hosts.count)
        // where much is missing on both sides, order says little
        guard n > 0, m > 0 else { return }
        if n == 1, m == 1, isPlaceEnough(gap.lowerBound, hosts[0]) {
            link(
                Match(
                    zh: gap.lowerBound, en: hosts[0],
                    similarity: compare(gap.lowerBound, hosts[0]), sameNumber: true))
            return
        }
        let shared = Float(matches.count) / Float(min(zhUnits.count, enUnits.count))
        let strictness = (1 + 0.15 * Float(min(min(n, m) - 1, 10))) * (1 + 1.5 * max(0, 1 - shared))
        let band = n * m > 4_000 ? max(30, abs(n - m) + 30) : Int.max
        let width = m + 1
        var gain = [Float](repeating: 0, count: (n + 1) * width)
        var similarity = [Float](repeating: -1, count: n * m)
        for i in 1...n {
            for j in 1...m {
                var best = max(gain[(i - 1) * width + j], gain[i * width + j - 1])
                if band == .max || abs(i * m / n - j) <= band,
                    let value = likeness(gap.lowerBound + i - 1, hosts[j - 1], strictness)
                {
                    similarity[(i - 1) * m + j - 1] = value
                    best = max(
                        best,
                        gain[(i - 1) * width + j - 1]
                            + weight(value, gap.lowerBound + i - 1, hosts[j - 1]))
                }
                gain[i * width + j] = best
            }
        }
        var (i, j) = (n, m)
        while i > 0, j > 0 {
            let (zh, en) = (gap.lowerBound + i - 1, hosts[j - 1])
            if gain[i * width + j] == gain[(i - 1) * width + j] {
                i -= 1
            } else if gain[i * width + j] == gain[i * width + j - 1] {
                j -= 1
            } else {
                link(
                    Match(
                        zh: zh, en: en, similarity: similarity[(i - 1) * m + j - 1],
                        sameNumber: partner[zh] == en))
                (i, j) = (i - 1, j - 1)
            }
        }
    }

    /// Whether two units alone between linked ones, of one number that is borne out around them, are too
    /// short for their words to speak against it.
    private func isPlaceEnough(_ zh: Int, _ en: Int) -> Bool {
        partner[zh] == en && trust[zh] >= 0.8
            && max(zhRanges[zh].count, enRanges[en].count) < Self.speaking
            && fits(zhUnits[zh].words.count, enUnits[en].words.count)
    }

    /// From so many words on, a text without likeness is another text.
    private static let speaking = 36

    private func weight(_ similarity: Float, _ zh: Int, _ en: Int) -> Float {
        let isBeside =
            zh > 0 && en > 0 && zhTaken[zh - 1] == en - 1
            || zh + 1 < zhUnits.count && zhTaken[zh + 1] == en + 1
        return 0.05 + similarity + (partner[zh] == en ? 0.05 * trust[zh] : 0)
            + (isBeside ? 0.02 : 0)
    }

    /// How alike two units of one place are; `nil` where they cannot be the same.
    private mutating func likeness(_ zh: Int, _ en: Int, _ strictness: Float) -> Float? {
        let count = words(zh, en)
        if count < 8 {
            // too little to compare: both must be short
            guard max(zhRanges[zh].count, enRanges[en].count) < 16,
                fits(zhUnits[zh].words.count, enUnits[en].words.count, by: 2.4)
            else { return nil }
            return compare(zh, en)
        }
        let similarity = compare(zh, en)
        return similarity >= strictness * usual * Self.leastShare(count) ? similarity : nil
    }
}
