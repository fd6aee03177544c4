import Alignment
import ArgumentParser
import Export
import Foundation
import Ingest
import LegalText
import Pipeline
import Structure

/// `tiaowen align`: which parts of a Chinese text and its English version belong together.
struct AlignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "align",
        abstract: "Links a Chinese text and its English version, and says what is at odds.")

    @Argument(help: "The Chinese file, then the English one.")
    var files: [String] = []

    @Flag(help: "One JSON object.")
    var json = false

    @Flag(help: #"Answer {"id", "zh", "en"} lines on standard input, each with its id."#)
    var jsonl = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if jsonl ? !files.isEmpty : files.count != 2 {
            throw ValidationError(
                jsonl
                    ? "With --jsonl the texts come from standard input."
                    : "Two files are needed: Chinese, English.")
        }
    }

    func run() throws {
        let parser = try StructureParser(grammar: common.grammarSource)
        let aligner = try Aligner(grammar: common.grammarSource)
        if jsonl { return try answerLines(parser, aligner) }
        let zh = parser.parse(try Ingest.read(path: files[0]))
        let en = parser.parse(try Ingest.read(path: files[1]))
        guard let pair = Self.pair(zh, en, aligner) else { return }
        let alignment = aligner.align(pair.zh, pair.en)
        if json {
            try StandardOutput.write(
                AlignmentJSON.line(alignment, zh: pair.zh.source, en: pair.en.source))
        } else {
            try StandardOutput.write(Self.text(alignment, pair.zh, pair.en))
        }
    }

    private func answerLines(_ parser: StructureParser, _ aligner: Aligner) throws {
        try JSONLines.answer { line, json in
            let zhSource = SourceText(name: line.name, bytes: try line.text("zh"))
            let enSource = SourceText(name: line.name, bytes: try line.text("en"))
            guard
                let pair = Self.pair(
                    parser.parse(zhSource, language: .zho), parser.parse(enSource, language: .eng),
                    aligner)
            else { return }
            let alignment = aligner.align(pair.zh, pair.en)
            AlignmentJSON.write(
                alignment, zh: ScalarText(zhSource), en: ScalarText(enSource), id: line.id,
                to: &json)
            json.endLine()
        }
    }

    /// The documents of two files that fit best; a file holds one as a rule.
    private static func pair(_ zh: [Document], _ en: [Document], _ aligner: Aligner) -> (
        zh: Document, en: Document
    )? {
        guard let firstChinese = zh.first, let firstEnglish = en.first else { return nil }
        if zh.count == 1, en.count == 1 { return (firstChinese, firstEnglish) }
        // documents of a few lines are not what anybody means to align
        let (zhMost, enMost) = (zh.map(\.span.count).max() ?? 0, en.map(\.span.count).max() ?? 0)
        var best: (fit: Double, zh: Document, en: Document)? = nil
        for a in zh where a.span.count * 3 >= zhMost {
            for b in en where b.span.count * 3 >= enMost {
                let fit = aligner.affinity(a, b)
                if fit > best?.fit ?? -1 { best = (fit, a, b) }
            }
        }
        return best.map { ($0.zh, $0.en) }
    }

    /// Articles side by side, then the findings.
    private static func text(_ alignment: Alignment, _ zh: Document, _ en: Document) -> String {
        var lines: [String] = []
        for link in alignment.links where link.level == .article || link.level == .chapter {
            let left = link.zhIds.map(\.description).joined(separator: " ")
            let right = link.enIds.map(\.description).joined(separator: " ")
            let flags = link.flags.isEmpty ? "" : " (\(link.flags.joined(separator: ", ")))"
            lines.append(
                "\(left.isEmpty ? "—" : left) = \(right.isEmpty ? "—" : right)  \(link.score)\(flags)"
            )
        }
        for finding in alignment.findings {
            lines.append("\(finding.severity.rawValue): \(finding.code): \(finding.message)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
