import LegalText

/// Finds the values of a JSON object in one pass (RFC 8259).
struct JSONScanner {
    private let p: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { p = bytes }

    /// Reads an object that is all there is; `field` gets each name, its escapes read, and the place of
    /// its value.
    mutating func object(_ field: ([UInt8], Range<Int>) -> Void) throws(JSONLine.Fault) {
        skipBlanks()
        try expect(0x7B, "an object was expected")
        skipBlanks()
        if take(0x7D) { return try end() }
        repeat {
            skipBlanks()
            let name = try string()
            skipBlanks()
            try expect(0x3A, "a colon was expected")
            skipBlanks()
            let start = at
            try value()
            field(Self.text(of: p, name), start..<at)
            skipBlanks()
        } while take(0x2C)
        try expect(0x7D, "a comma or closing brace was expected")
        try end()
    }

    private mutating func end() throws(JSONLine.Fault) {
        skipBlanks()
        if at < p.count { throw fault("text behind the object") }
    }

    /// Skips a value of any depth, keeping its open brackets on a stack of one byte each.
    private mutating func value() throws(JSONLine.Fault) {
        var open: [UInt8] = []
        while true {
            skipBlanks()
            guard at < p.count else { throw fault("a value was expected") }
            switch p[at] {
            case 0x7B, 0x5B:
                let closing = p[at] + 2
                at += 1
                skipBlanks()
                if take(closing) { break }
                open.append(closing)
                if closing == 0x7D { try name() }
                continue
            case 0x22: _ = try string()
            case 0x74: try word("true")
            case 0x66: try word("false")
            case 0x6E: try word("null")
            default: try number()
            }
            // Behind a value: the next one, or the ends of what holds it.
            while let closing = open.last {
                skipBlanks()
                if take(0x2C) {
                    if closing == 0x7D { try name() }
                    break
                }
                try expect(closing, "a comma or closing bracket was expected")
                open.removeLast()
            }
            if open.isEmpty { return }
        }
    }

    private mutating func name() throws(JSONLine.Fault) {
        skipBlanks()
        _ = try string()
        skipBlanks()
        try expect(0x3A, "a colon was expected")
    }

    /// Skips a string; gives its place with the quotes.
    private mutating func string() throws(JSONLine.Fault) -> Range<Int> {
        let start = at
        try expect(0x22, "a string was expected")
        while at < p.count {
            switch p[at] {
            case 0x22:
                at += 1
                return start..<at
            case 0x5C:
                at += 1
                guard at < p.count else { throw fault("an escape is cut off") }
                switch p[at] {
                case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: at += 1
                case 0x75:
                    guard Self.hexadecimal(p, at + 1) != nil else { throw fault("a bad escape") }
                    at += 5
                default: throw fault("a bad escape")
                }
            case 0..<0x20: throw fault("a control character in a string")
            default: at += 1
            }
        }
        throw fault("a string is cut off")
    }

    private mutating func number() throws(JSONLine.Fault) {
        _ = take(0x2D)
        if !take(0x30) { try digits() }
        if take(0x2E) { try digits() }
        if at < p.count, p[at] | 0x20 == 0x65 {
            at += 1
            if !take(0x2B) { _ = take(0x2D) }
            try digits()
        }
    }

    private mutating func digits() throws(JSONLine.Fault) {
        let start = at
        while at < p.count, isASCIIDigit(p[at]) { at += 1 }
        if at == start { throw fault("a value was expected") }
    }

    private mutating func word(_ word: StaticString) throws(JSONLine.Fault) {
        for k in 0..<word.utf8CodeUnitCount {
            try expect(word.utf8Start[k], "a value was expected")
        }
    }

    private mutating func skipBlanks() {
        while at < p.count, p[at] == 0x20 || p[at] == 0x09 || p[at] == 0x0A || p[at] == 0x0D {
            at += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < p.count, p[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ byte: UInt8, _ message: String) throws(JSONLine.Fault) {
        if !take(byte) { throw fault(message) }
    }

    private func fault(_ message: String) -> JSONLine.Fault {
        JSONLine.Fault(offset: at, message: message)
    }

    // MARK: Reading strings

    /// The UTF-8 of a string that was scanned, its escapes read.
    static func text(of p: UnsafeBufferPointer<UInt8>, _ place: Range<Int>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(place.count)
        let end = place.upperBound - 1
        var (at, copied) = (place.lowerBound + 1, place.lowerBound + 1)
        while at < end {
            guard p[at] == 0x5C else {
                at += 1
                continue
            }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: p[copied..<at]))
            at += 2
            switch p[at - 1] {
            case 0x62: out.append(0x08)
            case 0x66: out.append(0x0C)
            case 0x6E: out.append(0x0A)
            case 0x72: out.append(0x0D)
            case 0x74: out.append(0x09)
            case 0x75:
                var unit = hexadecimal(p, at) ?? 0xFFFD
                at += 4
                if unit & 0xFC00 == 0xD800, at + 5 < end, p[at] == 0x5C, p[at + 1] == 0x75,
                    let low = hexadecimal(p, at + 2), low & 0xFC00 == 0xDC00
                {
                    unit = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
                    at += 6
                }
                out.append(contentsOf: String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
            case let byte: out.append(byte)
            }
            copied = at
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: p[copied..<max(copied, end)]))
        return out
    }

    private static func hexadecimal(_ p: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32? {
        guard at + 4 <= p.count else { return nil }
        var value: UInt32 = 0
        for byte in p[at..<at + 4] {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
