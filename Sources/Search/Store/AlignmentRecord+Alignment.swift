import LegalText

extension AlignmentRecord {
    /// The alignment of two documents as rows.
    init(_ alignment: Alignment, zh: Document, en: Document) {
        let (zhOffsets, enOffsets) = (
            ScalarOffsets(zh.source.bytes), ScalarOffsets(en.source.bytes)
        )
        self.init(zh: zh.id, en: en.id)
        for link in alignment.links {
            links.append(
                Link(
                    level: link.level.rawValue, kind: link.kind, score: link.score,
                    basis: link.basis.rawValue, zhIds: Self.ids(link.zhIds),
                    enIds: Self.ids(link.enIds), zhSpans: Self.json(link.zh, zhOffsets),
                    enSpans: Self.json(link.en, enOffsets),
                    flags: link.flags.joined(separator: " ")))
            guard link.level != .sentence else { continue }
            for a in link.zhIds {
                for b in link.enIds {
                    partners.append(
                        Partners(zh: a.description, en: b.description, score: link.score))
                }
            }
        }
        findings = alignment.findings.map { finding in
            Finding(
                code: finding.code, severity: finding.severity.rawValue,
                zh: finding.zh.map { zhOffsets.scalars($0) },
                en: finding.en.map { enOffsets.scalars($0) }, message: finding.message)
        }
    }

    private static func ids(_ ids: [EId]) -> String {
        ids.map(\.description).joined(separator: " ")
    }

    /// `[[12,40],[41,60]]`, in Unicode scalars
    private static func json(_ spans: [ByteSpan], _ offsets: ScalarOffsets) -> String {
        let parts = spans.map { span in
            let scalars = offsets.scalars(span)
            return "[\(scalars.lowerBound),\(scalars.upperBound)]"
        }
        return "[" + parts.joined(separator: ",") + "]"
    }
}
