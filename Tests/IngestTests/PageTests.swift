import LegalText
import TestSupport
import Testing

@testable import Ingest

private func page(_ html: String) throws -> SourceText {
    try Ingest.read(bytes: Array(html.utf8), name: "page.html")
}

private func text(_ html: String) throws -> String {
    let source = try page(html)
    return source.string(0..<source.bytes.count)
}

/// The text of each boilerplate note.
private func furniture(_ source: SourceText) -> [String] {
    source.origin.notes.filter { $0.kind == .boilerplate }.map { source.string($0.span) }
}

@Suite struct PageTests {
    @Test(
        "Text as browsers show it",
        arguments: [
            ("<p>第一条　为了<p>第二条 乙", "第一条　为了\n第二条 乙"),
            ("<p>a\n  b\tc </p>\n\n<p> d</p>", "a b c\nd"),
            ("<p>第一条\n规定</p>", "第一条规定"),
            ("甲<br>乙<br/><br/>丙<br></p><p>丁", "甲\n乙\n\n丙\n丁"),
            ("<b>第</b><i>一</i>条<span> 乙 </span>", "第一条 乙"),
            ("<table><tr><td>甲<td>乙<tr><td><p>丙</p></td><td><p>丁</p></td></table>", "甲\t乙\n丙\t丁"),
            ("<table><tr><td>甲<td><td>乙</table>戊", "甲\t\t乙\n戊"),
            ("<table><tr><td><p>甲<p>乙</td><td>丙</table>", "甲\n乙\n丙"),
            ("<ul><li>甲<li>乙</ul><ol start=3><li>丙<li>丁</ol>", "甲\n乙\n3. 丙\n4. 丁"),
            ("<pre>a  b\n  c</pre>d", "a  b\n  c\nd"),
            ("&lt;甲&gt;&nbsp;&amp;&#31532;&#x4e00;&#151;乙", "<甲>\u{A0}&第一\u{2014}乙"),
            ("<SCRIPT>a<b c='</SCRIPT>5<6甲'", "5<6甲'"), ("<!-- <b ' -->5<6甲'", "5<6甲'"),
            ("a<script>if (a<b) x</script>b<style>p{}</style><!-- c -->d", "abd"),
            ("期限<三个月，5 < 6 <= 7", "期限<三个月，5 < 6 <= 7"),
            ("<title>题 目</title><body>甲", "题 目\n甲"),
            ("<meta charset=gb2312><p>朱镕基", "朱镕基"),
            ("", ""),
        ])
    func rendered(html: String, expected: String) throws {
        #expect(try text(html) == expected)
    }

    @Test("A stray NUL does not end the page")
    func strayNul() throws {
        let page = try #require(PageText(html: Array("<p>甲\0乙<p>丙".utf8)))
        #expect(String(decoding: page.bytes, as: UTF8.self) == "甲\u{FFFD}乙\n丙")
    }

    @Test("A page declared as gb2312 is GB18030")
    func declaredEncoding() throws {
        let bytes =
            Array("<html><meta charset=gb2312><p>".utf8) + [
                0xE9, 0x46, 0xB5, 0xDA, 0xD2, 0xBB, 0xCC, 0xF5,
            ]
        let source = try Ingest.read(bytes: bytes, name: "a.html")
        #expect(source.string(0..<source.bytes.count) == "镕第一条")
        #expect(source.origin.encoding == "GB18030")
    }

    @Test("Furniture is kept and noted")
    func boilerplate() throws {
        let source = try page(
            """
            <html><head><title>某某办法_某某省</title></head><body>
            <header><a href="/">某某省人民政府</a></header>
            <nav><ul><li><a href="/a">首页</a><li><a href="/b">政务</a></ul></nav>
            <div class="path"><a href="/">首页</a> &gt; <a href="/x">文件</a> &gt; 正文</div>
            <h1>某某办法</h1>
            <p>第一条 为了规范<a href="/law">管理</a>，制定本办法。</p>
            <p>第二条 本办法自公布之日起施行。</p>
            <p><a href="/1.doc">附件：目录</a></p>
            <div id=leftNav>目录</div><div class="related-links"><a href="/1">甲</a> <a href="/2">乙</a></div>
            <p>下一篇：没有了</p><footer>主办：某某省</footer><p>Copyright © 2014</p></body></html>
            """)
        #expect(
            furniture(source) == [
                "某某办法_某某省\n", "某某省人民政府\n", "首页\n政务\n", "首页 > 文件 > 正文\n",
                "目录\n", "甲 乙\n", "下一篇：没有了\n", "主办：某某省\n", "Copyright © 2014",
            ])
        #expect(source.string(0..<source.bytes.count).contains("附件：目录"))
    }

    @Test("What is called furniture but holds the text is content")
    func misnamed() throws {
        let source = try page(
            """
            <form id=aspnetForm><div class=header><h1>某某办法</h1></div><div class="menu-page">
            <p>第一条 为了规范管理，根据有关法律，制定本办法，本省行政区域内的单位和个人应当遵守本办法。</p>
            <p>第二条 本办法自公布之日起施行，由某某省人民政府负责解释，具体事项由某某部门承担。</p></div></form>
            """)
        #expect(furniture(source) == [])
    }

    @Test("A table of contents is no furniture")
    func contents() throws {
        let source = try page(
            "<ul><li><a href='#1'>第一章</a><li><a href='#2'>第二章</a><li><a href='#3'>第三章</a></ul>")
        #expect(furniture(source) == [])
    }

    @Test("Depth, tangles and huge attributes end well")
    func hostile() throws {
        let deep = String(repeating: "<div>", count: 1_000_000) + "底"
        #expect(try text(deep) == "底")
        let open = String(repeating: "<b>甲", count: 100_000)
        let tangled = try text(open + String(repeating: "</i>乙", count: 100_000))
        #expect(tangled.unicodeScalars.count { $0 == "甲" || $0 == "乙" } == 200_000)
        let wide = "<p title='" + String(repeating: "x", count: 20_000_000) + "'>甲</p>"
        #expect(try text(wide) == "甲")
        let long = String(repeating: "字", count: 5_000_000)
        #expect(try text("<p>" + long).utf8.count == long.utf8.count)
        let many = "<p " + (0..<100_000).map { "a\($0)=1" }.joined(separator: " ") + ">甲"
        #expect(try text(many).hasSuffix("甲"))
        let bomb = "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>&b;"
        #expect(try text(bomb).contains("&b;"))
    }

    @Test("No character of the text between tags is lost")
    func nothingLost() throws {
        var random = Splitmix(state: 11)
        let tags = [
            "<p>", "</p>", "<div class=nav>", "</div>", "<table>", "<tr>", "<td>", "</td>",
            "</table>",
            "<ul>", "<li>", "</ul>", "<b>", "</b>", "<br>", "<pre>", "</pre>", "<a href=x>", "</a>",
            "<h1>", "</h1>", "<form>", "</form>", "<header>", "</header>", " ", "\n", "</x>",
            "<select>",
        ]
        for _ in 0..<500 {
            var (html, letters) = ("<body>", "")
            for k in 0..<Int(random.next() % 60) {
                html += tags[Int(random.next() % UInt64(tags.count))]
                let letter = String(UnicodeScalar(UInt8(97 + k % 26)))
                html += letter
                letters += letter
            }
            #expect(try text(html).filter(\.isLetter) == letters, "\(html)")
        }
    }
}
