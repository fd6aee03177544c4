import Foundation
import GRDB
import LegalText
import Testing

@testable import Search

@Suite struct StoreTests {
    private func stamp(_ path: String, _ sha: String = "x") -> SourceStamp {
        SourceStamp(path: path, sha256: sha, settings: "1")
    }

    @Test("Replacing a source replaces its documents, and only these")
    func replace() throws {
        let (folder, store, index) = try SampleLaw.index()
        var changed = SampleLaw.document(.zho)
        changed.title = "云岭省城市供水办法"
        try store.replace(stamp("water.txt", "new"), with: [IndexedDocument(changed)])
        #expect(try store.sources()["water.txt"]?.sha256 == "new")
        #expect(try store.documentIDs(ofSource: "water.txt") == ["water"])
        for _ in 0..<2 {
            let hits = try index.search("巡查台账").hits
            #expect(hits.first?.title == "云岭省城市供水办法")
            #expect(hits.filter { $0.language == .zho && $0.eid == "art_4" }.count == 1)
            #expect(hits.first?.pair == nil, "the links went with the old version")
            try store.finish()
        }
        #expect(try store.check() == [])
        withExtendedLifetime(folder) {}
    }

    @Test("Removing a source or a document leaves nothing of it")
    func remove() throws {
        let (folder, store, index) = try SampleLaw.index()
        try store.remove(documentID: "water-en")
        // what is left of it is found through the lexicon only
        #expect(try index.search("typhoon").hits.allSatisfy { $0.document == "water" })
        try store.remove(sourcePath: "water.txt")
        #expect(try index.search("台风").hits.isEmpty)
        try store.finish()
        #expect(try index.search("台风").hits.isEmpty)
        let queue = try DatabaseQueue(path: folder.path + "/tiaowen.sqlite")
        for table in [
            "document", "passage", "heading", "provision", "link", "partner", "obligation",
            "removed",
        ] {
            #expect(
                try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } == 0,
                "\(table)")
        }
    }

    @Test("Rows that a removed document leaves to another lead to the other")
    func reusedRows() throws {
        let (folder, store, index) = try SampleLaw.index()
        try store.remove(documentID: "water-en")
        let new = SampleLaw.document(.zho, id: "new", title: "新办法")
        try store.replace(
            stamp("new.txt"), with: [IndexedDocument(new, obligations: [SampleLaw.inspection(new)])]
        )
        for _ in 0..<2 {
            let hits = try index.search("unit:times").hits
            #expect(Set(hits.map { "\($0.document)/\($0.eid)" }) == ["water/art_4", "new/art_4"])
            #expect(try index.search("新办法第八条").hits.first?.document == "new")
            try store.finish()
        }
        withExtendedLifetime(folder) {}
    }

    @Test("Other programs read the views, and find words with LIKE")
    func views() throws {
        let (folder, _, _) = try SampleLaw.index()
        let queue = try DatabaseQueue(path: folder.path + "/tiaowen.sqlite")
        try queue.read { db in
            for view in ["documents", "passages", "provisions", "links", "findings", "obligations"]
            {
                _ = try Row.fetchAll(db, sql: "SELECT * FROM \(view)")
            }
            #expect(
                try String.fetchAll(db, sql: "SELECT eid FROM passages WHERE text LIKE '%台账%'") == [
                    "art_4"
                ])
            let text = try String.fetchOne(
                db,
                sql:
                    "SELECT text FROM provisions WHERE document = 'water' AND eid = 'art_3__para_2'"
            )
            #expect(text == String(SampleLaw.zh[2].text.split(separator: "\n")[1]))
        }
    }

    @Test("A transaction that fails leaves the index as it was")
    func aborted() throws {
        let (folder, store, index) = try SampleLaw.index()
        let before = try index.search("供水", limit: 50).hits
        #expect(throws: IndexError.self) {
            try store.setAlignment(
                SampleLaw.alignment, zh: SampleLaw.document(.zho),
                en: SampleLaw.document(.eng, id: "unknown"))
        }
        #expect(try index.search("供水", limit: 50).hits == before)
        withExtendedLifetime(folder) {}
    }

    @Test("A reader sees whole documents while another connection writes")
    func readers() throws {
        let (folder, store, index) = try SampleLaw.index()
        for round in 0..<5 {
            try store.replace(
                stamp("more-\(round).txt"),
                with: [IndexedDocument(SampleLaw.document(.zho, id: "more-\(round)"))])
            if round % 2 == 1 { try store.finish() }
            let hits = try index.search("台账", limit: 50).hits
            #expect(hits.filter { $0.eid == "art_4" && $0.language == .zho }.count == round + 2)
        }
        #expect(try store.check() == [])
        withExtendedLifetime(folder) {}
    }

    @Test("Compacting changes no answer")
    func optimize() throws {
        let (folder, store, index) = try SampleLaw.index()
        try store.remove(documentID: "water-en")
        let before = try index.search("供水 台账", limit: 50).hits.map(\.eid)
        try store.optimize()
        #expect(try index.search("供水 台账", limit: 50).hits.map(\.eid) == before)
        #expect(try store.check() == [])
        withExtendedLifetime(folder) {}
    }

    @Test("What is not an index says so")
    func noIndex() throws {
        let folder = try TemporaryFolder()
        #expect(throws: IndexError.missing(folder.path + "/none")) {
            try SearchIndex(path: folder.path + "/none")
        }
        let path = folder.path + "/other.sqlite"
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE t(x)") }
        #expect(throws: IndexError.version(found: 0, expected: 2)) { try SearchIndex(path: path) }
        #expect(throws: IndexError.version(found: 0, expected: 2)) { try IndexStore(path: path) }
    }

    @Test("Bytes lost from the full text are noticed, not read past")
    func damaged() throws {
        let (folder, store, _) = try SampleLaw.index()
        try DatabaseQueue(path: folder.path + "/tiaowen.sqlite").write { db in
            try db.execute(
                sql: "UPDATE segment_page SET data = substr(data, 1, 100) WHERE id % 2 = 1")
            try db.execute(sql: "UPDATE segment_page SET data = randomblob(4040) WHERE id % 2 = 0")
        }
        #expect(try !store.check().isEmpty)
        let index = try SearchIndex(path: folder.path + "/tiaowen.sqlite")
        for query in ["供水", "台账", "typhoon", "\"责令改正\""] { _ = try? index.search(query) }
    }

    @Test("Killed at any point, an index opens and holds whole documents only")
    func killed() throws {
        // a copy of the files between any two writes is what a killed process leaves
        let (folder, store, _) = try SampleLaw.index()
        for round in 0..<6 {
            try store.replace(
                stamp("more-\(round).txt"),
                with: [IndexedDocument(SampleLaw.document(.zho, id: "more-\(round)"))])
            let copy = try TemporaryFolder()
            for suffix in ["", "-wal"] {
                let from = folder.path + "/tiaowen.sqlite" + suffix
                guard var data = FileManager.default.contents(atPath: from) else { continue }
                // a torn write: the log ends anywhere
                if suffix == "-wal" { data = data.prefix(Int.random(in: 0...data.count)) }
                try data.write(to: URL(fileURLWithPath: copy.path + "/tiaowen.sqlite" + suffix))
            }
            let reopened = try IndexStore(path: copy.path + "/tiaowen.sqlite")
            #expect(try reopened.check() == [])
            let counts = try DatabaseQueue(path: copy.path + "/tiaowen.sqlite").read {
                try Int.fetchAll($0, sql: "SELECT count(*) FROM passage GROUP BY document")
            }
            #expect(counts.allSatisfy { $0 == 12 } && counts.count >= 2)
        }
    }
}
