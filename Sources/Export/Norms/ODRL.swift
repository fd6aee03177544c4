import LegalText

/// Numeric norms as policies of the Open Digital Rights Language (权利义务的机读表达), in JSON-LD: each
/// legal text a `Set` of duties, prohibitions and permissions, each with its party and constraints.
///
///     {"@type":"Duty","uid":"urn:tiaowen:…#3","action":"tw:perform","assignee":{"@type":"Party",…},
///      "constraint":[{"leftOperand":"count","operator":"gteq","rightOperand":{"@value":2,…}}]}
///
/// Operands are ODRL's own where it has one (count, percentage, payAmount, dateTime, elapsedTime,
/// timeInterval), else `tw:amount` with a unit. The context is part of the file, so that it can be
/// read without a network. Left out are records without a number or a time, and those in need of a
/// second look.
///
/// Source: W3C ODRL Information Model 2.2; JSON-LD 1.1.
public enum ODRL {
    /// One JSON object with all policies in its `@graph`, ending in a line end.
    public static func bytes(_ collection: NormCollection) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            context(&json)
            json.key("@graph")
            json.array(collection.entries) { json, entry in policy(entry, &json) }
        }
        json.endLine()
        return json.bytes
    }

    private static func context(_ json: inout JSONWriter) {
        json.key("@context")
        json.object { json in
            json.field("@version", 1.1)
            json.field("@vocab", "http://www.w3.org/ns/odrl/2/")
            json.field("odrl", "http://www.w3.org/ns/odrl/2/")
            json.field("dct", "http://purl.org/dc/terms/")
            json.field("xsd", "http://www.w3.org/2001/XMLSchema#")
            json.field("tw", "urn:tiaowen:term:")
            json.field("uid", "@id")
            for term in ["leftOperand", "operator", "action"] {
                json.key(term)
                json.object { json in
                    json.field("@id", "odrl:" + term)
                    json.field("@type", "@vocab")
                }
            }
        }
    }

    private static func policy(_ entry: NormCollection.Entry, _ json: inout JSONWriter) {
        let records = entry.records.filter { !constraints($0).isEmpty && $0.flags.isEmpty }
        json.object { json in
            json.field("@type", "Set")
            json.field("uid", urn(entry.document.id))
            json.field("dct:title", entry.document.title)
            json.field("dct:language", entry.document.language.rawValue)
            for (key, type, kinds) in Self.rules {
                let own = records.filter { kinds.contains(rule(of: $0)) }
                guard !own.isEmpty else { continue }
                json.key(key)
                json.array(own) { json, record in
                    write(record, entry, type, &json)
                }
            }
        }
    }

    private static let rules: [(key: String, type: String, kinds: Set<Obligation.Kind>)] = [
        ("obligation", "Duty", [.obligation, .target, .penalty]),
        ("prohibition", "Prohibition", [.prohibition]),
        ("permission", "Permission", [.permission, .entitlement]),
    ]

    /// What a record is as a rule: the force of the clause; what follows from a threshold.
    private static func rule(of record: Obligation) -> Obligation.Kind {
        switch record.modality.kind {
        case .prohibition, .permission, .entitlement: record.modality.kind
        default: .obligation
        }
    }

    private static func write(
        _ record: Obligation, _ entry: NormCollection.Entry, _ type: String,
        _ json: inout JSONWriter
    ) {
        json.object { json in
            json.field("@type", type)
            json.field("uid", urn(record.id))
            json.field("action", "tw:perform")
            if let bearer = record.bearer.words {
                party("assignee", bearer.text, &json)
            }
            if let other = record.counterparty { party("assigner", other, &json) }
            json.field("dct:description", entry.words(of: record))
            json.field("dct:source", entry.place(of: record))
            json.field("tw:kind", record.kind.rawValue)
            json.key("constraint")
            json.array(constraints(record)) { json, constraint in constraint.write(&json) }
        }
    }

    private static func party(_ key: String, _ name: String, _ json: inout JSONWriter) {
        json.key(key)
        json.object { json in
            json.field("@type", "Party")
            json.field("dct:title", name)
        }
    }

    /// An identifier as a URN: what a URN cannot hold is written in percent signs.
    private static func urn(_ id: String) -> String {
        var out = "urn:tiaowen:"
        for byte in id.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x23, 0x2F:
                out.append(Character(UnicodeScalar(byte)))
            default:
                out += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return out
    }

    private static func constraints(_ record: Obligation) -> [ODRLConstraint] {
        ODRLConstraint.constraints(record.quantity, record.deadline)
    }
}
