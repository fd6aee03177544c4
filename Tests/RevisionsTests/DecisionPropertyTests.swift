import Foundation
import Grammar
import LegalText
import TestSupport
import Testing

@testable import Revisions

/// A decision written from the differences of two versions makes the new one out of the old one.
@Suite struct DecisionPropertyTests {
    /// What a legislature would have to decide, article by article, in the old numbering.
    private func decision(
        _ changes: [ArticleChange], _ old: Document, _ new: Document
    ) throws -> String {
        var lines = ["关于修改办法的决定"]
        func article(_ eid: EId, _ document: Document) throws -> Provision {
            try #require(document.provisions(at: .article).first { $0.eid == eid })
        }
        func label(_ eid: EId, _ document: Document) throws -> String {
            let span = try article(eid, document).label
            return document.source.string(try #require(span))
        }
        func wording(_ eid: EId) throws -> String {
            let found = try article(eid, new)
            let start = found.label?.upperBound ?? found.span.lowerBound
            let text = new.source.string(start..<found.span.upperBound)
                .replacing("“", with: "‘").replacing("”", with: "’").replacing("\"", with: "’")
            let paragraphs = text.split(whereSeparator: \.isNewline)
                .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            return "“" + paragraphs.joined(separator: "\n“") + "”"
        }
        var gone: Set<EId> = []
        var come: Set<EId> = []
        func add(_ text: String) { lines.append("\(lines.count). " + text) }
        for change in changes where !change.old.isEmpty && !change.new.isEmpty {
            let (a, b) = (change.old[0], change.new[0])
            guard !gone.contains(a), !come.contains(b) else { continue }
            gone.insert(a)
            come.insert(b)
            let (from, to) = (try label(a, old), try label(b, new))
            let form: Set<ArticleChange.Kind> = [.unchanged, .formOnly, .renumbered, .moved]
            if !form.isSuperset(of: change.kinds) {
                let verb = from == to ? "将\(from)修改为：" : "将\(from)改为\(to)，修改为："
                add(verb + (try wording(b)))
            } else if from != to {
                add("将\(from)改为\(to)。")
            }
        }
        for provision in old.provisions(at: .article) where !gone.contains(provision.eid) {
            add("删去\(try label(provision.eid, old))。")
        }
        for provision in new.provisions(at: .article) where !come.contains(provision.eid) {
            add("增加一条，作为\(try label(provision.eid, new))：\(try wording(provision.eid))")
        }
        return lines.joined(separator: "\n")
    }

    private func expectToMake(_ old: Document, _ new: Document, _ name: String) throws {
        let changes = try Versions.comparer.get().compare(old, new)
        let text = try decision(changes, old, new)
        var amending = try Versions.parse(text)
        amending.span = 0..<amending.source.bytes.count
        let applier = try Versions.applier.get()
        let (made, operations) = applier.apply(amending, to: old)
        for operation in operations where operation.status == .failed {
            Issue.record("\(name): \(operation.target) \(operation.message)")
        }
        let form = applier.revision.form
        let found = Versions.articles(try Versions.parse(made), form)
        let expected = Versions.articles(new, form)
        #expect(Set(found.keys) == Set(expected.keys), "\(name)")
        for (eid, words) in expected { #expect(found[eid] == words, "\(name) \(eid)") }
    }

    @Test("The specimen regulation: from each version to each other")
    func specimens() throws {
        let files = [
            "regulation.zho.txt", "regulation.revised.zho.txt", "regulation.replaced.zho.txt",
        ]
        for a in files {
            for b in files where a != b {
                try expectToMake(Versions.specimen(a), Versions.specimen(b), "\(a) → \(b)")
            }
        }
    }

    @Test(
        "Real works", .enabled(if: SharedData.isExpected),
        arguments: [
            "kuaijifa-2024", "lifafa-2023", "jianchafa-2024", "daolu-yunshu-2022", "chuanyuan-2023",
            "feijiu-jinshu-2023", "beijing-shuifa-banfa-2022",
        ])
    func real(slug: String) throws {
        let folder = try SharedData.path("corpus/revisions/\(slug)/")
        func document(_ name: String) throws -> Document {
            try Versions.parse(
                String(contentsOf: URL(fileURLWithPath: folder + name), encoding: .utf8))
        }
        try expectToMake(document("old.md"), document("new.md"), slug)
    }
}
