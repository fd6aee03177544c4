import LegalText

/// Finds citations that stayed though the article they name got another number
/// (引用未随条文序号调整).
///
/// A citation counts as stale if the same number stood in the old article, its article lives under other
/// numbers now, and the words around it did not change; or, where they did, if no citation of the old
/// article explains the number.
struct StaleReferences {
    /// The new articles of each old one.
    private let heirs: [EId: [EId]]
    /// The old articles in their order, and the place of each.
    private let articles: [EId]
    private let order: [EId: Int]
    private let old: [Reference]
    private let new: [Reference]

    /// - Parameter heirs: the old articles in order, each with the new ones that go on with it.
    init(heirs: [(old: EId, new: [EId])], old: Document, new: Document) {
        self.heirs = Dictionary(heirs.map { ($0.old, $0.new) }, uniquingKeysWith: +)
        articles = heirs.map(\.old)
        order = Dictionary(
            heirs.enumerated().map { ($0.element.old, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        func own(_ document: Document) -> [Reference] {
            document.references.filter { $0.work == nil && $0.target != nil }
                .sorted { $0.span.lowerBound < $1.span.lowerBound }
        }
        self.old = own(old)
        self.new = own(new)
    }

    /// Those in some new articles that come from some old ones.
    func stale(
        old olds: [ByteSpan], new news: [ByteSpan], edits: [ArticleChange.Edit]
    ) -> [ArticleChange.StaleReference] {
        let before = Set(olds.flatMap { within($0, old) }.flatMap { articles($0, whole: true) })
        guard !before.isEmpty else { return [] }
        let followed = Set(before.flatMap { heirs[$0] ?? [] })
        var found: [ArticleChange.StaleReference] = []
        for reference in news.flatMap({ within($0, new) }) {
            let isEdited = edits.contains {
                $0.new.isEmpty
                    ? reference.span.contains($0.new.lowerBound)
                        && $0.new.lowerBound > reference.span.lowerBound
                    : $0.new.overlaps(reference.span)
            }
            for cited in articles(reference, whole: false) where before.contains(cited) {
                guard let now = heirs[cited], !now.contains(cited),
                    !isEdited || !followed.contains(cited)
                else { continue }
                found.append(
                    ArticleChange.StaleReference(span: reference.span, cited: cited, heirs: now))
            }
        }
        return found
    }

    /// The articles a citation names: one, or both ends of a range and, as a whole, what lies between.
    private func articles(_ reference: Reference, whole: Bool) -> [EId] {
        let ends = [reference.target, reference.through].compactMap { target in
            target?.components.first.map { EId($0) }
        }
        guard whole, ends.count == 2, let first = order[ends[0]], let last = order[ends[1]],
            first < last
        else { return ends }
        return Array(articles[first...last])
    }

    /// The references inside a span of a sorted list.
    private func within(_ span: ByteSpan, _ list: [Reference]) -> ArraySlice<Reference> {
        let low = list.partitioningIndex { $0.span.lowerBound >= span.lowerBound }
        var end = low
        while end < list.count, list[end].span.lowerBound < span.upperBound { end += 1 }
        return list[low..<end]
    }
}
