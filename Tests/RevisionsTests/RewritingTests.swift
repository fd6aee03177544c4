import Grammar
import LegalText
import TestSupport
import Testing

@testable import Revisions

/// A law written anew: few sentences stay as they were, and what an article said may stand anywhere.
@Suite struct RewritingTests {
    static let old = """
        第一条 为了加强渡口管理，保障乘客安全，制定本办法。
        第二条 渡船每年检修两次。检修记录由渡口经营人保存三年。
        第三条 渡工必须持有渡工证书。禁止渡船超载航行。
        第四条 渡口的设立，由镇人民政府批准。
        第五条 违反本办法第三条规定，渡船超载的，处五百元罚款。
        第六条 本办法自1990年1月1日起施行。
        """

    static let new = """
        第一条 为了规范渡口管理，保障乘客生命和财产安全，根据有关法律，制定本办法。
        第二条 县级人民政府应当把渡口建设列入本级财政预算。
        第三条 设立渡口应当向镇人民政府提出申请，经批准后方可营业。
        第四条 渡船应当每年至少检修两次，经检验合格后使用。
        第五条 渡口经营人应当建立档案，检修记录至少保存五年。
        第六条 渡工应当经考试合格，取得渡工证书。
        第七条 任何人不得要求渡船超载航行。
        第八条 渡口应当公示开航时间和收费标准。
        第九条 渡船超载的，由交通运输主管部门处一千元以下罚款。
        第十条 本办法自2024年1月1日起施行。
        """

    @Test("Each rule is found where it went: alone, in two articles, behind the one after it")
    func rewritten() throws {
        let changes = try Versions.comparer.get().compare(
            Versions.parse(Self.old), Versions.parse(Self.new))
        let heirs = Dictionary(
            uniqueKeysWithValues: changes.filter { !$0.old.isEmpty }.map {
                ($0.old[0].description, Set($0.new.map(\.description)))
            })
        #expect(
            heirs == [
                "art_1": ["art_1"], "art_2": ["art_4", "art_5"], "art_3": ["art_6", "art_7"],
                "art_4": ["art_3"], "art_5": ["art_9"], "art_6": ["art_10"],
            ])
        let newcomers = changes.filter { $0.old.isEmpty }.flatMap(\.new).map(\.description)
        #expect(newcomers == ["art_2", "art_8"])
    }

    @Test("A newcomer that resembles an article more than its heir does not take its place")
    func twin() throws {
        let old = """
            第一条 渡口应当安全、便民。
            第二条 经市人民政府批准，可以在一定期限内就渡口设立的特定事项暂时调整适用本办法的部分规定。
            第三条 渡船每年检修两次，记录保存三年。
            第四条 渡工应当持证上岗。
            """
        let new = """
            第一条 渡口应当安全、便民。
            第二条 经市人民政府批准，可以就特定事项暂时调整适用本办法的部分规定。实践证明可行的，应当及时修改本办法。
            第三条 渡船每年检修两次，记录保存三年。
            第四条 渡工应当持证上岗。
            第五条 码头经市人民政府批准，可以在一定期限内就其设立的特定事项暂时调整规定。
            """
        let changes = try Versions.comparer.get().compare(
            Versions.parse(old), Versions.parse(new))
        let heirs = changes.first { $0.old.map(\.description) == ["art_2"] }?.new
        #expect(heirs?.first?.description == "art_2")
    }

    @Test("Articles that are worded alike keep their places")
    func alike() throws {
        let text = (1...6).map { "第\("一二三四五六"[$0 - 1])条 本条保留。" }.joined(separator: "\n")
        let lines = try Versions.lines(text, text)
        #expect(lines == (1...6).map { "art_\($0) → art_\($0): unchanged" })
    }
}

extension String {
    fileprivate subscript(offset: Int) -> Character { self[index(startIndex, offsetBy: offset)] }
}
