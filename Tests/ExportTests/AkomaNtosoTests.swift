import Foundation
import LegalText
import Markup
import Structure
import TestSupport
import Testing

@testable import Export

private let namespaces = ["a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"]

/// What a reader sees of a text: its characters without blanks, counted.
private func characters(_ text: some StringProtocol) -> [Unicode.Scalar: Int] {
    var counts: [Unicode.Scalar: Int] = [:]
    for c in text.unicodeScalars
    where !c.properties.isWhitespace && c.value >= 0x20 && c != "\u{FFFD}" && c != "\u{200B}"
        && c != "\u{FEFF}" && !("\u{2000}"..."\u{200B}").contains(c) && c.value < 0xFFFE
    {
        counts[c, default: 0] += 1
    }
    return counts
}

/// What is wrong with a document's XML: invalid, a reference that leads nowhere, text lost or doubled.
private func faults(_ document: Document, _ validator: SchemaValidator?) throws -> [String] {
    let xml = AkomaNtoso.bytes(document)
    let tree = try MarkupDocument(xml: xml)
    var faults = validator?.errors(in: tree).map(\.description) ?? []
    let ids = tree.strings("//@eId", namespaces: namespaces)
    let known = Set(ids)
    if known.count < ids.count { faults.append("an eId stands twice") }
    for path in ["//@href", "//@source", "//@from", "//@upTo", "//@refersTo"] {
        for link in tree.strings(path) where link.hasPrefix("#") {
            if !known.contains(String(link.dropFirst())) { faults.append("\(link) leads nowhere") }
        }
    }
    let seen = characters(tree.strings("string(/*)").first ?? "")
    let expected = characters(document.source.string(document.span))
    for c in Set(seen.keys).union(expected.keys) where seen[c] != expected[c] {
        faults.append("\(c) stands \(seen[c] ?? 0) times for \(expected[c] ?? 0)")
    }
    return faults
}

private func validator() throws -> SchemaValidator? {
    guard SharedData.isExpected else { return nil }
    return try SchemaValidator(path: SharedData.path("schemas/akomantoso30.xsd"))
}

private func files(_ folder: String, _ endings: [String]) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    return all.filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
        .map { folder + "/" + $0 }
}

private func source(_ path: String) -> SourceText? {
    guard let data = FileManager.default.contents(atPath: path),
        let text = String(data: data, encoding: .utf8)
    else { return nil }
    return SourceText(text, name: path)
}

@Suite struct AkomaNtosoTests {
    @Test func specimen() throws {
        let text = String(decoding: AkomaNtoso.bytes(Specimen.document), as: UTF8.self)
        #expect(try faults(Specimen.document, validator()) == [])
        for part in [
            "<act name=\"regulation\">", "<docTitle>某某省试点办法</docTitle>",
            "<chapter eId=\"chp_1\"><num>第一章</num><heading>总则</heading>",
            "<p>甲 &amp; 乙；</p>", "<ref href=\"#art_1\">第一条</ref>",
            "<attachment eId=\"att_1\"><num>附件：</num><heading>目录</heading>",
            "<remark class=\"noise\">[bookmark: _GoBack]</remark>",
            "<FRBRdate date=\"2014-07-03\" name=\"adoption\"/>",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
    }

    @Test(
        "Every kind of document is valid, with and without provisions",
        arguments: Document.Kind.allCases)
    func kinds(kind: Document.Kind) throws {
        var document = Specimen.document
        document.kind = kind
        #expect(try faults(document, validator()) == [])
        document.provisions = []
        document.references = []
        document.metadata = .init()
        document.title = ""
        #expect(try faults(document, validator()) == [])
        document.regions = [Region(kind: .noise, span: document.span)]
        #expect(try faults(document, validator()) == [])
        document.source = SourceText("")
        document.span = 0..<0
        document.regions = []
        #expect(try faults(document, validator()) == [])
    }

    @Test(
        "A date the schema accepts, whatever is known",
        arguments: [
            ("2014-07-03", nil, "2014-07-03", "adoption"),
            (nil, "2014-08-01", "2014-08-01", "entry-into-force"),
            ("2014", nil, "2014-01-01", "adoption-year"),
            ("2014-02", nil, "2014-02-01", "adoption-month"),
            ("2014-02-30", "2014-03-01", "2014-03-01", "entry-into-force"),
            (nil, nil, "0001-01-01", "unknown"), ("soon", nil, "0001-01-01", "unknown"),
        ] as [(String?, String?, String, String)])
    func dates(adopted: String?, effective: String?, value: String, name: String) {
        let date = AkomaNtosoMetadata.date(
            of: .init(adopted: adopted, effective: effective))
        #expect(date.value == value && date.name == name)
    }

    @Test("A reference to another work names it; a dangling one is plain text")
    func references() throws {
        var document = Specimen.document
        let place = Specimen.span("第一条", 2)
        document.references = [Reference(span: place, work: "行政 许可/法", target: "art_3")]
        var text = String(decoding: AkomaNtoso.bytes(document), as: UTF8.self)
        #expect(text.contains("<ref href=\"/akn/cn/act/行政-许可%2F法/~art_3\">第一条</ref>"))
        #expect(try faults(document, validator()) == [])
        document.references = [Reference(span: place, target: "art_99")]
        text = String(decoding: AkomaNtoso.bytes(document), as: UTF8.self)
        #expect(text.contains("依照第一条执行"))
        document.references = [
            Reference(span: place, target: "art_1", through: "art_2-1", isResolved: true)
        ]
        text = String(decoding: AkomaNtoso.bytes(document), as: UTF8.self)
        #expect(text.contains("<rref from=\"#art_1\" upTo=\"#art_2-1\">第一条</rref>"))
        #expect(try faults(document, validator()) == [])
    }

    @Test("Characters XML has no place for, and a number borne twice")
    func hostile() throws {
        let text = "\u{1}甲\u{0}\u{FFFE}<b>&\r\n]]>"
        let source = SourceText(text)
        let twin = Provision(
            eid: "lvl_1", level: .level, number: LabelNumber(1), label: nil,
            span: 0..<source.bytes.count)
        let document = Document(
            id: "a b", language: .zho, kind: .plan, title: "a\u{1}/\"<", source: source,
            span: 0..<source.bytes.count, provisions: [twin, twin])
        let tree = try MarkupDocument(xml: AkomaNtoso.bytes(document))
        #expect(try validator()?.errors(in: tree) ?? [] == [])
        #expect(
            tree.strings("string(//a:mainBody)", namespaces: namespaces).first?.contains("甲")
                == true)
    }

    @Test("The specimens: valid, every reference leads somewhere, no text lost")
    func corpus() throws {
        let parser = try StructureParser()
        for path in files(packageRoot + "/Corpus", [".txt", ".md"]) {
            guard let source = source(path) else { continue }
            for document in parser.parse(source) {
                #expect(try faults(document, validator()).prefix(3) == [], "\(path)")
            }
        }
    }

    @Test(
        "The shared documents: valid, every reference leads somewhere, no text lost",
        .enabled(if: SharedData.isExpected, "no ../shared beside this checkout"))
    func shared() throws {
        let parser = try StructureParser()
        let validator = try validator()
        let laws = files(try SharedData.path("corpus/laws"), [".md"])
        let step = max(1, laws.count / 60)
        let chosen =
            files(try SharedData.path("corpus/seeds"), [".txt"])
            + stride(from: 0, to: laws.count, by: step).map { laws[$0] }
        for path in chosen {
            let text = try #require(source(path))
            for document in parser.parse(text) {
                #expect(try faults(document, validator).prefix(3) == [], "\(path)")
            }
        }
    }

    @Test("Damaged specimens, too: valid, and nothing is lost in XML or in plain text")
    func damaged() throws {
        let parser = try StructureParser()
        let validator = try validator()
        var random = Xorshift(state: 9)
        let texts = files(packageRoot + "/Corpus", [".txt"]).compactMap(source)
        let junk = Array("\n (第一、1.\r\u{2028}条I。章>".unicodeScalars)
        for _ in 0..<150 {
            let whole = Array(try #require(texts.randomElement(using: &random)).bytes)
            var text = Array(String(decoding: whole, as: UTF8.self).unicodeScalars)
            let start = Int.random(in: 0..<text.count, using: &random)
            text = Array(text[start...].prefix(1500))
            for _ in 0..<Int.random(in: 0..<30, using: &random) {
                let at = Int.random(in: 0...text.count, using: &random)
                let end = min(text.count, at + Int.random(in: 0..<100, using: &random))
                switch Int.random(in: 0..<3, using: &random) {
                case 0: text.removeSubrange(at..<end)
                case 1: text.insert(junk[at % junk.count], at: at)
                default: text.insert(contentsOf: text[at..<end], at: at)
                }
            }
            var damaged = String.UnicodeScalarView()
            damaged.append(contentsOf: text)
            for document in parser.parse(SourceText(String(damaged))) {
                let comment = Comment(rawValue: String(damaged))
                #expect(try faults(document, validator).prefix(3) == [], comment)
                #expect(try plainFaults(document) == [], comment)
            }
        }
    }
}

/// What plain text loses or doubles of a document's own words.
private func plainFaults(_ document: Document) throws -> [Unicode.Scalar] {
    var own: [UInt8] = []
    var at = document.span.lowerBound
    for region in document.regions where region.kind == .noise || region.kind == .boilerplate {
        own += document.source.bytes[at..<region.span.lowerBound]
        at = region.span.upperBound
    }
    own += document.source.bytes[at..<document.span.upperBound]
    let expected = characters(String(decoding: own, as: UTF8.self))
    let seen = characters(String(decoding: PlainText.bytes(document), as: UTF8.self))
    return Set(seen.keys).union(expected.keys).filter { seen[$0] != expected[$0] }
}

/// A small generator, so that a failure repeats (xorshift64; Marsaglia, 2003).
private struct Xorshift: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
