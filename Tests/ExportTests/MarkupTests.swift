import Foundation
import Markup
import Testing

@Suite struct MarkupTests {
    @Test("The writer escapes text and keeps it as it is")
    func writer() throws {
        let xml = MarkupWriter()
        xml.element("law", ["lang": "zh", "none": nil, "title": "\"<&\u{1}"]) {
            xml.element("p") { xml.text("甲 & 乙 <丙>\r\n\u{0}\u{FFFF} ") }
            xml.element("empty")
        }
        let bytes = xml.finish()
        let tree = try MarkupDocument(xml: bytes)
        #expect(tree.strings("//p") == ["甲 & 乙 <丙>\r\n\u{FFFD}\u{FFFD} "])
        #expect(tree.strings("/law/@title") == ["\"<&\u{FFFD}"])
        #expect(tree.strings("count(/law/@*)") == ["2"])
        #expect(String(decoding: bytes, as: UTF8.self).contains("<empty/>"))
    }

    @Test("What is not well-formed is an error with its line")
    func malformed() {
        let error = #expect(throws: MarkupError.self) {
            try MarkupDocument(xml: Array("<a>\n<b></a>".utf8))
        }
        #expect(error?.line == 2)
        #expect(throws: MarkupError.self) { try MarkupDocument(xml: []) }
    }

    @Test("Depth, entity bombs and outside entities are refused or ignored")
    func hostile() throws {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(throws: MarkupError.self) { try MarkupDocument(xml: Array(deep.utf8)) }
        var bomb = "<!DOCTYPE a [<!ENTITY e0 'lol'>"
        for k in 1..<20 {
            bomb += "<!ENTITY e\(k) '" + String(repeating: "&e\(k - 1);", count: 10) + "'>"
        }
        bomb += "]><a>&e19;</a>"
        #expect(
            (try? MarkupDocument(xml: Array(bomb.utf8)))?.strings("string-length(/a)").count ?? 0
                <= 1)
        let outside = "<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&f;</a>"
        #expect(try MarkupDocument(xml: Array(outside.utf8)).strings("string(/a)") == [""])
    }

    @Test func badPathIsNone() throws {
        let tree = try MarkupDocument(xml: Array("<a><b>1</b></a>".utf8))
        #expect(tree.strings("//[") == [])
        #expect(tree.strings("//x:b") == [])
        #expect(tree.strings("count(//b)") == ["1"])
    }

    @Test func schema() throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("tiaowen-\(UUID().uuidString).xsd").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:element name="law"><xs:complexType><xs:sequence>
        <xs:element name="n" type="xs:integer" maxOccurs="unbounded"/>
        </xs:sequence></xs:complexType></xs:element></xs:schema>
        """.write(toFile: path, atomically: true, encoding: .utf8)
        let validator = try SchemaValidator(path: path)
        #expect(
            validator.errors(in: try MarkupDocument(xml: Array("<law><n>1</n></law>".utf8))) == [])
        let errors = validator.errors(
            in: try MarkupDocument(xml: Array("<law>\n<n>1</n>\n<n>x</n></law>".utf8)))
        #expect(errors.first?.line == 3)
        #expect(throws: MarkupError.self) { try SchemaValidator(path: path + ".none") }
    }
}
