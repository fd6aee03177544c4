import Grammar
import LegalText

extension DocumentRecord.Norm {
    /// A numeric norm by the columns it is stored in.
    init(_ obligation: Obligation, passage: Int?, _ offsets: ScalarOffsets, _ measures: Measures) {
        let quantity = obligation.quantity
        let deadline = obligation.deadline
        let span = offsets.scalars(obligation.span)
        let numbers = [quantity?.value, quantity?.min, quantity?.max].compactMap { $0 }.map {
            measures.measure($0, quantity?.unit ?? "", per: quantity?.per?.period)
        }
        let clause = offsets.scalars(obligation.clause)
        self.init(
            passage: passage,
            columns: [
                ("id", .text(obligation.id)), ("norm", .text(obligation.norm)),
                ("pair", .init(obligation.pair)), ("eid", .init(obligation.eid?.description)),
                ("kind", .text(obligation.kind.rawValue)),
                ("modality", .text(obligation.modality.kind.rawValue)),
                ("modalityText", .text(obligation.modality.text)),
                ("strength", .init(obligation.modality.strength?.rawValue)),
                ("bearer", .init(obligation.bearer.words?.text)),
                ("bearerSource", .text(obligation.bearer.source.rawValue)),
                ("counterparty", .init(obligation.counterparty)),
                ("action", .init(obligation.action?.text)),
                ("comparator", .init(quantity?.comparator?.rawValue)),
                ("value", .init(quantity?.value)), ("min", .init(quantity?.min)),
                ("max", .init(quantity?.max)), ("unit", .init(quantity?.unit)),
                ("ucum", .init(quantity?.ucum)), ("raw", .init(quantity?.raw)),
                ("perCount", .init(quantity?.per?.count)),
                ("perPeriod", .init(quantity?.per?.period)), ("scope", .init(quantity?.scope)),
                ("dimension", .init(quantity?.unit == nil ? nil : numbers.first?.dimension)),
                ("low", .init(numbers.map(\.value).min())),
                ("high", .init(numbers.map(\.value).max())),
                ("reference", .init(quantity?.reference)), ("deadline", .init(deadline?.iso)),
                ("within", .init(deadline?.within)), ("lead", .init(deadline?.lead)),
                ("after", .init(deadline?.after)), ("before", .init(deadline?.before)),
                ("dayType", .init(deadline?.dayType?.rawValue)),
                ("condition", .init(obligation.condition?.text)),
                ("consequence", .init(obligation.consequence)),
                ("start", .integer(span.lowerBound)), ("end", .integer(span.upperBound)),
                ("clauseStart", .integer(clause.lowerBound)),
                ("clauseEnd", .integer(clause.upperBound)),
                ("confidence", .real(obligation.confidence)),
                ("flags", .text(obligation.flags.map(\.rawValue).joined(separator: " "))),
                ("rule", .text(obligation.rule)),
            ])
    }
}
