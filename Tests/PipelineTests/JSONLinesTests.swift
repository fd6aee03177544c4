import Export
import Foundation
import Testing

@testable import Pipeline

/// Lines in, lines out.
@Suite struct JSONLinesTests {
    /// Answers each line by its id and the length of its text.
    private static let measure: @Sendable (JSONLine, inout JSONWriter) throws -> Void = {
        line, json in
        let text = try line.text("text")
        json.object { json in
            json.key("id")
            json.raw(line.id)
            json.key("length")
            json.integer(text.count)
        }
        json.endLine()
    }

    /// Runs the answering on some input and gives what was written.
    private func answer(_ input: [UInt8], threads: Int = 2) throws -> (String, JSONLines.Summary) {
        let (source, target) = (Pipe(), Pipe())
        let reader = target.fileHandleForReading
        let feeder = Thread {
            try? source.fileHandleForWriting.write(contentsOf: Data(input))
            try? source.fileHandleForWriting.close()
        }
        feeder.start()
        let collected = Collected()
        let collector = Thread {
            collected.data = (try? reader.readToEnd()) ?? Data()
            collected.done.signal()
        }
        collector.start()
        let summary = try JSONLines.answer(
            input: source.fileHandleForReading.fileDescriptor,
            output: target.fileHandleForWriting.fileDescriptor, threads: threads, Self.measure)
        try target.fileHandleForWriting.close()
        collected.done.wait()
        return (String(decoding: collected.data, as: UTF8.self), summary)
    }

    private final class Collected: @unchecked Sendable {
        var data = Data()
        let done = DispatchSemaphore(value: 0)
    }

    @Test func aBadLineIsAnsweredAndTheRestGoesOn() throws {
        let lines = [
            "\u{FEFF}" + #"{"id":1,"text":"ab"}"#, "", #"{"id":"x"}"#, "no JSON",
            #"{"id":3,"text":"第"}"#,
        ]
        let (out, summary) = try answer(Array(lines.joined(separator: "\r\n").utf8))
        #expect(
            out == """
                {"id":1,"length":2}
                {"id":"x","error":{"code":"missing-field","message":"the line has no field \\"text\\""}}
                {"id":null,"error":{"code":"bad-json","message":"an object is expected at byte 0 of the line"}}
                {"id":3,"length":3}

                """)
        #expect(summary == JSONLines.Summary(lines: 4, failed: 2))
    }

    @Test func answersKeepTheOrderOfTheLines() throws {
        var input = ""
        var expected = ""
        for id in 0..<5000 {
            let length = (id * 7919) % 400
            input += "{\"id\":\(id),\"text\":\"\(String(repeating: "a", count: length))\"}\n"
            expected += "{\"id\":\(id),\"length\":\(length)}\n"
        }
        let (out, _) = try answer(Array(input.utf8), threads: 4)
        #expect(out == expected)
    }

    @Test func aLineMayBeOfAnyLength() throws {
        let length = 5_000_000
        let line = "{\"id\":1,\"text\":\"\(String(repeating: "x", count: length))\"}"
        let (out, _) = try answer(Array(line.utf8))
        #expect(out == "{\"id\":1,\"length\":\(length)}\n")
    }

    @Test func nothingGivesNothing() throws {
        #expect(try answer([]).0 == "")
        #expect(try answer(Array("\n \r\n\n".utf8)).0 == "")
    }

    /// Each answer comes before the next line is sent.
    @Test func answersAtOnce() throws {
        let (source, target) = (Pipe(), Pipe())
        let runner = Thread {
            _ = try? JSONLines.answer(
                input: source.fileHandleForReading.fileDescriptor,
                output: target.fileHandleForWriting.fileDescriptor, Self.measure)
            try? target.fileHandleForWriting.close()
        }
        runner.start()
        for id in 0..<20 {
            try source.fileHandleForWriting.write(
                contentsOf: Data("{\"id\":\(id),\"text\":\"\"}\n".utf8))
            let answer = target.fileHandleForReading.availableData
            #expect(String(decoding: answer, as: UTF8.self) == "{\"id\":\(id),\"length\":0}\n")
        }
        try source.fileHandleForWriting.close()
        #expect(target.fileHandleForReading.availableData.isEmpty)
    }
}
