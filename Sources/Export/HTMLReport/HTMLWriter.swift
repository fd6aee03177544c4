/// Writes HTML into one growing buffer; text is escaped, markup is the caller's.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = []

    /// Markup, as it is.
    mutating func markup(_ markup: String) { bytes += Array(markup.utf8) }

    /// Text, for content and for attributes in double quotes.
    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { self.text($0) }
    }

    mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case 0..<0x20 where byte != 0x09 && byte != 0x0A, 0x7F: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
    }

    /// An element with text only.
    mutating func element(_ name: String, _ text: String, attributes: String = "") {
        markup("<\(name)\(attributes.isEmpty ? "" : " \(attributes)")>")
        self.text(text)
        markup("</\(name)>")
    }
}

/// A number with its thousands apart: `12,345`.
func grouped(_ value: Int) -> String {
    var digits = Array(String(value))
    var at = digits.count - 3
    while at > 0 {
        digits.insert(",", at: at)
        at -= 3
    }
    return String(digits)
}
