/// A passage on its way through the second stage of ranking.
struct Candidate {
    var place: Int32
    var heading: Int32
    var document: Int32
    /// What the terms in its text, in the headings over it and in its document's title score.
    var text: Float
    var headingScore: Float
    var titleScore: Float
    /// Share of the query it covers.
    var coverage: Float
    /// The sum of all, before the document's other passages are looked at; not negative.
    var worth: Float
}

/// Keeps about the best `count` of many candidates, in the order they come.
struct CandidatePool {
    private(set) var candidates: [Candidate] = []
    private let count: Int
    private let room: Int
    /// What is worth less is not among the best.
    private(set) var bar: Float = 0
    /// How many candidates are worth how much: the upper bits of numbers that are not negative sort as
    /// the numbers do.
    private var histogram = [Int32](repeating: 0, count: 1 << 15)

    init(count: Int) {
        self.count = count
        room = count * 2
        candidates.reserveCapacity(room + 64)
    }

    @inline(__always) mutating func add(_ candidate: Candidate) {
        guard candidate.worth >= bar else { return }
        candidates.append(candidate)
        if candidates.count > room { trim() }
    }

    /// Drops all but about the best `count`: all that are worth the same as the last of them stay.
    mutating func trim() {
        guard candidates.count > count else { return }
        var (low, high) = (Int.max, 0)
        for candidate in candidates {
            let bin = Int(candidate.worth.bitPattern >> 16)
            histogram[bin] += 1
            low = min(low, bin)
            high = max(high, bin)
        }
        var (bin, seen) = (high + 1, 0)
        while bin > low, seen < count {
            bin -= 1
            seen += Int(histogram[bin])
        }
        for i in low...high { histogram[i] = 0 }
        bar = Float(bitPattern: UInt32(bin) << 16)
        candidates.removeAll { $0.worth < bar }
        // many that are worth the same: the first ones
        if candidates.count > room { candidates.removeLast(candidates.count - room) }
    }
}
