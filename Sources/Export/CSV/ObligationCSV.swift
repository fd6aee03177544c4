public import LegalText

/// Obligations as a table for spreadsheets: one row a record, with its article and the words it rests
/// on.
public enum ObligationCSV {
    private static let columns = [
        "id", "norm", "pair", "lang", "document", "title", "eid", "kind", "modality",
        "modality_text",
        "strength", "bearer", "bearer_source", "counterparty", "action", "comparator", "value",
        "min",
        "max", "unit", "ucum", "raw", "per_count", "per_period", "scope", "reference", "deadline",
        "within", "lead", "after", "before", "day_type", "condition", "consequence", "text",
        "clause",
        "confidence", "flags", "rule",
    ]

    /// The table; records may come from several sources.
    public static func bytes(_ groups: [(records: [Obligation], source: SourceText)]) -> [UInt8] {
        var csv = CSVWriter()
        csv.header(columns)
        for (records, source) in groups {
            for record in records { row(record, source, &csv) }
        }
        return csv.bytes
    }

    private static func row(_ record: Obligation, _ source: SourceText, _ csv: inout CSVWriter) {
        csv.text(record.id)
        csv.text(record.norm)
        csv.text(record.pair)
        csv.text(record.language.rawValue)
        csv.text(record.documentID)
        csv.text(record.documentTitle)
        csv.text(record.eid?.description)
        csv.text(record.kind.rawValue)
        csv.text(record.modality.kind.rawValue)
        csv.text(record.modality.text)
        csv.text(record.modality.strength?.rawValue)
        csv.text(record.bearer.words?.text)
        csv.text(record.bearer.source.rawValue)
        csv.text(record.counterparty)
        csv.text(record.action?.text)
        quantity(record.quantity, &csv)
        deadline(record.deadline, &csv)
        csv.text(record.condition?.text)
        csv.text(record.consequence)
        csv.text(source.string(record.span))
        csv.text(source.string(record.clause))
        csv.number(record.confidence)
        csv.text(record.flags.map(\.rawValue).joined(separator: " "))
        csv.text(record.rule)
        csv.endRow()
    }

    private static func quantity(_ quantity: Quantity?, _ csv: inout CSVWriter) {
        // A comparator is a fixed word of ours; the guard would spoil "=".
        csv.text(quantity?.comparator.map(name))
        csv.number(quantity?.value)
        csv.number(quantity?.min)
        csv.number(quantity?.max)
        csv.text(quantity?.unit)
        csv.text(quantity?.ucum)
        csv.text(quantity?.raw)
        csv.number(quantity?.per?.count)
        csv.text(quantity?.per?.period)
        csv.text(quantity?.scope)
        csv.text(quantity?.reference)
    }

    /// The equals sign alone opens a formula, so it is spelt out.
    private static func name(_ comparator: Quantity.Comparator) -> String {
        comparator == .equal ? "equal" : comparator.rawValue
    }

    private static func deadline(_ deadline: Obligation.Deadline?, _ csv: inout CSVWriter) {
        csv.text(deadline?.iso)
        csv.text(deadline?.within)
        csv.text(deadline?.lead)
        csv.text(deadline?.after)
        csv.text(deadline?.before)
        csv.text(deadline?.dayType?.rawValue)
    }
}
