import LegalText
import Markup
import Testing

@testable import Export

@Suite struct AlignmentExportTests {
    let zh = Document(
        id: "zh", language: .zho, kind: .regulation, title: "办法", source: SourceText("第一条 甲<乙\n丙。"),
        span: 0..<0)
    let en = Document(
        id: "en", language: .eng, kind: .regulation, title: "",
        source: SourceText("=Art 1 \"A\",\nB."),
        span: 0..<0)

    func alignment(_ level: AlignmentLink.Level) -> Alignment {
        Alignment(links: [
            AlignmentLink(
                level: level, zhIds: ["art_1"], enIds: ["art_1"], zh: [0..<24], en: [0..<14],
                score: 0.75,
                basis: .number, flags: ["low"]),
            AlignmentLink(
                level: level, zhIds: ["art_2"], enIds: [], zh: [0..<3], en: [], score: 0,
                basis: .text),
        ])
    }

    @Test(arguments: [
        (AlignmentLink.Level.sentence, "sentence"), (.paragraph, "paragraph"), (.article, "block"),
    ])
    func tmx(level: AlignmentLink.Level, segment: String) throws {
        let tree = try MarkupDocument(xml: TMX.bytes(alignment(level), zh: zh, en: en))
        #expect(tree.strings("/tmx/@version") == ["1.4"])
        #expect(tree.strings("//tu/@segtype") == [segment])
        #expect(tree.strings("//tuv/@xml:lang") == ["zh", "en"])
        #expect(tree.strings("//seg") == ["第一条 甲<乙丙。", "=Art 1 \"A\", B."])
        #expect(
            tree.strings("//tu/prop") == [
                level.rawValue, "art_1", "art_1", "0.75", "number", "low",
            ])
    }

    @Test func csv() {
        let text = String(
            decoding: AlignmentCSV.bytes(alignment(.article), zh: zh, en: en), as: UTF8.self)
        #expect(
            text == "\u{FEFF}level,kind,zh_ids,en_ids,score,basis,flags,zh,en\r\n"
                + "article,1-1,art_1,art_1,0.75,number,low,第一条 甲<乙丙。,\"'=Art 1 \"\"A\"\", B.\"\r\n"
                + "article,1-0,art_2,,0,text,,第,\r\n")
    }

    @Test("An obligation in JSON and as a row, with every field of the contract")
    func obligation() {
        let source = SourceText("医院每年不少于两次。")
        let record = Obligation(
            id: "a-1", norm: "n1", language: .zho, documentID: "a", documentTitle: "办法",
            eid: "art_1",
            kind: .obligation, modality: .init(kind: .obligation, text: "", strength: .must),
            bearer: .init(words: .init(text: "医院", span: 0..<6), source: .explicit),
            quantity: Quantity(
                comparator: .atLeast, value: 2, unit: "times", raw: "两次",
                per: .init(count: 1, period: "P1Y")),
            span: 12..<27, clause: 0..<27, evidence: .init(number: 21..<24), confidence: 0.9,
            flags: [.vague, .lowConfidence], rule: "zho.at-least")
        #expect(
            String(decoding: ObligationJSON.lines([record], in: source), as: UTF8.self) == """
                {"schema":"tiaowen/obligation/1","id":"a-1","norm":"n1","pair":null,"lang":"zho","doc":\
                {"id":"a","title":"办法"},"eid":"art_1","kind":"obligation","modality":{"kind":"obligation",\
                "text":"","strength":"must"},"bearer":{"text":"医院","span":[0,2],"source":"explicit"},\
                "counterparty":null,"action":null,"quantity":{"comparator":">=","value":2,"min":null,\
                "max":null,"unit":"times","ucum":null,"raw":"两次","per":{"count":1,"period":"P1Y"},\
                "scope":null,"reference":null},"deadline":null,"condition":null,"consequence":null,\
                "span":[4,9],"clause":[0,9],"evidence":{"number":[7,8],"period":null,"modality":null},\
                "confidence":0.9,"flags":["vague","low-confidence"],"rule":"zho.at-least"}

                """)
        let rows = String(
            decoding: ObligationCSV.bytes([(records: [record], source: source)]), as: UTF8.self
        ).components(separated: "\r\n")
        #expect(rows.count == 3)
        #expect(
            rows[1].components(separated: ",").count == rows[0].components(separated: ",").count)
        #expect(
            rows[1].hasPrefix(
                "a-1,n1,,zho,a,办法,art_1,obligation,obligation,,must,医院,explicit,,,>=,2,,,times"))
    }
}

extension String {
    /// Like Foundation's, without it.
    fileprivate func components(separated separator: String) -> [String] {
        var parts = [""]
        for c in unicodeScalars {
            parts[parts.count - 1].unicodeScalars.append(c)
            if parts[parts.count - 1].unicodeScalars.suffix(separator.unicodeScalars.count)
                .elementsEqual(separator.unicodeScalars)
            {
                var last = Array(parts.removeLast().unicodeScalars)
                last.removeLast(separator.unicodeScalars.count)
                parts.append(String(String.UnicodeScalarView(last)))
                parts.append("")
            }
        }
        return parts
    }
}
