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

    /// In a law whose headings are Markdown headings, the chapter of an article is the last `## 第…章`
    /// above it: a check that shares nothing with the parser.
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
                            let expected = headings.last { $0 <= start }
                            if expected != chapter {
                                Issue.record("\(path): \(provision.eid) is filed under the wrong chapter")
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

    /// Byte offsets of the labels of lines `## 第…章`, those of a table of contents left out.
    private static func chapterHeadings(_ bytes: [UInt8]) -> [Int] {
        let (first, last) = (Array("第".utf8), Array("章".utf8))
        let numerals = Set("一二三四五六七八九十百零".map { Array(String($0).utf8) })
        var found: [Int] = []
        var at = 0
        while at < bytes.count {
            let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
            var start = at
            while start < end, bytes[start] == 0x23 || bytes[start] == 0x20 { start += 1 }
            if start > at, bytes[at] == 0x23, bytes[start..<end].starts(with: first) {
                // 第, numerals, 章
                var sign = start + 3
                while sign + 3 <= end, numerals.contains(Array(bytes[sign..<(sign + 3)])) { sign += 3 }
                if sign + 3 <= end, Array(bytes[sign..<(sign + 3)]) == last { found.append(start) }
            }
            at = end + 1
        }
        return found
    }
}
