import Foundation
import Grammar
import LegalText
import TestSupport
import Testing

@testable import Revisions

/// The same version written down twice: width, quotes, brackets, blanks, 〇 and ○, variants and
/// traditional characters differ, the words do not.
@Suite struct TranscriptionTests {
    /// For a character the others that count as it.
    private static func twins() throws -> [Unicode.Scalar: [Unicode.Scalar]] {
        var twins: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        let table = try GrammarSource.builtIn.text("zho/variants.tsv")
        for line in table.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let columns = line.split(separator: "\t").map(\.unicodeScalars)
            guard columns.count == 2 else { continue }
            for (variant, common) in zip(columns[0], columns[1]) {
                twins[common, default: []].append(variant)
            }
        }
        return twins
    }

    @Test(
        "No article of the laws is taken for modified", .enabled(if: SharedData.isExpected),
        arguments: 0..<4)
    func laws(part: Int) throws {
        let comparer = try Versions.comparer.get()
        let form = try RevisionGrammar(source: .builtIn).form
        let twins = try Self.twins().mapValues { list in
            list.filter { form.fold($0.value) != FormFolding.ignored }
        }
        let folder = try SharedData.path("corpus/laws")
        let all = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
        let files = all.filter { $0.hasSuffix(".md") }.sorted()
        var articles = 0
        for index in stride(from: part * 7, to: files.count, by: 61) {
            let url = URL(fileURLWithPath: folder + "/" + files[index])
            let text = try String(contentsOf: url, encoding: .utf8)
            let other = disturbed(text, twins, form, seed: UInt64(index))
            let (old, new) = (try Versions.parse(text), try Versions.parse(other))
            // in a decision quotation marks say what is a heading of its own and what is quoted
            if old.kind == .decision { continue }
            for change in comparer.compare(old, new) {
                articles += change.old.count
                let isForm = change.kinds.allSatisfy { $0 == .unchanged || $0 == .formOnly }
                #expect(
                    isForm && change.old == change.new, "\(files[index]): \(Versions.line(change))")
            }
        }
        #expect(articles > 500)
    }

    /// The text behind the first dozen characters of each line written another way.
    private func disturbed(
        _ text: String, _ twins: [Unicode.Scalar: [Unicode.Scalar]], _ form: FormFolding,
        seed: UInt64
    ) -> String {
        var random = Random(seed: seed)
        var result = String.UnicodeScalarView()
        var column = 0
        for scalar in ComparisonPropertyTests.disturbed(text, seed: seed).unicodeScalars {
            column = scalar == "\n" ? 0 : column + 1
            if column > 12, let others = twins[scalar], !others.isEmpty, random.next(4) == 0 {
                result.append(others[random.next(others.count)])
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
