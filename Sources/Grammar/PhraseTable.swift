import LegalText

/// Phrases and what each means as a number, found forwards or backwards from a place; the longest wins.
///
/// Like `PhraseSet`, but made for the innermost loops: all bytes lie in one array.
package final class PhraseTable: Sendable {
    private let bytes: [UInt8]
    /// Where each phrase begins in `bytes`; longest phrases first.
    private let starts: [Int32]
    private let values: [Int]
    /// By first and by last byte: `order[heads[b]..<heads[b + 1]]` are the phrases.
    private let byFirst: Buckets
    private let byLast: Buckets

    private struct Buckets: Sendable {
        var heads: [Int32] = []
        var order: [Int32] = []

        init(_ keys: [UInt8]) {
            for byte in 0..<256 {
                heads.append(Int32(order.count))
                for (index, key) in keys.enumerated() where key == UInt8(byte) {
                    order.append(Int32(index))
                }
            }
            heads.append(Int32(order.count))
        }
    }

    package init(_ entries: [(String, Int)]) {
        let phrases = entries.map { (Array($0.0.utf8.map(Self.fold)), $0.1) }
            .filter { !$0.0.isEmpty }
            .sorted { ($0.0.count, $0.1) > ($1.0.count, $1.1) }
        bytes = phrases.flatMap(\.0)
        var starts: [Int32] = [0]
        for phrase in phrases { starts.append(starts[starts.count - 1] + Int32(phrase.0.count)) }
        self.starts = starts
        values = phrases.map(\.1)
        byFirst = Buckets(phrases.map { phrase in
            phrase.0.withUnsafeBufferPointer { Self.key($0, 0, $0.count) }
        })
        byLast = Buckets(phrases.map { $0.0[$0.0.count - 1] })
    }

    @inline(__always) private static func fold(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// ASCII by its own byte, the rest by a mix of the two bytes behind the first.
    @inline(__always) private static func key(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> UInt8 {
        if p[at] < 0x80 { return fold(p[at]) }
        return at + 2 < end ? 0x80 | (p[at + 1] ^ p[at + 2] << 1) : 0x80
    }

    /// The longest phrase at `at`.
    /// - Parameter word: whether a phrase of letters must end where a word ends.
    package func match(
        _ p: UnsafeBufferPointer<UInt8>, at: Int, end: Int, word: Bool = false
    ) -> (value: Int, end: Int)? {
        guard at < end else { return nil }
        let first = Int(Self.key(p, at, end))
        for slot in Int(byFirst.heads[first])..<Int(byFirst.heads[first + 1]) {
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
            if word, from > start, isASCIILetter(p[from - 1]), isASCIILetter(bytes[low]) { continue }
            var i = 0
            while low + i < high, Self.fold(p[from + i]) == bytes[low + i] { i += 1 }
            if low + i == high { return (values[index], from) }
        }
        return nil
    }
}
