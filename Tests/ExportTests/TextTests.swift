import LegalText
import Structure
import Testing

@testable import Export

@Suite struct TextTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("第一条", 6), ("（一）", 6), ("ａ１", 4), ("e\u{301}", 1), ("①", 1),
        ("\u{3000}x", 3), ("ﾊﾞ", 2), ("한글", 4), ("\u{200B}\u{FEFF}", 0), ("—…", 2), ("𠀀", 2),
        ("\n\t", 0), ("〔2014〕", 8),
    ])
    func widths(text: String, columns: Int) {
        #expect(displayWidth(text) == columns)
    }

    @Test func outline() {
        #expect(
            String(decoding: OutlineText.bytes([Specimen.document], width: 60), as: UTF8.self)
                == """
                     1   某某省试点办法  regulation, zho, 2014-07-03, in fo…
                     4     第一章 总则
                     6       第一条  为了规范“试点”管理，制定本办法。
                     7       第二条  试点包括：
                     8         （一）  甲 & 乙；
                     9 ?       （二）  丙。
                    10         ¶2  各级部门负责实施，依照第一条执行。
                    12     第二章 附则
                    13       第二条之一  本办法自2014年8月1日起施行。
                    16     附件 目录
                    13   warning: Article 2-1 follows nothing. [numbering-gap]

                """)
    }

    @Test func longLinesEndWithinTheWidth() {
        let text = String(repeating: "第一条 规定", count: 50)
        let source = SourceText("第一条 " + text)
        let document = Document(
            id: "a", language: .zho, kind: .other, title: text, source: source,
            span: 0..<source.bytes.count)
        for width in 40...43 {
            let lines = String(decoding: OutlineText.bytes([document], width: width), as: UTF8.self)
                .split(separator: "\n")
            #expect(lines.allSatisfy { displayWidth($0) <= width && displayWidth($0) >= width - 1 })
        }
    }

    @Test func plainText() {
        #expect(
            String(decoding: PlainText.bytes(Specimen.document), as: UTF8.self) == """
                某某省试点办法

                （2014年7月3日通过）

                第一章　总则

                第一条　为了规范“试点”管理，制定本办法。
                第二条　试点包括：
                （一）甲 & 乙；
                （二）丙。
                各级部门负责实施，依照第一条执行。

                第二章　附则

                第二条之一　本办法自2014年8月1日起施行。

                附件：目录

                """)
    }

    @Test("Broken lines are joined: by nothing in Chinese, by a blank in English")
    func joined() throws {
        let zh = "办法\n\n第一条 为了规范\n管理，制定本办法。\n第二条 本办法自公布之日起施行。\n"
        let document = try StructureParser().parse(SourceText(zh))[0]
        let text = String(decoding: PlainText.bytes(document), as: UTF8.self)
        #expect(text.contains("第一条　为了规范") && text.contains("第二条　本办法自公布之日起施行。\n"))
    }

    @Test func lineNumbers() {
        let lines = LineNumbers(Array("a\r\nb\rc\n\nd".utf8))
        #expect([0, 1, 3, 5, 7, 8].map { lines.line(of: $0) } == [1, 1, 2, 3, 4, 5])
    }
}
