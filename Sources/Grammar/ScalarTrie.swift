import LegalText

/// Phrases as transitions from scalar to scalar in one small hash table: made for Chinese, where a
/// table of bytes would be three steps a character and too large for the caches.
final class ScalarTrie: Sendable {
    /// `state << 32 | scalar` of each transition; `empty` where there is none.
    private let keys: [UInt64]
    /// Where each transition leads.
    private let targets: [UInt32]
    /// What ends in each state; -1 = nothing.
    private let entries: [Int32]
    private let mask: Int

    private static let empty = UInt64.max

    /// - Returns: `nil` where a phrase is empty or stands twice.
    init?(_ phrases: [(text: String, entry: Int)]) {
        let count = phrases.reduce(1) { $0 + $1.text.unicodeScalars.count }
        var size = 64
        while size < 3 * count { size *= 2 }
        mask = size - 1
        var keys = [UInt64](repeating: Self.empty, count: size)
        var targets = [UInt32](repeating: 0, count: size)
        var entries: [Int32] = [-1]
        for phrase in phrases {
            var state = 0
            for scalar in phrase.text.unicodeScalars {
                let key = UInt64(state) << 32 | UInt64(scalar.value)
                let slot = Self.slot(of: key, in: keys, mask)
                if keys[slot] == Self.empty {
                    keys[slot] = key
                    targets[slot] = UInt32(entries.count)
                    entries.append(-1)
                }
                state = Int(targets[slot])
            }
            guard state > 0, entries[state] < 0 else { return nil }
            entries[state] = Int32(phrase.entry)
        }
        (self.keys, self.targets, self.entries) = (keys, targets, entries)
    }

    /// Where a transition is, or would be.
    @inline(__always)
    private static func slot(of key: UInt64, in keys: [UInt64], _ mask: Int) -> Int {
        var slot = Int(truncatingIfNeeded: key &* 0x9E37_79B9_7F4A_7C15 >> 40) & mask
        while keys[slot] != key, keys[slot] != empty { slot = (slot + 1) & mask }
        return slot
    }

    /// The longest phrase that starts at `at` and ends by `end`.
    func longest(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (entry: Int, end: Int)? {
        var state = 0
        var i = at
        var found: (entry: Int, end: Int)?
        while i < end {
            let slot = Self.slot(of: UInt64(state) << 32 | UInt64(p.scalar(i)), in: keys, mask)
            guard keys[slot] != Self.empty else { break }
            i += p.scalarWidth(i)
            guard i <= end else { break }
            state = Int(targets[slot])
            if entries[state] >= 0 { found = (Int(entries[state]), i) }
        }
        return found
    }
}
