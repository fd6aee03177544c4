import LegalText

/// Lays the regions of a document side by side so that they partition its span.
struct RegionMap {
    private var regions: [Region] = []

    /// Regions from the kind of every line before the body, the body itself and what follows it.
    init(
        span: ByteSpan, lines: [Line], lineRange: Range<Int>, header: HeaderReader.Header,
        contents: Range<Int>?, bodyStart: Int, bodyEnd: Int, annexStart: Int?,
        notes: [SourceText.Note]
    ) {
        for index in lineRange where lines[index].start < bodyStart {
            let line = lines[index]
            let kind: Region.Kind
            if let contents, contents.contains(index) {
                kind = .toc
            } else if line.isAside {
                kind = .boilerplate
            } else if let read = header.kinds[index] {
                kind = read
            } else {
                // blank lines go with what stands above
                kind = regions.last?.kind ?? .blank
            }
            add(kind, line.start..<min(line.next, bodyStart))
        }
        let end = annexStart ?? bodyEnd
        if bodyStart < end {
            add(.body, max(bodyStart, regions.last?.span.upperBound ?? span.lowerBound)..<end)
        }
        if let annexStart, annexStart < bodyEnd { add(.annex, annexStart..<bodyEnd) }
        if bodyEnd < span.upperBound { add(.closing, bodyEnd..<span.upperBound) }
        if regions.isEmpty, !span.isEmpty { add(.blank, span) }
        for aside in Self.asides(lines, lineRange) where aside.lowerBound >= bodyStart {
            let reachesEnd = aside.upperBound >= span.upperBound
            cut(aside, reachesEnd ? .boilerplate : .noise, nil)
        }
        for note in notes where note.kind == .boilerplate {
            cut(note.span, .boilerplate, note.message)
        }
    }

    /// The stretches of lines that were put aside, blank lines between them included.
    private static func asides(_ lines: [Line], _ range: Range<Int>) -> [ByteSpan] {
        var found: [ByteSpan] = []
        var start: Int?
        var end = 0
        for line in lines[range] {
            if line.isAside {
                if start == nil { start = line.start }
                end = line.next
            } else if line.isBlank {
                if start != nil { end = line.next }
            } else if let from = start {
                found.append(from..<end)
                start = nil
            }
        }
        if let start { found.append(start..<end) }
        return found
    }

    private mutating func add(_ kind: Region.Kind, _ span: ByteSpan) {
        guard !span.isEmpty else { return }
        if let last = regions.last, last.kind == kind, last.note == nil {
            regions[regions.count - 1].span = last.span.lowerBound..<span.upperBound
        } else {
            regions.append(Region(kind: kind, span: span))
        }
    }

    /// Cuts a stretch out of whatever region it lies in.
    mutating func cut(_ span: ByteSpan, _ kind: Region.Kind, _ note: String?) {
        var result: [Region] = []
        for region in regions {
            let shared = region.span.clamped(to: span)
            guard !shared.isEmpty, region.kind != kind else {
                result.append(region)
                continue
            }
            if region.span.lowerBound < shared.lowerBound {
                result.append(
                    Region(
                        kind: region.kind, span: region.span.lowerBound..<shared.lowerBound,
                        note: region.note))
            }
            result.append(Region(kind: kind, span: shared, note: note))
            if shared.upperBound < region.span.upperBound {
                result.append(
                    Region(
                        kind: region.kind, span: shared.upperBound..<region.span.upperBound,
                        note: region.note))
            }
        }
        regions = result
    }

    /// The regions, in order.
    func partition() -> [Region] { regions }
}
