import Foundation
import Ingest
import LegalText
import Structure
import TestSupport
import Testing

/// Whole corpora of real texts beside the checkout: invariants, and articles under their chapters.
@Suite(.enabled(if: SharedData.isExpected, Comment(rawValue: SharedData.skipMessage)))
struct CorporaTests {
    private let parser: StructureParser
    init() throws { parser = try StructureParser() }

    @Test func everyLawKeepsTheInvariants() throws {
        for path in try Ingest.files(under: [SharedData.path("corpus/laws")]) {
            let source = try Ingest.read(path: path)
            do { try Invariants.check(parser.parse(source), of: source) } catch {
                Issue.record("\(path): \(error)")
            }
        }
    }

    @Test func everyPairKeepsTheInvariants() throws {
        for path in try Ingest.files(
            under: [SharedData.path("corpus/bilingual/pairs"), SharedData.path("corpus/seeds")])
        {
            let source = try Ingest.read(path: path)
            do { try Invariants.check(parser.parse(source), of: source) } catch {
                Issue.record("\(path): \(error)")
            }
        }
    }

    /// The chapter of an article is the last line `第…章 …` above it, unless a line `第…编 …` stands
    /// between: a check that shares nothing with the parser.
    @Test func articlesStandUnderTheirChapters() throws {
        var articles = 0
        for path in try Ingest.files(under: [SharedData.path("corpus/laws")]) {
            let source = try Ingest.read(path: path)
            let headings = Self.chapterHeadings(source.bytes)
            guard !headings.isEmpty else { continue }
            for document in parser.parse(source) {
                func walk(_ provisions: [Provision], _ chapter: Int?) {
                    for provision in provisions {
                        let start = provision.span.lowerBound
                        if provision.level == .annex { continue }
                        if provision.level == .article {
                            articles += 1
                            let last = headings.last { $0.start <= start }
                            let expected = last.flatMap { $0.isChapter ? $0.start : nil }
                            if expected != chapter {
                                Issue.record(
                                    "\(path): \(provision.eid) is filed under the wrong chapter")
                            }
                        }
                        walk(provision.children, provision.level == .chapter ? start : chapter)
                    }
                }
                walk(document.provisions, nil)
            }
        }
        #expect(articles > 50_000)
    }

    /// Where headings of a 章 or a 编 begin: first on a line, Markdown's `#` left out, or run into the end
    /// of one, behind a full stop.
    private static func chapterHeadings(_ bytes: [UInt8]) -> [(start: Int, isChapter: Bool)] {
        let stop = Array("。第".utf8)
        var found: [(start: Int, isChapter: Bool)] = []
        var at = 0
        while at < bytes.count {
            let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
            var start = at
            while start < end, bytes[start] == 0x23 || bytes[start] == 0x20 { start += 1 }
            if let isChapter = heading(bytes, start, end, marked: start > at) {
                found.append((start, isChapter))
            } else if let tail = (max(at, end - 100)..<max(at, end - 6)).last(where: {
                bytes[$0..<($0 + 6)].elementsEqual(stop)
            }), let isChapter = heading(bytes, tail + 3, end, marked: true) {
                found.append((tail + 3, isChapter))
            }
            at = end + 1
        }
        return found
    }

    /// Whether 第, numerals and 章 (true) or 编 (false) begin a heading that ends with its line.
    private static func heading(_ bytes: [UInt8], _ start: Int, _ end: Int, marked: Bool) -> Bool? {
        let numerals = Set("一二三四五六七八九十百零分".map { Array(String($0).utf8) })
        guard end - start < 100, bytes[start..<end].starts(with: "第".utf8) else { return nil }
        var sign = start + 3
        while sign + 3 <= end, numerals.contains(Array(bytes[sign..<(sign + 3)])) { sign += 3 }
        guard sign + 3 <= end, sign > start + 3 else { return nil }
        let behind = sign + 3
        guard marked || behind == end || bytes[behind] == 0x20 || bytes[behind] == 0xE3 else {
            return nil
        }
        switch String(decoding: bytes[sign..<behind], as: UTF8.self) {
        case "章": return true
        case "编": return false
        default: return nil
        }
    }
}
