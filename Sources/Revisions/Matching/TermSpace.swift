import Foundation

/// The pairs of neighbouring words of both texts, numbered, with their rarity.
struct TermSpace {
    private var numbers: [UInt64: Int32] = [:]
    /// In how many articles of each text a term occurs.
    private var holders: [(old: Int32, new: Int32)] = []
    private var units = 0
    /// Weight of each term; rare ones count more.
    private(set) var weights: [Float] = []

    /// The distinct terms of a text with their counts, by number.
    struct Vector {
        var terms: [Int32] = []
        var counts: [Int32] = []
        /// Sum of weight times count.
        var weight: Float = 0
    }

    /// Which of the texts an article is in.
    enum Side { case old, new }

    /// The terms of some runs of words, counted as one more article of a text where one is given.
    mutating func vector(
        _ runs: [ArraySlice<ComparedUnit.Token>], counting side: Side? = nil
    ) -> Vector {
        var found: [Int32] = []
        found.reserveCapacity(runs.reduce(8) { $0 + $1.count })
        for run in runs {
            var previous: UInt32?
            for token in run {
                if token.isMark {
                    previous = nil
                    continue
                }
                if let previous { found.append(number(UInt64(previous) << 32 | UInt64(token.id))) }
                // a long word says something by itself
                if token.id >= Lexicon.firstWord || run.count == 1 {
                    found.append(number(UInt64(token.id)))
                }
                previous = token.id
            }
        }
        found.sort()
        var vector = Vector()
        for term in found {
            if vector.terms.last == term {
                vector.counts[vector.counts.count - 1] += 1
            } else {
                vector.terms.append(term)
                vector.counts.append(1)
            }
        }
        guard let side else { return vector }
        units += 1
        for term in vector.terms {
            switch side {
            case .old: holders[Int(term)].old += 1
            case .new: holders[Int(term)].new += 1
            }
        }
        return vector
    }

    private mutating func number(_ key: UInt64) -> Int32 {
        if let known = numbers[key] { return known }
        let number = Int32(holders.count)
        numbers[key] = number
        holders.append((0, 0))
        return number
    }

    /// Fixes the weights, once all units are counted.
    mutating func weigh() {
        weights = holders.map { log(1 + Float(units) / Float(max($0.old + $0.new, 1))) }
    }

    /// The weight of a term that occurs in one unit only.
    var rarest: Float { Foundation.log(1 + Float(max(units, 1))) }

    func weight(of vector: Vector) -> Float {
        var sum: Float = 0
        for k in vector.terms.indices {
            sum += weights[Int(vector.terms[k])] * Float(vector.counts[k])
        }
        return sum
    }

    /// The weight two texts have in common.
    func shared(_ a: Vector, _ b: Vector) -> Float {
        var (i, j) = (0, 0)
        var sum: Float = 0
        while i < a.terms.count, j < b.terms.count {
            if a.terms[i] < b.terms[j] {
                i += 1
            } else if a.terms[i] > b.terms[j] {
                j += 1
            } else {
                sum += weights[Int(a.terms[i])] * Float(min(a.counts[i], b.counts[j]))
                i += 1
                j += 1
            }
        }
        return sum
    }

    /// The weight a text has in common with what `b` has beyond a third one.
    func shared(_ a: Vector, _ b: Vector, beyond taken: Vector) -> Float {
        var (i, j, k) = (0, 0, 0)
        var sum: Float = 0
        while i < a.terms.count, j < b.terms.count {
            let term = a.terms[i]
            if term < b.terms[j] {
                i += 1
                continue
            }
            if term > b.terms[j] {
                j += 1
                continue
            }
            while k < taken.terms.count, taken.terms[k] < term { k += 1 }
            let gone = k < taken.terms.count && taken.terms[k] == term ? taken.counts[k] : 0
            sum += weights[Int(term)] * Float(min(a.counts[i], max(0, b.counts[j] - gone)))
            i += 1
            j += 1
        }
        return sum
    }

    /// The weight of the different words an old and a new article share that at most one other article
    /// of either text has.
    func sharedRare(_ a: Vector, _ b: Vector) -> Float {
        var (i, j) = (0, 0)
        var sum: Float = 0
        while i < a.terms.count, j < b.terms.count {
            let term = a.terms[i]
            if term == b.terms[j] {
                let (old, new) = holders[Int(term)]
                if old <= 2, new <= 2 { sum += weights[Int(term)] }
            }
            if term <= b.terms[j] { i += 1 }
            if term >= b.terms[j] { j += 1 }
        }
        return sum
    }

    /// The mean of the share of both texts in common and the share of the shorter one, 0…1.
    func similarity(_ a: Vector, _ b: Vector) -> Float {
        Self.similarity(shared(a, b), a.weight, b.weight)
    }

    /// The same of the weight in common and the weights of both texts.
    static func similarity(_ shared: Float, _ a: Float, _ b: Float) -> Float {
        guard a > 0, b > 0 else { return 0 }
        return (2 * shared / (a + b) + shared / min(a, b)) / 2
    }
}

/// Which vectors hold a term: one flat list, the vectors of term t at `starts[t]..<starts[t + 1]`.
struct TermPostings {
    private let starts: [Int32]
    private let holders: [Int32]
    private let counts: [Int32]

    init(_ vectors: [TermSpace.Vector], terms: Int) {
        var starts = [Int32](repeating: 0, count: terms + 1)
        for vector in vectors { for term in vector.terms { starts[Int(term) + 1] += 1 } }
        for t in 0..<terms { starts[t + 1] += starts[t] }
        var next = starts
        var holders = [Int32](repeating: 0, count: Int(starts[terms]))
        var counts = holders
        for (index, vector) in vectors.enumerated() {
            for k in vector.terms.indices {
                let at = Int(next[Int(vector.terms[k])])
                holders[at] = Int32(index)
                counts[at] = vector.counts[k]
                next[Int(vector.terms[k])] += 1
            }
        }
        self.starts = starts
        self.holders = holders
        self.counts = counts
    }

    /// The vectors most like `vector`, best first, at most `limit`; terms in more than `cap` vectors only
    /// count where the text is short.
    func nearest(
        to vector: TermSpace.Vector, in space: TermSpace, limit: Int, cap: Int,
        scratch: inout [Float]
    ) -> [Int] {
        var touched: [Int] = []
        let capped = vector.terms.count > 12
        for k in vector.terms.indices {
            let term = Int(vector.terms[k])
            let range = Int(starts[term])..<Int(starts[term + 1])
            if capped, range.count > cap { continue }
            let weight = space.weights[term]
            for at in range {
                let holder = Int(holders[at])
                if scratch[holder] == 0 { touched.append(holder) }
                scratch[holder] += weight * Float(min(vector.counts[k], counts[at]))
            }
        }
        // the best few, kept in order: most of what was touched shares one common term
        var best: [Int] = []
        best.reserveCapacity(limit + 1)
        for holder in touched {
            let score = scratch[holder]
            if best.count == limit, score <= scratch[best[limit - 1]] { continue }
            var at = best.count
            while at > 0, scratch[best[at - 1]] < score { at -= 1 }
            best.insert(holder, at: at)
            if best.count > limit { best.removeLast() }
        }
        for holder in touched { scratch[holder] = 0 }
        return best
    }
}
