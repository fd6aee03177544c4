import LegalText

/// A constraint of ODRL: an operand, an operator and a value with its type.
struct ODRLConstraint {
    var operand: String
    var comparison: String
    var value: String
    /// A type of XML Schema, without its prefix.
    var type: String
    var unit: String?

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.field("@type", "Constraint")
            json.field("leftOperand", operand)
            json.field("operator", comparison)
            json.key("rightOperand")
            json.object { json in
                json.field("@value", value)
                json.field("@type", "xsd:" + type)
            }
            if let unit { json.field("tw:unit", unit) }
        }
    }

    /// What a record says of number and time.
    static func constraints(
        _ quantity: Quantity?, _ deadline: Obligation.Deadline?
    ) -> [ODRLConstraint] {
        var found: [ODRLConstraint] = []
        if let iso = deadline?.iso {
            let type = CalendarDay(iso) == nil ? gregorian(iso) : "date"
            found.append(.init(operand: "dateTime", comparison: "lteq", value: iso, type: type))
        }
        if let within = deadline?.within {
            found.append(
                .init(operand: "elapsedTime", comparison: "lteq", value: within, type: "duration"))
        }
        if let lead = deadline?.lead {
            found.append(
                .init(operand: "tw:leadTime", comparison: "gteq", value: lead, type: "duration"))
        }
        if let quantity, deadline?.within == nil, deadline?.lead == nil {
            found += amounts(quantity)
        }
        return found
    }

    private static func amounts(_ quantity: Quantity) -> [ODRLConstraint] {
        var found: [ODRLConstraint] = []
        let (operand, unit) = operand(quantity.unit)
        func add(_ comparison: String, _ value: Double?) {
            guard let value else { return }
            var json = JSONWriter()
            json.number(value)
            found.append(
                .init(
                    operand: operand, comparison: comparison,
                    value: String(decoding: json.bytes, as: UTF8.self), type: "decimal", unit: unit)
            )
        }
        switch quantity.comparator {
        case .atLeast: add("gteq", quantity.value)
        case .atMost: add("lteq", quantity.value)
        case .moreThan: add("gt", quantity.value)
        case .lessThan: add("lt", quantity.value)
        case .equal, .approximately, nil: add("eq", quantity.value)
        case .range:
            add("gteq", quantity.min)
            add("lteq", quantity.max)
        }
        if !found.isEmpty, let period = quantity.per?.period {
            found.append(
                .init(operand: "timeInterval", comparison: "eq", value: period, type: "duration"))
        }
        return found
    }

    /// ODRL's operand for a unit; the unit itself where the operand does not say it.
    private static func operand(_ unit: String?) -> (operand: String, unit: String?) {
        switch unit {
        case "times": ("count", nil)
        case "percent": ("percentage", nil)
        case "CNY", "TWD", "USD", "HKD", "XDR": ("payAmount", unit)
        default: ("tw:amount", unit)
        }
    }

    /// The type of an incomplete date: `--08-31` is a gMonthDay, `---15` a gDay.
    private static func gregorian(_ iso: String) -> String {
        if iso.hasPrefix("---") { return "gDay" }
        if iso.hasPrefix("--") { return iso.utf8.count > 4 ? "gMonthDay" : "gMonth" }
        return iso.utf8.count > 4 ? "gYearMonth" : "gYear"
    }
}
