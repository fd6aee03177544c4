import LegalText

/// Pairs two sequences that keep their order (paragraphs of an article, sentences of a paragraph): Gale
/// and Church's lengths (Computational Linguistics 19, 1993) with the words' evidence added.
struct SequenceAligner {
    /// A group of neighbours on each side; either may be empty.
    struct Bead {
        var zh: Range<Int>
        var en: Range<Int>
        /// How much of the words fits, 0…1; lengths alone where there are none.
        var fit: Float
    }

    /// English bytes for one byte of Chinese, in this pair of documents.
    let ratio: Float

    /// The steps a bead may take and what each costs beforehand.
    private static let steps: [(zh: Int, en: Int, cost: Float)] = [
        (1, 1, 0), (1, 0, 5.5), (0, 1, 5.5), (1, 2, 2.6), (2, 1, 2.6), (2, 2, 5.2), (1, 3, 4.6),
        (3, 1, 4.6), (1, 4, 6.4), (4, 1, 6.4),
    ]
    /// What the words' evidence may add or take away.
    private static let wordWeight: Float = 11
    /// The share of words that fits where neither side speaks for or against.
    private static let neutral: Float = 0.4

    private static let sameCount: Float = 1.5

    /// - Parameters:
    ///   - zh: length of each Chinese part in bytes.
    ///   - en: length and mass of words of each English part.
    ///   - explained: how much of each English part each Chinese one explains, row by row.
    func align(
        zh: [Float], en: [(length: Float, mass: Float)], explained: [Float]
    ) -> [Bead] {
        let (n, m) = (zh.count, en.count)
        if n == 0 || m == 0 {
            return zh.indices.map { Bead(zh: $0..<$0 + 1, en: 0..<0, fit: 0) }
                + en.indices.map { Bead(zh: 0..<0, en: $0..<$0 + 1, fit: 0) }
        }
        // the most that any one English part has of each Chinese one's words, to compare with
        let best = (0..<n).map { i in (0..<m).reduce(Float(0)) { max($0, explained[i * m + $1]) } }
        func fit(_ z: Range<Int>, _ e: Range<Int>) -> Float {
            // words that two neighbours share are counted once and a little
            var (forwardSum, backSum, mass, most): (Float, Float, Float, Float) = (0, 0, 0, 0)
            for j in e {
                var (top, sum): (Float, Float) = (0, 0)
                for i in z {
                    top = max(top, explained[i * m + j])
                    sum += explained[i * m + j]
                }
                forwardSum += min(en[j].mass, top + 0.35 * (sum - top))
                mass += en[j].mass
            }
            for i in z {
                var (top, sum): (Float, Float) = (0, 0)
                for j in e {
                    top = max(top, explained[i * m + j])
                    sum += explained[i * m + j]
                }
                backSum += min(best[i], top + 0.35 * (sum - top))
                most += best[i]
            }
            let forward = mass > 0 ? min(1, forwardSum / mass) : Self.neutral
            let back = most > 0 ? min(1, backSum / most) : Self.neutral
            return 0.5 * (forward + back)
        }
        if n == 1, m == 1 { return [Bead(zh: 0..<1, en: 0..<1, fit: fit(0..<1, 0..<1))] }
        let width = m + 1
        let band = n * m > 60_000 ? max(40, abs(n - m) + 40) : Int.max
        var cost = [Float](repeating: .infinity, count: (n + 1) * width)
        var from = [UInt8](repeating: 0, count: (n + 1) * width)
        cost[0] = 0
        for i in 0...n {
            let middle = i * m / n
            let (low, high) = band == .max ? (0, m) : (max(0, middle - band), min(m, middle + band))
            for j in low...high where i + j > 0 {
                var least = Float.infinity
                for (index, step) in Self.steps.enumerated() where step.zh <= i && step.en <= j {
                    let before = cost[(i - step.zh) * width + j - step.en]
                    guard before < .infinity else { continue }
                    let (z, e) = (i - step.zh..<i, j - step.en..<j)
                    var value = before + step.cost
                    if step.zh > 0, step.en > 0 {
                        value += length(z, e, zh, en) + Self.wordWeight * (Self.neutral - fit(z, e))
                    }
                    // as many parts on both sides: each is likely beside its like
                    if n == m, i == j, step.zh == 1, step.en == 1 { value -= Self.sameCount }
                    if value < least {
                        least = value
                        from[i * width + j] = UInt8(index)
                    }
                }
                cost[i * width + j] = least
            }
        }
        var beads: [Bead] = []
        var (i, j) = (n, m)
        while i > 0 || j > 0 {
            let step = Self.steps[Int(from[i * width + j])]
            guard step.zh <= i, step.en <= j, cost[i * width + j] < .infinity else { break }
            let (z, e) = (i - step.zh..<i, j - step.en..<j)
            beads.append(Bead(zh: z, en: e, fit: step.zh > 0 && step.en > 0 ? fit(z, e) : 0))
            (i, j) = (i - step.zh, j - step.en)
        }
        return beads.reversed()
    }

    /// How unlikely these lengths are for one text in two languages.
    private func length(
        _ z: Range<Int>, _ e: Range<Int>, _ zh: [Float], _ en: [(length: Float, mass: Float)]
    ) -> Float {
        let expected = z.reduce(Float(0)) { $0 + zh[$1] } * ratio
        let found = e.reduce(Float(0)) { $0 + en[$1].length }
        let middle = 0.5 * (expected + found) + 8
        let distance = (found - expected) * (found - expected) / (middle * 9)
        return min(6, 0.5 * distance)
    }
}
