import Grammar
import LegalText

@testable import Search

/// A small regulation of an invented province, in both languages, as documents made by hand.
enum SampleLaw {
    static let zh: [(chapter: String, text: String)] = [
        ("第一章 总则", "为了加强乡村供水管理，保障饮用水安全，维护公众健康，根据有关法律，制定本办法。"),
        ("第一章 总则", "本省行政区域内供水工程的规划、建设、运行和监督管理，适用本办法。"),
        ("第一章 总则", "县级以上人民政府水行政主管部门负责本行政区域内的供水管理工作。\n卫生健康、生态环境等部门按照各自职责做好相关工作。"),
        ("第二章 水源与水质", "供水单位应当每年对水源地进行不少于两次的巡查，并建立巡查台账。"),
        ("第二章 水源与水质", "禁止在水源保护区内从事下列活动：\n（一）倾倒垃圾；\n（二）使用剧毒农药；\n（三）洗涤装载油类的车辆。"),
        ("第二章 水源与水质", "水质检测结果应当自检测完成之日起五日内向社会公布。"),
        ("第三章 供水与用水", "用户应当按照合同约定缴纳水费。逾期不缴纳的，供水企业可以按照合同收取违约金。"),
        ("第三章 供水与用水", "因检修需要停水的，供水企业应当提前二十四小时通知用户；遇有台风、地震等紧急情况除外。"),
        ("第三章 供水与用水", "鼓励村民委员会通过村规民约，引导村民节约用水，保护供水设施。"),
        ("第四章 法律责任", "违反本办法第五条规定的，由生态环境主管部门责令改正，处一千元以上一万元以下罚款；构成犯罪的，依法追究刑事责任。"),
        ("第四章 法律责任", "国家工作人员玩忽职守、滥用职权的，依法给予处分。"),
        ("第五章 附则", "本办法自2031年3月1日起施行。"),
    ]

    static let en: [(chapter: String, text: String)] = [
        (
            "Chapter I General Provisions",
            "These Measures are formulated to strengthen the administration of rural water supply, ensure the safety of drinking water and protect public health."
        ),
        (
            "Chapter I General Provisions",
            "These Measures apply to the planning, construction, operation and supervision of water supply works within this province."
        ),
        (
            "Chapter I General Provisions",
            "The departments of water administration at or above the county level are responsible for managing water supply.\nThe departments of health and of ecology perform their own duties."
        ),
        (
            "Chapter II Sources and Quality",
            "A supplier shall inspect the water source at least twice a year and keep a register of inspections."
        ),
        (
            "Chapter II Sources and Quality",
            "Within a protected zone it is prohibited to:\n(1) dump refuse;\n(2) use highly toxic pesticides;\n(3) wash vehicles that carry oil."
        ),
        (
            "Chapter II Sources and Quality",
            "The results of water tests shall be published within five days after the test is completed."
        ),
        (
            "Chapter III Supply and Use",
            "Users shall pay water fees as agreed by contract. A supplier may charge liquidated damages where payment is overdue."
        ),
        (
            "Chapter III Supply and Use",
            "Where supply is suspended for maintenance, the supplier shall notify users 24 hours in advance, except in emergencies such as typhoons and earthquakes."
        ),
        (
            "Chapter III Supply and Use",
            "Villagers' committees are encouraged to guide villagers in saving water through village rules."
        ),
        (
            "Chapter IV Legal Liability",
            "Whoever violates Article 5 shall be ordered to make corrections and fined not less than 1,000 yuan and not more than 10,000 yuan."
        ),
        (
            "Chapter IV Legal Liability",
            "Public officials who neglect their duties or abuse their powers shall be punished."
        ),
        (
            "Chapter V Supplementary Provisions",
            "These Measures shall come into force on March 1, 2031."
        ),
    ]

    private static let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]

    static func document(_ language: Language, id: String? = nil, title: String? = nil) -> Document
    {
        let articles = language == .zho ? zh : en
        let title =
            title
            ?? (language == .zho
                ? "云岭省乡村供水办法" : "Measures of Yunling Province for Rural Water Supply")
        var bytes = Array((title + "\n").utf8)
        var chapters: [Provision] = []
        var current = ""
        func append(_ text: String) -> ByteSpan {
            let start = bytes.count
            bytes += Array(text.utf8)
            return start..<bytes.count
        }
        for (i, article) in articles.enumerated() {
            if article.chapter != current {
                current = article.chapter
                let parts = current.split(separator: " ", maxSplits: language == .zho ? 1 : 2).map(
                    String.init)
                let label = append(language == .zho ? parts[0] : parts[0] + " " + parts[1])
                _ = append(" ")
                let heading = append(parts[parts.count - 1])
                _ = append("\n")
                chapters.append(
                    Provision(
                        eid: EId(.chapter, "\(chapters.count + 1)"), level: .chapter,
                        number: LabelNumber(chapters.count + 1), label: label, heading: heading,
                        span: label.lowerBound..<heading.upperBound))
            }
            let label = append(language == .zho ? "第\(digits[i])条" : "Article \(i + 1)")
            _ = append(language == .zho ? "　" : " ")
            var provision = Provision(
                eid: EId(.article, "\(i + 1)"), level: .article, number: LabelNumber(i + 1),
                label: label,
                span: label)
            for (k, line) in article.text.split(separator: "\n").enumerated() {
                if k > 0 { _ = append("\n") }
                let span = append(String(line))
                if line.hasPrefix("（") || line.hasPrefix("("), let last = provision.children.last {
                    let number = LabelNumber(last.children.count + 1)
                    provision.children[provision.children.count - 1].children.append(
                        Provision(
                            eid: last.eid.child(.point, number.description), level: .point,
                            number: number,
                            label: nil, span: span))
                    provision.children[provision.children.count - 1].span =
                        last.span.lowerBound..<span.upperBound
                } else {
                    let number = LabelNumber(provision.children.count + 1)
                    provision.children.append(
                        Provision(
                            eid: provision.eid.child(.paragraph, number.description),
                            level: .paragraph,
                            number: number, label: nil, span: span))
                }
            }
            provision.span = label.lowerBound..<bytes.count
            _ = append("\n")
            chapters[chapters.count - 1].children.append(provision)
            chapters[chapters.count - 1].span =
                chapters[chapters.count - 1].span.lowerBound..<bytes.count
        }
        return Document(
            id: id ?? (language == .zho ? "water" : "water-en"), language: language,
            kind: .regulation,
            title: title, source: SourceText(name: "sample", bytes: bytes), span: 0..<bytes.count,
            metadata: .init(adopted: "2030-12-01", effective: "2031-03-01"), provisions: chapters)
    }

    /// Article n with article n, for n not 11.
    static var alignment: Alignment {
        Alignment(
            links: (1...12).filter { $0 != 11 }.map { n in
                AlignmentLink(
                    level: .article, zhIds: [EId(.article, "\(n)")], enIds: [EId(.article, "\(n)")],
                    zh: [], en: [], score: 0.9, basis: .number)
            })
    }

    /// The norm of Article 4: at least twice a year.
    static func inspection(_ document: Document) -> Obligation {
        let article = document.provisions(at: .article)[3]
        return Obligation(
            id: "o1", norm: "n1", language: document.language, documentID: document.id,
            documentTitle: document.title, eid: article.eid, kind: .obligation,
            modality: .init(kind: .obligation, text: "应当", strength: .must),
            bearer: .init(words: .init(text: "供水单位", span: article.span), source: .explicit),
            quantity: Quantity(
                comparator: .atLeast, value: 2, unit: "times", raw: "不少于两次",
                per: .init(count: 2, period: "P1Y")),
            span: article.span, clause: article.span, confidence: 1, rule: "test")
    }

    /// An index of both versions in a folder of its own.
    static func index(gathered: Bool = true) throws -> (
        folder: TemporaryFolder, store: IndexStore, index: SearchIndex
    ) {
        let folder = try TemporaryFolder()
        let path = folder.path + "/tiaowen.sqlite"
        let store = try IndexStore(path: path)
        let (zh, en) = (document(.zho), document(.eng))
        try store.replace(
            SourceStamp(path: "water.txt", sha256: "1", settings: ""),
            with: [IndexedDocument(zh, obligations: [inspection(zh)])])
        try store.replace(
            SourceStamp(path: "water-en.txt", sha256: "2", settings: ""),
            with: [IndexedDocument(en)])
        try store.setAlignment(alignment, zh: zh, en: en)
        if gathered { try store.finish() }
        return (folder, store, try SearchIndex(path: path))
    }
}
