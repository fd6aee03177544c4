import Foundation
import Grammar
import Ingest
import LegalText
import Structure
import TestSupport
import Testing

@testable import Search

/// Every form of a citation of every article goes to that article: in the documents the project was
/// begun for and in fifty laws.
@Suite struct AllCitationsTests {
    private struct Text {
        var document: Document
        var title: String
    }

    private func texts(_ folder: String, limit: Int, suffix: String) throws -> [Text] {
        let path = try SharedData.path(folder)
        let names =
            (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(suffix) }.sorted()
        let parser = try StructureParser()
        var found: [Text] = []
        var seen: Set<String> = []
        // evenly through the folder
        for at in stride(from: 0, to: names.count, by: max(names.count / limit, 1)) {
            for document in parser.parse(try Ingest.read(path: path + "/" + names[at]))
            where document.provisions(at: .article).count >= 2 && !document.title.isEmpty {
                guard found.count < limit, seen.insert(document.title).inserted else { continue }
                found.append(Text(document: document, title: document.title))
            }
        }
        return found
    }

    /// The ways people write the number of an article.
    private func forms(_ number: LabelNumber, _ language: Language, _ title: String) -> [String] {
        let value = number.value
        if language == .eng {
            return number.insertion > 0
                ? []
                : ["\(title), Article \(value)", "art \(value) \(title)", "§ \(value) \(title)"]
                    + (value < 400 ? ["Article \(roman(value)) of the \(title)"] : [])
        }
        let inserted = number.insertion > 0
        let han = "第\(han(value))条" + (inserted ? "之\(self.han(number.insertion))" : "")
        let arabic = "第\(value)条" + (inserted ? "之\(number.insertion)" : "")
        return ["《\(title)》\(han)", "\(title)\(han)", "《\(title)》\(arabic)", "\(title) \(arabic)"]
    }

    private func han(_ value: Int) -> String {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        var text = ""
        var isZero = false
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = value / unit % 10
            if digit == 0 {
                isZero = !text.isEmpty
            } else {
                if isZero { text += "零" }
                isZero = false
                text += (digit == 1 && unit == 10 && text.isEmpty ? "" : digits[digit]) + name
            }
        }
        return text
    }

    private func roman(_ value: Int) -> String {
        var (rest, text) = (value, "")
        for (unit, letters) in [
            (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
            (4, "IV"),
            (1, "I"),
        ] {
            while rest >= unit {
                text += letters
                rest -= unit
            }
        }
        return text
    }

    @Test(
        "Every article of the seeds and of fifty laws by every form of its number",
        .enabled(if: SharedData.isExpected, Comment(rawValue: SharedData.skipMessage)))
    func everyArticle() throws {
        let texts =
            try texts("corpus/seeds", limit: 5, suffix: ".txt")
            + texts("corpus/laws", limit: 50, suffix: ".md")
        let folder = try TemporaryFolder()
        let path = folder.path + "/tiaowen.sqlite"
        let store = try IndexStore(path: path)
        for (i, text) in texts.enumerated() {
            try store.replace(
                SourceStamp(path: "\(i)", sha256: "", settings: ""),
                with: [IndexedDocument(text.document)])
        }
        try store.finish()
        let index = try SearchIndex(path: path)
        var (asked, lost): (Int, [String]) = (0, [])
        for text in texts {
            for article in text.document.provisions(at: .article) where article.eid.isFirst {
                for query in forms(article.number, text.document.language, text.title) {
                    asked += 1
                    let hit = try index.search(query, limit: 1).hits.first
                    if hit?.document != text.document.id || hit?.eid != article.eid.description {
                        lost.append("\(query) → \(hit?.document ?? "") \(hit?.eid ?? "nothing")")
                    }
                }
            }
        }
        #expect(lost.isEmpty, "\(lost.count) of \(asked): \(lost.prefix(5))")
        #expect(asked > 5000)
    }
}

extension EId {
    /// Whether it is the first of its number: 第三十三条 that comes twice is cited once.
    fileprivate var isFirst: Bool { !description.contains("~") && !description.contains("__") }
}
