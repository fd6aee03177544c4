import LegalText

/// Writes the section of one work.
struct SectionWriter {
    private(set) var html = HTMLWriter()
    private let work: ReportWork
    private let blocks: [[ReportBlock]]
    private let texts: [MarkedText]
    private let rows: [ReportRow]
    private let remarks: [ReportRemark]
    /// For each row, the places of its remarks; those without a row come last.
    private var remarksOfRow: [[Int]]

    init(_ work: ReportWork) {
        self.work = work
        remarks = work.remarks
        let documents = work.documents
        blocks = documents.map { ReportBlock.blocks(of: $0.document) }
        let remarks = remarks
        texts = documents.map {
            MarkedText(document: $0.document, marks: ReportMark.marks($0, remarks))
        }
        if documents.count == 2 {
            rows = ReportRow.rows(blocks[0], blocks[1], work.alignment)
        } else {
            rows = blocks[0].indices.map { ReportRow(zh: [$0], en: []) }
        }
        remarksOfRow = Array(repeating: [], count: rows.count + 1)
        placeRemarks()
    }

    /// Puts each remark beside the row its place lies in.
    private mutating func placeRemarks() {
        let sides = work.documents.map(\.document.language)
        for (index, remark) in remarks.enumerated() {
            var row: Int?
            for (side, language) in sides.enumerated() where row == nil {
                guard let at = remark.span(language)?.lowerBound else { continue }
                row = rows.firstIndex { blockPlaces($0, side).contains { contains($0, side, at) } }
            }
            remarksOfRow[row ?? rows.count].append(index)
        }
    }

    private func blockPlaces(_ row: ReportRow, _ side: Int) -> [Int] { side == 0 ? row.zh : row.en }

    private func contains(_ block: Int, _ side: Int, _ at: Int) -> Bool {
        let span = blocks[side][block].span
        return span.contains(at) || span.upperBound == at && block + 1 == blocks[side].count
    }

    // MARK: Writing

    mutating func write() {
        var classes = ["work"]
        if work.second != nil { classes.append("pair") }
        let first = blocks[0].first { $0.kind == .unit }
        if first?.eid?.description.hasPrefix("lvl") == true { classes.append("levels") }
        html.markup(
            "<section class=\"\(classes.joined(separator: " "))\" id=\"\(work.anchor)\">\n")
        writeHead()
        writeRemarkList()
        writeOutline()
        html.markup("<div class=\"rows\">\n")
        for index in rows.indices { writeRow(index) }
        html.markup("</div>\n</section>\n")
    }

    private mutating func writeHead() {
        html.markup("<header>")
        for item in work.documents {
            let document = item.document
            html.markup("<div>")
            html.element(
                "h2", document.title.isEmpty ? document.id : document.title,
                attributes: "lang=\"\(document.languageTag)\"")
            html.markup("<p class=\"facts\">")
            let metadata = document.metadata
            let facts = [
                document.kind.rawValue, metadata.documentNumber,
                metadata.adopted.map { "adopted \($0)" },
                metadata.effective.map { "in force \($0)" }, metadata.issuer,
            ]
            for fact in facts.compactMap({ $0 }) { html.element("span", fact) }
            html.element("span", document.source.name, attributes: "class=\"path\"")
            html.markup("</p></div>\n")
        }
        html.markup("</header>\n")
    }

    private mutating func writeRemarkList() {
        guard !remarks.isEmpty else { return }
        let word = remarks.count == 1 ? "finding" : "findings"
        html.markup(
            "<details class=\"remarks\"><summary>\(grouped(remarks.count)) \(word)</summary><ol>\n")
        for (row, own) in remarksOfRow.enumerated() {
            for index in own {
                html.markup("<li class=\"\(remarks[index].severity.rawValue)\">")
                if row < rows.count {
                    html.markup("<a href=\"#\(anchor(row))\">")
                    html.text(name(of: row))
                    html.markup("</a> ")
                }
                html.text(remarks[index].message)
                html.markup("</li>\n")
            }
        }
        html.markup("</ol></details>\n")
    }

    /// The headings, to go to.
    private mutating func writeOutline() {
        let headings = rows.indices.filter { row in
            rows[row].zh.contains { isOutline(blocks[0][$0]) }
        }
        guard headings.count > 1 else { return }
        html.markup("<details class=\"outline\"><summary>Outline</summary><ol>\n")
        for row in headings {
            guard let place = rows[row].zh.first else { continue }
            let depth = min(blocks[0][place].depth, 4)
            html.markup("<li class=\"d\(depth)\"><a href=\"#\(anchor(row))\">")
            html.text(name(of: row, withHeading: true))
            html.markup("</a></li>\n")
        }
        html.markup("</ol></details>\n")
    }

    private func isOutline(_ block: ReportBlock) -> Bool {
        block.kind == .heading
            || block.kind == .unit && block.depth == 0
                && block.eid?.description.hasPrefix("lvl") == true
    }

    private func anchor(_ row: Int) -> String { "\(work.anchor)-\(row)" }

    /// Its label, and its heading if wanted: 第十五条, Article 15.
    private func name(of row: Int, withHeading: Bool = false) -> String {
        let (side, place) =
            rows[row].zh.first.map { (0, $0) } ?? (1, rows[row].en.first ?? 0)
        guard blocks.indices.contains(side), blocks[side].indices.contains(place) else { return "" }
        let source = work.documents[side].document.source
        let line = blocks[side][place].lines.first
        let label = line?.label.map { source.string($0) }
        let heading = line?.heading.map { source.string($0) }
        if withHeading, let heading {
            return [label, heading].compactMap { $0 }.joined(separator: " ")
        }
        return label ?? heading ?? (blocks[side][place].kind == .title ? "title" : "text")
    }

    private mutating func writeRow(_ index: Int) {
        let row = rows[index]
        let isPair = work.second != nil
        let lead = row.zh.first.map { blocks[0][$0] } ?? row.en.first.map { blocks[1][$0] }
        guard let lead else { return }
        var classes = ["row", lead.kind.name]
        if lead.depth > 0 { classes.append("d\(min(lead.depth, 4))") }
        if !remarksOfRow[index].isEmpty { classes.append("has-remark") }
        if hasObligation(row) { classes.append("has-ob") }
        let isLone = isPair && (row.zh.isEmpty || row.en.isEmpty) && lead.kind != .aside
        if isLone { classes.append("lone") }
        html.markup("<div class=\"\(classes.joined(separator: " "))\" id=\"\(anchor(index))\">\n")
        for side in work.documents.indices {
            let places = blockPlaces(row, side)
            let document = work.documents[side].document
            if places.isEmpty {
                html.markup("<div class=\"side none\" aria-label=\"no counterpart\"></div>\n")
                continue
            }
            html.markup("<div class=\"side\" lang=\"\(document.languageTag)\">")
            for place in places { write(blocks[side][place], texts[side]) }
            html.markup("</div>\n")
        }
        if !remarksOfRow[index].isEmpty {
            html.markup("<ul class=\"said\">")
            // the gravest first, the same said once
            var told: Set<String> = []
            for severity in [Diagnostic.Severity.error, .warning, .info] {
                for remark in remarksOfRow[index].map({ remarks[$0] })
                where remark.severity == severity && told.insert(remark.message).inserted {
                    html.element(
                        "li", remark.message, attributes: "class=\"\(severity.rawValue)\"")
                }
            }
            html.markup("</ul>\n")
        }
        html.markup("</div>\n")
    }

    private func hasObligation(_ row: ReportRow) -> Bool {
        for side in work.documents.indices {
            for place in blockPlaces(row, side) {
                let span = blocks[side][place].span
                if work.documents[side].obligations.contains(where: { span.overlaps($0.span) }) {
                    return true
                }
            }
        }
        return false
    }

    private mutating func write(_ block: ReportBlock, _ text: MarkedText) {
        if block.kind == .aside {
            html.markup("<details><summary>Set aside: navigation and other furniture</summary>")
        }
        for (index, line) in block.lines.enumerated() {
            let element = block.kind == .heading && index == 0 || block.kind == .title ? "h3" : "p"
            let depth = min(line.depth, 3)
            let classes = [
                depth > 0 ? "l\(depth)" : "", line.label != nil && depth > 0 ? "item" : "",
            ].filter { !$0.isEmpty }
            html.markup(
                "<\(element)"
                    + (classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"") + ">")
            if let label = line.label {
                html.markup("<b class=\"label\">")
                text.write(label, to: &html)
                html.markup("</b> ")
            }
            if let heading = line.heading {
                html.markup("<b class=\"heading\">")
                text.write([heading].flatMap { lines(text.document, $0) }, to: &html)
                html.markup("</b> ")
            }
            text.write(line.texts, to: &html)
            html.markup("</\(element)>")
        }
        if block.kind == .aside { html.markup("</details>") }
    }

    private func lines(_ document: Document, _ span: ByteSpan) -> [ByteSpan] {
        Array(TextLines(document.source.bytes, span))
    }
}

extension ReportBlock.Kind {
    var name: String {
        switch self {
        case .title: "title"
        case .heading: "head"
        case .unit: "unit"
        case .text: "text"
        case .aside: "aside"
        }
    }
}

extension Document {
    /// The language for browsers (BCP 47), which choose fonts by it.
    var languageTag: String { language == .zho ? "zh" : "en" }
}
