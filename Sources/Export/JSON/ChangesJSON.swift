public import LegalText

/// What changed between two versions as one JSON object, spans in Unicode scalars of each version.
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
                    json.field("old", number.old)
                    json.field("new", number.new)
                    json.field("unit", number.unit)
                    json.field("change", number.change.rawValue)
                }
            }
        }
    }
}
