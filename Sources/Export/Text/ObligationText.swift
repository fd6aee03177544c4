public import LegalText

/// A numeric norm in a few signs for people (数量性义务的简写).
///
///     ObligationText.reading(record)    // "≥ 2 times per year", "within 30 days", "garbled"
public enum ObligationText {
    /// What the record says of number and time.
    public static func reading(_ record: Obligation) -> String {
        reading(record.quantity, record.deadline, kind: record.kind, flags: record.flags)
    }

    /// What number and time together say.
    public static func reading(
        _ quantity: Quantity?, _ deadline: Obligation.Deadline?, kind: Obligation.Kind,
        flags: [Obligation.Flag]
    ) -> String {
        var parts: [String] = []
        if let quantity, !isTold(quantity, by: deadline) { parts.append(reading(quantity)) }
        if let deadline {
            let days = deadline.dayType == .working ? "working " : ""
            if let iso = deadline.iso { parts.append("by \(iso)") }
            if let within = deadline.within { parts.append("within \(duration(within, days))") }
            if let lead = deadline.lead { parts.append("\(duration(lead, days)) before") }
        }
        if flags.contains(.garbled) { parts.append("garbled") }
        return parts.isEmpty ? kind.rawValue : parts.joined(separator: ", ")
    }

    /// Whether a deadline says the same: a date, or a time within which.
    private static func isTold(_ quantity: Quantity, by deadline: Obligation.Deadline?) -> Bool {
        guard let deadline else { return false }
        if deadline.iso != nil { return quantity.value == nil || quantity.unit == nil }
        return deadline.within != nil || deadline.lead != nil
    }

    private static func reading(_ quantity: Quantity) -> String {
        var words: [String] = []
        if quantity.value == nil, quantity.min == nil, quantity.max == nil { return quantity.raw }
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
        } else {
            let ends = [quantity.min, quantity.max].map { $0.map(number) ?? "" }
            words.append(ends.joined(separator: "–"))
        }
        if let unit = quantity.unit { words.append(unit == "percent" ? "%" : unit) }
        if let per = quantity.per {
            // twice a year: the number is the count
            let count = per.count == 1 || quantity.unit == "times" ? "" : "\(number(per.count)) × "
            words.append("per \(count)\(duration(per.period, "", isRate: true))")
        }
        return words.joined(separator: " ")
    }

    /// `P30D` → `30 days`; of a rate, `P1Y` → `year`. What is no such duration stays.
    private static func duration(_ iso: String, _ days: String, isRate: Bool = false) -> String {
        var words: [String] = []
        var digits = ""
        var isTime = false
        for sign in iso.dropFirst() {
            if sign.isNumber || sign == "." {
                digits.append(sign)
                continue
            }
            let unit: String
            switch (sign, isTime) {
            case ("T", _):
                isTime = true
                continue
            case ("Y", false): unit = "year"
            case ("M", false): unit = "month"
            case ("W", false): unit = "week"
            case ("D", false): unit = "\(days)day"
            case ("H", true): unit = "hour"
            case ("M", true): unit = "minute"
            case ("S", true): unit = "second"
            default: return iso
            }
            words.append(
                digits == "1" ? (isRate ? unit : "1 \(unit)") : "\(digits) \(unit)s")
            digits = ""
        }
        return words.isEmpty ? iso : words.joined(separator: " ")
    }

    /// `12,000`, `0.5`
    private static func number(_ value: Double) -> String {
        var json = JSONWriter()
        json.number(value)
        let text = String(decoding: json.bytes, as: UTF8.self)
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first, whole.utf8.count > 4, !text.contains("e") else {
            return text
        }
        var digits = Array(whole)
        var at = digits.count - 3
        while at > 0 {
            digits.insert(",", at: at)
            at -= 3
        }
        return ([String(digits)] + parts.dropFirst().map(String.init)).joined(separator: ".")
    }
}
