import LegalText

/// What holds of every document whatever its text: nothing is lost, nothing overlaps.
enum Invariants {
    struct Broken: Error, CustomStringConvertible {
        var description: String
    }

    static func check(_ document: Document) throws {
        var at = document.span.lowerBound
        for region in document.regions {
            guard region.span.lowerBound == at, region.span.upperBound >= at else {
                throw Broken(description: "regions break at byte \(at): \(region.span)")
            }
            at = region.span.upperBound
        }
        guard at == document.span.upperBound else {
            throw Broken(
                description:
                    "regions end at byte \(at), the document at \(document.span.upperBound)")
        }
        try nested(document.provisions, in: document.span)
        var names: Set<EId> = []
        var twice: EId?
        document.forEachProvision { if !names.insert($0.eid).inserted { twice = $0.eid } }
        if let twice { throw Broken(description: "two provisions are called \(twice)") }
        for span in document.references.map(\.span) + document.repairs.map(\.span)
            + document.diagnostics.compactMap(\.span)
        where span.lowerBound < 0 || span.upperBound > document.source.bytes.count {
            throw Broken(description: "\(span) lies outside the text")
        }
    }

    private static func nested(_ provisions: [Provision], in outer: ByteSpan) throws {
        var at = outer.lowerBound
        for provision in provisions {
            let span = provision.span
            guard span.lowerBound >= at, span.upperBound <= outer.upperBound else {
                throw Broken(
                    description:
                        "\(provision.eid) \(span) is not inside \(at)..<\(outer.upperBound)")
            }
            try nested(provision.children, in: span)
            at = span.upperBound
        }
    }

    /// The documents of one source cover it, in order.
    static func check(_ documents: [Document], of source: SourceText) throws {
        var at = 0
        for document in documents {
            guard document.span.lowerBound == at else {
                throw Broken(description: "documents break at \(at)")
            }
            at = document.span.upperBound
            try check(document)
        }
        guard at == source.bytes.count else { throw Broken(description: "documents end at \(at)") }
    }
}
