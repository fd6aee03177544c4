public import LegalText

/// Two versions of a text beside each other for people (新旧条文对照): as a page and for a terminal.
///
///     let report = RevisionReport(changes, old: old, new: new)
///     report.html()                   // a self-contained page: a summary, then side by side
///     report.text(colour: false)      // only what changed, with carets
///
/// What is gone is orange and bears −, what is new blue and bears +, so that nobody needs the colours.
public struct RevisionReport: Sendable {
    let changes: [ArticleChange]
    let old: Side
    let new: Side

    /// One of the two texts.
    struct Side: Sendable {
        let title: String
        let source: SourceText
        private let provisions: [EId: Provision]

        init(_ document: Document) {
            title = document.title.isEmpty ? document.source.name : document.title
            source = document.source
            var provisions: [EId: Provision] = [:]
            document.forEachProvision { if provisions[$0.eid] == nil { provisions[$0.eid] = $0 } }
            self.provisions = provisions
        }

        func label(_ eid: EId) -> String {
            guard let label = provisions[eid]?.label else { return eid.description }
            return source.string(label)
        }

        func labels(_ eids: [EId]) -> String { eids.map(label).joined(separator: ", ") }

        /// The words of a unit behind its label.
        func body(_ eid: EId) -> ByteSpan? {
            guard let provision = provisions[eid] else { return nil }
            let start = provision.label?.upperBound ?? provision.span.lowerBound
            let inner = provision.children.first { $0.level == .level }?.span.lowerBound
            let end = max(start, inner ?? provision.span.upperBound)
            return source.bytes.withUnsafeBufferPointer { p in
                var (from, to) = (start, end)
                while from < to {
                    let width = Self.space(p, from)
                    if width == 0 { break }
                    from += width
                }
                while to > from {
                    let last = p.scalarStart(before: to)
                    if Self.space(p, last) == 0 { break }
                    to = last
                }
                return from..<to
            }
        }

        private static func space(_ p: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
            p[at] == 0x0A || p[at] == 0x0D ? 1 : p.blankWidth(at)
        }
    }

    public init(_ changes: [ArticleChange], old: Document, new: Document) {
        self.changes = changes
        self.old = Side(old)
        self.new = Side(new)
    }

    /// Whether a change is none but of form.
    static func isFormOnly(_ change: ArticleChange) -> Bool {
        change.kinds.allSatisfy { $0 == .unchanged || $0 == .formOnly }
    }

    /// How many entries there are of each kind, in the order of the kinds.
    var counts: [(kind: ArticleChange.Kind, count: Int)] {
        ArticleChange.Kind.allCases.compactMap { kind in
            let count = changes.count { $0.kinds.contains(kind) }
            return count > 0 ? (kind, count) : nil
        }
    }

    // MARK: Page

    /// A self-contained page in UTF-8.
    public func html() -> [UInt8] {
        var page = HTMLText()
        page.raw(Self.head)
        page.element("title", "\(old.title) – \(new.title)")
        page.raw("</head><body><input type=\"checkbox\" id=\"all\"><header><h1>")
        page.text(new.title)
        page.raw("</h1><p>")
        page.text(old.source.name + " → " + new.source.name)
        page.raw("</p><ul class=\"counts\">")
        for (kind, count) in counts {
            page.raw("<li class=\"\(kind.rawValue)\"><b>\(count)</b> ")
            page.text(kind.rawValue)
            page.raw("</li>")
        }
        page.raw("</ul>")
        writeNumbers(&page)
        page.raw("<label for=\"all\">Show unchanged articles and differences of form only</label>")
        page.raw("</header><main>")
        for (index, change) in changes.enumerated() { write(change, index, &page) }
        page.raw("</main></body></html>\n")
        return page.bytes
    }

    private func writeNumbers(_ page: inout HTMLText) {
        guard changes.contains(where: { !$0.numbers.isEmpty }) else { return }
        page.raw("<table><caption>Numbers that changed</caption><tbody>")
        for (index, change) in changes.enumerated() {
            for number in change.numbers {
                page.raw("<tr><td><a href=\"#c\(index)\">")
                page.text(
                    new.labels(change.new).isEmpty ? old.labels(change.old) : new.labels(change.new)
                )
                page.raw("</a></td><td>")
                if let text = number.old { page.element("del", text) }
                page.raw("</td><td>")
                if let text = number.new { page.element("ins", text) }
                page.raw("</td><td>")
                page.text(number.change.rawValue)
                page.raw("</td></tr>")
            }
        }
        page.raw("</tbody></table>")
    }

    private func write(_ change: ArticleChange, _ index: Int, _ page: inout HTMLText) {
        let isQuiet = Self.isFormOnly(change)
        page.raw(
            "<section id=\"c\(index)\" class=\"\(isQuiet ? "quiet" : "loud")\"><p class=\"kinds\">")
        page.text(change.kinds.map(\.rawValue).joined(separator: " · "))
        page.raw("</p><div class=\"pair\"><div>")
        for eid in change.old {
            write(eid, old, change.edits.map(\.old), "del", change.new.isEmpty, &page)
        }
        page.raw("</div><div>")
        for eid in change.new {
            write(eid, new, change.edits.map(\.new), "ins", change.old.isEmpty, &page)
        }
        page.raw("</div></div></section>")
    }

    private func write(
        _ eid: EId, _ side: Side, _ edits: [ByteSpan], _ tag: StaticString, _ isWhole: Bool,
        _ page: inout HTMLText
    ) {
        guard let body = side.body(eid) else { return }
        page.element("h2", side.label(eid))
        page.raw("<div class=\"words\">")
        var at = body.lowerBound
        let marks = isWhole ? [body] : edits.map { $0.clamped(to: body) }.filter { !$0.isEmpty }
        for mark in marks where mark.lowerBound >= at {
            page.text(side.source, at..<mark.lowerBound)
            page.raw("<\(tag)>")
            page.text(side.source, mark)
            page.raw("</\(tag)>")
            at = mark.upperBound
        }
        page.text(side.source, at..<body.upperBound)
        page.raw("</div>")
    }

    private static let head = """
        <!DOCTYPE html><html><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1"><style>
        :root{color-scheme:light dark;--old:#9a4b00;--oldback:#fff0de;--new:#0b4f9e;--newback:#e2efff;
        --line:#8884;--ground:#fff;--ink:#1b1b1b}
        @media(prefers-color-scheme:dark){:root{--old:#ffb266;--oldback:#402600;--new:#8cc2ff;
        --newback:#0c2a4d;--ground:#15171a;--ink:#e8e8e8}}
        body{margin:0 auto;max-width:76rem;padding:1rem;background:var(--ground);color:var(--ink);
        font:16px/1.7 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,Georgia,serif}
        h1{font-size:1.5rem;margin:.2em 0}h2{font-size:1rem;margin:.4em 0}
        .counts{display:flex;flex-wrap:wrap;gap:.4rem;padding:0;list-style:none}
        .counts li{border:1px solid var(--line);border-radius:.4rem;padding:.1rem .6rem}
        table{border-collapse:collapse;margin:1rem 0}
        td{border-bottom:1px solid var(--line);padding:.2rem .7rem}
        caption{text-align:left;font-weight:bold}
        section{border-top:1px solid var(--line);padding:.6rem 0}.kinds{margin:0;opacity:.75;font-size:.85rem}
        .pair{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem}.words{white-space:pre-line}
        @media(max-width:44rem){.pair{grid-template-columns:1fr}}
        del,ins{text-decoration:none;border-radius:.2rem;padding:0 .1em}
        del{color:var(--old);background:var(--oldback)}ins{color:var(--new);background:var(--newback)}
        del::before{content:"−"}ins::before{content:"+"}
        .quiet{display:none}#all{position:absolute;opacity:0}#all:checked~main .quiet{display:block}
        label{display:inline-block;margin-bottom:1rem;cursor:pointer;padding:.3rem .7rem;
        border:1px solid var(--line);border-radius:.4rem}
        #all:focus-visible~header label{outline:2px solid}#all:checked~header label{background:var(--line)}
        </style>
        """
}

/// Text on its way into a page.
struct HTMLText {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ markup: String) { bytes += Array(markup.utf8) }

    mutating func text(_ text: String) { escape(Array(text.utf8)[...]) }

    mutating func text(_ source: SourceText, _ span: ByteSpan) {
        guard !span.isEmpty else { return }
        escape(source.bytes[span])
    }

    mutating func element(_ name: StaticString, _ content: String) {
        raw("<\(name)>")
        text(content)
        raw("</\(name)>")
    }

    private mutating func escape(_ text: ArraySlice<UInt8>) {
        for byte in text {
            switch byte {
            case 0x26: raw("&amp;")
            case 0x3C: raw("&lt;")
            case 0x3E: raw("&gt;")
            case 0x22: raw("&quot;")
            default: bytes.append(byte)
            }
        }
    }
}
