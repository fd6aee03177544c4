import Foundation
import Grammar
import LegalText
import TestSupport
import Testing

@testable import Revisions

/// What holds for every text.
@Suite struct ComparisonPropertyTests {
    let comparer: RevisionComparer
    let form: FormFolding

    init() throws {
        comparer = try Versions.comparer.get()
        form = try RevisionGrammar(source: .builtIn).form
    }

    static let chinese = [
        "regulation.zho.txt", "regulation.revised.zho.txt", "plan-a.zho.txt", "taiwan.zho.txt",
    ]

    @Test("A text compared with itself is unchanged", arguments: chinese + ["regulation.eng.txt"])
    func identity(name: String) throws {
        let document = try Versions.specimen(name)
        let changes = comparer.compare(document, document)
        #expect(!changes.isEmpty)
        for change in changes {
            #expect(
                change.kinds == [.unchanged] && change.old == change.new, "\(Versions.line(change))"
            )
            #expect(change.edits.isEmpty && change.numbers.isEmpty)
        }
    }

    /// Width, quotes, brackets and blanks of a text changed at random, labels apart.
    static func disturbed(_ text: String, seed: UInt64) -> String {
        let marks: [Unicode.Scalar: Unicode.Scalar] = [
            "（": "(", "）": ")", "，": ",", "；": ";", "：": ":", "“": "\"", "”": "\"", "《": "〈",
            "》": "〉",
            "〇": "○", "条": "條", "应": "應", "规": "規", "　": " ",
        ]
        var random = Random(seed: seed)
        var result = String.UnicodeScalarView()
        var column = 0
        for scalar in text.unicodeScalars {
            column = scalar == "\n" ? 0 : column + 1
            guard column > 12 else {
                result.append(scalar)
                continue
            }
            if let other = marks[scalar], random.next(3) == 0 {
                result.append(other)
            } else if scalar.value &- 0x30 < 10, random.next(3) == 0,
                let wide = Unicode.Scalar(scalar.value + 0xFEE0)
            {
                result.append(wide)
            } else {
                result.append(scalar)
            }
            if scalar.value > 0x4E00, scalar.value < 0x9FFF, random.next(60) == 0 {
                result.append(random.next(2) == 0 ? " " : "\u{3000}")
            }
        }
        return String(result)
    }

    @Test("Random differences of form are never taken for changes", arguments: 1...12)
    func disturbance(seed: Int) throws {
        let old = try Versions.specimen("regulation.zho.txt")
        let text = Self.disturbed(old.source.string(old.span), seed: UInt64(seed))
        for change in comparer.compare(old, try Versions.parse(text)) {
            let isForm = change.kinds.allSatisfy { $0 == .unchanged || $0 == .formOnly }
            #expect(isForm && change.old == change.new, "\(Versions.line(change))")
        }
    }

    @Test("The edits of a modified article make the new one out of the old one")
    func edits() throws {
        let old = try Versions.specimen("regulation.zho.txt")
        let new = try Versions.specimen("regulation.revised.zho.txt")
        for change in comparer.compare(old, new)
        where change.kinds.contains(.modified) && change.new.count == 1 && change.old.count == 1 {
            expectEditsToLead(change, old, new)
        }
    }

    @Test("So they do for random texts", arguments: 1...40)
    func randomEdits(seed: Int) throws {
        var random = Random(seed: UInt64(seed))
        let words = ["渡口", "应当", "每年", "检修", "两次", "三次", "，", "。", "渡船", "不得", "乘客"]
        func sentence(_ count: Int) -> [String] {
            (0..<count).map { _ in words[random.next(words.count)] }
        }
        let first = sentence(40)
        var second = first
        for _ in 0..<6 {
            let at = random.next(second.count)
            if random.next(2) == 0 {
                second[at] = words[random.next(words.count)]
            } else {
                second.remove(at: at)
            }
            second.insert(words[random.next(words.count)], at: random.next(second.count))
        }
        let old = try Versions.parse("第一条 甲乙丙丁\(first.joined())")
        let new = try Versions.parse("第一条 甲乙丙丁\(second.joined())")
        for change in comparer.compare(old, new) { expectEditsToLead(change, old, new) }
    }

    private func expectEditsToLead(_ change: ArticleChange, _ old: Document, _ new: Document) {
        guard let a = old.provisions(at: .article).first(where: { $0.eid == change.old.first }),
            let b = new.provisions(at: .article).first(where: { $0.eid == change.new.first })
        else { return }
        var text = ""
        var at = a.label?.upperBound ?? a.span.lowerBound
        for edit in change.edits {
            #expect(edit.old.lowerBound >= at && edit.old.upperBound <= a.span.upperBound)
            text +=
                old.source.string(at..<max(at, edit.old.lowerBound)) + new.source.string(edit.new)
            at = edit.old.upperBound
        }
        text += old.source.string(at..<a.span.upperBound)
        let start = b.label?.upperBound ?? b.span.lowerBound
        #expect(form.folded(text) == form.folded(new.source.string(start..<b.span.upperBound)))
    }

    @Test("Any bytes on either side: an answer, and each article is in it", arguments: 1...60)
    func anything(seed: Int) throws {
        var random = Random(seed: UInt64(seed))
        let pieces = [
            "第一条 ", "第二条", "\n", "一、", "（一）", "修改为", "“", "”", "①", "5万元", "Article 3 ", "\u{3000}",
            "。", "第章",
        ]
        func text() -> String {
            (0..<random.next(50)).map { _ in pieces[random.next(pieces.count)] }.joined()
        }
        let (old, new) = (try Versions.parse(text()), try Versions.parse(text()))
        let changes = comparer.compare(old, new)
        let articles = Set(old.provisions(at: .article).map(\.eid))
        #expect(articles.isSubset(of: Set(changes.flatMap(\.old))))
        _ = try Versions.applier.get().apply(new, to: old)
    }
}
