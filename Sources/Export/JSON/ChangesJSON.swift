public import LegalText

/// What changed between two versions as one JSON object, spans in Unicode scalars of each version.
///
/// An entry has `old`, `new` (eIds), `kinds`, `similarity`, `edits`, and:
/// - `numbers`: `old` and `new` as written, `unit`, `change` (`value` or `notation`), `differs` (`value`,
///   `unit`, `comparator`, `period`), and both sides as `{"value","unit","comparator","period"}` under
///   `before` and `after`;
/// - `staleReferences`: citations that should have followed the new numbers: `span` and `text` in the new
///   version, `cited` (the article meant, by its old number) and `heirs` (where it is now, empty if gone).
public enum ChangesJSON {
    /// One line of JSON: `{"articles":[…],"summary":{…}}`.
    public static func line(
        _ changes: [ArticleChange], old: SourceText, new: SourceText
    ) -> [UInt8] {
        var json = JSONWriter()
        let (old, new) = (ScalarText(old), ScalarText(new))
        json.object { json in
            json.key("articles")
            json.array(changes) { json, change in write(change, old, new, to: &json) }
            json.counts("summary", changes.flatMap { $0.kinds.map(\.rawValue) })
        }
        json.endLine()
        return json.bytes
    }

    private static func write(
        _ change: ArticleChange, _ old: ScalarText, _ new: ScalarText, to json: inout JSONWriter
    ) {
        json.object { json in
            json.ids("old", change.old)
            json.ids("new", change.new)
            json.strings("kinds", change.kinds.map(\.rawValue))
            json.field("similarity", change.similarity)
            json.key("edits")
            json.array(change.edits) { json, edit in
                json.object { json in
                    json.span("old", edit.old, in: old)
                    json.span("new", edit.new, in: new)
                }
            }
            json.key("numbers")
            json.array(change.numbers) { json, number in
                json.object { json in
                    json.field("old", number.old?.text)
                    json.field("new", number.new?.text)
                    json.field("unit", number.unit)
                    json.field("change", number.change.rawValue)
                    json.strings("differs", number.differs.map(\.rawValue))
                    write("before", number.old, to: &json)
                    write("after", number.new, to: &json)
                }
            }
            json.key("staleReferences")
            json.array(change.staleReferences) { json, reference in
                json.object { json in
                    json.span("span", reference.span, in: new)
                    json.words("text", reference.span, of: new)
                    json.field("cited", reference.cited.description)
                    json.ids("heirs", reference.heirs)
                }
            }
        }
    }

    private static func write(
        _ key: StaticString, _ amount: ArticleChange.Amount?, to json: inout JSONWriter
    ) {
        json.key(key)
        guard let amount else { return json.null() }
        json.object { json in
            json.field("value", amount.value)
            json.field("unit", amount.unit)
            json.field("comparator", amount.comparator)
            json.field("period", amount.period)
        }
    }
}
