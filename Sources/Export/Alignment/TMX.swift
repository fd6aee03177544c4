public import LegalText
import Markup

/// An alignment as Translation Memory eXchange 1.4b (LISA OSCAR, 2005): a unit for each pair of
/// paragraphs and of sentences, articles where the alignment goes no deeper.
///
///     let xml = TMX.bytes(alignment, zh: measures, en: translation)
///     // … <tu tuid="1" segtype="sentence"><prop type="x-eid">art_1__para_1</prop>…
///
/// Properties: `x-level`, `x-eid` and `x-eid-en` (the provisions of each side), `x-score` (0…1),
/// `x-basis`, `x-flag`. Links with one side only are no translation and are left out.
public enum TMX {
    /// The XML, in UTF-8.
    public static func bytes(_ alignment: Alignment, zh: Document, en: Document) -> [UInt8] {
        let xml = MarkupWriter()
        let fine = alignment.links.filter { $0.level == .paragraph || $0.level == .sentence }
        let links = (fine.isEmpty ? alignment.links.filter { $0.level == .article } : fine)
            .filter { !$0.zh.isEmpty && !$0.en.isEmpty }
        xml.element("tmx", ["version": "1.4"]) {
            header(xml, zh, en)
            xml.text("\n")
            xml.element("body") {
                for (index, link) in links.enumerated() { unit(xml, index + 1, link, zh, en) }
                xml.text("\n")
            }
            xml.text("\n")
        }
        return xml.finish()
    }

    private static func header(_ xml: MarkupWriter, _ zh: Document, _ en: Document) {
        xml.text("\n")
        xml.element(
            "header",
            [
                "creationtool": "tiaowen", "creationtoolversion": "1", "segtype": "sentence",
                "o-tmf": "tiaowen", "adminlang": "en", "srclang": "zh", "datatype": "plaintext",
                "o-encoding": "UTF-8",
            ]
        ) {
            for (name, value) in [
                ("x-title", zh.title), ("x-title-en", en.title), ("x-source", zh.source.name),
                ("x-source-en", en.source.name),
            ] where !value.isEmpty {
                xml.element("prop", ["type": name]) { xml.text(value) }
            }
        }
    }

    private static func unit(
        _ xml: MarkupWriter, _ number: Int, _ link: AlignmentLink, _ zh: Document, _ en: Document
    ) {
        let segment =
            switch link.level {
            case .sentence: "sentence"
            case .paragraph: "paragraph"
            case .article, .chapter: "block"
            }
        xml.text("\n")
        xml.element("tu", ["tuid": "\(number)", "segtype": segment]) {
            var properties = [("x-level", link.level.rawValue)]
            properties += link.zhIds.map { ("x-eid", $0.description) }
            properties += link.enIds.map { ("x-eid-en", $0.description) }
            properties += [("x-score", "\(link.score)"), ("x-basis", link.basis.rawValue)]
            properties += link.flags.map { ("x-flag", $0) }
            for (name, value) in properties {
                xml.element("prop", ["type": name]) { xml.text(value) }
            }
            variant(xml, "zh", Segment.text(link.zh, of: zh))
            variant(xml, "en", Segment.text(link.en, of: en))
        }
    }

    private static func variant(_ xml: MarkupWriter, _ language: String, _ text: String) {
        xml.element("tuv", ["xml:lang": language]) {
            xml.element("seg") { xml.text(text) }
        }
    }
}
