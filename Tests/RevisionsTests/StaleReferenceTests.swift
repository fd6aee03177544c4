import Foundation
import LegalText
import TestSupport
import Testing

@testable import Revisions

/// Citations that should have followed the new numbers, and amounts before and after.
@Suite struct StaleReferenceTests {
    private static let old = """
        第一条 渡口应当安全、便民。
        第二条 渡船每年检修两次，记录保存三年。
        第三条 渡工应当持证上岗，穿着救生衣。
        第四条 违反本办法第二条、第三条规定的，处五百元罚款。
        第五条 依照本办法第一条至第三条检查渡口，每季度不少于一次。
        """

    /// The text with an article put before the second; `third` and `fourth` are the last two articles.
    private func stale(_ fifth: String, _ sixth: String) throws -> [String] {
        let new = """
            第一条 渡口应当安全、便民。
            第二条 增设渡口由县级人民政府批准。
            第三条 渡船每年检修两次，记录保存三年。
            第四条 渡工应当持证上岗，穿着救生衣。
            第五条 \(fifth)
            第六条 \(sixth)
            """
        let document = try Versions.parse(new)
        return try Versions.comparer.get().compare(try Versions.parse(Self.old), document)
            .flatMap { change in
                change.staleReferences.map {
                    let heirs = $0.heirs.map(\.description).joined(separator: " ")
                    return "\(document.source.string($0.span)): \($0.cited) is \(heirs)"
                }
            }
    }

    @Test("None where all followed")
    func followed() throws {
        #expect(
            try stale("违反本办法第三条、第四条规定的，处五百元罚款。", "依照本办法第一条至第四条检查渡口，每季度不少于一次。") == [])
    }

    @Test("Those that stayed, each with where the article is now")
    func stayed() throws {
        #expect(
            try stale("违反本办法第二条、第三条规定的，处五百元罚款。", "依照本办法第一条至第四条检查渡口，每季度不少于一次。") == [
                "第二条: art_2 is art_3", "第三条: art_3 is art_4",
            ])
    }

    @Test("Also in an article reworded elsewhere")
    func reworded() throws {
        #expect(
            try stale("违反本办法第二条、第四条规定的，处一千元罚款。", "依照本办法第一条至第四条检查渡口，每季度不少于一次。") == [
                "第二条: art_2 is art_3"
            ])
    }

    @Test("A citation of an article that was deleted")
    func deleted() throws {
        let old = try Versions.parse(Self.old)
        let new = try Versions.parse(
            """
            第一条 渡口应当安全、便民。
            第二条 渡船每年检修两次，记录保存三年。
            第三条 违反本办法第二条、第三条规定的，处五百元罚款。
            第四条 依照本办法第一条至第二条检查渡口，每季度不少于一次。
            """)
        let found = try Versions.comparer.get().compare(old, new).flatMap(\.staleReferences)
        #expect(found.map(\.cited) == ["art_3"] && found.allSatisfy { $0.heirs.isEmpty })
    }

    @Test(
        "Amounts before and after: what differs",
        arguments: [
            ("每年检修两次", "每年检修三次", "两次 → 三次 value"),
            ("检修费不少于五万元", "检修费不多于五万元", "不少于五万元 → 不多于五万元 comparator"),
            ("检修费5万元", "检修费五万元", "5万元 = 五万元"),
            ("检修费500元", "检修费500吨", "500元 → 500吨 unit"),
            ("每半年检修一次", "每季度检修一次", "每半年 → 每季度 value, unit, period"),
        ])
    func amounts(old: String, new: String, expected: String) throws {
        let changes = try Versions.comparer.get().compare(
            Versions.parse("第一条 渡口应当安全，\(old)，记录公开。"),
            Versions.parse("第一条 渡口应当安全，\(new)，记录公开。"))
        let found = changes.flatMap(\.numbers).map { number in
            let parts = number.differs.map(\.rawValue).joined(separator: ", ")
            let (a, b) = (number.old?.text ?? "–", number.new?.text ?? "–")
            return parts.isEmpty ? "\(a) = \(b)" : "\(a) → \(b) \(parts)"
        }
        #expect(found == [expected])
    }

    /// The specimen regulation and its successor against their gold.
    @Test func specimen() throws {
        struct Gold: Decodable {
            struct Stale: Decodable {
                var `in`, cited: String
                var now: [String]
            }
            var mapping: [String: [String]]
            var inserted, deleted: [String]
            var staleReferences: [Stale]
            var numbers: [[String]]
        }
        let data = try Data(
            contentsOf: URL(
                fileURLWithPath: packageRoot + "/Corpus/gold/regulation.replaced.revision.json"))
        let gold = try JSONDecoder().decode(Gold.self, from: data)
        let old = try Versions.specimen("regulation.revised.zho.txt")
        let new = try Versions.specimen("regulation.replaced.zho.txt")
        let changes = try Versions.comparer.get().compare(old, new)
        func labels(_ eids: [EId], _ document: Document) -> [String] {
            eids.flatMap { eid in
                document.provisions(at: .article).filter { $0.eid == eid }
                    .compactMap { $0.label.map(document.source.string) }
            }
        }
        var stale: Set<[String]> = []
        for change in changes {
            let (before, after) = (labels(change.old, old), labels(change.new, new))
            for label in before { #expect(after == gold.mapping[label] ?? [], "\(label)") }
            if before.isEmpty { #expect(gold.inserted == after) }
            if after.isEmpty { #expect(gold.deleted == before) }
            for reference in change.staleReferences {
                stale.insert(
                    [after[0]] + labels([reference.cited], old) + labels(reference.heirs, new))
            }
        }
        #expect(stale == Set(gold.staleReferences.map { [$0.in, $0.cited] + $0.now }))
        let numbers = changes.flatMap(\.numbers).map {
            [$0.old?.text ?? "", $0.new?.text ?? "", $0.change.rawValue]
        }
        for number in gold.numbers { #expect(numbers.contains(number), "\(number)") }
    }
}
