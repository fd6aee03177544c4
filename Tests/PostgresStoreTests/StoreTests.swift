import Foundation
import Grammar
import LegalText
import Pipeline
import TestSupport
import Testing

@testable import PostgresStore
@testable import Search

/// An index over two shards beside one in a file: made of the same documents, they answer the same.
@Suite(.enabled(if: TestServer.binaries != nil, "\(TestServer.skipMessage)"))
struct StoreTests {
    /// A coordinator with two shards, each a database of one server.
    private struct Fixture {
        let server: TestServer
        let address: String
        let shards: [String]
        let store: IndexStore

        init() throws {
            server = try TestServer()
            address = try server.database()
            shards = [try server.database(), try server.database()]
            store = try IndexStore(
                storage: PostgresStorage(address, addingShards: shards), grammar: .builtIn)
        }

        func index(isPartial: Bool = false) throws -> SearchIndex {
            try SearchIndex(
                storage: PostgresStorage(address, isPartial: isPartial), grammar: .builtIn)
        }

        func connection(_ address: String) throws -> PostgresConnection {
            let connection = try PostgresConnection(ConnectionOptions(address))
            try connection.execute(StoreSetup.session)
            return connection
        }
    }

    private static func folder() throws -> String {
        let path = NSTemporaryDirectory() + "tiaowen-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    private static func write(_ laws: [(law: String, text: String)], to folder: String) throws
        -> String
    {
        let path = folder + "/passages.jsonl"
        let lines = laws.enumerated().map { i, law in
            #"{"id":"p\#(i)","law":"\#(law.law)","label":"第\#(i + 1)条","text":"\#(law.text)"}"#
        }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func shardsAnswerAsAFileDoes() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let fixture = try Fixture()
        let corpus = packageRoot + "/Corpus"
        let file = try Build().run([corpus], output: folder + "/file")
        let shards = try Build(store: fixture.store).run([corpus], output: folder + "/shards")
        #expect(file.counts == shards.counts)
        #expect(!FileManager.default.fileExists(atPath: folder + "/shards/tiaowen.sqlite"))

        let one = try SearchIndex(path: folder + "/file/tiaowen.sqlite")
        let other = try fixture.index()
        let queries: [(String, SearchFilter)] = [
            ("每年至少几次培训", SearchFilter()), ("at least twice a year", SearchFilter()),
            ("第三条", SearchFilter()), ("art 5(2)", SearchFilter()), ("\"不少于\"", SearchFilter()),
            ("insp*", SearchFilter()), ("bearer:县 OR unit:times", SearchFilter()),
            ("培训", SearchFilter(language: .zho, kind: .plan)),
            ("month", SearchFilter(min: 2, max: 3)), ("每年", SearchFilter(unit: "times")),
            ("检查", SearchFilter(document: "方案")), ("工作", SearchFilter(modality: .obligation)),
            ("training", SearchFilter(from: "2010-01-01", to: "2030-01-01")),
            ("'; DROP TABLE catalog; -- %_\\", SearchFilter(document: "%_'")),
        ]
        var found = 0
        for (query, filter) in queries {
            let (a, b) = (
                try one.search(query, filter: filter), try other.search(query, filter: filter)
            )
            #expect(a.hits == b.hits, "\(query)")
            #expect(a.notes == b.notes, "\(query)")
            found += b.hits.count
        }
        #expect(found > 60)
        for facet in Facet.allCases {
            let a = try one.storage.read { try $0.counts(of: facet, in: nil, limit: 50) }
            let b = try other.storage.read { try $0.counts(of: facet, in: nil, limit: 50) }
            #expect(a == b, "\(facet)")
        }
        #expect(try fixture.store.check() == [])
        // nothing is new: nothing is done, and another folder's documents stay
        let again = try Build(store: fixture.store).run([corpus], output: folder + "/shards")
        #expect(again.built == 0)
        _ = try Build(store: fixture.store).run(
            [corpus + "/notice.gb18030.txt"], output: folder + "/more")
        #expect(try fixture.store.sources().count == again.skipped)
    }

    @Test func aDocumentIsReplacedAndRemovedWhole() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let fixture = try Fixture()
        let index = try fixture.index()
        func texts() throws -> [String] { try index.search("饮水").hits.map(\.snippet).sorted() }
        _ = try PassageIndexer.index(
            Self.write([("甲法", "饮水安全。"), ("乙法", "饮水卫生。"), ("丙法", "饮水费用。")], to: folder),
            into: fixture.store)
        #expect(try texts() == ["饮水卫生。", "饮水安全。", "饮水费用。"].sorted())
        _ = try PassageIndexer.index(
            Self.write([("甲法", "饮水水源。")], to: folder), into: fixture.store)
        #expect(try texts() == ["饮水卫生。", "饮水水源。", "饮水费用。"].sorted())
        try fixture.store.remove(documentID: "乙法")
        #expect(try texts() == ["饮水水源。", "饮水费用。"].sorted())
        try fixture.store.finish()
        #expect(try texts() == ["饮水水源。", "饮水费用。"].sorted())
        // what nobody sees any more is gone from the shards
        let held = try fixture.shards.enumerated().map { i, shard in
            try fixture.connection(shard).query("SELECT name FROM document_\(i)").map { $0.text(0) }
        }
        #expect(held.joined().sorted() == ["丙法", "甲法"].sorted())
        #expect(held.allSatisfy { $0.count < 3 })
        #expect(try fixture.store.check() == [])
    }

    @Test func aWriterThatFailsHasChangedNothing() throws {
        let fixture = try Fixture()
        struct Broken: Error {}
        let record = fixture.store.records.record(
            name: "甲法", title: "甲法", language: .zho, kind: .regulation)
        #expect(throws: Broken.self) {
            try fixture.store.storage.write {
                try $0.insert(record)
                throw Broken()
            }
        }
        #expect(try fixture.index().search("title:甲法").hits.isEmpty)
        #expect(try fixture.store.check() == [])
        // rows whose catalog row never came: unseen, named by a check, swept by optimize
        let shard = try fixture.connection(fixture.shards[1])
        try shard.execute(
            """
            INSERT INTO document_1(shard, id, name, language, kind, rank, title, short_title,
              span_start, span_end) VALUES (1, 99, '丁法', 'zho', 'other', '', '丁法', '丁法', 0, 0)
            """)
        #expect(
            try fixture.store.check() == ["shard 1 holds document 99, which is not in the catalog"])
        try fixture.store.optimize()
        #expect(try fixture.store.check() == [])
    }

    @Test func aShardThatIsDownIsNamedOrDoneWithout() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let fixture = try Fixture()
        let laws = (0..<8).map { (law: "第\($0)法", text: "饮水安全第\($0)项。") }
        _ = try PassageIndexer.index(Self.write(laws, to: folder), into: fixture.store)
        let strict = try fixture.index()
        #expect(try strict.search("饮水").hits.count == 8)
        try fixture.server.setOpen(false, fixture.shards[1])
        #expect {
            try strict.search("饮水")
        } throws: { error in
            guard case .unreachable(let servers) = error as? IndexError else { return false }
            return servers.count == 1 && servers[0].hasPrefix("shard 1 (127.0.0.1:")
        }
        let lenient = try fixture.index(isPartial: true)
        let answer = try lenient.search("饮水")
        #expect(lenient.missing.count == 1)
        #expect((1..<8).contains(answer.hits.count))
        try fixture.server.setOpen(true, fixture.shards[1])
        #expect(try strict.search("饮水").hits.count == 8)
    }

    @Test func oneDatabaseIsAnIndexToo() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let server = try TestServer()
        let address = try server.database()
        #expect {
            try PostgresStorage(address)
        } throws: {
            guard case .missing = $0 as? IndexError else { return false }
            return true
        }
        let store = try IndexStore(
            storage: PostgresStorage(address, addingShards: []), grammar: .builtIn)
        _ = try PassageIndexer.index(
            Self.write([("甲法", "饮水安全。"), ("乙法", "用电安全。")], to: folder), into: store)
        // a second shard takes its share of what comes later
        let shard = try server.database()
        let larger = try IndexStore(
            storage: PostgresStorage(address, addingShards: [shard]), grammar: .builtIn)
        let laws = (0..<6).map { (law: "第\($0)法", text: "饮水安全第\($0)项。") }
        _ = try PassageIndexer.index(Self.write(laws, to: folder), into: larger)
        let index = try SearchIndex(storage: PostgresStorage(address), grammar: .builtIn)
        #expect(try index.search("饮水").hits.count == 7)
        #expect(try larger.check() == [])
    }
}
