public import LegalText

/// Two versions of a text beside each other for people (新旧条文对照): as a page and for a terminal.
///
///     let report = RevisionReport(changes, old: old, new: new)
///     report.html()                   // a self-contained page: a summary, then side by side
///     report.text(colour: false)      // only what changed, with carets
///
/// What is gone is orange and bears −, what is new blue and bears +, so that nobody needs the colours.
public struct RevisionReport: Sendable {
    let changes: [ArticleChange]
    let old: Side
    let new: Side

    /// One of the two texts.
    struct Side: Sendable {
        let title: String
        let language: String
        /// The file, and the date of the version where the text tells.
        let name: String
        let source: SourceText
        private let provisions: [EId: Provision]

        init(_ document: Document) {
            title = document.title.isEmpty ? document.source.name : document.title
            language = document.language == .zho ? "zh" : "en"
            source = document.source
            let date = document.metadata.amended.last ?? document.metadata.adopted
            name = date.map { "\(document.source.name) (\($0))" } ?? document.source.name
            var provisions: [EId: Provision] = [:]
            document.forEachProvision { if provisions[$0.eid] == nil { provisions[$0.eid] = $0 } }
            self.provisions = provisions
        }

        func label(_ eid: EId) -> String {
            guard let label = provisions[eid]?.label else { return eid.description }
            return source.string(label)
        }

        func labels(_ eids: [EId]) -> String { eids.map(label).joined(separator: ", ") }

        /// The words of a unit behind its label.
        func body(_ eid: EId) -> ByteSpan? {
            guard let provision = provisions[eid] else { return nil }
            let start = provision.label?.upperBound ?? provision.span.lowerBound
            let inner = provision.children.first { $0.level == .level }?.span.lowerBound
            let end = max(start, inner ?? provision.span.upperBound)
            return source.bytes.withUnsafeBufferPointer { p in
                var (from, to) = (start, end)
                while from < to {
                    let width = Self.space(p, from)
                    if width == 0 { break }
                    from += width
                }
                while to > from {
                    let last = p.scalarStart(before: to)
                    if Self.space(p, last) == 0 { break }
                    to = last
                }
                return from..<to
            }
        }

        private static func space(_ p: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
            p[at] == 0x0A || p[at] == 0x0D ? 1 : p.blankWidth(at)
        }
    }

    public init(_ changes: [ArticleChange], old: Document, new: Document) {
        self.changes = changes
        self.old = Side(old)
        self.new = Side(new)
    }

    /// Whether a change is none but of form, and nothing else is to be said about it.
    static func isFormOnly(_ change: ArticleChange) -> Bool {
        change.kinds.allSatisfy { $0 == .unchanged || $0 == .formOnly }
            && change.staleReferences.isEmpty
    }

    /// How many entries there are of each kind, in the order of the kinds.
    var counts: [(kind: ArticleChange.Kind, count: Int)] {
        ArticleChange.Kind.allCases.compactMap { kind in
            let count = changes.count { $0.kinds.contains(kind) }
            return count > 0 ? (kind, count) : nil
        }
    }

    // MARK: Sentences

    /// `number: 两次 → 三次`, with what the words do not show: `每半年 → 每季度 (P6M → P3M)`.
    static func sentence(_ number: ArticleChange.NumberChange) -> String {
        let (old, new) = (number.old?.text ?? "–", number.new?.text ?? "–")
        if number.change == .notation { return "same number: \(old) = \(new)" }
        var detail = ""
        if number.differs.contains(.period), let a = number.old, let b = number.new {
            detail = " (\(a.period ?? "–") → \(b.period ?? "–"))"
        }
        return "number: \(old) → \(new)\(detail)"
    }

    /// What a citation should have become.
    func sentence(_ reference: ArticleChange.StaleReference) -> String {
        let text = new.source.string(reference.span)
        return reference.heirs.isEmpty
            ? "citation of a deleted article: \(text) was \(old.label(reference.cited))"
            : "citation did not follow: \(text); \(old.label(reference.cited)) is \(new.labels(reference.heirs)) now"
    }
}
