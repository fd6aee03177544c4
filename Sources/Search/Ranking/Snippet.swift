import Grammar
import LegalText

/// A stretch of a text around the words found (摘要): whole sentences where they fit.
struct Snippet {
    /// Room in columns; a Han character takes two.
    static let room = 220

    var text: String
    /// In Unicode scalars.
    var highlights: [Range<Int>]

    /// Places of the words in the whole text, in Unicode scalars.
    var marks: [Range<Int>]

    /// - Parameters:
    ///   - text: of the passage.
    ///   - terms: what was looked for.
    init(of text: String, terms: [QueryTerm], scanner: TermScanner) {
        let bytes = Array(text.utf8)
        let marks = Self.marks(text, terms, scanner)
        let window = Self.window(bytes, marks)
        let places = ScalarOffsets(bytes)
        self.marks = marks.map { places.scalars($0) }
        let shown = bytes[window]
        let hasMoreBefore = window.lowerBound > 0
        let hasMoreBehind = window.upperBound < bytes.count
        var clean: [UInt8] = hasMoreBefore ? Array("…".utf8) : []
        let offset = clean.count - window.lowerBound
        clean += shown.map { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 ? 0x20 : $0 }
        if hasMoreBehind { clean += Array("…".utf8) }
        let offsets = ScalarOffsets(clean)
        self.text = String(decoding: clean, as: UTF8.self)
        highlights = marks.filter {
            window.lowerBound <= $0.lowerBound && $0.upperBound <= window.upperBound
        }
        .map { offsets.scalars($0.lowerBound + offset..<$0.upperBound + offset) }
    }

    /// Byte spans of what was looked for, merged where they touch: pairs and words; single characters
    /// only where the query has no pair with them in it.
    private static func marks(_ text: String, _ terms: [QueryTerm], _ scanner: TermScanner)
        -> [ByteSpan]
    {
        let wanted = Set(terms.map(\.form))
        var paired: Set<UInt32> = []
        for case .han(let a, let b) in wanted where b != 0 { paired.formUnion([a, b]) }
        var marks: [ByteSpan] = []
        let tokens = scanner.pieces(text)
        func add(_ span: ByteSpan) {
            if let last = marks.last, last.upperBound >= span.lowerBound {
                marks[marks.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                marks.append(span)
            }
        }
        for (i, token) in tokens.enumerated() {
            switch token.kind {
            case .han(let scalar):
                if token.joins, i + 1 < tokens.count, case .han(let next) = tokens[i + 1].kind,
                    wanted.contains(.han(scalar, next))
                {
                    add(token.span.lowerBound..<tokens[i + 1].span.upperBound)
                } else if !paired.contains(scalar), wanted.contains(.han(scalar, 0)) {
                    add(token.span)
                }
            case .word(let letters):
                if wanted.contains(.stem(EnglishStemmer.stem(letters))) { add(token.span) }
            }
        }
        return marks
    }

    /// The sentences with most marks that fit the room; part of a sentence if it alone does not.
    private static func window(_ bytes: [UInt8], _ marks: [ByteSpan]) -> ByteSpan {
        if columns(bytes, 0..<bytes.count) <= room { return 0..<bytes.count }
        let sentences = sentences(bytes)
        var best = sentences.first ?? 0..<bytes.count
        var bestWorth = -1
        for first in sentences.indices {
            var end = sentences[first].upperBound
            var last = first
            while last + 1 < sentences.count,
                columns(bytes, sentences[first].lowerBound..<sentences[last + 1].upperBound) <= room
            {
                last += 1
                end = sentences[last].upperBound
            }
            let span = sentences[first].lowerBound..<end
            let worth = marks.reduce(0) { $0 + (span.contains($1.lowerBound) ? $1.count : 0) }
            if worth > bestWorth {
                best = span
                bestWorth = worth
            }
            if last + 1 == sentences.count { break }
        }
        return columns(bytes, best) <= room ? best : cut(bytes, best, marks)
    }

    /// Part of a long sentence, from a little before its first mark.
    private static func cut(_ bytes: [UInt8], _ span: ByteSpan, _ marks: [ByteSpan]) -> ByteSpan {
        bytes.withUnsafeBufferPointer { p in
            var start = marks.first { span.contains($0.lowerBound) }?.lowerBound ?? span.lowerBound
            var back = 0
            while start > span.lowerBound, back < room / 4 {
                start = p.scalarStart(before: start)
                back += p[start] < 0x80 ? 1 : 2
            }
            var end = start
            var used = 0
            while end < span.upperBound, used < room {
                used += p[end] < 0x80 ? 1 : 2
                end += p.scalarWidth(end)
            }
            return start..<min(end, span.upperBound)
        }
    }

    private static func columns(_ bytes: [UInt8], _ span: ByteSpan) -> Int {
        var count = 0
        for byte in bytes[span] where byte & 0xC0 != 0x80 { count += byte < 0x80 ? 1 : 2 }
        return count
    }

    /// Sentences end behind 。；！？ and line ends, and behind . ; ! ? before a blank.
    private static func sentences(_ bytes: [UInt8]) -> [ByteSpan] {
        var found: [ByteSpan] = []
        var start = 0
        bytes.withUnsafeBufferPointer { p in
            var at = 0
            while at < p.count {
                let width = p.scalarWidth(at)
                let end = at + width
                let isEnd =
                    switch p.scalar(at) {
                    case 0x3002, 0xFF1B, 0xFF01, 0xFF1F, 0x0A: true
                    case 0x2E, 0x3B, 0x21, 0x3F: end < p.count && p.blankWidth(end) > 0
                    default: false
                    }
                if isEnd {
                    found.append(start..<end)
                    start = end
                }
                at = end
            }
            if start < p.count { found.append(start..<p.count) }
        }
        return found
    }
}
