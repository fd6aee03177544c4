import Foundation
import TestSupport
import Testing

/// The command line word for word: each case is a file in Golden/ with the command, what it writes and
/// how it ends. `TIAOWEN_REWRITE=1 swift test --filter GoldenTests` writes them anew, for review.
@Suite struct GoldenTests {
    private static let folder = packageRoot + "/Tests/PipelineTests/Golden"
    private static let rewrites = ProcessInfo.processInfo.environment["TIAOWEN_REWRITE"] == "1"

    static let cases: [(name: String, arguments: [String])] = [
        ("help", ["--help"]),
        ("help-parse", ["parse", "--help"]),
        ("help-build", ["build", "--help"]),
        ("help-search", ["search", "--help"]),
        ("help-extract", ["extract", "--help"]),
        ("help-obligations", ["obligations", "--help"]),
        ("help-index", ["index", "--help"]),
        ("help-align", ["align", "--help"]),
        ("help-diff", ["diff", "--help"]),
        ("help-apply", ["apply", "--help"]),
        ("help-history", ["history", "--help"]),
        ("version", ["--version"]),
        ("unknown-command", ["frobnicate"]),
        ("parse-regulation", ["parse", "Corpus/regulation.zho.txt"]),
        ("parse-machine-translation", ["parse", "Corpus/regulation.mt.eng.txt"]),
        ("parse-two-plans", ["parse", "Corpus/plans.mt.eng.txt"]),
        ("parse-bilingual", ["parse", "Corpus/plan-bilingual.txt"]),
        ("parse-notice", ["parse", "Corpus/notice.gb18030.txt"]),
        ("parse-taiwan", ["parse", "Corpus/taiwan.zho.txt"]),
        ("parse-web-page", ["parse", "Corpus/web-page.html"]),
        ("parse-text", ["parse", "--format", "text", "Corpus/plan-b.zho.txt"]),
        ("parse-text-warnings", ["parse", "--format", "text", "Corpus/regulation.mt.eng.txt"]),
        ("parse-json", ["parse", "--json", "Corpus/taiwan.eng.txt"]),
        ("parse-no-file", ["parse"]),
        ("parse-missing-file", ["parse", "missing.txt", "Corpus/plan-b.zho.txt"]),
        ("parse-missing-file-json", ["parse", "missing.txt", "--json"]),
        ("parse-usage-json", ["parse", "--json"]),
        ("parse-bad-format", ["parse", "--format", "pdf", "Corpus/plan-b.zho.txt"]),
        ("parse-bad-grammar", ["parse", "--grammar", "missing", "Corpus/plan-b.zho.txt"]),
        ("extract-plan", ["extract", "Corpus/plan-b.zho.txt"]),
        ("extract-openfisca", ["extract", "--format", "openfisca", "Corpus/taiwan.zho.txt"]),
        ("extract-odrl", ["extract", "--format", "odrl", "Corpus/taiwan.zho.txt"]),
        ("extract-ics", ["extract", "--format", "ics", "Corpus/plan-b.zho.txt"]),
        ("obligations", ["obligations", "Corpus/regulation.eng.txt"]),
        (
            "obligations-rate",
            [
                "obligations", "--unit", "times per year", "--min", "2",
                "Corpus/regulation.zho.txt",
            ]
        ),
        (
            "obligations-filter",
            [
                "obligations", "--bearer", "救援站", "--kind", "obligation", "--comparator", ">=",
                "Corpus/regulation.zho.txt",
            ]
        ),
        ("obligations-none", ["obligations", "--unit", "XDR", "Corpus/plan-b.zho.txt"]),
        ("obligations-no-index", ["obligations", "--index", "missing", "--json"]),
        ("obligations-bad-kind", ["obligations", "--kind", "duty", "Corpus/plan-b.zho.txt"]),
        ("align", ["align", "Corpus/taiwan.zho.txt", "Corpus/taiwan.eng.txt"]),
        ("align-one-file", ["align", "Corpus/taiwan.zho.txt"]),
        ("diff", ["diff", "Corpus/regulation.zho.txt", "Corpus/regulation.revised.zho.txt"]),
        (
            "diff-stale",
            ["diff", "Corpus/regulation.revised.zho.txt", "Corpus/regulation.replaced.zho.txt"]
        ),
        ("history", ["history", "Corpus", "云岭省山地救援条例"]),
        ("history-article", ["history", "Corpus", "云岭省山地救援条例", "第二十八条"]),
        ("history-json", ["history", "Corpus", "云岭省山地救援条例", "art_5", "--json"]),
        ("history-two-plans", ["history", "Corpus/plan-b.zho.txt", "Corpus/plan-a.zho.txt"]),
        ("history-nothing", ["history", "Corpus", "云岭省渡口条例"]),
        ("history-no-article", ["history", "Corpus", "云岭省山地救援条例", "第九十条"]),
        ("apply", ["apply", "Corpus/regulation.decision.zho.txt", "Corpus/regulation.zho.txt"]),
        ("search-no-index", ["search", "--index", "missing", "救援"]),
        ("search-no-index-json", ["search", "--json", "--index", "missing", "救援"]),
        ("build-standard-input", ["build", "-"]),
        ("build-missing", ["build", "missing", "--output", "/tmp/tiaowen-golden"]),
    ]

    @Test(arguments: cases.map(\.name))
    func isAsWritten(_ name: String) throws {
        let arguments = try #require(Self.cases.first { $0.name == name }).arguments
        let run = try Program.run(arguments)
        let found = """
            $ tiaowen \(arguments.joined(separator: " "))
            \(run.output)--- standard error
            \(run.errors)--- exit code \(run.status)

            """
        let path = "\(Self.folder)/\(name).txt"
        if Self.rewrites {
            try FileManager.default.createDirectory(
                atPath: Self.folder, withIntermediateDirectories: true)
            try found.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOfFile: path, encoding: .utf8)
        #expect(found == expected)
    }
}
