import Foundation
import LegalText
import Structure
import TestSupport
import Testing

/// The documents below Tests/Spec: `=== title`, a text, `---`, the outline it must give.
///
/// `TIAOWEN_REWRITE=1 swift test --filter SpecTests` writes the outlines anew; read the difference
/// before you commit it.
@Suite struct SpecTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var file: String
        var title: String
        var input: String
        var expected: String
        var testDescription: String { "\(file): \(title)" }
    }

    static let folder = packageRoot + "/Tests/Spec"

    static func cases(in text: String, file: String) -> [Case] {
        var cases: [Case] = []
        for part in text.components(separatedBy: "\n=== ").map({
            $0.hasPrefix("=== ") ? String($0.dropFirst(4)) : $0
        })
        where !part.isEmpty {
            let halves = part.components(separatedBy: "\n---\n")
            guard halves.count == 2, let cut = halves[0].firstIndex(of: "\n") else { continue }
            cases.append(
                Case(
                    file: file, title: String(halves[0][..<cut]),
                    input: unescape(String(halves[0][halves[0].index(after: cut)...])),
                    expected: halves[1].trimmed))
        }
        return cases
    }

    /// `\u{3000}` in a spec stands for the character, so that blanks can be seen.
    private static func unescape(_ text: String) -> String {
        var result = text
        for (name, value) in [
            ("\\u{3000}", "\u{3000}"), ("\\u{A0}", "\u{A0}"), ("\\u{FEFF}", "\u{FEFF}"),
            ("\\t", "\t"),
            ("\\r", "\r"), ("\\u{2028}", "\u{2028}"),
        ] {
            result = result.replacingOccurrences(of: name, with: value)
        }
        return result
    }

    static let all: [Case] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().flatMap { name in
            let text = (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? ""
            return cases(in: text, file: name)
        }
    }()

    @Test func thereAreSpecs() { #expect(Self.all.count >= 30) }

    @Test(arguments: all)
    func outlineIsAsExpected(_ spec: Case) throws {
        let parser = try StructureParser()
        let documents = parser.parse(SourceText(spec.input, name: "spec"))
        let outline = OutlineNotation.describe(documents)
        if ProcessInfo.processInfo.environment["TIAOWEN_REWRITE"] == nil {
            #expect(outline == spec.expected, "\(spec.title)\n\(outline)")
        }
        for document in documents { try Invariants.check(document) }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["TIAOWEN_REWRITE"] != nil))
    func rewrite() throws {
        let parser = try StructureParser()
        for name in Set(Self.all.map(\.file)) {
            let path = Self.folder + "/" + name
            let old = try String(contentsOfFile: path, encoding: .utf8)
            var new = ""
            for part in old.components(separatedBy: "=== ").dropFirst() {
                let input = part.components(separatedBy: "\n---\n")[0]
                let spec = Self.cases(in: "=== " + part, file: name)
                guard let spec = spec.first else { continue }
                let outline = OutlineNotation.describe(
                    parser.parse(SourceText(spec.input, name: "spec")))
                new += "=== \(input)\n---\n\(outline)\n\n"
            }
            try new.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }
}
