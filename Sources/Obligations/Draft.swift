import Grammar
import LegalText

/// A record before it has an id: what a reader found in one sentence.
struct Draft {
    var kind: Obligation.Kind
    var modality: Obligation.Modality
    var modalSpan: ByteSpan?
    var bearer: ByteSpan?
    var bearerSource: Obligation.Bearer.Source
    var action: ByteSpan?
    var quantity: Quantity?
    var numberSpan: ByteSpan?
    var periodSpan: ByteSpan?
    var deadline: Obligation.Deadline?
    var condition: ByteSpan?
    var consequence: ByteSpan?
    var counterparty: ByteSpan?
    var span: ByteSpan
    var clause: ByteSpan
    var confidence: Double
    var flags: [Obligation.Flag] = []
    var rule: String
    var eid: EId?
}

/// Turns drafts into records: ids, texts, and one norm for what is said twice.
struct RecordBuilder {
    let document: Document

    /// A repetition shares more pairs of characters than this.
    private static let fewest = 20
    /// Of one amount no more norms than this are compared with later ones.
    private static let mostTwins = 64

    func records(_ drafts: [Draft]) -> [Obligation] {
        var norms: [NormKey: [(id: String, words: Set<UInt64>)]] = [:]
        var records: [Obligation] = []
        records.reserveCapacity(drafts.count)
        for (number, draft) in drafts.enumerated() {
            let id = "\(document.id)#\(number + 1)"
            var norm = id
            if let quantity = draft.quantity, draft.flags.isEmpty {
                let key = NormKey(quantity)
                let words = wordSet(draft.clause)
                let earlier = norms[key, default: []]
                if let twin = earlier.first(where: { isSame($0.words, words) }) {
                    norm = twin.id
                } else if words.count > Self.fewest, earlier.count < Self.mostTwins {
                    norms[key, default: []].append((id, words))
                }
            }
            records.append(record(draft, id: id, norm: norm))
        }
        return records
    }

    private struct NormKey: Hashable {
        var numbers: [Double?]
        var unit: String?
        init(_ quantity: Quantity) {
            numbers = [quantity.value, quantity.min, quantity.max]
            unit = quantity.unit
        }
    }

    /// Hashes of the clause's pairs of neighbouring scalars: enough to tell a repetition.
    private func wordSet(_ span: ByteSpan) -> Set<UInt64> {
        var set: Set<UInt64> = []
        document.source.bytes.withUnsafeBufferPointer { p in
            var last: UInt32 = 0
            var at = span.lowerBound
            let end = min(span.upperBound, at + 2000)
            while at < end {
                let scalar = p.scalar(at)
                set.insert(UInt64(last) << 32 | UInt64(scalar))
                last = scalar
                at += p.scalarWidth(at)
            }
        }
        return set
    }

    private func isSame(_ a: Set<UInt64>, _ b: Set<UInt64>) -> Bool {
        let shared =
            a.count < b.count ? a.lazy.filter(b.contains).count : b.lazy.filter(a.contains).count
        return Double(shared) >= 0.6 * Double(min(a.count, b.count)) && shared > Self.fewest
    }

    private func words(_ span: ByteSpan?) -> Obligation.Words? {
        span.map { Obligation.Words(text: document.source.string($0), span: $0) }
    }

    private func record(_ draft: Draft, id: String, norm: String) -> Obligation {
        let confidence = (draft.confidence * 100).rounded() / 100
        var flags = draft.flags
        if confidence < 0.5, !flags.contains(.lowConfidence) { flags.append(.lowConfidence) }
        return Obligation(
            id: id, norm: norm, language: document.language, documentID: document.id,
            documentTitle: document.title, eid: draft.eid, kind: draft.kind,
            modality: draft.modality,
            bearer: Obligation.Bearer(words: words(draft.bearer), source: draft.bearerSource),
            counterparty: draft.counterparty.map(document.source.string),
            action: words(draft.action),
            quantity: draft.quantity, deadline: draft.deadline, condition: words(draft.condition),
            consequence: draft.consequence.map(document.source.string), span: draft.span,
            clause: draft.clause,
            evidence: Obligation.Evidence(
                number: draft.numberSpan, period: draft.periodSpan, modality: draft.modalSpan),
            confidence: confidence, flags: flags, rule: draft.rule)
    }
}
