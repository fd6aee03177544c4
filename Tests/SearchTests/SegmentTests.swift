import Foundation
import Grammar
import Testing

@testable import Search

@Suite struct SegmentTests {
    let scanner: TermScanner

    init() throws { scanner = TermScanner(try HanVariants(source: .builtIn)) }

    private let noPages: Segment.PageLoader = { _, _ in }

    @Test("A segment gives back every place of every term, whole and by places asked for")
    func roundTrip() throws {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("水源供用户合同罚款的abc de").map(String.init)
        var builder = SegmentBuilder(scanner: scanner)
        var texts: [String] = []
        builder.beginDocument(id: 7, firstPassage: 1, passages: 900, title: "水法", rank: 0, cited: 0)
        builder.beginHeading("总则")
        for _ in 0..<900 {
            let text = (0..<Int.random(in: 0...30, using: &generator))
                .map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
            texts.append(text)
            builder.addPassage(text)
        }
        let data = builder.finish()
        let segment = Segment(id: 1, data: data, streamLength: data.stream.count)
        var expected: [[UInt8]: [Int: Int]] = [:]
        for (place, text) in texts.enumerated() {
            let tokens = scanner.pieces(text)
            for (i, token) in tokens.enumerated() {
                switch token.kind {
                case .han(let c):
                    expected[IndexField.textHan.key(c, 0), default: [:]][place, default: 0] += 1
                    if token.joins, case .han(let next) = tokens[i + 1].kind {
                        expected[IndexField.textHan.key(c, next), default: [:]][
                            place, default: 0] += 1
                    }
                case .word(let word):
                    expected[IndexField.textWord.key(word), default: [:]][place, default: 0] += 1
                    expected[
                        IndexField.textStem.key(EnglishStemmer.stem(word)), default: [:]][
                            place, default: 0] += 1
                }
            }
        }
        for (key, places) in expected {
            let list = try #require(try segment.list(key, noPages))
            var found: [Int: Int] = [:]
            list.visit { found[$0] = $1 }
            let places = places.mapValues { min($0, PlaceList.mostOccurrences) }
            #expect(found == places && list.count == places.count)
            let asked = (0..<900).filter { _ in Int.random(in: 0..<7, using: &generator) == 0 }.map
            { Int32($0) }
            var matched: [Int: Int] = [:]
            list.visit(in: asked) { matched[Int(asked[$0])] = $1 }
            #expect(matched == places.filter { asked.contains(Int32($0.key)) })
        }
        var keys: [[UInt8]] = []
        try segment.forEachList(from: [], noPages) { key, _ in
            keys.append(key)
            return true
        }
        #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(try segment.list(IndexField.textHan.key(0x9F98, 0), noPages) == nil)
    }

    @Test("Segments put together hold what each of them held, behind one another")
    func merge() throws {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("水源供用户合同罚款的abc de").map(String.init)
        var whole = SegmentBuilder(scanner: scanner)
        var parts: [Segment] = []
        for part in 0..<3 {
            var builder = SegmentBuilder(scanner: scanner)
            for document in 0..<2 {
                let texts = (0..<Int.random(in: 100...300, using: &generator)).map { _ in
                    (0..<20).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
                }
                func add(to builder: inout SegmentBuilder) {
                    builder.beginDocument(
                        id: Int64(part * 2 + document + 1), firstPassage: 1,
                        passages: texts.count, title: "水法\(part)", rank: 1, cited: part)
                    builder.beginHeading("总则")
                    for text in texts { builder.addPassage(text) }
                }
                add(to: &builder)
                add(to: &whole)
            }
            let data = builder.finish()
            parts.append(Segment(id: 1, data: data, streamLength: data.stream.count))
        }
        let merged = try SegmentMerger.merge(parts) { _ in noPages }
        let expected = whole.finish()
        #expect(merged.stream == expected.stream && merged.directory == expected.directory)
        #expect(merged.documents == expected.documents && merged.headings == expected.headings)
        #expect(merged.lengths == expected.lengths && merged.counts == expected.counts)
    }

    @Test("Radix sort is stable and sorts by the bits asked for", arguments: [0, 1, 2, 1000])
    func radix(count: Int) {
        let keys = (0..<count).map {
            UInt64.random(in: 0...UInt64.max) & 0xFFFF_0000_0FFF_FFFF | UInt64($0 % 3)
        }
        var sorted = keys
        radixSort(&sorted, from: 20)
        let expected = keys.enumerated().sorted {
            ($0.element >> 20, $0.offset) < ($1.element >> 20, $1.offset)
        }
        #expect(sorted == expected.map(\.element))
    }

    @Test("A length in one byte is within an eighth")
    func lengths() {
        for length in [0, 1, 63, 64, 65, 100, 500, 4000, 60_000] {
            let read = PassageLength.length(PassageLength.code(length))
            #expect(abs(read - Double(length)) <= Double(length) / 8)
        }
    }
}
