import LegalText

/// The articles of a document by number and by place, to resolve citations.
struct ArticleIndex {
    private var articles: [Provision] = []
    private var byNumber: [LabelNumber: Int] = [:]

    init(_ provisions: [Provision]) {
        collect(provisions)
        for (index, article) in articles.enumerated() where byNumber[article.number] == nil {
            byNumber[article.number] = index
        }
    }

    private mutating func collect(_ provisions: [Provision]) {
        for provision in provisions {
            if provision.level == .article {
                articles.append(provision)
            } else if provision.level.isDivision {
                collect(provision.children)
            }
        }
    }

    var isEmpty: Bool { articles.isEmpty }

    subscript(number: LabelNumber) -> Provision? { byNumber[number].map { articles[$0] } }

    /// The position of the article that holds a byte, searched from a hint on.
    func position(of byte: Int, from hint: Int) -> Int? {
        var index = hint
        while index < articles.count, articles[index].span.upperBound <= byte { index += 1 }
        return index < articles.count && articles[index].span.contains(byte) ? index : nil
    }

    func article(at position: Int) -> Provision? {
        articles.indices.contains(position) ? articles[position] : nil
    }

    /// The paragraph of an article that holds a byte.
    static func paragraph(of article: Provision, at byte: Int) -> Provision? {
        article.children.last { $0.level == .paragraph && $0.span.lowerBound <= byte }
    }
}

/// A citation's parts as far as its words say: 第五条第二款第三项.
struct CitedPlace: Equatable {
    var article: LabelNumber?
    var paragraph: Int?
    var point: Int?
    var indent: Int?

    /// Its name, and whether the document has it.
    func resolved(in index: ArticleIndex) -> (eid: EId, exists: Bool)? {
        guard let article else { return nil }
        let base = EId(.article, article.description)
        guard let found = index[article] else { return (named(from: base), false) }
        guard paragraph != nil || point != nil else { return (found.eid, true) }
        // an item cited without its paragraph stands in whichever has items
        let paragraphs = found.children.filter { $0.level == .paragraph }
        let candidates =
            paragraph.map { wanted in paragraphs.filter { $0.number.value == wanted } }
            ?? paragraphs
        guard let point else {
            return candidates.first.map { ($0.eid, true) } ?? (named(from: base), false)
        }
        for candidate in candidates {
            guard let item = candidate.children.first(where: { $0.number.value == point }) else {
                continue
            }
            guard let indent else { return (item.eid, true) }
            if let inner = item.children.first(where: { $0.number.value == indent }) {
                return (inner.eid, true)
            }
        }
        return (named(from: base), false)
    }

    private func named(from base: EId) -> EId {
        var eid = base
        if let paragraph { eid = eid.child(.paragraph, "\(paragraph)") }
        if let point { eid = eid.child(.point, "\(point)") }
        if let indent { eid = eid.child(.indent, "\(indent)") }
        return eid
    }
}
