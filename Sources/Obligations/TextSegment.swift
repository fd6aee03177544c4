import LegalText

/// A stretch of running text to read for norms: a paragraph, an item, or the words above a list.
struct TextSegment {
    var span: ByteSpan
    var eid: EId?
    /// Counts the articles (or top provisions) so that nothing is inherited from one to the next.
    var article: Int
    /// Whether the text is an item of a list.
    var isItem: Bool
    /// How deep the item stands; 0 outside lists.
    var depth: Int

    /// The running text of a document in order: provisions without labels and headings, and what
    /// stands outside provisions except titles, tables of contents, boilerplate and blanks.
    static func segments(of document: Document) -> [TextSegment] {
        var collector = Collector(document: document)
        return document.source.bytes.withUnsafeBufferPointer { p in
            collector.collect(p)
            return collector.found
        }
    }

    private struct Collector {
        let document: Document
        var found: [TextSegment] = []
        var article = 0
        /// Whether the levels of a document are but the items of the sentence before them.
        var isItemised = false

        mutating func collect(_ p: UnsafeBufferPointer<UInt8>) {
            var at = document.span.lowerBound
            let areItems = document.provisions.allSatisfy { provision in
                provision.level == .level && provision.children.allSatisfy { $0.children.isEmpty }
            }
            for provision in document.provisions {
                outside(p, at..<max(at, provision.span.lowerBound))
                if areItems, let last = found.last, !last.isItem {
                    isItemised = endsWithColon(p, last.span)
                }
                add(p, provision, depth: 0)
                at = max(at, provision.span.upperBound)
            }
            outside(p, at..<max(at, document.span.upperBound))
        }

        /// Text between provisions, as far as its region may hold norms.
        private mutating func outside(_ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan) {
            guard !span.isEmpty else { return }
            if !isItemised { article += 1 }
            if document.regions.isEmpty {
                lines(p, span, nil, depth: 0, structured: false)
                return
            }
            // a piece of law without any structure may look like a title; then everything is text
            let isBare =
                document.provisions.isEmpty
                && !document.regions.contains { $0.kind == .body || $0.kind == .preamble }
            for region in document.regions where region.span.overlaps(span) {
                switch region.kind {
                case .toc, .blank: continue
                case .title where !isBare: continue
                case .boilerplate:
                    // navigation and the like holds no sentences; a news summary does
                    let first = found.count
                    lines(p, region.span.clamped(to: span), nil, depth: 0, structured: false)
                    let kept = found[first...].filter { isProse(p, $0.span) }
                    found.replaceSubrange(first..., with: kept)
                default:
                    lines(p, region.span.clamped(to: span), nil, depth: 0, structured: false)
                }
            }
        }

        private mutating func add(
            _ p: UnsafeBufferPointer<UInt8>, _ provision: Provision, depth: Int
        ) {
            guard depth < 64 else { return }
            let isList = provision.level == .point || provision.level == .indent
            if provision.level == .article || provision.level == .level && depth == 0 && !isItemised
            {
                article += 1
            }
            let inside = isList || provision.level == .level ? depth + 1 : depth
            var at = min(
                max(provision.bodyStart, provision.span.lowerBound), provision.span.upperBound)
            // an item that ends like a sentence is no heading
            if inside > depth, endsSentence(p, provision.span.lowerBound, at) {
                at = provision.span.lowerBound
            }
            for child in provision.children {
                if child.span.lowerBound > at {
                    lines(
                        p, at..<child.span.lowerBound, provision.eid, depth: inside,
                        structured: true)
                }
                add(p, child, depth: inside)
                at = max(at, child.span.upperBound)
            }
            if provision.span.upperBound > at {
                lines(
                    p, at..<provision.span.upperBound, provision.eid, depth: inside,
                    structured: true)
            }
        }

        /// Cuts at line ends that end a sentence or stand before a blank line or a list label.
        private mutating func lines(
            _ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan, _ eid: EId?, depth: Int,
            structured: Bool
        ) {
            var start = span.lowerBound
            var at = start
            let end = min(span.upperBound, p.count)
            while at < end {
                if p[at] == 0x0A || p[at] == 0x0D {
                    var next = at
                    var breaks = 0
                    while next < end, p[next] == 0x0A || p[next] == 0x0D || p.blankWidth(next) > 0 {
                        if p[next] == 0x0A { breaks += 1 }
                        next += max(1, p.blankWidth(next))
                    }
                    if breaks > 1 || next >= end || endsSentence(p, start, at)
                        || ListMark.width(p, next, end) > 0 || !continues(p, next, end, structured)
                    {
                        emit(p, start..<at, eid, depth, structured)
                        start = next
                    }
                    at = max(next, at + 1)
                } else {
                    at += 1
                }
            }
            if start < end { emit(p, start..<end, eid, depth, structured) }
        }

        private func endsSentence(
            _ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ at: Int
        ) -> Bool {
            let last = p.trimBlanks(start, at)
            guard last > start else { return true }
            let mark = p.scalarStart(before: last)
            switch p.scalar(mark) {
            case 0x2E, 0x3B, 0x3A, 0x21, 0x3F, 0x3002, 0xFF1B, 0xFF1A, 0xFF01, 0xFF1F: return true
            default: return false
            }
        }

        private func endsWithColon(_ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan) -> Bool {
            guard !span.isEmpty else { return false }
            let last = p.scalar(p.scalarStart(before: span.upperBound))
            return last == 0x3A || last == 0xFF1A
        }

        private func isProse(_ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan) -> Bool {
            span.count > 80 && endsSentence(p, span.lowerBound, span.upperBound)
        }

        /// Whether a sentence goes on behind a line end: English with a small letter or a digit.
        private func continues(
            _ p: UnsafeBufferPointer<UInt8>, _ next: Int, _ end: Int, _ structured: Bool
        ) -> Bool {
            // inside a provision a line that ends no sentence was broken off
            if document.language == .zho { return structured && p.isHan(next) }
            let byte = p[next]
            return byte &- 0x61 < 26 || isASCIIDigit(byte) || byte == 0x2A
        }

        private mutating func emit(
            _ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan, _ eid: EId?, _ depth: Int,
            _ structured: Bool
        ) {
            var start = p.skipBlanks(span.lowerBound, span.upperBound)
            let end = p.trimBlanks(start, span.upperBound)
            guard start < end else { return }
            var isItem = structured && depth > 0
            let mark = ListMark.width(p, start, end)
            if mark > 0 {
                start = p.skipBlanks(start + mark, end)
                isItem = true
            }
            guard start < end else { return }
            found.append(
                TextSegment(
                    span: start..<end, eid: eid, article: article, isItem: isItem,
                    depth: isItem ? max(depth, 1) : 0))
        }
    }
}

/// The mark at the start of an item: （一）, (1), 1., 一、, ①.
enum ListMark {
    /// Its length in bytes; 0 if there is none.
    static func width(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        guard at < end else { return 0 }
        var i = at
        var bracket = false
        if p[i] == 0x28 {
            i += 1
            bracket = true
        } else if p.has([0xEF, 0xBC, 0x88], at: i) {
            i += 3
            bracket = true
        }
        if bracket {
            let start = i
            while i < end, i - start < 15 {
                if p[i] == 0x29, i > start { return i + 1 - at }
                if p.has([0xEF, 0xBC, 0x89], at: i), i > start { return i + 3 - at }
                guard isASCIIDigit(p[i]) || isASCIILetter(p[i]) || p[i] == 0x20 || p[i] >= 0xE3
                else {
                    return 0
                }
                i += p.scalarWidth(i)
            }
            return 0
        }
        if p[i] == 0xE2, i + 2 < end, p.scalar(i) >= 0x2460, p.scalar(i) <= 0x249B { return 3 }
        let start = i
        while i < end, isASCIIDigit(p[i]), i - start < 3 { i += 1 }
        if i > start, i < end {
            if p[i] == 0x2E, i + 1 >= end || !isASCIIDigit(p[i + 1]) { return i + 1 - at }
            if p[i] == 0x29 { return i + 1 - at }
            if p.has([0xE3, 0x80, 0x81], at: i) || p.has([0xEF, 0xBC, 0x8E], at: i) {
                return i + 3 - at
            }
            return 0
        }
        i = start
        while i < end, i - start < 12, p.isHan(i) { i += 3 }
        if i > start, i - start <= 9, p.has([0xE3, 0x80, 0x81], at: i), isHanDigits(p, start, i) {
            return i + 3 - at
        }
        return 0
    }

    /// 一 to 十, alone or together.
    private static func isHanDigits(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int)
        -> Bool
    {
        let digits: Set<UInt32> = [
            0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341,
        ]
        var i = start
        while i < end {
            if !digits.contains(p.scalar(i)) { return false }
            i += 3
        }
        return true
    }
}
