public import LegalText
public import Obligations

/// Numeric norms of two aligned texts, compared (中英文数量性规范对照).
extension NormPairing {
    /// Pairs the records and adds to the alignment what is at odds between them and is not yet known.
    public func compare(
        _ zh: inout [Obligation], _ en: inout [Obligation], in alignment: inout Alignment
    ) {
        let known = alignment.findings
        let found = pair(&zh, &en, alignment)
        alignment.findings += found.filter { finding in
            !known.contains { $0.code == finding.code && overlaps($0, finding) }
        }
    }

    private func overlaps(_ a: Finding, _ b: Finding) -> Bool {
        func meet(_ x: ByteSpan?, _ y: ByteSpan?) -> Bool {
            guard let x, let y else { return false }
            return x.overlaps(y)
        }
        return meet(a.zh, b.zh) || meet(a.en, b.en)
    }
}
