import Grammar
import LegalText

/// Says of each group of articles what kind of change it is and where the words differ.
struct ChangeDescriber {
    private let old: [ComparedUnit]
    private let new: [ComparedUnit]
    private let oldDocument: Document
    private let newDocument: Document
    /// The new articles of each old one, the best first, and the other way round.
    private let targets: [[Int]]
    private let sources: [[Int]]
    private let grammar: RevisionGrammar
    private let numerals: Numerals
    /// The words amounts are made of, where the language of the texts was asked for.
    private let quantities: QuantityWords?

    init(
        old: ReadVersion, new: ReadVersion, targets: [[Int]], sources: [[Int]],
        grammar: RevisionGrammar, numerals: Numerals, quantities: QuantityWords?
    ) {
        (self.old, oldDocument) = (old.units, old.document)
        (self.new, newDocument) = (new.units, new.document)
        self.targets = targets
        self.sources = sources
        self.grammar = grammar
        self.numerals = numerals
        self.quantities = quantities
    }

    private var oldSource: SourceText { oldDocument.source }
    private var newSource: SourceText { newDocument.source }

    private struct Group {
        var old: [Int]
        var new: [Int]
    }

    /// All changes in the order of the new text.
    func changes(similarity: (Int, Int) -> Double) -> [ArticleChange] {
        let divisions = DivisionMap(old: old, new: new, targets: targets)
        let shift = CitationShift(words: grammar.citation, heirs: heirs())
        let inOrder = keptOrder()
        let references = StaleReferences(
            heirs: old.indices.map { i in (old[i].eid, targets[i].map { new[$0].eid }) },
            old: oldDocument, new: newDocument)
        return groups().map { group in
            var change = describe(group, divisions, shift, inOrder, similarity)
            change.staleReferences = references.stale(
                old: group.old.map { old[$0].span }, new: group.new.map { new[$0].span },
                edits: change.edits)
            return change
        }
    }

    /// Splits and merges as a whole; where both mix, one group for each old article.
    private func groups() -> [Group] {
        var groups: [(place: Int, isOld: Bool, group: Group)] = []
        var lastPlace = -1
        for i in old.indices {
            guard let first = targets[i].min() else {
                groups.append((lastPlace, true, Group(old: [i], new: [])))
                continue
            }
            lastPlace = targets[i][0]
            if targets[i].count == 1, sources[first].count > 1,
                sources[first].allSatisfy({ targets[$0].count == 1 })
            {
                let all = sources[first].sorted()
                if all[0] == i { groups.append((first, false, Group(old: all, new: [first]))) }
                continue
            }
            groups.append((targets[i][0], false, Group(old: [i], new: targets[i])))
        }
        for j in new.indices where sources[j].isEmpty {
            groups.append((j, false, Group(old: [], new: [j])))
        }
        return groups.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            if x.place != y.place { return x.place < y.place }
            if x.isOld != y.isOld { return !x.isOld }
            return a.offset < b.offset
        }.map(\.element.group)
    }

    private func heirs() -> [LabelNumber: [LabelNumber]] {
        var heirs: [LabelNumber: [LabelNumber]] = [:]
        for i in old.indices {
            heirs[old[i].number, default: []] += targets[i].map { new[$0].number }
        }
        return heirs
    }

    /// The old articles whose order was kept: all but the fewest that had to move.
    private func keptOrder() -> [Bool] {
        var items: [(old: Int, new: Int, weight: Float)] = []
        for i in old.indices { for j in targets[i].prefix(1) { items.append((i, j, 1)) } }
        var kept = [Bool](repeating: false, count: old.count)
        for k in OrderChain.heaviestRise(items, width: new.count) { kept[items[k].old] = true }
        return kept
    }

    private func describe(
        _ group: Group, _ divisions: DivisionMap, _ shift: CitationShift, _ inOrder: [Bool],
        _ similarity: (Int, Int) -> Double
    ) -> ArticleChange {
        let (olds, news) = (group.old.map { old[$0] }, group.new.map { new[$0] })
        var change = ArticleChange(
            old: olds.map(\.eid), new: news.map(\.eid), kinds: [], similarity: 0)
        guard !olds.isEmpty, !news.isEmpty else {
            change.kinds = [olds.isEmpty ? .inserted : .deleted]
            return change
        }
        change.similarity = min(1, similarity(group.old[0], group.new[0]))
        let isOneToOne = olds.count == 1 && news.count == 1
        if let kind = isOneToOne ? wording(olds[0], news[0], shift) : .modified {
            change.kinds.append(kind)
            if kind == .modified || kind == .referencesOnly {
                let differences = Differences(old: TextRun(olds), new: TextRun(news), grammar)
                change.edits = differences.edits
                if kind == .modified, let quantities {
                    change.numbers = NumberChanges(
                        words: quantities, sentenceEnds: grammar.sentenceEnds, form: grammar.form
                    ).changes(
                        change.edits, old: (oldSource, olds.map(\.span)),
                        new: (newSource, news.map(\.span)))
                }
            }
        }
        if news.count > 1 { change.kinds.append(.split) }
        if olds.count > 1 || group.new.contains(where: { sources[$0].count > 1 }) {
            change.kinds.append(.merged)
        }
        if !zip(olds, news).allSatisfy({ $0.number == $1.number }) {
            change.kinds.append(.renumbered)
        }
        let hasMoved = zip(group.old, group.new).contains { i, j in
            divisions.isMove(old[i].division, new[j].division)
        }
        if hasMoved || (isOneToOne && !inOrder[group.old[0]]) { change.kinds.append(.moved) }
        if change.kinds.isEmpty { change.kinds = [.unchanged] }
        return change
    }

    /// How the words of an article and its heir differ; `nil` if not at all.
    private func wording(
        _ a: ComparedUnit, _ b: ComparedUnit, _ shift: CitationShift
    ) -> ArticleChange.Kind? {
        if a.fingerprint == b.fingerprint, sameWords(a, b) {
            return sameBytes(a, b) ? nil : .formOnly
        }
        let followed = shift.explains(
            a.tokens, b.tokens, oldValue: { value($0, oldSource) },
            newValue: { value($0, newSource) })
        return followed ? .referencesOnly : .modified
    }

    /// Whether all folded characters are the same, however they group to words.
    private func sameWords(_ a: ComparedUnit, _ b: ComparedUnit) -> Bool {
        if a.tokens.count == b.tokens.count, zip(a.tokens, b.tokens).allSatisfy({ $0.id == $1.id })
        {
            return true
        }
        return grammar.form.folded(oldSource.string(a.span))
            == grammar.form.folded(newSource.string(b.span))
    }

    /// Whether the words are written alike too; line ends and the indents of lines do not count.
    private func sameBytes(_ a: ComparedUnit, _ b: ComparedUnit) -> Bool {
        let (x, y) = (a.span(of: a.tokens.indices), b.span(of: b.tokens.indices))
        if oldSource.bytes[x] == newSource.bytes[y] { return true }
        return Self.withoutIndents(oldSource, x) == Self.withoutIndents(newSource, y)
    }

    private static func withoutIndents(_ source: SourceText, _ span: ByteSpan) -> [UInt8] {
        source.bytes.withUnsafeBufferPointer { p in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(span.count)
            var at = span.lowerBound
            var blanks = 0
            while at < span.upperBound {
                if p[at] == 0x0A || p[at] == 0x0D {
                    bytes.removeLast(blanks)
                    at = p.skipBlanks(at + 1, span.upperBound)
                    while at < span.upperBound, p[at] == 0x0A || p[at] == 0x0D {
                        at = p.skipBlanks(at + 1, span.upperBound)
                    }
                    bytes.append(0x0A)
                    blanks = 0
                    continue
                }
                let width = p.blankWidth(at)
                blanks = width > 0 ? blanks + width : 0
                let step = max(width, 1)
                bytes.append(contentsOf: p[at..<at + step])
                at += step
            }
            return bytes
        }
    }

    /// The value of a numeral as it stands in its source.
    func value(_ token: ComparedUnit.Token, _ source: SourceText) -> Int? {
        source.bytes.withUnsafeBufferPointer { p in
            let (start, end) = (Int(token.start), Int(token.end))
            for script in [NumeralScript.han, .arabic, .fullwidth] {
                if let found = numerals.integer(p, at: start, end: end, script: script),
                    found.end == end
                {
                    return found.value
                }
            }
            return nil
        }
    }
}
