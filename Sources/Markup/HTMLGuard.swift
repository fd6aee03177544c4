import LegalText

/// Makes a page safe for libxml2's HTML parser, in one pass and without losing text.
///
/// | what libxml2 does | what it is given instead |
/// |---|---|
/// | NUL ends its reading | U+FFFD |
/// | `<` before anything but a tag swallows up to the next `>` | `&lt;` |
/// | n attributes of a tag cost n² comparisons | the tag ends behind the thousandth |
struct HTMLGuard {
    private static let attributeLimit = 1000
    private let page: [UInt8]
    private var out: [UInt8] = []
    private var copied = 0
    private var at = 0

    /// The page itself where nothing has to change.
    static func guarded(_ page: [UInt8]) -> [UInt8] {
        var pass = HTMLGuard(page: page)
        pass.run()
        if pass.copied == 0 { return page }
        pass.out.append(contentsOf: page[pass.copied...])
        return pass.out
    }

    private init(page: [UInt8]) { self.page = page }

    private mutating func run() {
        while at < page.count {
            switch page[at] {
            case 0x00: replace(1, by: "\u{FFFD}")
            case 0x3C: lessThan()
            default: at += 1
            }
        }
    }

    private mutating func lessThan() {
        let next = at + 1 < page.count ? page[at + 1] : 0
        if isASCIILetter(next) {
            tag()
        } else if next == 0x2F, at + 2 < page.count, isASCIILetter(page[at + 2]) {
            at += 3
        } else if has("<!--") {
            skip(to: "-->")
        } else if next == 0x21 || next == 0x3F {
            at += 2
        } else {
            replace(1, by: "&lt;")
        }
    }

    /// Walks a start tag to its end; the text of a script or style, which is no markup, goes with it.
    private mutating func tag() {
        let raw = ["script", "style"].first { has("<" + $0) }
        at += 1
        var attributes = 0
        while at < page.count, page[at] != 0x3E {
            let byte = page[at]
            if byte == 0x22 || byte == 0x27 {
                quoted(byte)
            } else if byte == 0 {
                replace(1, by: "\u{FFFD}")
            } else {
                at += 1
            }
            if byte <= 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x2F {
                attributes += 1
                if attributes == 2 * Self.attributeLimit { return replace(0, by: ">") }
            }
        }
        if let raw { skip(to: "</" + raw) }
    }

    /// Walks a quoted value to its closing quote.
    private mutating func quoted(_ quote: UInt8) {
        at += 1
        while at < page.count, page[at] != quote {
            if page[at] == 0 { replace(1, by: "\u{FFFD}") } else { at += 1 }
        }
        at += 1
    }

    /// Moves to where a text starts next, or to the end; NULs on the way do not end the reading.
    private mutating func skip(to end: String) {
        while at < page.count, !has(end) {
            if page[at] == 0 { replace(1, by: "\u{FFFD}") } else { at += 1 }
        }
    }

    private mutating func replace(_ count: Int, by text: String) {
        out.append(contentsOf: page[copied..<at])
        out.append(contentsOf: text.utf8)
        at += count
        copied = at
    }

    /// Whether an ASCII text (lower case) stands here, in either case.
    private func has(_ text: String) -> Bool {
        var k = at
        for byte in text.utf8 {
            guard k < page.count else { return false }
            let found = page[k] &- 0x41 < 26 ? page[k] | 0x20 : page[k]
            if found != byte { return false }
            k += 1
        }
        return true
    }
}
