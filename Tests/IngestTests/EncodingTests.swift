import Glibc
import LegalText
import TestSupport
import Testing

@testable import Ingest

/// A regulation's first lines, simplified and traditional, as people save them.
private let simplified = "第一条　为了规范管理，根据有关法律，制定本办法。\r\n第二条 本省行政区域内适用本办法。\r\n"
private let traditional = "第一條　為了規範管理，根據有關法律，制定本辦法。\n第二條 本省行政區域內適用本辦法。\n"

/// Text in an encoding, by the C library.
private func encode(_ text: String, _ encoding: String) throws -> [UInt8] {
    let descriptor = try #require(iconv_open(encoding, "UTF-8"))
    defer { iconv_close(descriptor) }
    var source = Array(text.utf8).map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: source.count * 4 + 16)
    let room = target.count
    let left = source.withUnsafeMutableBufferPointer { from in
        target.withUnsafeMutableBufferPointer { to in
            var (input, output) = (from.baseAddress, to.baseAddress)
            var (inputLeft, outputLeft) = (from.count, room)
            iconv(descriptor, &input, &inputLeft, &output, &outputLeft)
            return outputLeft
        }
    }
    return target.prefix(room - left).map { UInt8(bitPattern: $0) }
}

@Suite struct EncodingTests {
    @Test(arguments: [
        ("GB18030", simplified, "GB18030"), ("GBK", traditional, "GB18030"),
        ("GB2312", simplified, "GB18030"), ("BIG5", traditional, "Big5"),
        ("UTF-16LE", simplified, "UTF-16LE"), ("UTF-16BE", traditional, "UTF-16BE"),
        ("UTF-32LE", simplified, "UTF-32LE"), ("UTF-8", traditional, "UTF-8"),
    ])
    func unmarked(written: String, text: String, read: String) throws {
        let source = try Ingest.read(bytes: encode(text, written), name: "a.txt")
        #expect(source.string(0..<source.bytes.count) == text)
        #expect(source.origin.encoding == read)
        #expect(source.origin.notes == [])
    }

    @Test(arguments: ["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "GB18030"])
    func marked(encoding: String) throws {
        let source = try Ingest.read(
            bytes: encode("\u{FEFF}" + simplified, encoding), name: "a.txt")
        #expect(source.string(0..<source.bytes.count) == simplified)
        #expect(source.origin.encoding == encoding)
    }

    @Test("A name of three characters is enough", arguments: ["GB18030", "BIG5"])
    func short(encoding: String) throws {
        let source = try Ingest.read(bytes: encode("第三章", encoding), name: "a.txt")
        #expect(source.string(0..<source.bytes.count) == "第三章")
    }

    @Test func westernQuotes() throws {
        let text = "The “Measures” – see § 5 – don’t apply in the café."
        let source = try Ingest.read(bytes: encode(text, "CP1252"), name: "a.txt")
        #expect(source.string(0..<source.bytes.count) == text)
        #expect(source.origin.encoding == "windows-1252")
    }

    @Test func englishInUTF16() throws {
        let text = "Article 1 This Regulation is made.\r\n"
        for encoding in ["UTF-16LE", "UTF-16BE"] {
            let source = try Ingest.read(bytes: encode(text, encoding), name: "a.txt")
            #expect(source.string(0..<source.bytes.count) == text)
        }
    }

    @Test("Bytes that mean nothing become U+FFFD and are noted, run by run")
    func undecodable() throws {
        let bytes = Array("第一条".utf8) + [0xFF, 0xFE] + Array(" 第二条 第三条".utf8) + [0xE7]
        let source = try Ingest.read(bytes: bytes, name: "a.txt")
        #expect(source.string(0..<source.bytes.count) == "第一条\u{FFFD}\u{FFFD} 第二条 第三条\u{FFFD}")
        #expect(source.origin.encoding == "UTF-8")
        #expect(source.origin.notes.map(\.span) == [9..<15, 35..<38])
        #expect(
            source.origin.notes.first?.message
                == "not UTF-8: 2 bytes at byte 9 of the file, read as U+FFFD")
    }

    @Test func undecodableInGB18030() throws {
        var bytes = try encode(simplified + simplified, "GB18030")
        bytes.insert(0xFF, at: 6)
        let source = try Ingest.read(bytes: bytes, name: "a.txt")
        #expect(source.string(0..<12) == "第一条\u{FFFD}")
        #expect(source.origin.notes.map(\.span) == [9..<12])
    }

    @Test("A text cut off inside a character stays UTF-8")
    func cut() throws {
        let source = try Ingest.read(bytes: Array(Array("条".utf8) + [0xE7, 0xAC]), name: "a.txt")
        #expect(source.string(0..<6) == "条\u{FFFD}")
    }

    @Test("Line ends, blanks and stray marks stay as they are")
    func untouched() throws {
        let text = "第一条\u{3000}甲\r\n\u{2028}乙\u{FEFF}\r丙\n\n"
        let source = try Ingest.read(bytes: Array(text.utf8), name: "a.txt")
        #expect(source.bytes == Array(text.utf8))
    }

    @Test("Any bytes are read or refused, never a crash, and the text is valid UTF-8")
    func randomBytes() {
        var random = Splitmix(state: 7)
        for round in 0..<2000 {
            let count = Int(random.next() % 300)
            var bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            if round % 2 == 0 { bytes = bytes.map { $0 < 0x20 ? $0 | 0x40 : $0 } }
            let names = ["a.txt", "a.md", "a.html"]
            guard let source = try? Ingest.read(bytes: bytes, name: names[round % 3]) else {
                continue
            }
            #expect(String(validating: source.bytes, as: UTF8.self) != nil)
            for note in source.origin.notes {
                #expect(note.span.lowerBound >= 0 && note.span.upperBound <= source.bytes.count)
            }
        }
    }
}

/// A small generator, so that a failure repeats (Steele, Lea and Flood, 2014).
struct Splitmix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
