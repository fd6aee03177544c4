import Export
import Foundation
public import LegalText

/// A numeric norm as it is listed and filtered (规范清单的一行), from a text or from what `build` wrote.
public struct NormRow: Sendable {
    public var document: String
    public var title: String
    public var place: String
    public var kind: Obligation.Kind
    public var modality: Obligation.Kind
    public var bearer: String?
    public var quantity: Quantity?
    public var deadline: Obligation.Deadline?
    public var flags: [Obligation.Flag]
    /// What the norm says, as written.
    public var words: String
    /// The record as a line of JSON, `tiaowen/obligation/1`.
    public var json: [UInt8]

    /// The norms of a text as rows, in their order.
    public static func rows(_ records: [Obligation], in source: SourceText) -> [NormRow] {
        let text = ScalarText(source)
        return records.map { NormRow($0, in: source, text) }
    }

    private init(_ record: Obligation, in source: SourceText, _ text: ScalarText) {
        document = record.documentID
        title = record.documentTitle
        place = record.eid?.description ?? ""
        kind = record.kind
        modality = record.modality.kind
        bearer = record.bearer.words?.text
        quantity = record.quantity
        deadline = record.deadline
        flags = record.flags
        words = source.string(record.clause)
        var line = JSONWriter()
        ObligationJSON.append([record], in: text, to: &line)
        json = line.bytes
    }

    /// A line of `obligations.jsonl`; `nil` where it is none.
    public init?(line: some Sequence<UInt8>) {
        let bytes = Array(line)
        guard let stored = try? JSONDecoder().decode(Stored.self, from: Data(bytes)),
            let kind = Obligation.Kind(rawValue: stored.kind),
            let modality = Obligation.Kind(rawValue: stored.modality.kind)
        else { return nil }
        document = stored.doc.id
        title = stored.doc.title
        place = stored.eid ?? ""
        self.kind = kind
        self.modality = modality
        bearer = stored.bearer.text
        quantity = stored.quantity?.record
        deadline = stored.deadline?.record
        flags = stored.flags.compactMap(Obligation.Flag.init(rawValue:))
        words = stored.action?.text ?? stored.quantity?.raw ?? ""
        json = bytes + [0x0A]
    }

    /// Number and time in a few signs: `≥ 2 times per year`.
    public var reading: String {
        ObligationText.reading(quantity, deadline, kind: kind, flags: flags)
    }
}

extension NormRow {
    /// As much of a line of JSON as a row shows.
    private struct Stored: Decodable {
        struct Document: Decodable { var id, title: String }
        struct Force: Decodable { var kind: String }
        struct Words: Decodable { var text: String? }
        struct Rate: Decodable {
            var count: Double
            var period: String
        }
        struct Amount: Decodable {
            var comparator: String?
            var value, min, max: Double?
            var unit, ucum: String?
            var raw: String
            var per: Rate?
            var scope, reference: String?

            var record: Quantity {
                Quantity(
                    comparator: comparator.flatMap(Quantity.Comparator.init(rawValue:)),
                    value: value, min: min, max: max, unit: unit, ucum: ucum, raw: raw,
                    per: per.map { .init(count: $0.count, period: $0.period) }, scope: scope,
                    reference: reference)
            }
        }
        struct Limit: Decodable {
            var iso, within, lead, after, before, dayType: String?

            var record: Obligation.Deadline {
                Obligation.Deadline(
                    iso: iso, within: within, lead: lead, after: after, before: before,
                    dayType: dayType.flatMap(Obligation.Deadline.DayType.init(rawValue:)))
            }
        }
        var doc: Document
        var eid: String?
        var kind: String
        var modality: Force
        var bearer: Words
        var action: Words?
        var quantity: Amount?
        var deadline: Limit?
        var flags: [String]
    }
}
