import Foundation
import LegalText
import TestSupport
import Testing

@testable import Ingest

/// A folder that vanishes with the test.
private struct Folder: ~Copyable {
    let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("tiaowen-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, _ name: String) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}

@Suite struct FileTests {
    @Test func readsAFile() throws {
        let folder = try Folder()
        try folder.write("abc", "a.txt")
        let source = try Ingest.read(path: folder.path + "/a.txt")
        #expect(source.bytes == Array("abc".utf8))
        #expect(
            source.origin.sha256
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(source.name == folder.path + "/a.txt")
    }

    @Test func emptyFile() throws {
        let source = try Ingest.read(bytes: [], name: "a.txt")
        #expect(source.bytes.isEmpty && source.origin.encoding == "UTF-8")
    }

    @Test func missingFile() {
        #expect(throws: IngestError.noSuchFile(path: "/nowhere/a.txt")) {
            try Ingest.read(path: "/nowhere/a.txt")
        }
        #expect(IngestError.noSuchFile(path: "").exitCode == 66)
    }

    @Test func folderIsNoFile() throws {
        let folder = try Folder()
        #expect(throws: IngestError.unreadable(path: folder.path, reason: "it is a folder")) {
            try Ingest.read(path: folder.path)
        }
    }

    @Test(
        "What is no text is named",
        arguments: [
            (Array("%PDF-1.7".utf8), "PDF"), ([0x50, 0x4B, 3, 4, 20, 0], "ZIP"),
            ([0x89, 0x50, 0x4E, 0x47, 13, 10], "PNG"), ([0x61, 0, 0, 0, 1, 2, 3, 0], "NUL"),
            ([UInt8](repeating: 1, count: 50), "control characters"),
        ] as [([UInt8], String)])
    func notText(bytes: [UInt8], word: String) throws {
        let error = #expect(throws: IngestError.self) {
            try Ingest.read(bytes: bytes, name: "a.txt")
        }
        #expect(error?.exitCode == 65)
        #expect(error?.message.contains(word) == true)
    }

    @Test(arguments: [
        ("a.md", "# 总则", SourceText.Medium.markdown), ("a.txt", "# 总则", .plain),
        ("a.HTM", "总则", .html), ("a", " <!-- x --><!DOCTYPE HTML><p>甲", .html),
        ("-", "<?xml version='1.0'?>\n<html><p>甲</html>", .html), ("a.txt", "<p>甲", .plain),
        (".md", "x", .plain), ("dir.md/a", "x", .plain),
    ])
    func medium(name: String, text: String, medium: SourceText.Medium) throws {
        #expect(try Ingest.read(bytes: Array(text.utf8), name: name).origin.medium == medium)
    }

    @Test func documentsOfAFolder() throws {
        let folder = try Folder()
        for name in [
            "b.txt", "a.md", "README.md", "catalog.yaml", ".hidden.txt", "c/d.HTML", "c/e.tsv",
            ".git/f.txt", "C.htm",
        ] {
            try folder.write("x", name)
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/c/loop", withDestinationPath: folder.path)
        let files = try Ingest.files(under: [folder.path, folder.path + "/b.txt"])
        #expect(
            files.map { $0.dropFirst(folder.path.count + 1) } == [
                "C.htm", "a.md", "b.txt", "c/d.HTML",
            ])
        #expect(throws: IngestError.self) { try Ingest.files(under: [folder.path + "/none"]) }
        #expect(
            try Ingest.files(under: [folder.path + "/c/e.tsv"]) == [folder.path + "/c/e.tsv"])
    }
}
