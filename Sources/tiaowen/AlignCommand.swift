import Alignment
import ArgumentParser
import Export
import Foundation
import Grammar
import Ingest
import LegalText
import Structure

/// `align ZH EN --json`, `align --jsonl`.
struct AlignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "align")
    @Argument var files: [String] = []
    @Flag var json = false
    @Flag var jsonl = false

    func run() throws {
        let grammar = GrammarSource(
            directory: ProcessInfo.processInfo.environment["TIAOWEN_GRAMMAR"])
        let parser = try StructureParser(grammar: grammar)
        let aligner = try Aligner(grammar: grammar)
        if jsonl {
            while let line = readLine() {
                guard
                    let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                    let zh = row["zh"] as? String, let en = row["en"] as? String,
                    let id = row["id"] as? String
                else { continue }
                write(
                    parser.parse(SourceText(zh), language: .zho),
                    parser.parse(SourceText(en), language: .eng), aligner,
                    id: Array("\"\(id)\"".utf8))
            }
            return
        }
        guard files.count == 2 else { throw ValidationError("two files are needed") }
        write(
            parser.parse(try Ingest.read(path: files[0])),
            parser.parse(try Ingest.read(path: files[1])), aligner, id: nil)
    }

    private func write(
        _ zh: [Document], _ en: [Document], _ aligner: Aligner, id: [UInt8]?
    ) {
        guard let zh = zh.first, let en = en.first else { return }
        let alignment = aligner.align(zh, en)
        let bytes = AlignmentJSON.line(alignment, zh: zh.source, en: en.source, id: id)
        FileHandle.standardOutput.write(Data(bytes))
    }
}
