import LegalText

/// A small regulation with its parts set by hand: chapters, an inserted article, points, an annex.
enum Specimen {
    static let text = """
        某某省试点办法
        （2014年7月3日通过）

        第一章　总则

        第一条　为了规范“试点”管理，制定本办法。
        第二条　试点包括：
        （一）甲 & 乙；
        （二）丙。
        各级部门负责实施，依照第一条执行。

        第二章　附则
        第二条之一　本办法自2014年8月1日起施行。

        [bookmark: _GoBack]
        附件：目录
        """

    static let source = SourceText(text, name: "specimen.txt")

    /// The bytes of the `occurrence`-th place of some words.
    static func span(_ words: String, _ occurrence: Int = 1) -> ByteSpan {
        let bytes = Array(words.utf8)
        var left = occurrence
        for at in 0...(source.bytes.count - bytes.count)
        where source.bytes[at..<at + bytes.count].elementsEqual(bytes) {
            left -= 1
            if left == 0 { return at..<at + bytes.count }
        }
        fatalError("no \(words)")
    }

    static func from(_ start: String, to end: String) -> ByteSpan {
        span(start).lowerBound..<span(end).upperBound
    }

    static var document: Document {
        let points = [
            Provision(
                eid: "art_2__para_1__point_1", level: .point, number: LabelNumber(1),
                label: span("（一）"), span: span("（一）甲 & 乙；")),
            Provision(
                eid: "art_2__para_1__point_2", level: .point, number: LabelNumber(2),
                label: span("（二）"), span: span("（二）丙。"), confidence: 0.55),
        ]
        let second = Provision(
            eid: "art_2", level: .article, number: LabelNumber(2), label: span("第二条"),
            span: from("第二条", to: "依照第一条执行。"),
            children: [
                Provision(
                    eid: "art_2__para_1", level: .paragraph, number: LabelNumber(1), label: nil,
                    span: from("试点包括：", to: "（二）丙。"), children: points),
                Provision(
                    eid: "art_2__para_2", level: .paragraph, number: LabelNumber(2), label: nil,
                    span: span("各级部门负责实施，依照第一条执行。")),
            ])
        let chapters = [
            Provision(
                eid: "chp_1", level: .chapter, number: LabelNumber(1), label: span("第一章"),
                heading: span("总则"), span: from("第一章", to: "依照第一条执行。"),
                children: [
                    Provision(
                        eid: "art_1", level: .article, number: LabelNumber(1), label: span("第一条"),
                        span: from("第一条", to: "制定本办法。"),
                        children: [
                            Provision(
                                eid: "art_1__para_1", level: .paragraph, number: LabelNumber(1),
                                label: nil, span: span("为了规范“试点”管理，制定本办法。"))
                        ]),
                    second,
                ]),
            Provision(
                eid: "chp_2", level: .chapter, number: LabelNumber(2), label: span("第二章"),
                heading: span("附则"), span: from("第二章", to: "起施行。"),
                children: [
                    Provision(
                        eid: "art_2-1", level: .article, number: LabelNumber(2, insertion: 1),
                        label: span("第二条之一"), span: from("第二条之一", to: "起施行。"),
                        children: [
                            Provision(
                                eid: "art_2-1__para_1", level: .paragraph, number: LabelNumber(1),
                                label: nil, span: span("本办法自2014年8月1日起施行。"))
                        ])
                ]),
        ]
        let annex = Provision(
            eid: "att_1", level: .annex, number: LabelNumber(1), label: span("附件"),
            heading: span("目录"), span: from("附件", to: "目录"))
        let cuts = [
            0, span("（2014").lowerBound, span("第一章").lowerBound, span("[book").lowerBound,
            span("附件").lowerBound, source.bytes.count,
        ]
        let kinds: [Region.Kind] = [.title, .preface, .body, .noise, .annex]
        return Document(
            id: "specimen", language: .zho, kind: .regulation, title: "某某省试点办法", source: source,
            span: 0..<source.bytes.count,
            metadata: .init(adopted: "2014-07-03", effective: "2014-08-01"),
            regions: zip(kinds, zip(cuts, cuts.dropFirst())).map {
                Region(kind: $0.0, span: $0.1.0..<$0.1.1)
            },
            provisions: chapters + [annex],
            references: [
                Reference(span: span("第一条", 2), target: "art_1", isResolved: true)
            ],
            diagnostics: [
                Diagnostic(
                    code: "numbering-gap", severity: .warning, span: span("第二条之一"),
                    message: "Article 2-1 follows nothing.", hint: "Look.")
            ])
    }
}
