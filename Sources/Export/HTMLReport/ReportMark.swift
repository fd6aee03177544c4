import LegalText

/// A place of the text that the report marks, and what it says about it.
struct ReportMark {
    enum Kind: String {
        case obligation = "ob"
        case repair = "re"
        case info = "fi"
        case warning = "fw"
        case error = "fe"

        init(_ severity: Diagnostic.Severity) {
            switch severity {
            case .info: self = .info
            case .warning: self = .warning
            case .error: self = .error
            }
        }
    }

    var span: ByteSpan
    var kind: Kind
    var title: String
}

extension ReportMark {
    /// The marks of a document, sorted by their places.
    static func marks(_ item: ReportDocument, _ remarks: [ReportRemark]) -> [ReportMark] {
        var marks = item.obligations.map {
            ReportMark(
                span: $0.span, kind: .obligation,
                title: "\(ObligationText.reading($0)) (\($0.kind.rawValue))")
        }
        marks += item.document.repairs.map { repair in
            let reading = repair.reading.map { "read as \($0)" } ?? "not certain enough to read"
            return ReportMark(span: repair.span, kind: .repair, title: "\(reading): \(repair.note)")
        }
        for remark in remarks {
            guard let span = remark.span(item.document.language), !span.isEmpty else { continue }
            // a remark on a whole article is said beside it, not painted over it
            guard span.count <= 240 else { continue }
            marks.append(
                ReportMark(span: span, kind: .init(remark.severity), title: remark.message))
        }
        return marks.sorted {
            ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound)
        }
    }
}

/// Writes stretches of a text with their marks.
struct MarkedText {
    let document: Document
    let marks: [ReportMark]

    /// Lines of one paragraph, joined as its language does.
    func write(_ lines: [ByteSpan], to html: inout HTMLWriter) {
        for (index, line) in lines.enumerated() {
            if index > 0, document.language == .eng { html.text(" ") }
            write(line, to: &html)
        }
    }

    func write(_ span: ByteSpan, to html: inout HTMLWriter) {
        let inside = marks(in: span)
        guard !inside.isEmpty else { return plain(span, to: &html) }
        var cuts: Set<Int> = [span.lowerBound, span.upperBound]
        for mark in inside {
            for place in [mark.span.lowerBound, mark.span.upperBound]
            where span.contains(place) && document.source.bytes[place] & 0xC0 != 0x80 {
                cuts.insert(place)
            }
        }
        let places = cuts.sorted()
        for (start, end) in zip(places, places.dropFirst()) {
            let here = inside.filter { $0.span.lowerBound <= start && $0.span.upperBound >= end }
            guard !here.isEmpty else {
                plain(start..<end, to: &html)
                continue
            }
            var kinds: [String] = []
            for mark in here where !kinds.contains(mark.kind.rawValue) {
                kinds.append(mark.kind.rawValue)
            }
            html.markup("<mark class=\"\(kinds.joined(separator: " "))\" title=\"")
            html.text(here.map(\.title).joined(separator: "\n"))
            html.markup("\">")
            plain(start..<end, to: &html)
            html.markup("</mark>")
        }
    }

    /// Marks that reach into a span; sorted by start, they may be long, so a few are looked back over.
    private func marks(in span: ByteSpan) -> [ReportMark] {
        let low = marks.partitioningIndex { $0.span.lowerBound >= span.upperBound }
        return marks[max(0, low - 64)..<low].filter { $0.span.upperBound > span.lowerBound }
    }

    private func plain(_ span: ByteSpan, to html: inout HTMLWriter) {
        document.source.bytes.withUnsafeBufferPointer { bytes in
            html.text(UnsafeBufferPointer(rebasing: bytes[span.clamped(to: bytes.indices)]))
        }
    }
}
