import LegalText

/// A piece of a document that stands in one row of the report: a heading, an article, a level of a
/// plan, text outside of these.
struct ReportBlock {
    enum Kind {
        case title, heading, unit, text
        /// Navigation and noise.
        case aside
    }

    /// A paragraph or item of the block.
    struct Line {
        /// Levels below the block's own.
        var depth = 0
        var label: ByteSpan?
        var heading: ByteSpan?
        var texts: [ByteSpan] = []
    }

    var kind: Kind
    /// How deep it stands in its document.
    var depth = 0
    /// Of the provision it shows, if any.
    var eid: EId?
    /// Of all provisions it shows.
    var eids: [EId] = []
    var span: ByteSpan
    var lines: [Line] = []
}

extension ReportBlock {
    /// A document as blocks: all of its text, in the order people read it.
    static func blocks(of document: Document) -> [ReportBlock] {
        var cutter = BlockCutter(document)
        cutter.cut()
        return cutter.blocks
    }
}

private struct BlockCutter {
    let document: Document
    var blocks: [ReportBlock] = []

    init(_ document: Document) { self.document = document }

    mutating func cut() {
        let parts = DocumentParts(document)
        for (kind, span) in parts.preface + parts.preamble { add(kind, span) }
        for part in parts.body {
            switch part {
            case .text(let kind, let span): add(kind, span)
            case .provision(let provision): add(provision, depth: 0)
            }
        }
        for (kind, span) in parts.closing { add(kind, span) }
        for annex in parts.annexes {
            if let provision = annex.provision { add(provision, depth: 0) }
            for (kind, span) in annex.texts { add(kind, span) }
        }
    }

    private mutating func add(_ kind: Region.Kind, _ span: ByteSpan) {
        let lines = TextLines(document.source.bytes, span).map { ReportBlock.Line(texts: [$0]) }
        guard !lines.isEmpty else { return }
        let shown: ReportBlock.Kind =
            switch kind {
            case .title: .title
            case .boilerplate, .noise: .aside
            default: .text
            }
        // a title or navigation over several lines is one block
        if let last = blocks.last, last.kind == shown, last.eid == nil, shown != .text {
            blocks[blocks.count - 1].lines += lines
            blocks[blocks.count - 1].span = last.span.lowerBound..<span.upperBound
        } else {
            blocks.append(ReportBlock(kind: shown, span: span, lines: lines))
        }
    }

    private mutating func add(_ provision: Provision, depth: Int) {
        let isHeading = provision.level.isDivision || provision.level == .annex
        let ownChildren = provision.children.prefix { isInside($0, provision, isHeading) }
        let rest = provision.children.dropFirst(ownChildren.count)
        let end = rest.first?.span.lowerBound ?? provision.span.upperBound
        var block = ReportBlock(
            kind: isHeading ? .heading : .unit, depth: depth, eid: provision.eid,
            span: provision.span.lowerBound..<end)
        var lines = LineCutter(document: document)
        lines.add(provision, Array(ownChildren), end: end, depth: 0)
        block.lines = lines.lines
        // what stands behind a label and holds nothing is no heading but the words themselves
        if !isHeading, rest.isEmpty, let heading = block.lines.first?.heading,
            block.lines.allSatisfy(\.texts.isEmpty)
        {
            block.lines[0].texts = Array(TextLines(document.source.bytes, heading))
            block.lines[0].heading = nil
        }
        block.eids = lines.eids
        blocks.append(block)
        var at = end
        for child in rest {
            add(.body, at..<max(at, child.span.lowerBound))
            add(child, depth: depth + 1)
            at = max(at, child.span.upperBound)
        }
        add(.body, at..<max(at, provision.span.upperBound))
    }

    /// Whether a child is shown in its parent's row: what an article consists of is.
    private func isInside(_ child: Provision, _ parent: Provision, _ isHeading: Bool) -> Bool {
        switch child.level {
        case .paragraph, .point, .indent: !isHeading
        default: false
        }
    }
}

/// Cuts an article into its paragraphs and items.
private struct LineCutter {
    let document: Document
    var lines: [ReportBlock.Line] = []
    var eids: [EId] = []

    mutating func add(_ provision: Provision, _ children: [Provision], end: Int, depth: Int) {
        eids.append(provision.eid)
        // a paragraph without a label goes on in the line its article's label opened
        let opensLine =
            provision.label != nil || provision.heading != nil || lines.isEmpty
            || lines.last.map { !$0.texts.isEmpty } ?? true
        if opensLine {
            lines.append(
                ReportBlock.Line(depth: depth, label: provision.label, heading: provision.heading))
        }
        var at = provision.bodyStart
        for (index, child) in children.enumerated() {
            add(text: at..<max(at, child.span.lowerBound), isFirst: index == 0, depth)
            add(
                child, child.children, end: child.span.upperBound,
                depth: child.label == nil ? depth : depth + 1)
            at = max(at, child.span.upperBound)
        }
        add(text: at..<max(at, end), isFirst: children.isEmpty, depth)
    }

    private mutating func add(text span: ByteSpan, isFirst: Bool, _ depth: Int) {
        let texts = Array(TextLines(document.source.bytes, span))
        guard !texts.isEmpty else { return }
        if !isFirst { lines.append(ReportBlock.Line(depth: depth)) }
        lines[lines.count - 1].texts += texts
    }
}
