import LegalText

/// Phrases and what each means as a number, found forwards or backwards from a place; the longest wins.
///
/// Like `PhraseSet`, but made for the innermost loops: all bytes lie in one array.
package final class PhraseTable: Sendable {
    private let bytes: [UInt8]
    /// Where each phrase begins in `bytes`; longest phrases first.
    private let starts: [Int32]
    private let values: [Int]
    /// By how a phrase begins, and by its last byte: `order[heads[b]..<heads[b + 1]]` are the phrases.
    private let byFirst: Buckets
    private let byLast: Buckets

    private struct Buckets: Sendable {
        var heads: [Int32] = []
        var order: [Int32] = []

        init(_ keys: [Int], count: Int) {
            var members = [[Int32]](repeating: [], count: count)
            for (index, key) in keys.enumerated() { members[key].append(Int32(index)) }
            for bucket in members {
                heads.append(Int32(order.count))
                order += bucket
            }
            heads.append(Int32(order.count))
        }
    }

    private static let keys = 1 << 12

    package init(_ entries: [(String, Int)]) {
        let phrases = entries.map { (Array($0.0.utf8.map(Self.fold)), $0.1) }
            .filter { !$0.0.isEmpty }
            .sorted { ($0.0.count, $0.1) > ($1.0.count, $1.1) }
        bytes = phrases.flatMap(\.0)
        var starts: [Int32] = [0]
        for phrase in phrases { starts.append(starts[starts.count - 1] + Int32(phrase.0.count)) }
        self.starts = starts
        values = phrases.map(\.1)
        byFirst = Buckets(
            phrases.map { phrase in
                phrase.0.withUnsafeBufferPointer { Self.key($0, 0, $0.count) }
            }, count: Self.keys)
        byLast = Buckets(phrases.map { Int($0.0[$0.0.count - 1]) }, count: 256)
    }

    @inline(__always) private static func fold(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// Two letters of ASCII, one byte that is no letter or stands alone, three bytes of other scripts:
    /// a number below `keys`.
    @inline(__always) private static func key(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> Int {
        let first = fold(p[at])
        if first < 0x80 {
            guard isASCIILetter(first), at + 1 < end, isASCIILetter(p[at + 1]) else {
                return Int(first)
            }
            return 0x400 | Int(first & 0x1F) << 5 | Int(p[at + 1] & 0x1F)
        }
        guard at + 2 < end else { return 0x80 }
        return 0x800 | Int(p[at + 1] & 0x3F) << 5 & 0x7C0 | Int(p[at + 2] & 0x3F)
    }

    /// The longest phrase at `at`.
    /// - Parameter word: whether a phrase of letters must end where a word ends.
    package func match(
        _ p: UnsafeBufferPointer<UInt8>, at: Int, end: Int, word: Bool = false
    ) -> (value: Int, end: Int)? {
        guard at < end else { return nil }
        let key = Self.key(p, at, end)
        if let found = match(p, at, end, word, key) { return found }
        // a phrase of one letter that another letter follows
        return key & 0x400 != 0 && key < 0x800
            ? match(p, at, end, word, Int(Self.fold(p[at]))) : nil
    }

    @inline(__always) private func match(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ word: Bool, _ key: Int
    ) -> (value: Int, end: Int)? {
        for slot in Int(byFirst.heads[key])..<Int(byFirst.heads[key + 1]) {
            let index = Int(byFirst.order[slot])
            let (low, high) = (Int(starts[index]), Int(starts[index + 1]))
            let stop = at + high - low
            guard stop <= end else { continue }
            if word, stop < end, isASCIILetter(p[stop]), isASCIILetter(bytes[high - 1]) { continue }
            var i = 0
            while low + i < high, Self.fold(p[at + i]) == bytes[low + i] { i += 1 }
            if low + i == high { return (values[index], stop) }
        }
        return nil
    }

    /// The longest phrase that ends at `end`.
    /// - Parameter word: whether a phrase of letters must begin where a word begins.
    package func match(
        _ p: UnsafeBufferPointer<UInt8>, endingAt end: Int, start: Int, word: Bool = false
    ) -> (value: Int, start: Int)? {
        guard end > start else { return nil }
        let last = Int(Self.fold(p[end - 1]))
        for slot in Int(byLast.heads[last])..<Int(byLast.heads[last + 1]) {
            let index = Int(byLast.order[slot])
            let (low, high) = (Int(starts[index]), Int(starts[index + 1]))
            let from = end - (high - low)
            guard from >= start else { continue }
            if word, from > start, isASCIILetter(p[from - 1]), isASCIILetter(bytes[low]) {
                continue
            }
            var i = 0
            while low + i < high, Self.fold(p[from + i]) == bytes[low + i] { i += 1 }
            if low + i == high { return (values[index], from) }
        }
        return nil
    }
}
