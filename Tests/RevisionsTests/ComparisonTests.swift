import Foundation
import Grammar
import LegalText
import TestSupport
import Testing

@testable import Revisions

/// Two versions and what became of each article.
@Suite struct ComparisonTests {
    /// Six articles in two chapters.
    static let old = """
        第一章 总则
        第一条 为了规范本市渡口管理，保障乘客安全，制定本办法。
        第二条 渡口经营者应当每年至少检修渡船两次，并保存检修记录。
        第三条 渡口应当设置候船亭、救生圈和照明设施，并在醒目位置公布渡运时间。
        第二章 罚则
        第四条 违反本办法第二条规定，未按时检修渡船的，处五百元以上二千元以下罚款。
        第五条 渡工酒后驾驶渡船的，由港航机构暂扣其证书六个月，情节严重的吊销证书。
        第六条 本办法自2019年3月1日起施行。
        """

    @Test("The same text twice: all unchanged")
    func unchanged() throws {
        let lines = try Versions.lines(Self.old, Self.old)
        #expect(lines == (1...6).map { "art_\($0) → art_\($0): unchanged" })
    }

    @Test("Width, quotes, brackets, blanks, 〇 and ○, traditional characters are form only")
    func formOnly() throws {
        let new = Self.old.replacing("，", with: ",").replacing("条 渡口", with: "条　渡口")
            .replacing("应当", with: "應當").replacing("2019", with: "２０１９").replacing(
                "本办法", with: "“本办法”")
        let lines = try Versions.lines(Self.old, new)
        #expect(lines == (1...6).map { "art_\($0) → art_\($0): form-only" })
    }

    @Test(
        "An added article renumbers those behind it, and the citation that follows is no new wording"
    )
    func insertion() throws {
        let new = """
            第一章 总则
            第一条 为了规范本市渡口管理，保障乘客安全，制定本办法。
            第二条 渡运坚持安全第一、便民利民的原则，任何单位不得强迫渡工冒险开航。
            第三条 渡口经营者应当每年至少检修渡船两次，并保存检修记录。
            第四条 渡口应当设置候船亭、救生圈和照明设施，并在醒目位置公布渡运时间。
            第二章 罚则
            第五条 违反本办法第三条规定，未按时检修渡船的，处五百元以上二千元以下罚款。
            第六条 渡工酒后驾驶渡船的，由港航机构暂扣其证书六个月，情节严重的吊销证书。
            第七条 本办法自2019年3月1日起施行。
            """
        #expect(
            try Versions.lines(Self.old, new) == [
                "art_1 → art_1: unchanged",
                "– → art_2: inserted",
                "art_2 → art_3: renumbered",
                "art_3 → art_4: renumbered",
                "art_4 → art_5: references-only, renumbered",
                "art_5 → art_6: renumbered",
                "art_6 → art_7: renumbered",
            ])
    }

    @Test("A citation that did not follow the renumbering is another citation")
    func wrongCitation() throws {
        let new = Self.old.replacing("本办法第二条规定", with: "本办法第三条规定")
        #expect(try Versions.lines(Self.old, new)[3] == "art_4 → art_4: modified")
    }

    @Test("A split article has all its heirs, two that were merged have one")
    func splitAndMerge() throws {
        let one = """
            第一条 为了规范本市渡口管理，保障乘客安全，制定本办法。
            第二条 渡口经营者应当每年至少检修渡船两次，并保存检修记录。渡工应当持证上岗，每三年参加一次安全培训并考核合格。
            第三条 渡口应当设置候船亭和照明设施。
            第四条 渡船应当配备救生圈、灭火器和夜航灯，并定期更换。
            """
        let two = """
            第一条 为了规范本市渡口管理，保障乘客安全，制定本办法。
            第二条 渡口经营者应当每年至少检修渡船两次，并保存检修记录。
            第三条 渡工应当持证上岗，每三年参加一次安全培训并考核合格。
            第四条 渡口应当设置候船亭和照明设施。渡船应当配备救生圈、灭火器和夜航灯，并定期更换。
            """
        let split = try Versions.lines(one, two)
        #expect(split.contains { $0.hasPrefix("art_2 → art_2 art_3: modified, split") }, "\(split)")
        #expect(
            split.contains { $0.hasPrefix("art_3 art_4 → art_4: modified, merged") }, "\(split)")
    }

    @Test("An article put under another chapter has moved")
    func moved() throws {
        let new = """
            第一章 总则
            第一条 为了规范本市渡口管理，保障乘客安全，制定本办法。
            第二条 渡口经营者应当每年至少检修渡船两次，并保存检修记录。
            第二章 罚则
            第三条 违反本办法第二条规定，未按时检修渡船的，处五百元以上二千元以下罚款。
            第四条 渡工酒后驾驶渡船的，由港航机构暂扣其证书六个月，情节严重的吊销证书。
            第五条 渡口应当设置候船亭、救生圈和照明设施，并在醒目位置公布渡运时间。
            第六条 本办法自2019年3月1日起施行。
            """
        let lines = try Versions.lines(Self.old, new)
        #expect(lines.contains("art_3 → art_5: renumbered, moved"), "\(lines)")
        #expect(lines.contains("art_4 → art_3: renumbered"), "\(lines)")
    }

    @Test("Amounts that changed are told apart from those written another way")
    func numbers() throws {
        let new = Self.old.replacing("两次", with: "三次").replacing("五百元", with: "500元")
        let comparer = try Versions.comparer.get()
        let changes = try comparer.compare(Versions.parse(Self.old), Versions.parse(new))
        let numbers = changes.flatMap(\.numbers).map {
            "\($0.old?.text ?? "–") → \($0.new?.text ?? "–") \($0.change)"
        }
        #expect(numbers == ["两次 → 三次 value", "五百元以上 → 500元以上 notation"])
    }

    @Test("Plans compare by their levels")
    func plans() throws {
        let old = "渡口工作方案\n一、目标\n到2025年建成渡口十处，配齐救生设备。\n二、任务\n每季度检查一次渡船并公布结果。\n"
        let new = old.replacing("十处", with: "十二处")
        let lines = try Versions.lines(old, new)
        #expect(lines == ["lvl_1 → lvl_1: modified", "lvl_2 → lvl_2: unchanged"])
    }

    @Test("Nothing to compare, and nothing on one side")
    func empty() throws {
        #expect(try Versions.lines("", "").filter { !$0.contains("unchanged") }.isEmpty)
        let lines = try Versions.lines("", "第一条 本办法自公布之日起施行。")
        #expect(lines.contains("– → art_1: inserted"))
    }

    /// Two versions of the specimen regulation against their gold.
    @Test func specimen() throws {
        struct Gold: Decodable {
            var mapping: [String: [String]]
            var inserted, deleted: [String]
            var kinds: [String: [String]]
        }
        let data = try Data(
            contentsOf: URL(fileURLWithPath: packageRoot + "/Corpus/gold/regulation.revision.json"))
        let gold = try JSONDecoder().decode(Gold.self, from: data)
        let old = try Versions.specimen("regulation.zho.txt")
        let new = try Versions.specimen("regulation.revised.zho.txt")
        let changes = try Versions.comparer.get().compare(old, new)
        func labels(_ eids: [EId], _ document: Document) -> [String] {
            eids.map { eid in
                var label = ""
                document.forEachProvision {
                    if $0.eid == eid, let span = $0.label { label = document.source.string(span) }
                }
                return label
            }
        }
        var seen = 0
        for change in changes {
            let (before, after) = (labels(change.old, old), labels(change.new, new))
            for label in before {
                seen += 1
                if gold.deleted.contains(label) {
                    #expect(after.isEmpty)
                    continue
                }
                #expect(after == gold.mapping[label])
                let kinds = Set(change.kinds.map(\.rawValue))
                #expect(kinds.isSuperset(of: gold.kinds[label] ?? []), "\(label): \(kinds)")
                #expect(kinds.contains("modified") == gold.kinds[label]?.contains("modified"))
            }
            if before.isEmpty { #expect(gold.inserted.contains(after[0])) }
        }
        #expect(seen == 39)
        #expect(changes.count { $0.old.isEmpty } == gold.inserted.count)
    }
}
