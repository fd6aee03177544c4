import LegalText
import Markup

/// Writes one document; what it needs on the way is looked up in sorted lists, so that the cost is
/// linear in the text.
final class AkomaNtosoWriter {
    let document: Document
    let country: String
    let xml = MarkupWriter()
    private let bytes: [UInt8]
    private let known: Set<EId>
    /// Regions that are not the document's own words, wherever they stand.
    private let remarks: [Region]
    private let references: [Reference]
    private let amendment: AkomaNtosoAmendment?
    private var written: Set<String> = [AkomaNtosoMetadata.toolID, AkomaNtosoMetadata.authorID]
    private var containers = 0

    init(_ document: Document, country: String, amendment: Amendment? = nil) {
        self.document = document
        self.amendment = amendment.map { AkomaNtosoAmendment($0, in: document, country: country) }
        self.country = country
        bytes = document.source.bytes
        var known: Set<EId> = []
        document.forEachProvision { known.insert($0.eid) }
        self.known = known
        remarks = document.regions.filter { $0.kind == .noise || $0.kind == .boilerplate }
        references = document.references.sorted { $0.span.lowerBound < $1.span.lowerBound }
    }

    func write() -> [UInt8] {
        let parts = DocumentParts(document)
        let metadata = AkomaNtosoMetadata(document, country: country, amendment: amendment)
        xml.open("akomaNtoso", ["xmlns": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"])
        let isAct =
            metadata.isAct
            && parts.body.contains { if case .provision = $0 { true } else { false } }
        line(isAct ? "act" : "doc", ["name": document.kind.rawValue]) {
            metadata.write(to: xml, component: nil)
            front("preface", parts.preface)
            front("preamble", parts.preamble)
            line(isAct ? "body" : "mainBody") { body(parts.body, isAct: isAct) }
            front("conclusions", parts.closing)
            if !parts.annexes.isEmpty {
                line("attachments") {
                    for (index, annex) in parts.annexes.enumerated() {
                        attachment(annex, index + 1, metadata)
                    }
                }
            }
        }
        xml.close()
        return xml.finish()
    }

    // MARK: Parts

    private func front(_ name: String, _ texts: [(kind: Region.Kind, span: ByteSpan)]) {
        guard texts.contains(where: { holdsText($0.span) }) else { return }
        line(name) {
            for (kind, span) in texts where holdsText(span) {
                switch (kind, name) {
                case (.title, "preface"):
                    line("longTitle") {
                        for text in TextLines(bytes, span) {
                            line("p") { xml.element("docTitle") { inline(text) } }
                        }
                    }
                case (.toc, _) where name != "conclusions":
                    line("container", ["name": "toc"]) { paragraphs(span) }
                default: paragraphs(span)
                }
            }
        }
    }

    private func body(_ parts: [DocumentParts.Part], isAct: Bool) {
        var isEmpty = true
        for part in parts {
            switch part {
            case .provision(let provision):
                self.provision(provision)
                isEmpty = false
            case .text(_, let span) where holdsText(span):
                if isAct { container(span) } else { paragraphs(span) }
                isEmpty = false
            case .text: break
            }
        }
        if isEmpty { xml.element("p") }
    }

    private func attachment(
        _ annex: DocumentParts.Annex, _ number: Int, _ metadata: AkomaNtosoMetadata
    ) {
        let eid = annex.provision?.eid.description ?? "att_\(number)"
        line("attachment", ["eId": claim(eid)]) {
            var at = annex.provision?.span.lowerBound ?? 0
            if let provision = annex.provision { at = labels(provision) }
            line("doc", ["name": "annex"]) {
                metadata.write(to: xml, component: "att_\(number)")
                line("mainBody") {
                    var isEmpty = true
                    func text(_ span: ByteSpan) {
                        guard holdsText(span) else { return }
                        paragraphs(span)
                        isEmpty = false
                    }
                    if let provision = annex.provision {
                        for child in provision.children {
                            text(at..<max(at, child.span.lowerBound))
                            self.provision(child)
                            isEmpty = false
                            at = max(at, child.span.upperBound)
                        }
                        text(at..<max(at, provision.span.upperBound))
                    }
                    for (_, span) in annex.texts { text(span) }
                    if isEmpty { xml.element("p") }
                }
            }
        }
    }

    // MARK: Provisions

    private func provision(_ provision: Provision) {
        let name = provision.level.element
        line(name.element, ["eId": claim(provision.eid.description), "name": name.name]) {
            var at = labels(provision)
            guard !provision.children.isEmpty else {
                return line("content") {
                    let span = at..<max(at, provision.span.upperBound)
                    if holdsText(span) { paragraphs(span) } else { xml.element("p") }
                }
            }
            for (index, child) in provision.children.enumerated() {
                let gap = at..<max(at, child.span.lowerBound)
                if holdsText(gap) {
                    if index == 0 { line("intro") { paragraphs(gap) } } else { container(gap) }
                }
                self.provision(child)
                at = max(at, child.span.upperBound)
            }
            let rest = at..<max(at, provision.span.upperBound)
            if holdsText(rest) { line("wrapUp") { paragraphs(rest) } }
        }
    }

    /// Writes number and heading; gives where the provision's own text begins. What stands between
    /// label and heading (a colon, a full stop) stays with the number.
    private func labels(_ provision: Provision) -> Int {
        var at = provision.span.lowerBound
        if let label = provision.label {
            let end = max(
                label.upperBound, min(provision.heading?.lowerBound ?? 0, provision.bodyStart))
            xml.element("num") { flow(at..<end) }
            at = max(at, end)
        }
        if let heading = provision.heading, heading.upperBound > at {
            xml.element("heading") { flow(at..<heading.upperBound) }
            at = heading.upperBound
        }
        return at
    }

    /// Text between provisions, where the schema wants an element of the hierarchy.
    private func container(_ span: ByteSpan) {
        containers += 1
        line("hcontainer", ["eId": claim("hcontainer_\(containers)"), "name": "text"]) {
            line("content") { paragraphs(span) }
        }
    }

    // MARK: Text

    /// One `<p>` for each line that holds anything.
    private func paragraphs(_ span: ByteSpan) {
        for text in TextLines(bytes, span) { line("p") { inline(text) } }
    }

    /// Lines of a span one behind the other, parted by a blank.
    private func flow(_ span: ByteSpan) {
        var isFirst = true
        for text in TextLines(bytes, span) {
            if !isFirst { xml.text(" ") }
            inline(text)
            isFirst = false
        }
    }

    private func inline(_ span: ByteSpan) {
        var at = span.lowerBound
        var remark = first(remarks, endingAfter: at) { $0.span }
        var reference = first(references, endingAfter: at) { $0.span }
        while at < span.upperBound {
            while remark < remarks.count, remarks[remark].span.upperBound <= at { remark += 1 }
            while reference < references.count, references[reference].span.lowerBound < at {
                reference += 1
            }
            let nextRemark =
                remark < remarks.count ? max(at, remarks[remark].span.lowerBound) : Int.max
            let nextReference =
                reference < references.count ? references[reference].span.lowerBound : Int.max
            let stop = min(span.upperBound, nextRemark, nextReference)
            plain(at..<stop)
            at = stop
            guard at < span.upperBound else { break }
            if at == nextRemark {
                let end = min(span.upperBound, remarks[remark].span.upperBound)
                xml.element("remark", ["class": remarks[remark].kind.rawValue]) { plain(at..<end) }
                at = end
            } else {
                let item = references[reference]
                reference += 1
                let end = item.span.upperBound
                guard end <= min(span.upperBound, nextRemark) else { continue }
                cite(item) { plain(at..<end) }
                at = end
            }
        }
    }

    private func plain(_ span: ByteSpan) {
        guard !span.isEmpty else { return }
        bytes.withUnsafeBufferPointer { xml.text(UnsafeBufferPointer(rebasing: $0[span])) }
    }

    private func cite(_ item: Reference, _ text: () -> Void) {
        if let work = item.work {
            let place = AkomaNtosoMetadata.uri(
                work, country: country, portion: item.target?.description)
            xml.element("ref", ["href": place], content: text)
        } else if item.isResolved, let target = item.target, known.contains(target) {
            if let through = item.through, known.contains(through) {
                let range: KeyValuePairs<String, String?> = [
                    "from": "#\(target)", "upTo": "#\(through)",
                ]
                xml.element("rref", range, content: text)
            } else {
                xml.element("ref", ["href": "#\(target)"], content: text)
            }
        } else {
            text()
        }
    }

    // MARK: Looking up

    /// Whether anything but blanks and line ends stands in a span.
    private func holdsText(_ span: ByteSpan) -> Bool {
        var lines = TextLines(bytes, span)
        return lines.next() != nil
    }

    /// Index of the first element of a sorted list that ends behind `offset`, or one before it.
    private func first<Element>(
        _ list: [Element], endingAfter offset: Int, span: (Element) -> ByteSpan
    ) -> Int {
        return list.partitioningIndex { span($0).upperBound > offset }
    }

    /// An eId, once: a second element of that name goes without.
    private func claim(_ eid: String) -> String? {
        let isFree = !eid.isEmpty && !eid.utf8.contains { $0 <= 0x20 }
        return isFree && written.insert(eid).inserted ? eid : nil
    }

    /// An element that starts a line of its own, for people and line-based tools.
    private func line(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], content: () -> Void
    ) {
        xml.text("\n")
        xml.element(name, attributes, content: content)
    }
}

extension Level {
    /// The element of the hierarchy, and its `name` where the element is a general one.
    fileprivate var element: (element: String, name: String?) {
        switch self {
        case .annex: ("hcontainer", "annex")
        default: (rawValue, nil)
        }
    }
}
