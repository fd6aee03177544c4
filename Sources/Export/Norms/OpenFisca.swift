import LegalText

/// Numeric norms as parameters of OpenFisca (参数): a number for each, from the day on which it holds.
///
///     law_zho:
///       description: "某某办法"
///       art_5__para_2_1:
///         description: "每年至少培训两次"
///         metadata:
///           unit: times
///           period: P1Y
///         values:
///           2021-07-01:
///             value: 2
///
/// A range gives a node with `min` and `max`. Left out are records without a number, records that need
/// a second look (garbled, vague, relative), and documents without a day they hold from.
///
/// Source: OpenFisca, "Legislation parameters" (YAML parameter files).
public enum OpenFisca {
    /// One YAML document with a node for each legal text.
    public static func bytes(_ collection: NormCollection) -> [UInt8] {
        var out = "# Parameters of OpenFisca: a number for each norm, from the day it holds.\n"
        var names = UniqueNames()
        for entry in collection.entries {
            guard let day = entry.day else { continue }
            let dated = entry.records.filter(isScalar)
            guard !dated.isEmpty else { continue }
            out += "\(names.name(entry.document.id)):\n"
            let title = entry.document.title
            out += "  description: \(quoted(title.isEmpty ? entry.document.id : title))\n"
            var parameters = UniqueNames()
            for record in dated {
                let base = record.eid?.description ?? "text"
                append(record, entry, parameters.name(base), day, to: &out)
            }
        }
        return Array(out.utf8)
    }

    /// Whether a record has a number that can be relied on.
    private static func isScalar(_ record: Obligation) -> Bool {
        guard let quantity = record.quantity, quantity.unit != nil, record.flags.isEmpty else {
            return false
        }
        return quantity.value != nil || quantity.min != nil && quantity.max != nil
    }

    private static func append(
        _ record: Obligation, _ entry: NormCollection.Entry, _ name: String, _ day: String,
        to out: inout String
    ) {
        guard let quantity = record.quantity else { return }
        let start =
            record.kind == .effectiveDate
            ? record.deadline?.iso.flatMap { CalendarDay($0) }?.text() ?? day : day
        out += "  \(name):\n"
        out += "    description: \(quoted(entry.words(of: record)))\n"
        out += "    metadata:\n"
        out += "      reference: \(quoted(entry.place(of: record)))\n"
        out += "      unit: \(quoted(quantity.unit ?? ""))\n"
        if let per = quantity.per { out += "      period: \(quoted(per.period))\n" }
        out += "      comparator: \(quoted(quantity.comparator?.rawValue ?? "="))\n"
        out += "      kind: \(record.kind.rawValue)\n"
        if let value = quantity.value {
            out += "    values:\n      \(start):\n        value: \(number(value))\n"
        } else if let min = quantity.min, let max = quantity.max {
            for (end, value) in [("min", min), ("max", max)] {
                out += "    \(end):\n      values:\n        \(start):\n"
                out += "          value: \(number(value))\n"
            }
        }
    }

    private static func number(_ value: Double) -> String {
        var json = JSONWriter()
        json.number(value)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// A double-quoted scalar: JSON strings are YAML.
    private static func quoted(_ text: String) -> String {
        var json = JSONWriter()
        json.string(text)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Names of letters, digits and underscores that begin with a letter, no two the same.
    private struct UniqueNames {
        private var seen: [String: Int] = [:]

        mutating func name(_ text: String) -> String {
            let plain = text.unicodeScalars.map {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                    ? Character($0) : "_"
            }
            var name = String(plain)
            if name.first?.isLetter != true { name = "text" + name }
            seen[name, default: 0] += 1
            // numbered from the second on, so that a single parameter keeps its provision's name
            let count = seen[name] ?? 1
            return count == 1 ? name : "\(name)_n\(count)"
        }
    }
}
