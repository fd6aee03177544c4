import LegalText
import Markup

/// Writes a page's text from the events of its markup, in one pass and without recursion.
final class PageRenderer: HTMLReceiver {
    private(set) var out: [UInt8] = []
    private(set) var lines: [PageLine] = []
    private(set) var regions: [PageRegion] = []

    private struct Open {
        var element: PageElement
        var region: Int?
        /// Whether it is a link that leads away.
        var leads = false
    }
    private struct Row {
        var cells = 0
        /// Where the row's text begins, before its line end.
        var start: Int
    }
    private struct List {
        var next: Int?
    }

    private var open: [Open] = []
    private var rows: [Row] = []
    private var lists: [List] = []
    private var dropped = 0
    private var preformatted = 0
    private var linkDepth = 0
    private var titleDepth = 0
    private var mainDepth = 0
    private var headingDepth = 0

    private var line = PageLine(span: 0..<0)
    private var breaks = 0
    private var tabs = 0
    private var blank = false
    private var blankHeldLineEnd = false
    /// Links begun whose first character is still to come.
    private var beganLinks = 0

    // MARK: Events

    func start(_ name: UnsafePointer<UInt8>, _ attributes: HTMLAttributes) {
        let name = String(decodingCString: name, as: UTF8.self)
        let element = PageElement.named(name)
        var entry = Open(element: element)
        defer { open.append(entry) }
        if element.contains(.dropped) { dropped += 1 }
        guard dropped == 0 else { return }
        if element.contains(.lineBreak), breaks < 2 { breaks += 1 }
        if element.contains(.block) { breakLine() }
        if element.contains(.row) { startRow() }
        if element.contains(.cell) { startCell() }
        if element.contains(.preformatted) { preformatted += 1 }
        if element.contains(.title) {
            titleDepth += 1
            breakLine()
        }
        if element.contains(.main) { mainDepth += 1 }
        if element.contains(.mainHeading) { headingDepth += 1 }
        // A link inside the page belongs to its table of contents or its notes.
        if element.contains(.link), let target = attributes["href"], !target.hasPrefix("#") {
            entry.leads = true
            linkDepth += 1
            beganLinks += 1
        }
        if let region = region(name, element, attributes) {
            entry.region = regions.count
            regions.append(region)
        }
        if element.contains(.orderedList) {
            let isPlain = attributes["style"]?.contains("none") == true || entry.region != nil
            lists.append(List(next: isPlain ? nil : attributes["start"].flatMap { Int($0) } ?? 1))
        } else if element.contains(.unorderedList) {
            lists.append(List(next: nil))
        } else if element.contains(.item) {
            startItem(attributes["value"].flatMap { Int($0) })
        } else if name == "input", let kind = attributes["type"]?.lowercased(),
            ["submit", "button", "reset"].contains(kind), let value = attributes["value"]
        {
            write(value)
        }
    }

    func end(_ name: UnsafePointer<UInt8>) {
        guard let entry = open.popLast() else { return }
        let element = entry.element
        if dropped > 0 {
            if element.contains(.dropped) { dropped -= 1 }
            return
        }
        if element.contains(.block) || element.contains(.title) { breakLine() }
        if element.contains(.row) {
            tabs = 0
            if rows.popLast() != nil { breakLine() }
        }
        if element.contains(.preformatted) { preformatted -= 1 }
        if element.contains(.title) { titleDepth -= 1 }
        if element.contains(.main) { mainDepth -= 1 }
        if element.contains(.mainHeading) { headingDepth -= 1 }
        if entry.leads { linkDepth -= 1 }
        if element.contains(.orderedList) || element.contains(.unorderedList) {
            _ = lists.popLast()
        }
        if let region = entry.region {
            let start = regions[region].span.lowerBound
            regions[region].span = start..<max(start, out.count)
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard dropped == 0 else { return }
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte <= 0x20 {
                if preformatted > 0 { writePreformatted(byte) } else { collapse(byte) }
                at += 1
                continue
            }
            let width = bytes.scalarWidth(at)
            if blank || breaks > 0 || tabs > 0 { writePending(before: bytes.scalar(at)) }
            // Numeric references to the C1 controls mean the characters of windows-1252 there.
            if byte == 0xC2, width == 2, bytes[at + 1] < 0xA0,
                let meant = windows1252[Int(bytes[at + 1] & 0x1F)]
            {
                out.append(contentsOf: String(meant).utf8)
            } else {
                out.append(contentsOf: bytes[at..<at + width])
            }
            count(bytes.scalar(at))
            at += width
        }
    }

    /// Ends the last line.
    func finish() {
        while !open.isEmpty { end("") }
        endLine()
    }

    // MARK: Writing

    private func write(_ text: String) {
        var text = text
        text.withUTF8 { self.text($0) }
    }

    private func breakLine() {
        if tabs == 0 { breaks = max(breaks, 1) }
        blank = false
    }

    private func collapse(_ byte: UInt8) {
        if byte == 0x0A || byte == 0x0D {
            blankHeldLineEnd = blank ? blankHeldLineEnd : true
        } else if !blank {
            blankHeldLineEnd = false
        }
        blank = true
    }

    private func writePreformatted(_ byte: UInt8) {
        switch byte {
        case 0x0A: breaks += 1
        case 0x0D: break
        default:
            writePending(before: 0x20)
            out.append(byte)
        }
    }

    private func writePending(before next: UInt32) {
        if breaks > 0 {
            if !out.isEmpty {
                endLine()
                for _ in 0..<breaks { out.append(0x0A) }
            }
            line = PageLine(span: out.count..<out.count)
        } else if tabs == 0, blank, out.count > line.span.lowerBound,
            !(blankHeldLineEnd && isWide(next) && isWide(lastScalar))
        {
            out.append(0x20)
        }
        for _ in 0..<tabs { out.append(0x09) }
        breaks = 0
        tabs = 0
        blank = false
    }

    private func endLine() {
        line.span = line.span.lowerBound..<out.count
        if !line.span.isEmpty { lines.append(line) }
        line = PageLine(span: out.count..<out.count)
    }

    private var lastScalar: UInt32 {
        out.withUnsafeBufferPointer { p in
            p.isEmpty ? 0 : p.scalar(p.scalarStart(before: p.count))
        }
    }

    private func isWide(_ c: UInt32) -> Bool {
        c >= 0x2E80 && c <= 0x9FFF || c >= 0xF900 && c <= 0xFAFF || c >= 0xFF01 && c <= 0xFF60
            || c >= 0x20000 && c <= 0x3FFFF
    }

    private func count(_ c: UInt32) {
        guard c != 0x3000, c != 0xA0 else { return }
        line.count += 1
        line.links += beganLinks
        beganLinks = 0
        if linkDepth > 0 { line.linkCount += 1 }
        if headingDepth > 0 { line.isMainHeading = true }
        switch c {
        case 0x3E, 0x7C, 0x2F, 0xBB, 0x203A, 0xB7, 0xFF1E, 0xFF5C:
            if linkDepth == 0 { line.separators += 1 }
        default: break
        }
    }

    // MARK: Tables and lists

    private func startRow() {
        tabs = 0
        breakLine()
        rows.append(Row(start: out.count))
    }

    private func startCell() {
        guard let last = rows.indices.last else { return breakLine() }
        let row = rows[last]
        rows[last].cells += 1
        if row.cells == 0 {
            breakLine()
        } else if out.count == row.start {
            tabs += 1
        } else if line.span.lowerBound <= row.start + 2 {
            // Still on the row's first line.
            breaks = 0
            blank = false
            tabs += 1
        } else {
            breakLine()
        }
    }

    private func startItem(_ value: Int?) {
        guard let last = lists.indices.last, let next = lists[last].next else { return }
        let number = value ?? next
        lists[last].next = number &+ 1
        write("\(number). ")
    }

    // MARK: Furniture

    private func region(
        _ name: String, _ element: PageElement, _ attributes: HTMLAttributes
    ) -> PageRegion? {
        let here = out.count..<out.count
        if element.contains(.title) {
            return PageRegion(span: here, reason: "title of the web page", isCertain: true)
        }
        if element.contains(.furniture), !(name == "header" && mainDepth > 0) {
            return PageRegion(
                span: here, reason: "<\(name)> of the web page",
                isCertain: name != "form" && name != "header")
        }
        guard !attributes.isEmpty, element.contains(.block) || element.contains(.cell) else {
            return nil
        }
        return PageFurniture.reason(for: attributes).map {
            PageRegion(span: here, reason: $0, isCertain: false)
        }
    }
}

/// The characters windows-1252 has at 0x80…0x9F.
private let windows1252: [Unicode.Scalar?] = [
    "\u{20AC}", nil, "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
    "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", nil, "\u{017D}", nil,
    nil, "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
    "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", nil, "\u{017E}", "\u{0178}",
]
