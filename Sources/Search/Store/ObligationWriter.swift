import GRDB
import LegalText

/// Writes one numeric norm; runs inside a transaction.
struct ObligationWriter {
    let db: Database
    let offsets: ScalarOffsets

    private static let columns = """
        document, id, norm, pair, eid, passage, kind, modality, modalityText, strength, bearer,
        bearerSource, counterparty, action, comparator, value, min, max, unit, ucum, raw, perCount,
        perPeriod, scope, reference, deadline, within, lead, after, before, dayType, condition,
        consequence, start, end, clauseStart, clauseEnd, confidence, flags, rule
        """

    /// - Parameter passages: of the document, by their places.
    func write(_ obligation: Obligation, document: Int64, passages: [DocumentWriter.PassageRow])
        throws
    {
        let passage = DocumentWriter.passage(of: obligation.span, in: passages)
        let quantity = obligation.quantity
        let deadline = obligation.deadline
        let span = offsets.scalars(obligation.span)
        let clause = offsets.scalars(obligation.clause)
        let values: [(any DatabaseValueConvertible)?] = [
            document, obligation.id, obligation.norm, obligation.pair, obligation.eid?.description,
            passage?.id, obligation.kind.rawValue, obligation.modality.kind.rawValue,
            obligation.modality.text, obligation.modality.strength?.rawValue,
            obligation.bearer.words?.text, obligation.bearer.source.rawValue,
            obligation.counterparty,
            obligation.action?.text, quantity?.comparator?.rawValue, quantity?.value, quantity?.min,
            quantity?.max, quantity?.unit, quantity?.ucum, quantity?.raw, quantity?.per?.count,
            quantity?.per?.period, quantity?.scope, quantity?.reference, deadline?.iso,
            deadline?.within,
            deadline?.lead, deadline?.after, deadline?.before, deadline?.dayType?.rawValue,
            obligation.condition?.text, obligation.consequence, span.lowerBound, span.upperBound,
            clause.lowerBound, clause.upperBound, obligation.confidence,
            obligation.flags.map(\.rawValue).joined(separator: " "), obligation.rule,
        ]
        let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO obligation(\(Self.columns)) VALUES (\(marks))")
        try statement.execute(arguments: StatementArguments(values))
    }
}
