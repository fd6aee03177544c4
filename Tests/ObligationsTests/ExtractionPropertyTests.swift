import Grammar
import LegalText
import Obligations
import Structure
import Testing

/// What holds of every record, whatever the text.
@Suite struct ExtractionPropertyTests {
    /// A small generator with a fixed start, so that a failure comes back.
    struct Random {
        var state: UInt64
        mutating func next(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }

    static let pieces = [
        "应当", "不得", "三十日内", "每年", "至少", "两次", "，", "。", "；", "：", "\n", "（一）", "第五条", "5‰", "1.5万元",
        "以上", "以下", "百分之", "十", "一", "半", "至", "-", "的", "用人单位", "对", "处", "罚款", "自", "之日起", "２０",
        "shall", "not", "more than", "within", "3", "days", "of", "twice", "a year", "NT$", "1,000",
        "(", ")", ".", ", ",
        " ", "one third", "before", "March 3", "20 17", "%", "?", "654.38+10,000", "every",
        "six months", "𠀀", "é",
    ]

    private func check(_ document: Document, _ records: [Obligation]) {
        let text = document.source
        for record in records {
            #expect(document.span.lowerBound <= record.span.lowerBound)
            #expect(record.span.upperBound <= document.span.upperBound)
            #expect(!record.span.isEmpty)
            #expect((0...1).contains(record.confidence))
            #expect(!record.rule.isEmpty)
            if let number = record.evidence.number, record.kind != .deadline {
                #expect(
                    record.span.lowerBound <= number.lowerBound
                        && number.upperBound <= record.span.upperBound)
            }
            if let words = record.bearer.words { #expect(text.string(words.span) == words.text) }
            if let words = record.action { #expect(text.string(words.span) == words.text) }
            if record.flags.contains(.garbled) || record.flags.contains(.vague)
                || record.flags.contains(.relative)
            {
                #expect(record.quantity?.value == nil && record.quantity?.min == nil)
            }
            if let low = record.quantity?.min, let high = record.quantity?.max,
                record.quantity?.unit != "clock time"
            {
                #expect(low < high)
            }
        }
        #expect(Set(records.map(\.id)).count == records.count)
    }

    @Test(arguments: Language.allCases)
    func anySequenceOfWordsIsReadSafely(language: Language) throws {
        let extractor = try #require(Notation.extractor)
        var random = Random(state: 7)
        for _ in 0..<400 {
            var text = ""
            for _ in 0..<(1 + random.next(below: 40)) {
                text += Self.pieces[random.next(below: Self.pieces.count)]
            }
            let document = Notation.document(text, language)
            check(document, extractor.records(in: document))
        }
    }

    @Test(arguments: Language.allCases)
    func anyBytesAreReadSafely(language: Language) throws {
        let extractor = try #require(Notation.extractor)
        var random = Random(state: 11)
        for _ in 0..<300 {
            let bytes = (0..<(random.next(below: 200))).map { _ in UInt8(random.next(below: 256)) }
            let source = SourceText(name: "", bytes: bytes)
            let document = Document(
                id: "x", language: language, kind: .other, title: "", source: source,
                span: 0..<bytes.count)
            _ = extractor.records(in: document)
        }
    }

    /// What we write as an amount we read as the same amount.
    @Test func amountsRoundTrip() throws {
        var random = Random(state: 3)
        for _ in 0..<200 {
            let value = random.next(below: 900_000) + 1
            let record = try #require(Notation.records("处\(value)元以下的罚款", .zho).first)
            #expect(record.quantity?.value == Double(value))
            let half = try #require(Notation.records("处\(value).5万元以下的罚款", .zho).first)
            #expect(half.quantity?.value == (Double(value) + 0.5) * 10000)
        }
    }

    @Test func oneExtractorServesManyTasks() async throws {
        let extractor = try #require(Notation.extractor)
        let document = Notation.document("用人单位应当每年至少开展两次培训，违反规定的，处一万元以上三万元以下罚款。", .zho)
        let expected = extractor.records(in: document)
        await withTaskGroup(of: [Obligation].self) { group in
            for _ in 0..<8 { group.addTask { extractor.records(in: document) } }
            for await records in group { #expect(records == expected) }
        }
    }

    /// Items inherit subject and force from the words above them, across Structure's provisions.
    @Test func itemsInheritFromTheirLeadIn() throws {
        let source = SourceText(
            "第四条 征收下列土地的，由国务院批准：\n（一）永久基本农田；\n（二）其他土地超过七十公顷的。\n")
        let parser = try StructureParser()
        let document = try #require(parser.parse(source).first)
        let records = try #require(Notation.extractor).records(in: document)
        let record = try #require(records.first)
        #expect(Notation.line(record) == "condition-threshold/obligation > 70 ha @国务院")
        #expect(record.bearer.source == .inherited)
        #expect(record.eid?.description.contains("point_2") == true)
    }
}
