import Export
import Foundation
import LegalText
import Testing

@testable import Pipeline

/// What a line of JSON gives back, byte by byte.
@Suite struct JSONLineTests {
    private func text(_ json: String) throws -> String {
        String(decoding: try JSONLine(Array(json.utf8)).text("text"), as: UTF8.self)
    }

    @Test(arguments: [
        (#"{"text":"第一条"}"#, "第一条"),
        (#"{ "id" : 1 , "text" : "a\nb\t\"c\" \\ \/ \b\f\r" }"#, "a\nb\t\"c\" \\ / \u{8}\u{C}\r"),
        (#"{"text":"\u7b2c\u4E00\u6761"}"#, "第一条"),
        (#"{"text":"\ud842\udfb7"}"#, "\u{20BB7}"),
        // half a pair is no character
        (#"{"text":"a\ud842b"}"#, "a\u{FFFD}b"),
        (#"{"text":"\udfb7\ud842"}"#, "\u{FFFD}\u{FFFD}"),
        (#"{"text":"\ud842\ud842\udfb7"}"#, "\u{FFFD}\u{20BB7}"),
        // kept: another program counts it
        ("{\"text\":\"\u{FEFF}第\u{FEFF}\"}", "\u{FEFF}第\u{FEFF}"),
        (#"{"text":"\ufeffx\u0000"}"#, "\u{FEFF}x\u{0}"),
        // the last of two counts
        (#"{"text":"a","text":"b"}"#, "b"),
        // a name may be escaped too
        (#"{"\u0074ext":"a"}"#, "a"),
        (#"{"other":{"text":["x",{"y":[]}]},"n":-1.5e+3,"text":""}"#, ""),
    ])
    func decodes(_ json: String, _ expected: String) throws {
        #expect(try Array(text(json).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(arguments: [
        "", "[]", "null", "{", #"{"text"}"#, #"{"text":}"#, #"{"text":"a"#, #"{"text":"a"} x"#,
        #"{"text":"a",}"#, #"{"text":"\x"}"#, #"{"text":"\u12g4"}"#, #"{"text":01}"#,
        #"{"text":1.}"#,
        #"{"text":tru}"#, #"{"a":[1,]}"#, #"{"a":{"b":1]}"#, "{\"text\":\"a\u{1}\"}",
    ])
    func refuses(_ json: String) {
        #expect(throws: JSONLine.Fault.self) { try JSONLine(Array(json.utf8)) }
    }

    @Test func refusesWhatIsNotUTF8() {
        let cases: [[UInt8]] = [
            [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xE7, 0xAC], [0x80],
        ]
        for bytes in cases {
            let line = Array(#"{"id":3,"text":""#.utf8) + bytes + Array(#""}"#.utf8)
            #expect(JSONLine(reading: line).fault?.code == "bad-utf8")
        }
    }

    @Test func nestsAsDeepAsTheLimitWithoutRecursion() throws {
        let open = String(repeating: "[", count: JSONScanner.depthLimit)
        let close = String(repeating: "]", count: JSONScanner.depthLimit)
        _ = try JSONLine(Array("{\"a\":\(open)\(close)}".utf8))
        let deep = String(repeating: "[", count: 1_000_000)
        #expect(throws: JSONLine.Fault.self) { try JSONLine(Array("{\"a\":\(deep)".utf8)) }
    }

    @Test func theIdStandsAsItIsEvenInABrokenLine() throws {
        let line = JSONLine(reading: Array(#"{"id":{"a":[1,"é"]},"text":"#.utf8))
        #expect(String(decoding: line.id, as: UTF8.self) == #"{"a":[1,"é"]}"#)
        #expect(line.fault != nil)
        #expect(try JSONLine(Array(#"{"id":"a\u00e9"}"#.utf8)).name == "aé")
        #expect(String(decoding: try JSONLine(Array("{}".utf8)).id, as: UTF8.self) == "null")
    }

    @Test func languagesByTheirCodes() throws {
        func language(_ code: String) throws -> Language? {
            try JSONLine(Array("{\"lang\":\(code)}".utf8)).language
        }
        #expect(try language(#""zho""#) == .zho)
        #expect(try language(#""zh-Hans""#) == .zho)
        #expect(try language(#""EN""#) == .eng)
        #expect(try language("null") == nil)
        #expect(throws: JSONLine.Fault.self) { try language(#""fra""#) }
    }

    /// Whatever is written comes back.
    @Test func anyStringGoesThroughWriterAndReader() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                let range: ClosedRange<UInt32> =
                    [0...0x7F, 0x80...0x7FF, 0x4E00...0x9FFF, 0x2000...0x2FFF, 0x10000...0x10FFFF]
                    .randomElement(using: &random) ?? 0...0x7F
                if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
                    view.append(scalar)
                }
            }
            var json = JSONWriter()
            json.object { $0.field("text", String(view)) }
            let back = try JSONLine(json.bytes).text("text")
            #expect(back == Array(String(view).utf8))
        }
    }

    /// Any bytes are a line or a fault.
    @Test func anyBytesAreReadWithoutACrash() {
        var random = SystemRandomNumberGenerator()
        let seeds = [#"{"id":1,"text":"a\ud842\udfb7\n","b":[{"c":null}],"d":-1.5e3}"#, "{}"].map {
            Array($0.utf8)
        }
        for _ in 0..<20_000 {
            var bytes = seeds.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let at = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: at)
                default: bytes.insert(bytes[Int.random(in: bytes.indices, using: &random)], at: at)
                }
            }
            let line = JSONLine(reading: bytes)
            _ = (line.id, line.name, try? line.text("text"))
        }
    }

    /// A whole file travels as Base64 and is read as if it lay on disk.
    @Test(arguments: [
        (#"{"id":"a.txt","bytes":"tdrSuw=="}"#, "第一", "GB18030"),
        (#"{"id":"a.txt","bytes":"56ys5LiA"}"#, "第一", "UTF-8"),
        (#"{"id":"a.txt","text":"b","bytes":"56ys5LiA"}"#, "b", "UTF-8"),
        (
            #"{"id":"a.html","bytes":"PGh0bWw+PGJvZHk+PHA+YTwvcD48L2JvZHk+PC9odG1sPg=="}"#, "a",
            "UTF-8"
        ),
    ])
    func readsFiles(_ json: String, _ text: String, _ encoding: String) throws {
        let source = try JSONLine(Array(json.utf8)).source
        #expect(String(decoding: source.bytes, as: UTF8.self) == text)
        #expect(source.origin.encoding == encoding)
    }

    @Test(arguments: [
        (#"{"id":1}"#, "missing-field"), (#"{"bytes":"*"}"#, "bad-field"),
        (#"{"bytes":7}"#, "bad-field"),
        (#"{"bytes":"JVBERi0xLjQK"}"#, "not-text"),
    ])
    func refusesFiles(_ json: String, _ code: String) throws {
        #expect { try JSONLine(Array(json.utf8)).source } throws: {
            ($0 as? JSONLine.Fault)?.code == code
        }
    }
}
