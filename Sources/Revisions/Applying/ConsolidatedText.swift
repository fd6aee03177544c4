import Grammar
import LegalText

/// A text under amendment (合并文本): what stands between the articles, and the articles.
struct ConsolidatedText {
    enum Node {
        /// Title, headings, notes: kept as they are unless the decision names them.
        /// `opens` are the chapters that begin in it, `part` what it is where it stands before the articles.
        case other(AmendedText, opens: [Place.Step], part: Region.Kind?)
        case article(AmendedArticle)
    }

    var nodes: [Node] = []
    /// What stands behind the last article.
    var tail: [UInt8] = []
    /// How lines of an article are set apart in this text, and what stands before and behind a label.
    private(set) var lineLeading: [UInt8] = [0x0A]
    private(set) var articleLeading: [UInt8] = [0x0A]
    private(set) var labelGap: [UInt8] = [0x20]
    /// What stands before a chapter's heading between articles.
    private(set) var headingLeading: [UInt8] = [0x0A, 0x0A]
    private(set) var labelTemplate: [UInt8] = []

    init(_ document: Document, relabelling: Relabelling) {
        let bytes = document.source.bytes
        var articles: [Provision] = []
        var divisions: [Provision] = []
        func walk(_ provisions: [Provision]) {
            for provision in provisions {
                if provision.level == .article { articles.append(provision) }
                if provision.level.isDivision { divisions.append(provision) }
                if provision.level != .annex { walk(provision.children) }
            }
        }
        walk(document.provisions)
        var at = document.span.lowerBound
        var next = 0
        var leadings: [[UInt8]: Int] = [:]
        var gaps: [[UInt8]: Int] = [:]
        var breaks: [[UInt8]: Int] = [:]
        for provision in articles {
            guard let label = provision.label, provision.span.lowerBound >= at else { continue }
            var between = Array(bytes[at..<provision.span.lowerBound])
            let split = Self.blankTail(between)
            let leading = Array(between[split...])
            between.removeSubrange(split...)
            if !between.isEmpty {
                var opens: [Place.Step] = []
                while next < divisions.count,
                    divisions[next].span.lowerBound < provision.span.lowerBound
                {
                    opens.append(
                        Place.Step(level: divisions[next].level, number: divisions[next].number))
                    next += 1
                }
                if nodes.isEmpty {
                    appendOpening(at..<at + between.count, of: document, opens)
                } else {
                    if !opens.isEmpty { headingLeading = Self.blankHead(between) }
                    nodes.append(
                        .other(AmendedText(between, isNew: false), opens: opens, part: nil))
                }
            }
            let texts = Self.lines(bytes[label.upperBound..<provision.span.upperBound])
            nodes.append(
                .article(
                    AmendedArticle(
                        oldNumber: provision.number, leading: leading, label: Array(bytes[label]),
                        lines: relabelling.classified(texts, isNew: false))))
            leadings[leading, default: 0] += 1
            if let gap = texts.first?.leading { gaps[gap, default: 0] += 1 }
            for text in texts.dropFirst() { breaks[text.leading, default: 0] += 1 }
            if labelTemplate.isEmpty { labelTemplate = Array(bytes[label]) }
            at = provision.span.upperBound
        }
        tail = Array(bytes[min(at, document.span.upperBound)..<document.span.upperBound])
        articleLeading = Self.commonest(leadings) ?? articleLeading
        lineLeading = Self.commonest(breaks) ?? articleLeading
        labelGap = Self.commonest(gaps) ?? labelGap
    }

    /// What stands before the first article, title and introduction apart.
    private mutating func appendOpening(
        _ span: ByteSpan, of document: Document, _ opens: [Place.Step]
    ) {
        let bytes = document.source.bytes
        var at = span.lowerBound
        func add(_ end: Int, _ part: Region.Kind?, _ opens: [Place.Step] = []) {
            guard end > at else { return }
            nodes.append(
                .other(AmendedText(bytes[at..<end], isNew: false), opens: opens, part: part))
            at = end
        }
        for region in document.regions where region.kind == .title || region.kind == .preamble {
            let part = region.span.clamped(to: span)
            guard part.lowerBound >= at, !part.isEmpty else { continue }
            add(part.lowerBound, nil)
            add(part.upperBound, region.kind)
        }
        // without a region of its own the introduction is the last paragraph before the first article
        let hasIntroduction = nodes.contains {
            if case .other(_, _, .preamble) = $0 { true } else { false }
        }
        if !hasIntroduction, opens.isEmpty,
            let line = Self.lastSentence(bytes, at..<span.upperBound)
        {
            add(line, nil)
            add(span.upperBound, .preamble)
        }
        if at < span.upperBound || !opens.isEmpty {
            nodes.append(
                .other(
                    AmendedText(bytes[at..<span.upperBound], isNew: false), opens: opens, part: nil)
            )
        }
    }

    /// Where the last line begins, if it ends like a sentence.
    private static func lastSentence(_ bytes: [UInt8], _ span: ByteSpan) -> Int? {
        guard let last = bytes[span].suffix(3).last, last >= 0x80 else { return nil }
        let ends: Set<[UInt8]> = [[0xE3, 0x80, 0x82], [0xEF, 0xBC, 0x9A]]  // full stop, colon
        guard ends.contains(Array(bytes[span].suffix(3))) else { return nil }
        var start = span.upperBound
        while start > span.lowerBound, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D {
            start -= 1
        }
        return start
    }

    var articles: [AmendedArticle] {
        nodes.compactMap { if case .article(let article) = $0 { article } else { nil } }
    }

    /// The article that had a number.
    func index(ofArticle number: LabelNumber) -> Int? {
        nodes.firstIndex {
            if case .article(let article) = $0 { article.oldNumber == number } else { false }
        }
    }

    /// Behind the last article of a chapter or section.
    func end(of division: Place.Step) -> Int? {
        let outer: [Level] = [.book, .part, .chapter, .section]
        guard let rank = outer.firstIndex(of: division.level) else { return nil }
        var end: Int?
        var isInside = false
        for (index, node) in nodes.enumerated() {
            switch node {
            case .other(_, let opens, _):
                if opens.contains(division) {
                    isInside = true
                } else if opens.contains(where: { outer[...rank].contains($0.level) }) {
                    isInside = false
                }
            case .article: if isInside { end = index + 1 }
            }
        }
        return end
    }

    subscript(article index: Int) -> AmendedArticle? {
        get { if case .article(let article) = nodes[index] { article } else { nil } }
        set { if let newValue { nodes[index] = .article(newValue) } }
    }

    // MARK: Lines

    /// The lines of some bytes, each with the blanks and line ends before it; blank lines vanish.
    private static func lines(
        _ bytes: ArraySlice<UInt8>
    ) -> [(leading: [UInt8], bytes: [UInt8])] {
        var lines: [(leading: [UInt8], bytes: [UInt8])] = []
        bytes.withUnsafeBufferPointer { p in
            var at = 0
            while at < p.count {
                let start = skipSpace(p, at)
                var end = start
                while end < p.count, p[end] != 0x0A, p[end] != 0x0D { end += 1 }
                let stop = p.trimBlanks(start, end)
                if stop > start { lines.append((Array(p[at..<start]), Array(p[start..<stop]))) }
                at = max(stop, at + 1)
                if stop == start { break }
            }
        }
        return lines
    }

    private static func skipSpace(_ p: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var at = start
        while at < p.count {
            if p[at] == 0x0A || p[at] == 0x0D {
                at += 1
                continue
            }
            let width = p.blankWidth(at)
            if width == 0 { break }
            at += width
        }
        return at
    }

    /// Where the blanks and line ends at the end of some bytes begin.
    private static func blankTail(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { p in
            var end = p.count
            while end > 0 {
                if p[end - 1] == 0x0A || p[end - 1] == 0x0D {
                    end -= 1
                    continue
                }
                let trimmed = p.trimBlanks(0, end)
                if trimmed == end { break }
                end = trimmed
            }
            return end
        }
    }

    private static func blankHead(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBufferPointer { Array($0[..<skipSpace($0, 0)]) }
    }

    private static func commonest(_ counts: [[UInt8]: Int]) -> [UInt8]? {
        counts.max { a, b in
            a.value != b.value ? a.value < b.value : a.key.lexicographicallyPrecedes(b.key)
        }?.key
    }
}
