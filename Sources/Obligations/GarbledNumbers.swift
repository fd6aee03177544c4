import LegalText

/// Numbers that damage has made unreadable: each is a flagged record without a value, so that nobody
/// takes silence for absence.
enum GarbledNumbers {
    /// Flags drafts that rest on a repaired numeral and adds the damaged numbers no draft touches: the
    /// document's repairs, and percent signs that lost their number.
    static func mark(
        in document: Document, _ p: UnsafeBufferPointer<UInt8>, _ drafts: inout [Draft]
    ) {
        for repair in document.repairs {
            switch repair.kind {
            case .numeral: break
            case .label where !hasDigit(p, repair.span): break
            default: continue
            }
            var isKnown = false
            for i in drafts.indices where drafts[i].span.overlaps(repair.span) {
                isKnown = true
                if repair.kind == .numeral, !drafts[i].flags.contains(.garbled) {
                    drafts[i].flags.append(.garbled)
                }
            }
            if !isKnown {
                drafts.append(draft(p, repair.span, rule: "garbled.\(repair.kind.rawValue)"))
            }
        }
        guard document.language == .eng else { return }
        var at = document.span.lowerBound
        let end = min(document.span.upperBound, p.count)
        while at < end {
            if p[at] == 0x25, isOrphan(p, at, document.span.lowerBound) {
                drafts.append(draft(p, at..<(at + 1), rule: "garbled.percent"))
            }
            at += 1
        }
    }

    /// Whether no number stands before a percent sign.
    private static func isOrphan(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ start: Int) -> Bool {
        var i = at - 1
        while i >= start, p[i] == 0x20 { i -= 1 }
        // %20 and the like is an address, not a percentage
        if at + 1 < p.count, isASCIIDigit(p[at + 1]) || isASCIILetter(p[at + 1]) { return false }
        return i < start || !(isASCIIDigit(p[i]) || p[i] == 0x29 || p[i] >= 0x80)
    }

    private static func hasDigit(_ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan) -> Bool {
        span.contains { isASCIIDigit(p[$0]) || p[$0] >= 0x80 }
    }

    private static func draft(
        _ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan, rule: String
    ) -> Draft {
        Draft(
            kind: .composition, modality: .init(kind: .composition, text: "", strength: nil),
            bearerSource: .unknown,
            quantity: Quantity(raw: String(decoding: p[span], as: UTF8.self)), span: span,
            clause: span, confidence: 0.4, flags: [.garbled], rule: rule)
    }
}
