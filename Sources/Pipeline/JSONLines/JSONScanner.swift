/// Finds the ends of JSON values in bytes that are known to be UTF-8 (RFC 8259, without tolerance).
struct JSONScanner {
    /// Containers inside one another; more is refused, since nothing here is nested.
    static let depthLimit = 512

    private let p: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ p: UnsafeBufferPointer<UInt8>) { self.p = p }

    /// Reads the whole text as one object and tells each field: its name between the quotes and its
    /// value.
    mutating func object(
        _ field: (_ name: Range<Int>, _ value: Range<Int>) -> Void
    ) throws(JSONLine.Fault) {
        skipBlanks()
        guard peek == UInt8(ascii: "{") else { throw fault("an object is expected") }
        at += 1
        skipBlanks()
        if peek == UInt8(ascii: "}") {
            at += 1
        } else {
            while true {
                skipBlanks()
                let name = try string()
                skipBlanks()
                guard peek == UInt8(ascii: ":") else { throw fault("\":\" is expected") }
                at += 1
                skipBlanks()
                let start = at
                try value()
                field(name, start..<at)
                skipBlanks()
                let next = peek
                at += 1
                if next == UInt8(ascii: "}") { break }
                if next != UInt8(ascii: ",") {
                    at -= 1
                    throw fault("\",\" or \"}\" is expected")
                }
            }
        }
        skipBlanks()
        if at < p.count { throw fault("something follows the object") }
    }

    // MARK: Values

    private var peek: UInt8? { at < p.count ? p[at] : nil }

    private func fault(_ message: String) -> JSONLine.Fault {
        JSONLine.Fault(
            code: "bad-json",
            message: at < p.count
                ? "\(message) at byte \(at) of the line" : "\(message), the line ends")
    }

    private mutating func skipBlanks() {
        while at < p.count, p[at] == 0x20 || p[at] == 0x0A || p[at] == 0x0D || p[at] == 0x09 {
            at += 1
        }
    }

    /// Moves behind one value, containers without recursion.
    private mutating func value() throws(JSONLine.Fault) {
        // of each open container: whether it is an object
        var open: [Bool] = []
        repeat {
            skipBlanks()
            switch peek {
            case UInt8(ascii: "\""): _ = try string()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let isObject = peek == UInt8(ascii: "{")
                at += 1
                skipBlanks()
                if peek == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    at += 1
                } else {
                    if open.count == Self.depthLimit { throw fault("values nest too deep") }
                    open.append(isObject)
                    if isObject { try key() }
                    continue
                }
            case UInt8(ascii: "t"): try word("true")
            case UInt8(ascii: "f"): try word("false")
            case UInt8(ascii: "n"): try word("null")
            default: try number()
            }
            try close(&open)
        } while !open.isEmpty
    }

    /// Behind a value: closes what ends there and moves to the next value, if one must follow.
    private mutating func close(_ open: inout [Bool]) throws(JSONLine.Fault) {
        while let isObject = open.last {
            skipBlanks()
            if peek == UInt8(ascii: ",") {
                at += 1
                skipBlanks()
                if isObject { try key() }
                return
            }
            guard peek == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw fault(isObject ? "\",\" or \"}\" is expected" : "\",\" or \"]\" is expected")
            }
            at += 1
            open.removeLast()
        }
    }

    private mutating func key() throws(JSONLine.Fault) {
        skipBlanks()
        _ = try string()
        skipBlanks()
        guard peek == UInt8(ascii: ":") else { throw fault("\":\" is expected") }
        at += 1
    }

    private mutating func word(_ word: StaticString) throws(JSONLine.Fault) {
        for i in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[i] else { throw fault("a value is expected") }
            at += 1
        }
    }

    private mutating func number() throws(JSONLine.Fault) {
        if peek == UInt8(ascii: "-") { at += 1 }
        if peek == UInt8(ascii: "0") {
            at += 1
        } else {
            try digits("a value is expected")
        }
        if peek == UInt8(ascii: ".") {
            at += 1
            try digits("a digit is expected")
        }
        if let next = peek, next | 0x20 == UInt8(ascii: "e") {
            at += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { at += 1 }
            try digits("a digit is expected")
        }
    }

    private mutating func digits(_ message: String) throws(JSONLine.Fault) {
        let start = at
        while at < p.count, p[at] &- 0x30 < 10 { at += 1 }
        if at == start { throw fault(message) }
    }

    /// Moves behind a string and gives what stands between its quotes.
    private mutating func string() throws(JSONLine.Fault) -> Range<Int> {
        guard peek == UInt8(ascii: "\"") else { throw fault("a string is expected") }
        at += 1
        let start = at
        while at < p.count {
            let byte = p[at]
            if byte == UInt8(ascii: "\"") {
                at += 1
                return start..<at - 1
            }
            if byte < 0x20 { throw fault("a control character stands bare in a string") }
            if byte == UInt8(ascii: "\\") {
                try escape()
            } else {
                at += 1
            }
        }
        throw fault("a string has no end")
    }

    private mutating func escape() throws(JSONLine.Fault) {
        let kind = at + 1 < p.count ? p[at + 1] : 0
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 2
        case UInt8(ascii: "u"):
            guard at + 6 <= p.count, Self.unit(p, at + 2) != nil else {
                throw fault("four hexadecimal digits are expected")
            }
            at += 6
        default: throw fault("there is no such escape")
        }
    }

    // MARK: Strings

    /// The UTF-16 unit of four hexadecimal digits.
    private static func unit(_ p: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32? {
        guard at + 4 <= p.count else { return nil }
        var unit: UInt32 = 0
        for i in at..<at + 4 {
            switch p[i] {
            case 0x30...0x39: unit = unit << 4 | UInt32(p[i] - 0x30)
            case 0x41...0x46: unit = unit << 4 | UInt32(p[i] - 0x37)
            case 0x61...0x66: unit = unit << 4 | UInt32(p[i] - 0x57)
            default: return nil
            }
        }
        return unit
    }

    /// The characters of a string that has been scanned, from between its quotes.
    static func unescaped(_ p: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
        // an escape is never shorter than what it stands for
        [UInt8](unsafeUninitializedCapacity: range.count) { target, count in
            var at = range.lowerBound
            while at < range.upperBound {
                var end = at
                while end < range.upperBound, p[end] != UInt8(ascii: "\\") { end += 1 }
                for i in at..<end { target[count + i - at] = p[i] }
                count += end - at
                at = end
                guard at + 1 < range.upperBound else { return }
                if p[at + 1] == UInt8(ascii: "u") {
                    let (scalar, width) = scalar(p, at, range.upperBound)
                    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                        target[count] = byte
                        count += 1
                    }
                    at += width
                } else {
                    target[count] = meaning(ofEscape: p[at + 1])
                    count += 1
                    at += 2
                }
            }
        }
    }

    private static func meaning(ofEscape sign: UInt8) -> UInt8 {
        switch sign {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        default: sign
        }
    }

    /// The scalar of `\uXXXX` or of a surrogate pair, and the bytes it takes.
    private static func scalar(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (scalar: Unicode.Scalar, width: Int) {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        guard let first = unit(p, at + 2) else { return (replacement, 6) }
        // a surrogate on its own is no scalar
        if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
        guard first < 0xDC00, at + 12 <= end, p[at + 6] == UInt8(ascii: "\\"),
            p[at + 7] == UInt8(ascii: "u"), let second = unit(p, at + 8), second & 0xFC00 == 0xDC00
        else { return (replacement, 6) }
        let value = 0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF)
        return (Unicode.Scalar(value) ?? replacement, 12)
    }
}
