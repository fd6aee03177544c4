public import LegalText

/// An alignment as one JSON object: links, findings and their counts, spans in Unicode scalars of the
/// source each side comes from.
public enum AlignmentJSON {
    /// One line of JSON.
    ///
    /// - Parameter id: any JSON value as its bytes, written first (`align --jsonl`).
    public static func line(
        _ alignment: Alignment, zh: SourceText, en: SourceText, id: [UInt8]? = nil
    ) -> [UInt8] {
        var json = JSONWriter()
        write(alignment, zh: ScalarText(zh), en: ScalarText(en), id: id, to: &json)
        json.endLine()
        return json.bytes
    }

    /// Writes the object; the sources are counted by the caller, who may share them.
    public static func write(
        _ alignment: Alignment, zh: ScalarText, en: ScalarText, id: [UInt8]? = nil,
        to json: inout JSONWriter
    ) {
        json.object { json in
            if let id {
                json.key("id")
                json.raw(id)
            }
            json.key("links")
            json.array(alignment.links) { json, link in write(link, zh, en, to: &json) }
            json.key("findings")
            json.array(alignment.findings) { json, finding in write(finding, zh, en, to: &json) }
            json.key("summary")
            json.object { json in
                json.counts("links", alignment.links.map(\.level.rawValue))
                json.counts("kinds", alignment.links.map(\.kind))
                json.counts("findings", alignment.findings.map(\.code))
            }
        }
    }

    private static func write(
        _ link: AlignmentLink, _ zh: ScalarText, _ en: ScalarText, to json: inout JSONWriter
    ) {
        json.object { json in
            json.field("level", link.level.rawValue)
            json.ids("zhIds", link.zhIds)
            json.ids("enIds", link.enIds)
            json.spans("zh", link.zh, in: zh)
            json.spans("en", link.en, in: en)
            json.field("kind", link.kind)
            json.field("score", link.score)
            json.field("basis", link.basis.rawValue)
            json.strings("flags", link.flags)
        }
    }

    private static func write(
        _ finding: Finding, _ zh: ScalarText, _ en: ScalarText, to json: inout JSONWriter
    ) {
        json.object { json in
            json.field("code", finding.code)
            json.field("severity", finding.severity.rawValue)
            json.span("zh", finding.zh, in: zh)
            json.span("en", finding.en, in: en)
            json.field("message", finding.message)
        }
    }
}
