public import LegalText

/// Obligations as JSON in the form `tiaowen/obligation/1`: spans in Unicode scalars of the source.
public enum ObligationJSON {
    /// One line a record.
    public static func lines(_ records: [Obligation], in source: SourceText) -> [UInt8] {
        var json = JSONWriter()
        append(records, in: ScalarText(source), to: &json)
        return json.bytes
    }

    /// Appends one line a record.
    public static func append(
        _ records: [Obligation], in text: ScalarText, to json: inout JSONWriter
    ) {
        for record in records {
            write(record, text, to: &json)
            json.endLine()
        }
    }

    /// Appends `{"id":…,"records":[…]}` as one line, the answer of `extract --jsonl`.
    ///
    /// - Parameter id: any JSON value as its bytes.
    public static func appendAnswer(
        _ records: [Obligation], in text: ScalarText, id: [UInt8], to json: inout JSONWriter
    ) {
        json.object { json in
            json.key("id")
            json.raw(id)
            json.key("records")
            json.array(records) { json, record in write(record, text, to: &json) }
        }
        json.endLine()
    }

    /// Writes one record as an object.
    public static func write(_ record: Obligation, _ text: ScalarText, to json: inout JSONWriter) {
        json.object { json in
            json.field("schema", "tiaowen/obligation/1")
            json.field("id", record.id)
            json.field("norm", record.norm)
            json.field("pair", record.pair)
            json.field("lang", record.language.rawValue)
            json.key("doc")
            json.object { json in
                json.field("id", record.documentID)
                json.field("title", record.documentTitle)
            }
            json.field("eid", record.eid?.description)
            json.field("kind", record.kind.rawValue)
            json.key("modality")
            json.object { json in
                json.field("kind", record.modality.kind.rawValue)
                json.field("text", record.modality.text)
                json.field("strength", record.modality.strength?.rawValue)
            }
            json.key("bearer")
            json.object { json in
                if let words = record.bearer.words {
                    json.field("text", words.text)
                    json.span("span", words.span, in: text)
                }
                json.field("source", record.bearer.source.rawValue)
            }
            json.field("counterparty", record.counterparty)
            write("action", record.action, text, to: &json)
            write(record.quantity, to: &json)
            write(record.deadline, to: &json)
            write("condition", record.condition, text, to: &json)
            json.field("consequence", record.consequence)
            json.span("span", record.span, in: text)
            json.span("clause", record.clause, in: text)
            json.key("evidence")
            json.object { json in
                json.span("number", record.evidence.number, in: text)
                json.span("period", record.evidence.period, in: text)
                json.span("modality", record.evidence.modality, in: text)
            }
            json.field("confidence", record.confidence)
            json.strings("flags", record.flags.map(\.rawValue))
            json.field("rule", record.rule)
        }
    }

    private static func write(
        _ name: StaticString, _ words: Obligation.Words?, _ text: ScalarText,
        to json: inout JSONWriter
    ) {
        json.key(name)
        guard let words else { return json.null() }
        json.object { json in
            json.field("text", words.text)
            json.span("span", words.span, in: text)
        }
    }

    private static func write(_ quantity: Quantity?, to json: inout JSONWriter) {
        json.key("quantity")
        guard let quantity else { return json.null() }
        json.object { json in
            json.field("comparator", quantity.comparator?.rawValue)
            json.field("value", quantity.value)
            json.field("min", quantity.min)
            json.field("max", quantity.max)
            json.field("unit", quantity.unit)
            json.field("ucum", quantity.ucum)
            json.field("raw", quantity.raw)
            json.key("per")
            if let per = quantity.per {
                json.object { json in
                    json.field("count", per.count)
                    json.field("period", per.period)
                }
            } else {
                json.null()
            }
            json.field("scope", quantity.scope)
            json.field("reference", quantity.reference)
        }
    }

    private static func write(_ deadline: Obligation.Deadline?, to json: inout JSONWriter) {
        json.key("deadline")
        guard let deadline else { return json.null() }
        json.object { json in
            json.field("iso", deadline.iso)
            json.field("within", deadline.within)
            json.field("lead", deadline.lead)
            json.field("after", deadline.after)
            json.field("before", deadline.before)
            json.field("dayType", deadline.dayType?.rawValue)
        }
    }
}
