import LegalText

/// A document cut into what comes before, in and behind its body, every byte of it in one part.
///
/// Formats differ in how they name these; what belongs where is decided once, here.
struct DocumentParts {
    enum Part {
        /// Text no top-level provision claims.
        case text(Region.Kind, ByteSpan)
        case provision(Provision)
    }

    struct Annex {
        /// `nil` for annexed text without a provision.
        var provision: Provision?
        /// What follows the provision.
        var texts: [(kind: Region.Kind, span: ByteSpan)]
    }

    private(set) var preface: [(kind: Region.Kind, span: ByteSpan)] = []
    private(set) var preamble: [(kind: Region.Kind, span: ByteSpan)] = []
    private(set) var body: [Part] = []
    private(set) var closing: [(kind: Region.Kind, span: ByteSpan)] = []
    private(set) var annexes: [Annex] = []

    init(_ document: Document) {
        let top = document.provisions
        let lastOfBody = top.lastIndex { $0.level != .annex }
        var region = 0
        var at = document.span.lowerBound
        for (index, provision) in top.enumerated() {
            let isBody = provision.level != .annex
            addText(document, &region, at..<max(at, provision.span.lowerBound), index, lastOfBody)
            if isBody {
                body.append(.provision(provision))
            } else {
                annexes.append(Annex(provision: provision, texts: []))
            }
            at = max(at, provision.span.upperBound)
        }
        let rest = at..<max(at, document.span.upperBound)
        addText(document, &region, rest, top.count, lastOfBody)
    }

    /// Adds the text of a gap between provisions, region by region.
    private mutating func addText(
        _ document: Document, _ region: inout Int, _ gap: ByteSpan, _ index: Int, _ lastOfBody: Int?
    ) {
        let regions = document.regions
        var at = gap.lowerBound
        while at < gap.upperBound {
            while region < regions.count, regions[region].span.upperBound <= at { region += 1 }
            let inside = region < regions.count && regions[region].span.lowerBound <= at
            let kind = inside ? regions[region].kind : Region.Kind.body
            var end = gap.upperBound
            if region < regions.count {
                end = min(
                    end, inside ? regions[region].span.upperBound : regions[region].span.lowerBound)
            }
            place(kind, at..<max(end, at + 1), before: index, lastOfBody)
            at = max(end, at + 1)
        }
    }

    private mutating func place(
        _ kind: Region.Kind, _ span: ByteSpan, before index: Int, _ lastOfBody: Int?
    ) {
        let isFurniture = kind == .blank || kind == .noise || kind == .boilerplate
        if !annexes.isEmpty, kind != .closing, index > lastOfBody ?? -1 {
            annexes[annexes.count - 1].texts.append((kind, span))
        } else if kind == .annex, index > lastOfBody ?? -1 {
            annexes.append(Annex(provision: nil, texts: [(kind, span)]))
        } else if kind == .closing || !closing.isEmpty && isFurniture {
            closing.append((kind, span))
        } else if !body.isEmpty || kind == .body {
            body.append(.text(kind, span))
        } else if kind == .preamble || !preamble.isEmpty {
            preamble.append((kind, span))
        } else {
            preface.append((kind, span))
        }
    }
}
