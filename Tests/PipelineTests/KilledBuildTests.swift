import Foundation
import GRDB
import Search
import TestSupport
import Testing

/// A build that is killed leaves an index of whole documents.
@Suite struct KilledBuildTests {
    /// Writes copies of two specimens, each with a title of its own.
    private func sources(_ count: Int, in folder: String) throws {
        for name in ["regulation.zho", "regulation.eng"] {
            let text = try String(
                contentsOfFile: packageRoot + "/Corpus/\(name).txt", encoding: .utf8)
            for i in 0..<count {
                try text.replacingOccurrences(of: "云岭省", with: "云岭省第\(i)")
                    .replacingOccurrences(of: "Yunling Province", with: "Yunling Province \(i)")
                    .write(toFile: "\(folder)/\(i).\(name).txt", atomically: false, encoding: .utf8)
            }
        }
    }

    @Test("Killed at fifty random points, the index opens, is sound and holds whole documents only")
    func killed() throws {
        let input = try TemporaryFolder()
        try sources(12, in: input.path)
        var random = SystemRandomNumberGenerator()
        // how long a whole build takes, and what a whole document has
        let whole = try TemporaryFolder()
        let start = Date()
        let run = try Program.run(["build", input.path, "--output", whole.path, "--quiet"])
        #expect(run.status == 0)
        let duration = Date().timeIntervalSince(start)
        let expected = try counts(whole.path)
        #expect(expected.count == 24)
        var opened = 0
        let output = try TemporaryFolder()
        for round in 0..<50 {
            // every fifth round from nothing, the others from what the one before left
            if round % 5 == 0 { try? FileManager.default.removeItem(atPath: output.path) }
            let process = Program.process(["build", input.path, "--output", output.path, "--quiet"])
            process.standardError = FileHandle.nullDevice
            try process.run()
            Thread.sleep(forTimeInterval: .random(in: 0...duration, using: &random))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let path = output.path + "/tiaowen.sqlite"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            opened += 1
            #expect(try IndexStore(path: path).check() == [])
            for (document, count) in try counts(output.path) {
                #expect(expected[document] == count, "\(document) after round \(round)")
            }
            _ = try SearchIndex(path: path).search("救援")
        }
        #expect(opened >= 25)
        let last = try Program.run(["build", input.path, "--output", output.path, "--quiet"])
        #expect(last.status == 0)
        #expect(try counts(output.path) == expected)
    }

    /// The passages and provisions of every document.
    private func counts(_ folder: String) throws -> [String: [Int]] {
        try DatabaseQueue(path: folder + "/tiaowen.sqlite").read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT d.name, (SELECT count(*) FROM passage WHERE document = d.id),
                      (SELECT count(*) FROM provision WHERE document = d.id) FROM document d
                    """)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], [$0[1], $0[2]]) })
        }
    }
}
