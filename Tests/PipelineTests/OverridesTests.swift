import Foundation
import LegalText
import TestSupport
import Testing

@testable import Pipeline

/// alignments/overrides.yaml: a person's corrections, done again in every build.
@Suite struct OverridesTests {
    private static let names = ["regulation.zho.txt", "regulation.eng.txt"]

    /// A folder with the two versions of the specimen regulation, and one to build into.
    private func folders() throws -> (folder: TemporaryFolder, input: String, output: String) {
        let folder = try TemporaryFolder()
        let (input, output) = (folder.path + "/in", folder.path + "/out")
        for path in [input, output + "/alignments"] {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }
        for name in Self.names {
            try FileManager.default.copyItem(
                atPath: packageRoot + "/Corpus/" + name, toPath: input + "/" + name)
        }
        return (folder, input, output)
    }

    private func write(_ text: String, _ output: String) throws {
        try text.write(
            toFile: output + "/alignments/overrides.yaml", atomically: true, encoding: .utf8)
    }

    /// The TMX unit properties of an article's paragraph: eIds of both sides.
    private func memory(_ output: String) throws -> String {
        try String(
            contentsOfFile: output + "/alignments/regulation.zho--regulation.eng.tmx",
            encoding: .utf8)
    }

    @Test func correctionsSurviveRebuilds() throws {
        let (folder, input, output) = try folders()
        _ = folder
        #expect(try Build().run([input], output: output).warnings.isEmpty)
        let before = try memory(output)
        #expect(!before.contains("confirmed"))
        try write(
            """
            - zh: regulation.zho.txt
              en: Measures of Yunling Province on Mountain Rescue and the Safety of Outdoor Activities
              links:
                - art_3__para_1 = art_4__para_1 # nobody would, but a person may
                - art_4__para_1 = art_4__para_1
            """, output)
        let first = try Build().run([input], output: output)
        #expect(first.built == 2)
        #expect(
            first.warnings.map(\.message).count == 1,
            "a paragraph of one article and of another cannot be linked")
        #expect(first.warnings.first?.message.hasPrefix("art_3__para_1 = art_4__para_1") == true)
        let after = try memory(output)
        #expect(after.contains("<prop type=\"x-flag\">confirmed</prop>"))
        // the file is still there, and so is what it says, though everything is built anew
        try FileManager.default.removeItem(atPath: output + "/tiaowen.sqlite")
        _ = try Build().run([input], output: output)
        #expect(try memory(output) == after)
        #expect(FileManager.default.fileExists(atPath: output + "/alignments/overrides.yaml"))
    }

    @Test func whatNoLongerAppliesIsToldEachTime() throws {
        let (folder, input, output) = try folders()
        _ = folder
        try write(
            """
            - zh: regulation.zho.txt
              en: regulation.eng.txt
              links: [art_99 = art_98]
            - zh: gone.zho.txt
              en: regulation.eng.txt
              links: []
            """, output)
        for _ in 0..<2 {
            let warnings = try Build().run([input], output: output).warnings
            #expect(warnings.map(\.code) == ["override-unknown-document", "override-unapplied"])
            #expect(warnings[0].message == "line 4: no Chinese document is called gone.zho.txt")
            #expect(warnings[1].message.hasPrefix("art_99 = art_98: no longer in 云岭省"))
        }
        try write("", output)
        #expect(try Build().run([input], output: output).warnings.isEmpty)
        #expect(try Build().run([input], output: output).skipped == 2)
    }

    @Test func namedDocumentsArePaired() throws {
        let (folder, input, output) = try folders()
        _ = folder
        try FileManager.default.copyItem(
            atPath: packageRoot + "/Corpus/taiwan.zho.txt", toPath: input + "/taiwan.zho.txt")
        try write(
            """
            - {zh: taiwan.zho.txt, en: regulation.eng.txt, links: []}
            """, output)
        #expect(try Build().run([input], output: output).counts.pairs == 1)
        #expect(
            FileManager.default.fileExists(
                atPath: output + "/alignments/taiwan.zho--regulation.eng.tmx"))
    }

    @Test(arguments: [
        ("- zh: a\n  en: b\n", 1, "an entry needs zh, en and links"),
        ("- zh: a\n  en: b\n  links: [art 5 = art_6]\n", 3, "a link is written like"),
        ("zh: a\n", 1, "a list of pairs of documents"),
    ])
    func faultsAreTold(text: String, line: Int, message: String) throws {
        let error = #expect(throws: OverridesError.self) {
            try AlignmentOverrides.entries(text, "overrides.yaml")
        }
        #expect(error?.line == line)
        #expect(error?.message.hasPrefix(message) == true)
    }
}
