import Grammar
import LegalText
import Obligations

/// Reads a piece of law and writes its records on one line each, short enough to stand in a test.
///
///     kind[/force] [comparator value unit] [per PERIOD] [deadline] [@bearer] [(flags)]
enum Notation {
    static let extractor: ObligationExtractor? = try? ObligationExtractor(grammar: .builtIn)

    /// A document whose whole text is running text.
    static func document(_ text: String, _ language: Language) -> Document {
        let source = SourceText(text)
        return Document(
            id: "test", language: language, kind: .other, title: "", source: source,
            span: 0..<source.bytes.count)
    }

    static func records(_ text: String, _ language: Language) -> [Obligation] {
        extractor?.records(in: document(text, language)) ?? []
    }

    static func read(_ text: String, _ language: Language) -> [String] {
        records(text, language).map(line)
    }

    static func line(_ record: Obligation) -> String {
        var parts = [record.kind.rawValue]
        if record.modality.kind != record.kind { parts[0] += "/" + record.modality.kind.rawValue }
        if let quantity = record.quantity {
            if let comparator = quantity.comparator { parts.append(comparator.rawValue) }
            if let min = quantity.min, let max = quantity.max {
                parts.append("\(number(min))..\(number(max))")
            } else if let value = quantity.value {
                parts.append(number(value))
            }
            if let unit = quantity.unit { parts.append(unit) }
            if let per = quantity.per { parts.append("per " + per.period) }
        }
        if let deadline = record.deadline {
            if let iso = deadline.iso { parts.append("by " + iso) }
            if let within = deadline.within { parts.append("within " + within) }
            if let lead = deadline.lead { parts.append("lead " + lead) }
        }
        if let bearer = record.bearer.words { parts.append("@" + bearer.text) }
        parts += record.flags.map { "(\($0.rawValue))" }
        return parts.joined(separator: " ")
    }

    static func number(_ value: Double) -> String {
        if value == value.rounded() { return "\(Int(value))" }
        return "\((value * 10000).rounded() / 10000)"
    }
}
