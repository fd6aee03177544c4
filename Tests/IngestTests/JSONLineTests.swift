import Foundation
import Testing

@testable import Ingest

private func line(_ text: String) throws -> JSONLine { try JSONLine(Array(text.utf8)) }

@Suite struct JSONLineTests {
    @Test func values() throws {
        let line = try line(
            #" { "id" : {"a":[1,-2.5e+3,"}",true,null,[]]} , "te\u0078t":"第\n\"\\\/\u4e00\ud83d\ude00\ud800.","f":true,"n":null,"id2":0}"#
        )
        #expect(line.raw("id") == Array(#"{"a":[1,-2.5e+3,"}",true,null,[]]}"#.utf8))
        #expect(try line.string("text") == Array("第\n\"\\/一😀\u{FFFD}.".utf8))
        #expect(line.bool("f") && !line.bool("n") && !line.bool("none"))
        #expect(try line.string("n") == nil)
        #expect(try line.string("none") == nil)
        #expect(throws: JSONLine.Fault.self) { try line.string("f") }
        #expect(try JSONLine(Array(#"{"a":1,"a":2}"#.utf8)).raw("a") == [0x32])
    }

    @Test(
        "What is no object is a fault",
        arguments: [
            "", " ", "[]", "1", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1}x",
            "{\"a\":01}",
            "{\"a\":+1}", "{\"a\":1.}", "{\"a\":tru}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}",
            "{\"a\":\"\u{1}\"}", "{\"a\":[1}", "{\"a\":[1,]}", "{\"a\":{\"b\"}}", "{a:1}",
            "{\"a\":\"",
        ])
    func faults(text: String) {
        #expect(throws: JSONLine.Fault.self) { try line(text) }
    }

    @Test("A fault keeps the id that was read before it")
    func identified() throws {
        let fault = #expect(throws: JSONLine.Fault.self) { try line(#"{"id":"x","text":"a"#) }
        #expect(fault?.id == Array("\"x\"".utf8))
        #expect(throws: JSONLine.Fault.self) {
            try JSONLine([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D])
        }
    }

    @Test func depthCostsNothing() throws {
        let deep = String(repeating: "[", count: 500_000)
        let whole = "{\"a\":" + deep + String(repeating: "]", count: 500_000) + "}"
        #expect(try line(whole).raw("a")?.count == 1_000_000)
        #expect(throws: JSONLine.Fault.self) { try line("{\"a\":" + deep) }
    }

    @Test("The same verdict and the same text as Foundation's reader, on mutated lines")
    func mutated() throws {
        let seed = Array(
            #"{"id":[1,{"b":"\u4e00"}],"text":"第一条\n\t甲","x":-0.5e1,"y":[true,null]}"#.utf8)
        let bytes = Array("{}[]\",:\\u019aetn.-+ 一".utf8)
        var random = Splitmix(state: 3)
        for _ in 0..<5000 {
            var text = seed
            for _ in 0..<(1 + random.next() % 3) {
                let at = Int(random.next() % UInt64(text.count))
                let byte = bytes[Int(random.next() % UInt64(bytes.count))]
                switch random.next() % 3 {
                case 0: text[at] = byte
                case 1: text.insert(byte, at: at)
                default: text.remove(at: at)
                }
            }
            // Foundation takes a comma before a closing bracket, which the standard does not.
            guard let written = String(validating: text, as: UTF8.self),
                !written.contains(",}"), !written.contains(",]")
            else { continue }
            let expected = (try? JSONSerialization.jsonObject(with: Data(text))) as? [String: Any]
            guard let mine = try? JSONLine(text) else {
                #expect(expected == nil, Comment(rawValue: written))
                continue
            }
            guard let expected else { continue }
            if let words = expected["text"] as? String {
                #expect(try mine.string("text") == Array(words.utf8))
            }
        }
    }

    @Test func inputLines() throws {
        let pipe = Pipe()
        let long = String(repeating: "长", count: 15_000)
        pipe.fileHandleForWriting.write(Data("a\r\n\n\(long)\nlast".utf8))
        try pipe.fileHandleForWriting.close()
        let lines = InputLines(descriptor: pipe.fileHandleForReading.fileDescriptor)
            .map { String(decoding: $0, as: UTF8.self) }
        #expect(lines == ["a", "", long, "last"])
    }
}
