import Foundation
import GRDB
import TestSupport
import Testing

@testable import Pipeline

/// A build, from files to files.
@Suite struct BuildTests {
    private static let corpus = packageRoot + "/Corpus"

    /// All files of an output but the database and what only the builder reads, by their paths.
    private func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where !name.hasPrefix(".tiaowen") && !name.hasPrefix("tiaowen.sqlite") {
            var isFolder: ObjCBool = false
            let path = folder + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            files[name] = FileManager.default.contents(atPath: path)
        }
        return files
    }

    /// What other programs see in a database, whatever the order it was written in.
    private func rows(_ folder: String) throws -> [String: [String]] {
        let queue = try DatabaseQueue(path: folder + "/tiaowen.sqlite")
        return try queue.read { db in
            var rows: [String: [String]] = [:]
            for view in ["documents", "passages", "provisions", "links", "findings"] {
                rows[view] = try Row.fetchAll(db, sql: "SELECT * FROM \(view)").map(\.description)
                    .sorted()
            }
            rows["obligations"] = try Row.fetchAll(
                db,
                sql:
                    "SELECT documentName, id, eid, kind, value, unit, clauseStart, pair FROM obligations"
            ).map(\.description).sorted()
            return rows
        }
    }

    private func expectSame(_ a: String, _ b: String) throws {
        let (one, other) = (try files(a), try files(b))
        #expect(one.keys.sorted() == other.keys.sorted())
        for (name, data) in one { #expect(data == other[name], "\(name) differs") }
        let (rowsOne, rowsOther) = (try rows(a), try rows(b))
        for (view, list) in rowsOne { #expect(list == rowsOther[view], "\(view) differ") }
    }

    @Test func specimensAreBuiltOnceAndThenSkipped() throws {
        let folder = try TemporaryFolder()
        let first = try Build().run([Self.corpus], output: folder.path)
        #expect(first.failures.isEmpty)
        #expect(first.counts.documents >= 15)
        #expect(first.counts.pairs >= 6)
        #expect(first.counts.obligations > 100)
        #expect(first.built > 10 && first.skipped == 0)
        let before = try files(folder.path)
        for name in ["report.html", "obligations.csv", "obligations.jsonl"] {
            #expect(before[name]?.isEmpty == false)
        }
        #expect(before["alignments/regulation.zho--regulation.eng.tmx"] != nil)
        #expect(before["alignments/regulation.zho--regulation.mt.eng.tmx"] != nil)
        #expect(before["alignments/plan-b.zho--plans.mt.eng-2.tmx"] != nil)
        #expect(before["documents/notice.gb18030.xml"] != nil)
        let second = try Build().run([Self.corpus], output: folder.path)
        #expect(second.built == 0 && second.skipped == first.built)
        #expect(second.counts == first.counts)
        #expect(try files(folder.path) == before)
    }

    @Test func onlyWhatChangedIsBuiltAndWhatIsGoneGoes() throws {
        let (input, output) = (try TemporaryFolder(), try TemporaryFolder())
        for name in ["plan-a.zho.txt", "plan-b.zho.txt", "taiwan.zho.txt", "taiwan.eng.txt"] {
            try FileManager.default.copyItem(
                atPath: Self.corpus + "/" + name, toPath: input.path + "/" + name)
        }
        let first = try Build().run([input.path], output: output.path)
        #expect(first.built == 4 && first.counts.pairs == 1)
        try input.write("第一条 本办法自发布之日起施行。\n", to: "plan-a.zho.txt")
        let second = try Build().run([input.path], output: output.path)
        #expect(second.built == 1 && second.skipped == 3)
        // without its English version the Chinese one stands alone: it is worked on again
        try FileManager.default.removeItem(atPath: input.path + "/taiwan.eng.txt")
        let third = try Build().run([input.path], output: output.path)
        #expect(third.built == 1 && third.skipped == 2 && third.counts.pairs == 0)
        #expect(try files(output.path).keys.filter { $0.hasPrefix("alignments/") }.isEmpty)
        let clean = try TemporaryFolder()
        _ = try Build().run([input.path], output: clean.path)
        try expectSame(output.path, clean.path)
    }

    @Test func aFileThatCannotBeReadDoesNotStopTheOthers() throws {
        let (input, output) = (try TemporaryFolder(), try TemporaryFolder())
        try input.write("第一条 应当每年至少检查两次。\n", to: "good.txt")
        try input.write(
            Data([0x25, 0x50, 0x44, 0x46, 0x2D, 0x31, 0x2E, 0x34, 0x0A, 0x00]), to: "bad.txt")
        let summary = try Build().run([input.path, "/nowhere/at/all"], output: output.path)
        #expect(summary.counts.documents == 1)
        #expect(summary.failures.map(\.code).sorted() == ["no-such-file", "not-text"])
        // it is said each time
        #expect(try Build().run([input.path], output: output.path).failures.count == 1)
    }

    @Test func aMistypedPathLeavesTheOutputAsItIs() throws {
        let output = try TemporaryFolder()
        _ = try Build().run([Self.corpus + "/taiwan.zho.txt"], output: output.path)
        let before = try files(output.path)
        let summary = try Build().run([Self.corpus + "/taiwann.zho.txt"], output: output.path)
        #expect(summary.failures.map(\.code) == ["no-such-file"] && summary.built == 0)
        #expect(try files(output.path) == before)
    }

    @Test func hostileFilesAreBuiltOrNamed() throws {
        let (input, output) = (try TemporaryFolder(), try TemporaryFolder())
        var random = SystemRandomNumberGenerator()
        try input.write("", to: "empty.txt")
        try input.write("\n\n \u{3000}\n", to: "blank.txt")
        try input.write(
            Data((0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }),
            to: "noise.txt")
        try input.write(
            Data((0..<20_000).map { _ in UInt8.random(in: 0x80...255, using: &random) }),
            to: "high.txt")
        let deep = 20_000
        try input.write(
            String(repeating: "<div>", count: deep) + "第一条 内容。"
                + String(repeating: "</div>", count: deep),
            to: "deep.html")
        try input.write(
            "<html><head><meta charset=\"utf-8\"></head><body><p>第一条 \u{FFFD}", to: "wrong.html")
        try input.write(String(repeating: "（一）", count: 20_000), to: "labels.txt")
        try input.write(String(repeating: "第一条", count: 20_000), to: "articles.txt")
        try input.write(
            "<script>alert(1)</script> & \"<b>\" 第一条 <img src=x onerror=alert(1)>", to: "script.txt"
        )
        // a name no shell likes
        try input.write("第一条 内容。", to: "a b'\"<&>$%#?.txt")
        try input.write("第一条 内容。", to: String(repeating: "长", count: 80) + ".txt")
        let summary = try Build().run([input.path], output: output.path)
        #expect(summary.built + summary.failures.count == 11)
        let report = try #require(try files(output.path)["report.html"])
        let page = String(decoding: report, as: UTF8.self)
        #expect(String(validating: report, as: UTF8.self) != nil)
        #expect(!page.contains("<img src=x"))
        #expect(!page.contains("<script>alert"))
        #expect(try Build().run([input.path], output: output.path).built == 0)
    }

    @Test func aDamagedDatabaseIsMadeAnew() throws {
        let (input, output) = (try TemporaryFolder(), try TemporaryFolder())
        try input.write("第一条 应当每年至少检查两次。\n", to: "a.txt")
        _ = try Build().run([input.path], output: output.path)
        let clean = try rows(output.path)
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: output.path + "/tiaowen.sqlite" + suffix)
        }
        try output.write(String(repeating: "no database ", count: 1000), to: "tiaowen.sqlite")
        try input.write("第二条 应当每年至少检查两次。\n", to: "b.txt")
        _ = try Build().run([input.path], output: output.path)
        #expect(try rows(output.path)["documents"]?.count == 2)
        #expect(clean["documents"]?.count == 1)
    }

    @Test func twoBuildsDoNotWriteToOneFolder() throws {
        let folder = try TemporaryFolder()
        let held = try OutputFolder(folder.path)
        #expect(throws: OutputError.self) { try Build().run([Self.corpus], output: folder.path) }
        withExtendedLifetime(held) {}
    }

    /// Cut off anywhere, again and again, a build is completed by the next.
    @Test func aKilledBuildIsCompletedByTheNext() throws {
        let (killed, clean) = (try TemporaryFolder(), try TemporaryFolder())
        let arguments = ["build", "Corpus", "--quiet", "--output"]
        let began = Date()
        #expect(try Program.run(arguments + [clean.path]).status == 0)
        let whole = -began.timeIntervalSinceNow
        var random = SystemRandomNumberGenerator()
        for _ in 0..<8 {
            let process = Program.process(arguments + [killed.path])
            try process.run()
            usleep(UInt32(Double.random(in: 0...whole, using: &random) * 1_000_000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        #expect(try Program.run(arguments + [killed.path]).status == 0)
        try expectSame(killed.path, clean.path)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: killed.path + "/.tiaowen/new")
                .isEmpty)
    }
}
