import LegalText

/// Titles between 《 and 》 (书名号).
enum TitleMarks {
    /// At most so many bytes are a title.
    private static let longest = 240

    static func titles(in text: String) -> [String] {
        var text = text
        return text.withUTF8 { p in
            var found: [String] = []
            var at = 0
            var start: Int?
            while at < p.count {
                if p[at] == 0xE3, at + 2 < p.count, p[at + 1] == 0x80 {
                    if p[at + 2] == 0x8A, start == nil { start = at + 3 }
                    if p[at + 2] == 0x8B, let from = start {
                        if at > from, at - from <= longest {
                            found.append(String(decoding: p[from..<at], as: UTF8.self))
                        }
                        start = nil
                    }
                }
                if let from = start, at - from > longest { start = nil }
                at += p.scalarWidth(at)
            }
            return found
        }
    }

    /// A text without them: 关于适用《X法》的解释 is cited with and without.
    static func removed(from text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(
            contentsOf: text.unicodeScalars.filter { !(0x3008...0x300B).contains($0.value) })
        return String(scalars)
    }
}
