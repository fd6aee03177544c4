import LegalText

/// Finds citations that stayed though the article they name got another number
/// (引用未随条文序号调整).
///
/// A citation counts as stale if the same number stood in the old article, its article lives under other
/// numbers now, and the words around it did not change; or, where they did, if no citation of the old
/// article explains the number.
struct StaleReferences {
    /// The new articles of each old one.
    let heirs: [EId: [EId]]
    private let old: [Reference]
    private let new: [Reference]

    /// - Parameters: the references of both texts, in order.
    init(heirs: [EId: [EId]], old: Document, new: Document) {
        self.heirs = heirs
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
        let before = olds.flatMap { within($0, old) }.flatMap(articles)
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
            for cited in articles(reference) where before.contains(cited) {
                guard let now = heirs[cited], !now.contains(cited),
                    !isEdited || !followed.contains(cited)
                else { continue }
                found.append(
                    ArticleChange.StaleReference(span: reference.span, cited: cited, heirs: now))
            }
        }
        return found
    }

    /// The articles a citation names: one, or both ends of a range.
    private func articles(_ reference: Reference) -> [EId] {
        [reference.target, reference.through].compactMap { target in
            target?.components.first.map { EId($0) }
        }
    }

    /// The references inside a span of a sorted list.
    private func within(_ span: ByteSpan, _ list: [Reference]) -> ArraySlice<Reference> {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle].span.lowerBound < span.lowerBound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        var end = low
        while end < list.count, list[end].span.lowerBound < span.upperBound { end += 1 }
        return list[low..<end]
    }
}
