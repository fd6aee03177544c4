import Export
import LegalText

/// Numeric norms for people: place, reading and clause of each, in aligned columns.
enum ObligationLines {
    /// One line a record under the title of each document, in UTF-8.
    static func bytes(_ records: [Obligation], in source: SourceText) -> [UInt8] {
        var out: [UInt8] = []
        var document: String?
        let places = records.map { $0.eid?.description ?? "" }
        let width = min(places.map { $0.utf8.count }.max() ?? 0, 36)
        for (record, place) in zip(records, places) {
            if record.documentID != document {
                document = record.documentID
                let title = record.documentTitle.isEmpty ? record.documentID : record.documentTitle
                out += Array("\(title)\n".utf8)
            }
            let pad = String(repeating: " ", count: max(0, width - place.utf8.count))
            let reading = reading(record)
            let gap = String(repeating: " ", count: max(1, 28 - displayWidth(reading)))
            let clause = source.string(record.clause).split(whereSeparator: \.isNewline)
                .joined(separator: " ")
            out += Array("  \(place)\(pad)  \(reading)\(gap)\(cut(clause, 60))\n".utf8)
        }
        return out
    }

    /// `≥ 2 times / P1Y`, `by 2021-07-01`, `within P30D`, `garbled`
    private static func reading(_ record: Obligation) -> String {
        var parts: [String] = []
        if let quantity = record.quantity { parts.append(reading(quantity)) }
        if let deadline = record.deadline {
            if let iso = deadline.iso { parts.append("by \(iso)") }
            if let within = deadline.within { parts.append("within \(within)") }
            if let lead = deadline.lead { parts.append("\(lead) before") }
        }
        if record.flags.contains(.garbled) { parts.append("garbled") }
        return parts.isEmpty ? record.kind.rawValue : parts.joined(separator: ", ")
    }

    private static func reading(_ quantity: Quantity) -> String {
        var words: [String] = []
        switch quantity.comparator {
        case .atLeast: words.append("≥")
        case .atMost: words.append("≤")
        case .approximately: words.append("≈")
        case .moreThan: words.append(">")
        case .lessThan: words.append("<")
        case .equal, .range, nil: break
        }
        if let value = quantity.value {
            words.append(number(value))
        } else if quantity.min != nil || quantity.max != nil {
            words.append(
                [quantity.min, quantity.max].map { $0.map(number) ?? "" }.joined(separator: "–"))
        } else {
            words.append(quantity.raw)
        }
        if let unit = quantity.unit { words.append(unit) }
        if let per = quantity.per { words.append("/ \(per.period)") }
        return words.joined(separator: " ")
    }

    private static func number(_ value: Double) -> String {
        var json = JSONWriter()
        json.number(value)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func cut(_ text: String, _ columns: Int) -> String {
        guard displayWidth(text) > columns else { return text }
        var cut = ""
        for character in text.prefix(columns) {
            if displayWidth(cut) + displayWidth(String(character)) >= columns { break }
            cut.append(character)
        }
        return cut + "…"
    }
}
