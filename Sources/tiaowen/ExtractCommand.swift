import ArgumentParser
import Export
import Foundation
import Grammar
import Ingest
import LegalText
import Obligations
import Structure

/// `tiaowen extract`: the numeric norms of files, or of texts given as JSON Lines.
struct Extract: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Numeric norms: who must do what, how much, how often, by when.")

    @Argument(help: "Files to read; - is standard input.") var files: [String] = []
    @Flag(help: "One record a line.") var json = false
    @Flag(help: #"Answer {"id","text"} lines on standard input, one line each."#) var jsonl = false

    func run() throws {
        let parser = try StructureParser(grammar: .builtIn)
        let extractor = try ObligationExtractor(grammar: .builtIn)
        if jsonl {
            while let line = readLine(strippingNewline: true) {
                answer(line, parser, extractor)
            }
            return
        }
        for file in files {
            let source = try Ingest.read(path: file)
            for document in parser.parse(source) {
                FileHandle.standardOutput.write(
                    Data(ObligationJSON.lines(extractor.records(in: document), in: source)))
            }
        }
    }

    private func answer(_ line: String, _ parser: StructureParser, _ extractor: ObligationExtractor) {
        var json = JSONWriter()
        let request = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        let id = (try? JSONSerialization.data(
            withJSONObject: request?["id"] ?? NSNull(), options: .fragmentsAllowed)) ?? Data("null".utf8)
        if let text = request?["text"] as? String {
            let language = (request?["lang"] as? String).flatMap(Language.init(rawValue:))
            let source = SourceText(text, name: String(decoding: id, as: UTF8.self))
            let records = parser.parse(source, language: language)
                .flatMap { extractor.records(in: $0) }
            ObligationJSON.appendAnswer(records, in: ScalarText(source), id: Array(id), to: &json)
        } else {
            json.object { json in
                json.key("id")
                json.raw(Array(id))
                json.key("error")
                json.object { json in
                    json.field("code", "bad-line")
                    json.field("message", "not an object with id and text")
                }
            }
            json.endLine()
        }
        FileHandle.standardOutput.write(Data(json.bytes))
    }
}
