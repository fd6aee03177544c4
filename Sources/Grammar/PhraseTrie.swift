import LegalText

/// A set of phrases as a table of transitions: finds the longest phrase that starts at a place.
///
/// With `foldsCase`, ASCII letters match in any case, one blank in a phrase matches any run of blanks
/// and line ends, and a phrase that ends in a letter must end where a word ends.
package final class PhraseTrie: Sendable {
    /// Class of each byte; 0 = no phrase has it.
    private let classes: [UInt8]
    private let width: Int
    /// `state * width + class` → state; 0 = none.
    private let next: [UInt16]
    /// Entry of each state; -1 = no phrase ends here.
    private let entry: [Int32]
    /// Instead of the table where case does not matter.
    private let scalars: ScalarTrie?

    /// - Returns: `nil` where a phrase is empty, stands twice or the table would overflow.
    package init?(_ phrases: [(text: String, entry: Int)], foldsCase: Bool) {
        var classes = [UInt8](repeating: 0, count: 256)
        if !foldsCase {
            guard let scalars = ScalarTrie(phrases) else { return nil }
            self.scalars = scalars
            (self.classes, width, next, entry) = (classes, 0, [], [])
            return
        }
        scalars = nil
        let keys = phrases.map { phrase in
            phrase.text.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        }
        var used = 1
        for key in keys {
            for byte in key where classes[Int(byte)] == 0 {
                classes[Int(byte)] = UInt8(used)
                used += 1
                if used > 255 { return nil }
            }
        }
        for byte in UInt8(0x41)...0x5A { classes[Int(byte)] = classes[Int(byte | 0x20)] }
        let width = used
        var next = [UInt16](repeating: 0, count: width)
        var entry: [Int32] = [-1]
        for (index, key) in keys.enumerated() {
            guard !key.isEmpty else { return nil }
            var state = 0
            for byte in key {
                let slot = state * width + Int(classes[Int(byte)])
                if next[slot] == 0 {
                    guard entry.count < Int(UInt16.max) else { return nil }
                    next[slot] = UInt16(entry.count)
                    next.append(contentsOf: repeatElement(0, count: width))
                    entry.append(-1)
                }
                state = Int(next[slot])
            }
            guard entry[state] < 0 else { return nil }
            entry[state] = Int32(phrases[index].entry)
        }
        (self.classes, self.width, self.next, self.entry) = (classes, width, next, entry)
    }

    /// The longest phrase that starts at `at` and ends by `end`.
    package func longest(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (entry: Int, end: Int)? {
        if let scalars { return scalars.longest(p, at, end) }
        var state = 0
        var i = at
        var found: (entry: Int, end: Int)?
        while i < end {
            let byte = p[i]
            var step = 1
            var kind = Int(classes[Int(byte)])
            if byte <= 0x20 || byte == 0xC2 {
                step = Self.blankRun(p, i, end)
                if step > 0 { kind = Int(classes[0x20]) } else { step = 1 }
            }
            guard kind != 0 else { break }
            state = Int(next[state * width + kind])
            guard state != 0 else { break }
            i += step
            if entry[state] >= 0, isWordEnd(p, i, end) {
                found = (Int(entry[state]), i)
            }
        }
        return found
    }

    private func isWordEnd(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
        at >= end || !isASCIILetter(p[at - 1]) || !(isASCIILetter(p[at]) || isASCIIDigit(p[at]))
    }

    /// Length of the run of blanks and line ends at `at`; a blank line ends it.
    private static func blankRun(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        var i = at
        var lines = 0
        while i < end {
            let blank = p.blankWidth(i)
            if blank > 0 {
                i += blank
            } else if p[i] == 0x0A || p[i] == 0x0D {
                lines += p[i] == 0x0A ? 1 : 0
                if lines > 1 { return 0 }
                i += 1
            } else {
                break
            }
        }
        return i - at
    }
}
