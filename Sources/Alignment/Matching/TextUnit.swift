import LegalText

/// What alignment pairs on its article level (条): an article, a numbered level of a plan, or the loose
/// text before the first of them.
struct TextUnit {
    var eid: EId?
    /// The number that is its first hypothesis; `nil` for levels of a plan and loose text.
    var number: LabelNumber?
    var span: ByteSpan
    /// Where its words begin: behind the label, heading included.
    var words: ByteSpan
    var label: ByteSpan?
    /// Its paragraphs (款), in order; their spans lie inside `span`.
    var paragraphs: [Part]
    /// Whether an annex holds it.
    var isAnnexed: Bool

    struct Part {
        var eid: EId
        var span: ByteSpan
        var words: ByteSpan
    }

    /// Whether it is a part of a unit whose label belongs to another article.
    var isTail = false
    /// The level of a plan it stands under, by index.
    var parent: Int?

    /// What it is called: its own name, or those of its paragraphs where it has none.
    var names: [EId] { isTail ? paragraphs.map(\.eid) : eid.map { [$0] } ?? [] }

    /// The unit with some of its paragraphs only; without its label where the first is not among them.
    func cut(to parts: Range<Int>?) -> TextUnit {
        guard let parts, let first = paragraphs[parts].first, let last = paragraphs[parts].last
        else {
            return self
        }
        var unit = self
        unit.paragraphs = Array(paragraphs[parts])
        if parts.lowerBound > 0 {
            unit.isTail = true
            unit.label = nil
            unit.number = nil
            unit.span = first.span.lowerBound..<last.span.upperBound
            unit.words = unit.span
        } else {
            unit.span = span.lowerBound..<last.span.upperBound
            unit.words = words.lowerBound..<last.span.upperBound
        }
        return unit
    }
}

/// A division (编分编章节) and the units it holds.
struct DivisionUnit {
    var eid: EId
    var level: Level
    var number: LabelNumber
    var span: ByteSpan
    var label: ByteSpan?
    var heading: ByteSpan?
    var units: Range<Int>
    /// The index of the division around it, if any.
    var parent: Int?
}

/// A document as alignment sees it: one flat list of units, the divisions above them.
struct UnitOutline {
    private(set) var units: [TextUnit] = []
    private(set) var divisions: [DivisionUnit] = []
    /// The level of a plan whose children are being added.
    private var level: Int?

    init(_ document: Document) {
        var hasArticles = false
        document.forEachProvision { if $0.level == .article { hasArticles = true } }
        add(document.provisions, articles: hasArticles, parent: nil, annexed: false)
    }

    private mutating func add(
        _ provisions: [Provision], articles: Bool, parent: Int?, annexed: Bool
    ) {
        var loose: [Provision] = []
        func flush(_ outline: inout UnitOutline) {
            guard let first = loose.first, let last = loose.last else { return }
            let span = first.span.lowerBound..<last.span.upperBound
            outline.units.append(
                TextUnit(
                    eid: nil, number: nil, span: span, words: span, label: nil,
                    paragraphs: loose.map(Self.part), isAnnexed: annexed))
            loose = []
        }
        for provision in provisions {
            switch provision.level {
            case .book, .part, .chapter, .section:
                flush(&self)
                let index = divisions.count
                divisions.append(
                    DivisionUnit(
                        eid: provision.eid, level: provision.level, number: provision.number,
                        span: provision.span, label: provision.label, heading: provision.heading,
                        units: units.count..<units.count, parent: parent))
                add(provision.children, articles: articles, parent: index, annexed: annexed)
                divisions[index].units = divisions[index].units.lowerBound..<units.count
            case .annex:
                flush(&self)
                addLeaf(provision, annexed: true)
                let inner = provision.children.filter { $0.level != .paragraph }
                add(inner, articles: articles, parent: parent, annexed: true)
            case .article:
                flush(&self)
                addLeaf(provision, annexed: annexed)
            case .level:
                if articles, !annexed {
                    loose.append(provision)
                } else {
                    flush(&self)
                    addLeaf(provision, annexed: annexed)
                    let (index, outer) = (units.count - 1, level)
                    units[index].parent = outer
                    level = index
                    add(
                        provision.children.filter { $0.level == .level }, articles: articles,
                        parent: parent, annexed: annexed)
                    level = outer
                }
            case .paragraph, .point, .indent:
                loose.append(provision)
            }
        }
        flush(&self)
    }

    private mutating func addLeaf(_ provision: Provision, annexed: Bool) {
        let kids = provision.children.filter {
            $0.level != .level && $0.level != .article && !$0.level.isDivision
        }
        let inner = provision.children.first {
            $0.level == .level || $0.level == .article || $0.level.isDivision
        }
        let end =
            inner.map { min($0.span.lowerBound, provision.span.upperBound) }
            ?? provision.span.upperBound
        let start = provision.label?.upperBound ?? provision.span.lowerBound
        units.append(
            TextUnit(
                eid: provision.eid, number: provision.level == .article ? provision.number : nil,
                span: provision.span.lowerBound..<end, words: min(start, end)..<end,
                label: provision.label, paragraphs: kids.map(Self.part), isAnnexed: annexed))
    }

    private static func part(_ provision: Provision) -> TextUnit.Part {
        TextUnit.Part(eid: provision.eid, span: provision.span, words: provision.span)
    }
}
