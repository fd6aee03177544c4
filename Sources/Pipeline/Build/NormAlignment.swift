public import Grammar
public import LegalText
public import Obligations

/// Numeric norms of two aligned texts, compared whole: number, unit, period, bound and force together
/// (中英文数量性规范对照).
///
///     let norms = try NormAlignment(grammar: .builtIn)
///     norms.compare(zh, en, in: &alignment)     // adds: 不少于两次 beside "at least three times"
public struct NormAlignment: Sendable {
    private let extractor: ObligationExtractor
    private let pairing: NormPairing

    /// - Throws: `GrammarError` where the grammar is missing or malformed.
    public init(grammar: GrammarSource = .builtIn) throws {
        extractor = try ObligationExtractor(grammar: grammar)
        pairing = try NormPairing(grammar: grammar)
    }

    /// Adds to the alignment of two documents what is at odds between their norms and is not yet known.
    public func compare(_ zh: Document, _ en: Document, in alignment: inout Alignment) {
        var (chinese, english) = (extractor.records(in: zh), extractor.records(in: en))
        pairing.compare(&chinese, &english, in: &alignment)
    }
}

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
