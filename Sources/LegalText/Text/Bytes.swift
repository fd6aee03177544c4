/// Reading UTF-8 by the byte: the few primitives every hot loop shares.
extension UnsafeBufferPointer<UInt8> {
    /// Length in bytes of the scalar that starts at `at`; 1 for a stray continuation byte.
    @inlinable public func scalarWidth(_ at: Int) -> Int {
        let lead = self[at]
        let width = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        return Swift.min(width, count - at)
    }

    /// Length of the scalar that starts at `at`, in valid UTF-8, without a look at the end of the text:
    /// for loops that stop at or behind a limit.
    @inlinable @inline(__always) public func step(_ at: Int) -> Int {
        let lead = self[at]
        return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }

    /// The scalar that starts at `at`, as a number; valid UTF-8 is assumed.
    @inlinable public func scalar(_ at: Int) -> UInt32 {
        let lead = UInt32(self[at])
        func tail(_ k: Int) -> UInt32 { at + k < count ? UInt32(self[at + k] & 0x3F) : 0 }
        if lead < 0xC0 { return lead }
        if lead < 0xE0 { return (lead & 0x1F) << 6 | tail(1) }
        if lead < 0xF0 { return (lead & 0x0F) << 12 | tail(1) << 6 | tail(2) }
        return (lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3)
    }

    /// Where the scalar that ends at `at` begins; 0 at the start of the text.
    @inlinable public func scalarStart(before at: Int) -> Int {
        var start = at - 1
        while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
        return Swift.max(start, 0)
    }

    /// Length of the blank at `at`, 0 if none: ASCII space, tab, U+00A0, U+2000–200B, U+202F, U+205F,
    /// U+3000 and U+FEFF. Line ends are not blanks.
    @inlinable public func blankWidth(_ at: Int) -> Int {
        switch self[at] {
        case 0x20, 0x09, 0x0B, 0x0C: return 1
        case 0xC2: return at + 1 < count && self[at + 1] == 0xA0 ? 2 : 0
        case 0xE2:
            guard at + 2 < count else { return 0 }
            if self[at + 1] == 0x80, self[at + 2] <= 0x8B || self[at + 2] == 0xAF { return 3 }
            return self[at + 1] == 0x81 && self[at + 2] == 0x9F ? 3 : 0
        case 0xE3:
            return at + 2 < count && self[at + 1] == 0x80 && self[at + 2] == 0x80 ? 3 : 0
        case 0xEF:
            return at + 2 < count && self[at + 1] == 0xBB && self[at + 2] == 0xBF ? 3 : 0
        default: return 0
        }
    }

    /// The first offset from `at` on that holds no blank; at most `end`.
    @inlinable public func skipBlanks(_ at: Int, _ end: Int) -> Int {
        var i = at
        while i < end {
            let width = blankWidth(i)
            if width == 0 { break }
            i += width
        }
        return Swift.min(i, end)
    }

    /// `end` moved back over the blanks before it, at most to `start`.
    @inlinable public func trimBlanks(_ start: Int, _ end: Int) -> Int {
        var i = end
        while i > start {
            let before = scalarStart(before: i)
            if before < start || blankWidth(before) == 0 { break }
            i = before
        }
        return i
    }

    /// Whether a Han character (Unified Ideographs, extensions A–, compatibility, 〇) starts at `at`.
    @inlinable public func isHan(_ at: Int) -> Bool {
        let lead = self[at]
        guard lead >= 0xE3 else { return false }
        let c = scalar(at)
        return c >= 0x4E00 && c <= 0x9FFF || c >= 0x3400 && c < 0x4DC0 || c == 0x3007
            || c >= 0xF900 && c <= 0xFAFF || c >= 0x20000 && c <= 0x3FFFF
    }

    /// Whether the bytes of `text` stand at `at`.
    @inlinable public func has(_ text: [UInt8], at: Int) -> Bool {
        guard at >= 0, at + text.count <= count else { return false }
        for i in text.indices where self[at + i] != text[i] { return false }
        return true
    }
}

/// Whether a byte is an ASCII letter.
@inlinable public func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

/// Whether a byte is an ASCII digit.
@inlinable public func isASCIIDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
