public import LegalText

/// Documents as JSON Lines in the form `tiaowen/document/1`: spans in Unicode scalars of the source.
///
///     let lines = DocumentJSON.lines(documents)
///     // {"schema":"tiaowen/document/1","id":"…","lang":"zho","kind":"regulation",…}
public enum DocumentJSON {
    /// One line a document, each with its own id.
    public static func lines(_ documents: [Document]) -> [UInt8] {
        var json = JSONWriter()
        append(documents, id: nil, to: &json)
        return json.bytes
    }

    /// Appends one line a document found in one source.
    ///
    /// - Parameters:
    ///   - documents: all of one source, which is counted once for them.
    ///   - id: any JSON value as its bytes, written in place of the documents' own ids.
    public static func append(_ documents: [Document], id: [UInt8]?, to json: inout JSONWriter) {
        guard let source = documents.first?.source else { return }
        let text = ScalarText(source)
        for document in documents {
            write(document, text, id: id, to: &json)
            json.endLine()
        }
    }

    /// Writes one document as an object.
    public static func write(
        _ document: Document, _ text: ScalarText, id: [UInt8]? = nil, to json: inout JSONWriter
    ) {
        json.object { json in
            json.field("schema", "tiaowen/document/1")
            json.key("id")
            if let id { json.raw(id) } else { json.string(document.id) }
            json.field("lang", document.language.rawValue)
            json.field("kind", document.kind.rawValue)
            json.field("title", document.title)
            write(document.source.origin, text, to: &json)
            json.span("span", document.span, in: text)
            write(document.metadata, to: &json)
            json.key("regions")
            json.array(document.regions) { json, region in write(region, text, to: &json) }
            json.key("nodes")
            json.array(document.provisions) { json, node in write(node, text, to: &json) }
            json.key("references")
            json.array(document.references) { json, item in write(item, text, to: &json) }
            json.key("repairs")
            json.array(document.repairs) { json, item in write(item, text, to: &json) }
            json.key("diagnostics")
            json.array(document.diagnostics) { json, item in write(item, text, to: &json) }
        }
    }

    private static func write(
        _ origin: SourceText.Origin, _ text: ScalarText, to json: inout JSONWriter
    ) {
        json.key("source")
        json.object { json in
            json.field("path", text.source.name)
            json.field("sha256", origin.sha256)
            json.field("encoding", origin.encoding)
            json.key("scalars")
            json.integer(text.offsets.count)
        }
    }

    private static func write(_ metadata: Document.Metadata, to json: inout JSONWriter) {
        json.key("meta")
        json.object { json in
            json.field("adopted", metadata.adopted)
            json.field("effective", metadata.effective)
            json.field("issuer", metadata.issuer)
            json.field("docNumber", metadata.documentNumber)
            json.strings("amended", metadata.amended)
        }
    }

    private static func write(_ region: Region, _ text: ScalarText, to json: inout JSONWriter) {
        json.object { json in
            json.field("kind", region.kind.rawValue)
            json.span("span", region.span, in: text)
            if let note = region.note { json.field("note", note) }
        }
    }

    private static func write(_ node: Provision, _ text: ScalarText, to json: inout JSONWriter) {
        json.object { json in
            json.field("eid", node.eid.description)
            json.field("level", node.level.rawValue)
            json.field("number", node.number.description)
            json.words("label", node.label, of: text)
            json.words("heading", node.heading, of: text)
            json.span("span", node.span, in: text)
            json.field("confidence", node.confidence)
            json.key("children")
            json.array(node.children) { json, child in write(child, text, to: &json) }
        }
    }

    private static func write(_ item: Reference, _ text: ScalarText, to json: inout JSONWriter) {
        json.object { json in
            json.span("span", item.span, in: text)
            json.words("text", item.span, of: text)
            json.key("target")
            json.object { json in
                json.field("work", item.work)
                json.field("eid", item.target?.description)
                json.field("to", item.through?.description)
            }
            json.key("resolved")
            json.bool(item.isResolved)
        }
    }

    private static func write(_ item: Repair, _ text: ScalarText, to json: inout JSONWriter) {
        json.object { json in
            json.span("span", item.span, in: text)
            json.field("kind", item.kind.rawValue)
            json.field("as", item.reading)
            json.field("confidence", item.confidence)
            json.field("note", item.note)
        }
    }

    private static func write(_ item: Diagnostic, _ text: ScalarText, to json: inout JSONWriter) {
        json.object { json in
            json.field("code", item.code)
            json.field("severity", item.severity.rawValue)
            json.span("span", item.span, in: text)
            json.field("message", item.message)
            if let hint = item.hint { json.field("hint", hint) }
        }
    }
}
