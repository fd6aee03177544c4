import LegalText
import Structure
import TestSupport
import Testing

/// Parsing is total: whatever the text, documents cover it and no step fails.
@Suite struct TotalityTests {
    private let parser: StructureParser
    init() throws { parser = try StructureParser() }

    /// Pieces that mean something to the parser, so that random texts are hard ones.
    private static let pieces: [String] = [
        "第一条", "第二条 ", "第十", "条", "第百", "章", "第三章　总则\n", "第 16-1 條\n", "第一节", "第二编",
        "（一）", "（二）", "一、", "二、", "1.", "2.", "（1）", "①", "Article 1", "Article IV ", "Art. 7:",
        "Chapter II ",
        "First,", "II.", "(a)", "(six)", "1,", "附件1\n", "Annex 2\n", "目录\n", "Contents\n", "本办法",
        "前款", "依照",
        "《", "》", "“", "”", "：“", "。", "；", "：", ". ", "\n", "\r\n", "\r", "\u{2028}", "\u{3000}",
        " ", "\t", "\u{FEFF}",
        "[bookmark: _GoBack]", "[bookmark:", "p>", "****", "* * *", "20 17", "654.38+10,000",
        "27 日", "#", "## ", "<!--",
        "-->", "施行", "2021年1月1日", "April 9, 2020", "shall", "县级以上人民政府应当", "\u{0}", "\u{1F600}", "é",
        "〇", "万",
        "Verb (abbreviation of verb)", "第三十－条", "民國", "〔2014〕7号",
    ]

    @Test func randomTextsKeepTheInvariants() throws {
        var random = Random(seed: 20_240_101)
        for _ in 0..<60_000 {
            let text = (0..<random.next(40)).map { _ in Self.pieces[random.next(Self.pieces.count)]
            }.joined()
            let source = SourceText(text)
            let documents = parser.parse(source)
            do { try Invariants.check(documents, of: source) } catch {
                Issue.record("\(error) in \(text.debugDescription)")
                return
            }
        }
    }

    @Test func mutatedSpecimensKeepTheInvariants() throws {
        var random = Random(seed: 7)
        let specimens = try Specimens.texts()
        for round in 0..<40_000 {
            // a window of a specimen, so that many are tried, with a few wounds
            let specimen = specimens[round % specimens.count]
            let start = random.next(max(1, specimen.count - 300))
            var bytes = Array(specimen[start..<min(specimen.count, start + 300 + random.next(300))])
            for _ in 0..<(1 + random.next(6)) where !bytes.isEmpty {
                let at = random.next(bytes.count)
                switch random.next(4) {
                case 0: bytes.remove(at: at)
                case 1: bytes.insert(UInt8(random.next(128)), at: at)
                case 2:
                    bytes.replaceSubrange(
                        at..<at, with: Self.pieces[random.next(Self.pieces.count)].utf8)
                default: bytes.removeSubrange(at..<min(bytes.count, at + random.next(20)))
                }
            }
            let source = SourceText(String(decoding: bytes, as: UTF8.self))
            do { try Invariants.check(parser.parse(source), of: source) } catch {
                Issue.record(
                    "\(error) in \(source.string(0..<source.bytes.count).debugDescription)")
                return
            }
        }
    }

    /// Bytes that are no UTF-8: what cannot be read is U+FFFD, the rest is parsed.
    @Test func randomBytesKeepTheInvariants() throws {
        var random = Random(seed: 99)
        for _ in 0..<5_000 {
            let bytes = (0..<random.next(200)).map { _ in UInt8(random.next(256)) }
            let source = SourceText(bytes: bytes)
            try Invariants.check(parser.parse(source), of: source)
        }
    }

    @Test(arguments: [
        "（一）", "1.", "第一条\n", "第一章 总则\n", "Article 1\n", "“", "：“\n", "(a)\n", "《", "第", "\n", " ",
        "一、\n",
        "Article 5, 5, ", "第五条、", "附件\n", "20 17 ", "[bookmark:", "1.\n(1)\n", "第一条 依照第二条\n",
        "Chapter I ",
    ])
    func repetitionCostsNoMoreThanItsLength(piece: String) throws {
        let source = SourceText(String(repeating: piece, count: 60_000))
        try Invariants.check(parser.parse(source), of: source)
    }

    @Test func emptyTextIsOneDocument() {
        let documents = parser.parse(SourceText(""))
        #expect(documents.count == 1)
        #expect(documents[0].diagnostics.map(\.code) == ["no-structure"])
    }
}
