/// Writes JSON (RFC 8259) into one growing buffer of bytes, in the order it is told, without blanks.
///
///     var json = JSONWriter()
///     json.object { json in
///         json.field("number", "15")
///         json.field("confidence", 0.5)
///     }
///     json.bytes    // {"number":"15","confidence":0.5}
///
/// Commas and escapes are its business, nesting is the caller's. What some readers take for line ends
/// (U+0085, U+2028, U+2029) is escaped, so that a value stays on its line in JSON Lines.
public struct JSONWriter {
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    public init() {}

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    // MARK: Containers

    public mutating func object(_ content: (inout JSONWriter) -> Void) {
        open(0x7B)
        content(&self)
        close(0x7D)
    }

    public mutating func array(_ content: (inout JSONWriter) -> Void) {
        open(0x5B)
        content(&self)
        close(0x5D)
    }

    public mutating func array<Element>(
        _ elements: some Sequence<Element>, _ content: (inout JSONWriter, Element) -> Void
    ) {
        open(0x5B)
        for element in elements { content(&self, element) }
        close(0x5D)
    }

    /// The name of a field; its value must follow. ASCII without quotes and backslashes.
    public mutating func key(_ name: StaticString) {
        if needsComma { bytes.append(0x2C) }
        bytes.append(0x22)
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(0x22)
        bytes.append(0x3A)
        needsComma = false
    }

    /// The name of a field that is data: a code, a kind.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(0x3A)
        needsComma = false
    }

    /// Ends a line of JSON Lines.
    public mutating func endLine() {
        bytes.append(0x0A)
        needsComma = false
    }

    // MARK: Values

    public mutating func null() { literal("null") }

    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    public mutating func integer(_ value: Int) {
        comma()
        if value < 0 { bytes.append(0x2D) }
        var rest = value.magnitude
        var divisor: UInt = 1
        while rest / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }

    /// The shortest digits that give the number back; whole numbers without a point; `null` for what
    /// JSON has no number for.
    public mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        if value == value.rounded(), abs(value) < 9_007_199_254_740_992 {
            return integer(Int(value))
        }
        comma()
        bytes.append(contentsOf: value.description.utf8)
    }

    public mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { string($0) }
    }

    /// Valid UTF-8 as a string.
    public mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
        comma()
        bytes.append(0x22)
        var copied = 0
        for at in text.indices {
            let byte = text[at]
            if byte >= 0x20, byte != 0x22, byte != 0x5C, byte != 0xC2, byte != 0xE2 { continue }
            guard let (escape, width) = Self.escape(text, at) else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<at]))
            bytes.append(contentsOf: escape)
            copied = at + width
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[min(copied, text.count)...]))
        bytes.append(0x22)
    }

    /// A value that is JSON already, copied as it is: the caller vouches for it.
    public mutating func raw(_ json: some Sequence<UInt8>) {
        comma()
        bytes.append(contentsOf: json)
    }

    // MARK: Fields

    public mutating func field(_ name: StaticString, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    public mutating func field(_ name: StaticString, _ value: Double?) {
        key(name)
        if let value { number(value) } else { null() }
    }

    // MARK: Parts

    private mutating func comma() {
        if needsComma { bytes.append(0x2C) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func literal(_ word: StaticString) {
        comma()
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// How the character at `at` is escaped and how many bytes it takes; `nil` if it stays.
    private static func escape(
        _ text: UnsafeBufferPointer<UInt8>, _ at: Int
    ) -> (escape: [UInt8], width: Int)? {
        func has(_ second: UInt8, _ third: ClosedRange<UInt8>? = nil) -> Bool {
            guard at + 1 < text.count, text[at + 1] == second else { return false }
            guard let third else { return true }
            return at + 2 < text.count && third.contains(text[at + 2])
        }
        switch text[at] {
        case 0x22: return (Array("\\\"".utf8), 1)
        case 0x5C: return (Array("\\\\".utf8), 1)
        case 0x0A: return (Array("\\n".utf8), 1)
        case 0x0D: return (Array("\\r".utf8), 1)
        case 0x09: return (Array("\\t".utf8), 1)
        case 0xC2: return has(0x85) ? (Array("\\u0085".utf8), 2) : nil
        case 0xE2:
            guard has(0x80, 0xA8...0xA9) else { return nil }
            return (Array((text[at + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8), 3)
        case let control:
            let digits = Array("0123456789abcdef".utf8)
            let escape =
                Array("\\u00".utf8) + [digits[Int(control >> 4)], digits[Int(control & 15)]]
            return (escape, 1)
        }
    }
}
