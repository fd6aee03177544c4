import LegalText

extension RevisionReport {
    /// A self-contained page in UTF-8: a summary first, then every article in both versions, side by
    /// side or in one column. Unchanged articles and differences of form stand behind a switch; the
    /// switches need no script.
    public func html() -> [UInt8] {
        var page = HTMLText()
        page.raw("<!DOCTYPE html><html lang=\"\(new.language)\"><head><meta charset=\"utf-8\">")
        page.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        page.element("title", "\(old.title) – \(new.title)")
        page.raw("<style>\(Self.style)</style></head><body>")
        page.raw("<input type=\"checkbox\" id=\"all\"><input type=\"checkbox\" id=\"one\">")
        page.raw("<header><h1>")
        page.text(new.title)
        page.raw("</h1><p class=\"versions\"><del>")
        page.text(old.name)
        page.raw("</del> → <ins>")
        page.text(new.name)
        page.raw("</ins></p><ul class=\"counts\">")
        for (kind, count) in counts.sorted(by: { Self.rank($0.kind) < Self.rank($1.kind) }) {
            page.raw("<li class=\"\(kind.rawValue)\"><b>\(count)</b> ")
            page.text(kind.rawValue)
            page.raw("</li>")
        }
        page.raw("</ul>")
        writeNumbers(&page)
        writeStaleReferences(&page)
        page.raw("<p class=\"switches\"><label for=\"one\">One column</label> ")
        page.raw("<label for=\"all\">Unchanged articles and differences of form too</label></p>")
        page.raw("</header><main>")
        for (index, change) in changes.enumerated() { write(change, index, &page) }
        page.raw("</main></body></html>\n")
        return page.bytes
    }

    /// What readers look for first comes first.
    private static func rank(_ kind: ArticleChange.Kind) -> Int {
        let order: [ArticleChange.Kind] = [
            .inserted, .deleted, .modified, .split, .merged, .moved, .renumbered, .referencesOnly,
            .formOnly, .unchanged,
        ]
        return order.firstIndex(of: kind) ?? order.count
    }

    // MARK: Summary

    private func writeNumbers(_ page: inout HTMLText) {
        guard changes.contains(where: { !$0.numbers.isEmpty }) else { return }
        page.raw("<table><caption>Numbers that changed</caption><tbody>")
        for (index, change) in changes.enumerated() {
            for number in change.numbers {
                page.raw("<tr><td><a href=\"#c\(index)\">")
                page.text(place(change))
                page.raw("</a></td><td>")
                if let amount = number.old { page.element("del", amount.text) }
                page.raw("</td><td>")
                if let amount = number.new { page.element("ins", amount.text) }
                page.raw("</td><td class=\"note\">")
                page.text(Self.note(number))
                page.raw("</td></tr>")
            }
        }
        page.raw("</tbody></table>")
    }

    /// In what two amounts differ; one without its like is only new or gone.
    private static func note(_ number: ArticleChange.NumberChange) -> String {
        if number.old == nil { return "new" }
        if number.new == nil { return "gone" }
        if number.change == .notation { return "same amount, written another way" }
        return number.differs.map(\.rawValue).joined(separator: ", ")
    }

    private func writeStaleReferences(_ page: inout HTMLText) {
        guard changes.contains(where: { !$0.staleReferences.isEmpty }) else { return }
        page.raw("<table><caption>Citations that did not follow the new numbers</caption><tbody>")
        for (index, change) in changes.enumerated() {
            for reference in change.staleReferences {
                page.raw("<tr><td><a href=\"#c\(index)\">")
                page.text(place(change))
                page.raw("</a></td><td>")
                page.text(sentence(reference))
                page.raw("</td></tr>")
            }
        }
        page.raw("</tbody></table>")
    }

    private func place(_ change: ArticleChange) -> String {
        change.new.isEmpty ? old.labels(change.old) : new.labels(change.new)
    }

    // MARK: Articles

    private func write(_ change: ArticleChange, _ index: Int, _ page: inout HTMLText) {
        let isQuiet = Self.isFormOnly(change)
        page.raw(
            "<section id=\"c\(index)\" class=\"\(isQuiet ? "quiet" : "loud")\"><p class=\"kinds\">")
        page.text(change.kinds.map(\.rawValue).joined(separator: " · "))
        page.raw("</p>")
        for reference in change.staleReferences {
            page.raw("<p class=\"warning\">! ")
            page.text(sentence(reference))
            page.raw("</p>")
        }
        let isInline = writeInline(change, &page)
        page.raw("<div class=\"pair\(isInline ? "" : " only")\"><div>")
        for eid in change.old {
            write(eid, old, change.edits.map(\.old), "del", change.new.isEmpty, &page)
        }
        page.raw("</div><div>")
        for eid in change.new {
            write(eid, new, change.edits.map(\.new), "ins", change.old.isEmpty, &page)
        }
        page.raw("</div></div></section>")
    }

    /// One text with what is gone and what is new in it, for an article with one heir.
    private func writeInline(_ change: ArticleChange, _ page: inout HTMLText) -> Bool {
        guard change.old.count == 1, change.new.count == 1, let before = old.body(change.old[0]),
            let after = new.body(change.new[0])
        else { return false }
        page.raw("<div class=\"inline\">")
        let (label, former) = (new.label(change.new[0]), old.label(change.old[0]))
        page.raw("<h2>")
        if label != former { page.element("del", former) }
        page.text(label)
        page.raw("</h2><div class=\"words\">")
        var at = after.lowerBound
        for edit in change.edits {
            let (gone, come) = (edit.old.clamped(to: before), edit.new.clamped(to: after))
            guard come.lowerBound >= at else { continue }
            page.text(new.source, at..<come.lowerBound)
            page.marked("del", old.source, gone)
            page.marked("ins", new.source, come)
            at = come.upperBound
        }
        page.text(new.source, at..<after.upperBound)
        page.raw("</div></div>")
        return true
    }

    private func write(
        _ eid: EId, _ side: Side, _ edits: [ByteSpan], _ tag: StaticString, _ isWhole: Bool,
        _ page: inout HTMLText
    ) {
        guard let body = side.body(eid) else { return }
        page.element("h2", side.label(eid))
        page.raw("<div class=\"words\">")
        var at = body.lowerBound
        let marks = isWhole ? [body] : edits.map { $0.clamped(to: body) }
        for mark in marks where mark.lowerBound >= at {
            page.text(side.source, at..<mark.lowerBound)
            page.marked(tag, side.source, mark)
            at = mark.upperBound
        }
        page.text(side.source, at..<body.upperBound)
        page.raw("</div>")
    }

    /// Orange and blue are told apart by all common kinds of colour blindness; signs say it again.
    private static let style = """
        :root{color-scheme:light dark;--old:#9a4b00;--oldback:#fff0de;--new:#0b4f9e;--newback:#e2efff;
        --line:#8884;--ground:#fff;--ink:#1b1b1b}
        @media(prefers-color-scheme:dark){:root{--old:#ffb266;--oldback:#402600;--new:#8cc2ff;
        --newback:#0c2a4d;--ground:#15171a;--ink:#e8e8e8}}
        body{margin:0 auto;max-width:76rem;padding:1rem;background:var(--ground);color:var(--ink);
        font:16px/1.7 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,Georgia,serif}
        h1{font-size:1.5rem;margin:.2em 0}h2{font-size:1rem;margin:.2em 0}h2 del{margin-right:.5em}
        .versions{margin:.2rem 0;font-size:.9rem;word-break:break-all}
        .counts{display:flex;flex-wrap:wrap;gap:.4rem;padding:0;list-style:none}
        .counts li{border:1px solid var(--line);border-radius:.4rem;padding:.1rem .6rem}
        .counts .inserted b{color:var(--new)}.counts .deleted b{color:var(--old)}
        table{border-collapse:collapse;margin:1rem 0;font-size:.95rem}
        td{border-bottom:1px solid var(--line);padding:.2rem .7rem;vertical-align:top}
        td:first-child{white-space:nowrap}
        caption{text-align:left;font-weight:bold}.note,.kinds{opacity:.75;font-size:.85rem}
        a{color:inherit}.kinds{margin:0}.warning{margin:.2rem 0;font-weight:bold}
        section{border-top:1px solid var(--line);padding:.6rem 0;scroll-margin-top:1rem}
        .pair{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem}.words{white-space:pre-line}
        .inline{display:none}#one:checked~main .inline{display:block;max-width:46rem}
        #one:checked~main .pair{grid-template-columns:1fr;max-width:46rem}
        #one:checked~main .pair:not(.only){display:none}
        @media(max-width:44rem){.pair{grid-template-columns:1fr}}
        del,ins{text-decoration:none;border-radius:.2rem;padding:0 .1em;
        box-decoration-break:clone;-webkit-box-decoration-break:clone}
        del{color:var(--old);background:var(--oldback)}ins{color:var(--new);background:var(--newback)}
        del::before{content:"−"}ins::before{content:"+"}
        .quiet{display:none}#all,#one{position:absolute;opacity:0}
        #all:checked~main .quiet{display:block}
        .switches{position:sticky;top:0}
        label{display:inline-block;cursor:pointer;padding:.3rem .7rem;border:1px solid var(--line);
        border-radius:.4rem;background:var(--ground)}
        #all:focus-visible~header label[for=all],#one:focus-visible~header label[for=one]{outline:2px solid}
        #all:checked~header label[for=all],#one:checked~header label[for=one]{
        border-color:currentColor;font-weight:bold}
        @media print{.switches{display:none}section{break-inside:avoid}}
        """
}

/// Text on its way into a page.
struct HTMLText {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ markup: String) { bytes += Array(markup.utf8) }

    mutating func text(_ text: String) { escape(Array(text.utf8)[...]) }

    /// A stretch of a source; blank lines in it vanish.
    mutating func text(_ source: SourceText, _ span: ByteSpan) {
        guard !span.isEmpty else { return }
        escape(source.bytes[span])
    }

    mutating func element(_ name: StaticString, _ content: String) {
        raw("<\(name)>")
        text(content)
        raw("</\(name)>")
    }

    /// A stretch of a source that is gone or new; nothing where it is empty.
    mutating func marked(_ name: StaticString, _ source: SourceText, _ span: ByteSpan) {
        guard !span.isEmpty else { return }
        raw("<\(name)>")
        text(source, span)
        raw("</\(name)>")
    }

    private mutating func escape(_ text: ArraySlice<UInt8>) {
        for byte in text {
            switch byte {
            case 0x26: raw("&amp;")
            case 0x3C: raw("&lt;")
            case 0x3E: raw("&gt;")
            case 0x22: raw("&quot;")
            case 0x0D: continue
            case 0x0A where bytes.last == 0x0A: continue
            default: bytes.append(byte)
            }
        }
    }
}
