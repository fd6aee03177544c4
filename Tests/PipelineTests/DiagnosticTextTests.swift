import Foundation
import LegalText
import Testing

@testable import Pipeline

/// Diagnostics as people see them.
@Suite struct DiagnosticTextTests {
    private func text(_ source: String, _ words: String) -> String {
        let bytes = Array(source.utf8)
        let start =
            source.range(of: words).map {
                source.utf8.distance(from: source.startIndex, to: $0.lowerBound)
            } ?? 0
        return DiagnosticText.text(
            Diagnostic(
                code: "numbering-gap", severity: .warning, span: start..<start + words.utf8.count,
                message: "from 5 to 7"), in: SourceText(name: "a.txt", bytes: bytes))
    }

    @Test func theMarkStandsUnderWideCharacters() {
        #expect(
            text("第五条 甲\r\n附 第七条 乙\n", "第七条") == """
                warning: from 5 to 7 [numbering-gap]
                  a.txt:2:3
                  │ 附 第七条 乙
                  │    ^^^^^^

                """)
    }

    @Test func aLongLineIsCutAroundThePlace() {
        let line = String(repeating: "前", count: 200) + "第七条" + String(repeating: "后", count: 200)
        let lines = text(line, "第七条").split(separator: "\n")
        #expect(lines[1] == "  a.txt:1:201")
        #expect(lines[2].hasPrefix("  │ …前") && lines[2].hasSuffix("后…"))
        #expect(lines[2].contains("第七条"))
    }

    @Test func withoutAPlaceOnlyTheFileIsNamed() {
        let diagnostic = Diagnostic(
            code: "no-structure", severity: .info, span: nil, message: "none", hint: "look")
        #expect(
            DiagnosticText.text(diagnostic, in: SourceText("x", name: "b.txt"))
                == "info: none [no-structure]\n  b.txt\n  help: look\n")
    }
}
