import Foundation
import LegalText
import Pipeline
import Revisions
import TestSupport
import Testing

/// Where the versions of a work are looked for.
@Suite struct HistorySourcesTests {
    @Test(
        "A work that was repealed by one under another title, in real files",
        .enabled(if: SharedData.isExpected))
    func otherTitle() throws {
        let folder = try SharedData.path("corpus/laws/行政法规")
        let versions = try VersionGatherer().versions(of: "促进个体工商户发展条例", in: [folder])
        #expect(Set(versions.map(\.document.title)) == ["个体工商户条例", "促进个体工商户发展条例"])
        let history = try WorkHistory(of: versions)
        // 第一条 goes on with the purpose of the former regulation; 第三条 has no forerunner
        #expect(history.article("第一条")?.stages.map(\.eids) == [["art_1"], ["art_1"]])
        #expect(history.article("第三条")?.stages.map(\.version) == [1])
    }

    @Test("Files of an index that are gone are named")
    func missing() throws {
        let input = try TemporaryFolder()
        for name in ["regulation.zho.txt", "regulation.replaced.zho.txt"] {
            let text = try String(contentsOfFile: packageRoot + "/Corpus/" + name, encoding: .utf8)
            try input.write(text, to: name)
        }
        let output = try TemporaryFolder()
        let build = try Program.run(["build", input.path, "--output", output.path, "--quiet"])
        #expect(build.status == 0, "\(build.errors)")
        let gone = input.path + "/regulation.zho.txt"
        try FileManager.default.removeItem(atPath: gone)
        let run = try Program.run(["history", output.path, "云岭省山地救援条例"])
        #expect(run.status == 0)
        #expect(run.errors.contains(gone))
        #expect(run.output.contains("1 version"))
        let quiet = try Program.run(["history", output.path, "云岭省山地救援条例", "--quiet"])
        #expect(quiet.errors.isEmpty)
    }
}
