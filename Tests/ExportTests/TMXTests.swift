import Alignment
import Grammar
import Ingest
import LegalText
import Markup
import Structure
import TestSupport
import Testing

@testable import Export

/// Translation memories of real alignments, read as strictly as the standard asks (TMX 1.4b, LISA OSCAR
/// 2005, sections 3 and 4: which element holds which, which attributes must and may stand).
@Suite struct TMXTests {
    /// What nothing in a valid file answers to.
    static let forbidden = [
        "an element of another name":
            "//*[not(self::tmx or self::header or self::body or self::prop or "
            + "self::tu or self::tuv or self::seg)]",
        "a root that is no tmx": "/*[not(self::tmx)]",
        "a version other than 1.4": "/tmx[not(@version='1.4')]",
        "a tmx without header and body, in this order": "/tmx[not(*[1][self::header]) or "
            + "not(*[2][self::body]) or *[3]]",
        "a header without what it must say":
            "//header[not(@creationtool and @creationtoolversion and "
            + "@segtype and @o-tmf and @adminlang and @srclang and @datatype)]",
        "a segment type that is none":
            "//@segtype[not(.='block' or .='paragraph' or .='sentence' or "
            + ".='phrase')]",
        "an attribute of a header that it has not": "//header/@*[not(name()='creationtool' or "
            + "name()='creationtoolversion' or name()='segtype' or name()='o-tmf' or name()='adminlang' or "
            + "name()='srclang' or name()='datatype' or name()='o-encoding' or name()='creationdate' or "
            + "name()='creationid' or name()='changedate' or name()='changeid')]",
        "a body that holds other than units": "//body/*[not(self::tu)]",
        "a unit of fewer than two languages": "//tu[not(tuv[2])]",
        "a unit whose properties stand behind its texts": "//tu/prop[preceding-sibling::tuv]",
        "a unit's name with a blank": "//tu[contains(@tuid,' ')]",
        "a name two units bear": "//tu[@tuid=preceding-sibling::tu/@tuid]",
        "a text without its language": "//tuv[not(@xml:lang)]",
        "a text that is not one segment":
            "//tuv[not(seg) or seg[2] or *[not(self::seg or self::prop)]]",
        "a segment that holds elements": "//seg/*",
        "an empty segment": "//seg[not(normalize-space())]",
        "a segment with a line end": "//seg[contains(.,'\n')]",
        "a property without type": "//prop[not(@type)]",
        "a source language no unit has": "/tmx[not(//tuv/@xml:lang=header/@srclang) and //tu]",
    ]

    private func memory(_ zh: String, _ en: String) throws -> MarkupDocument {
        let parser = try StructureParser()
        let chinese = parser.parse(
            try Ingest.read(path: packageRoot + "/Corpus/" + zh), language: .zho)[0]
        let english = parser.parse(
            try Ingest.read(path: packageRoot + "/Corpus/" + en), language: .eng)[0]
        let alignment = try Aligner(grammar: .builtIn).align(chinese, english)
        return try MarkupDocument(xml: TMX.bytes(alignment, zh: chinese, en: english))
    }

    @Test(arguments: [
        ("regulation.zho.txt", "regulation.eng.txt"),
        ("regulation.zho.txt", "regulation.mt.eng.txt"),
        ("taiwan.zho.txt", "taiwan.eng.txt"), ("plan-a.zho.txt", "plans.mt.eng.txt"),
    ])
    func aStrictReaderTakesIt(zh: String, en: String) throws {
        let memory = try memory(zh, en)
        for (what, path) in Self.forbidden {
            #expect(memory.strings(path).isEmpty, "\(what)")
        }
        #expect(memory.strings("//tu").count >= 20)
        // every unit says where it comes from and how sure it is
        #expect(
            memory.strings("//tu[not(prop[@type='x-eid']) or not(prop[@type='x-score'])]").isEmpty)
        #expect(!memory.strings("//tu[@segtype='paragraph']").isEmpty)
        #expect(!memory.strings("//tu[@segtype='sentence']").isEmpty)
    }

    @Test func theReaderIsStrict() throws {
        let bad = try MarkupDocument(
            xml: Array(
                """
                <tmx version="1.3"><body><tu tuid="a b" segtype="line"><tuv><seg>x<b/></seg></tuv>\
                <prop>p</prop></tu></body></tmx>
                """.utf8))
        let met = Self.forbidden.filter { !bad.strings($0.value).isEmpty }.keys
        #expect(met.count >= 8, "\(met)")
    }
}
