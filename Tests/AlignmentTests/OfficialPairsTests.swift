import Alignment
import Foundation
import Grammar
import LegalText
import Structure
import TestSupport
import Testing

/// Laws that are published in both languages under the same numbers: the numbers are the truth.
@Suite(.enabled(if: SharedData.isExpected, Comment(rawValue: SharedData.skipMessage)))
struct OfficialPairsTests {
    private struct Pair: Decodable {
        struct Side: Decodable {
            var text: String
            var articles: [String: [Int]]
        }
        var zh, en: Side
    }

    @Test func everyFifthOfficialPair() throws {
        let path = try SharedData.path("corpus/bilingual/official-tw.jsonl")
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let parser = try StructureParser()
        let aligner = try Aligner(grammar: .builtIn)
        var (right, made, wanted, alarms, sure, surelyRight) = (0, 0, 0, 0, 0, 0)
        for index in stride(from: 0, to: lines.count, by: 5) {
            let pair = try JSONDecoder().decode(Pair.self, from: Data(lines[index].utf8))
            let alignment = aligner.align(
                parser.parse(SourceText(pair.zh.text), language: .zho)[0],
                parser.parse(SourceText(pair.en.text), language: .eng)[0])
            let truth = Set(pair.zh.articles.keys).intersection(pair.en.articles.keys)
            wanted += truth.count
            for link in alignment.links where link.level == .article {
                for zh in link.zhIds {
                    for en in link.enIds {
                        let isRight =
                            zh == en && truth.contains(String(zh.description.dropFirst(4)))
                        made += 1
                        if isRight { right += 1 }
                        if link.score >= 0.9 {
                            sure += 1
                            if isRight { surelyRight += 1 }
                        }
                    }
                }
            }
            alarms +=
                alignment.findings.filter {
                    ["number-mismatch", "comparator-mismatch", "period-mismatch"].contains($0.code)
                }.count
        }
        #expect(Double(right) >= 0.999 * Double(wanted), "\(right) of \(wanted)")
        #expect(Double(right) >= 0.999 * Double(made), "\(right) right of \(made)")
        #expect(Double(surelyRight) >= 0.99 * Double(sure), "\(surelyRight) of \(sure)")
        #expect(Double(alarms) <= 0.015 * Double(wanted), "\(alarms) number findings")
    }
}
