/// A set of passages by their places, one bit each.
struct PassageSet: Sendable {
    private(set) var words: [UInt64]
    let size: Int

    init(size: Int, filled: Bool = false) {
        self.size = size
        words = [UInt64](repeating: filled ? .max : 0, count: (size + 63) / 64)
        if filled, size % 64 != 0 { words[words.count - 1] = (1 << UInt64(size % 64)) - 1 }
    }

    @inline(__always) func contains(_ place: Int) -> Bool {
        words[place >> 6] >> UInt64(place & 63) & 1 == 1
    }

    mutating func insert(_ place: Int) {
        guard place >= 0, place < size else { return }
        words[place >> 6] |= 1 << UInt64(place & 63)
    }

    mutating func remove(_ place: Int) {
        guard place >= 0, place < size else { return }
        words[place >> 6] &= ~(1 << UInt64(place & 63))
    }

    mutating func insert(_ places: Range<Int>) { for place in places { insert(place) } }

    mutating func formIntersection(_ other: PassageSet) {
        for i in words.indices { words[i] &= other.words[i] }
    }

    mutating func formUnion(_ other: PassageSet) {
        for i in words.indices { words[i] |= other.words[i] }
    }

    mutating func subtract(_ other: PassageSet) {
        for i in words.indices { words[i] &= ~other.words[i] }
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// The places, ascending.
    var places: [Int] {
        var found: [Int] = []
        for (i, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                found.append(i * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return found
    }
}
