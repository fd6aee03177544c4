public import Grammar
public import LegalText

/// The versions of a work one after the other, and what became of each article from one to the next
/// (法规沿革).
public struct WorkHistory: Sendable {
    /// Oldest first.
    public let versions: [WorkVersion]
    /// What changed from each version to the next: one list fewer than there are versions.
    public let changes: [[ArticleChange]]
    private let units: [[ComparedUnit]]
    private let origins: WordOrigins
    private let labels: LabelGrammar

    /// Reads the versions and compares each with the next.
    ///
    ///     let history = try WorkHistory(of: documents.map(WorkVersion.init))
    ///     history.article("第二十二条")?.stages.map(\.eids)    // [[art_21], [art_21], [art_22]]
    ///
    /// - Parameter versions: in any order; those without a date come last, as they were given.
    /// - Throws: `GrammarError` where Grammar/ is at fault.
    public init(of versions: [WorkVersion], grammar source: GrammarSource = .builtIn) throws {
        let comparer = try RevisionComparer(
            grammar: source, languages: Set(versions.map(\.document.language)))
        labels = try LabelGrammar(.zho, source: source, numerals: comparer.numerals)
        self.versions = versions.enumerated().sorted { a, b in
            let (x, y) = (a.element.date ?? "~", b.element.date ?? "~")
            return x != y ? x < y : a.offset < b.offset
        }.map(\.element)
        var reader = UnitReader(grammar: comparer.grammar)
        let read = self.versions.map { ReadVersion($0.document, &reader) }
        var changes: [[ArticleChange]] = []
        var origins = WordOrigins(read.first?.units ?? [], version: 0)
        for k in read.indices.dropFirst() {
            let found = comparer.compare(read[k - 1], read[k])
            origins = origins.next(k, from: read[k - 1], to: read[k], found, comparer.grammar)
            changes.append(found)
        }
        self.changes = changes
        self.origins = origins
        units = read.map(\.units)
    }

    // MARK: Articles

    /// One article through all versions.
    ///
    /// - Parameter name: its label (第二十二条, 第22条), its number or its eId, as it is in the last version
    ///   that has such an article.
    public func article(_ name: String) -> ArticleHistory? {
        let eids =
            [EId(name)] + [number(name).map { EId(.article, $0.description) }].compactMap { $0 }
        for version in units.indices.reversed() {
            for eid in eids where units[version].contains(where: { $0.eid == eid }) {
                return history(of: eid, in: version)
            }
        }
        return nil
    }

    /// Every article of the last version, in its order, and behind it those that were gone before, the
    /// last to go first.
    public var articles: [ArticleHistory] {
        guard let last = units.indices.last else { return [] }
        var all = units[last].map { history(of: $0.eid, in: last) }
        for version in changes.indices.reversed() {
            for change in changes[version] where change.new.isEmpty {
                all += change.old.map { history(of: $0, in: version) }
            }
        }
        return all
    }

    private func number(_ name: String) -> LabelNumber? {
        if let value = Int(name) { return LabelNumber(value) }
        return Array(name.utf8).withUnsafeBufferPointer { p in
            guard !p.isEmpty else { return nil }
            var found: [LabelGrammar.Match] = []
            labels.matches(
                p, at: 0, end: p.count, isLineStart: true, isSentenceStart: true, into: &found)
            return found.first {
                labels.rules[$0.rule].role == .article && $0.end == p.count
            }?.number
        }
    }

    private func history(of eid: EId, in version: Int) -> ArticleHistory {
        var stages = [ArticleHistory.Stage(version: version, eids: [eid])]
        var names: Set<EId> = [eid]
        for k in changes[..<version].indices.reversed() {
            let found = changes[k].filter { !names.isDisjoint(with: $0.new) }
            stages[0].kinds = Self.kinds(found)
            stages[0].numbers = found.flatMap(\.numbers)
            let former = found.flatMap(\.old)
            if former.isEmpty { break }
            names = Set(former)
            stages.insert(ArticleHistory.Stage(version: k, eids: former), at: 0)
        }
        names = [eid]
        for k in changes.indices[version...] {
            let found = changes[k].filter { !names.isDisjoint(with: $0.old) }
            let heirs = found.flatMap(\.new)
            stages.append(
                ArticleHistory.Stage(
                    version: k + 1, eids: heirs, kinds: Self.kinds(found),
                    numbers: found.flatMap(\.numbers)))
            if heirs.isEmpty { break }
            names = Set(heirs)
        }
        return ArticleHistory(stages: stages, sentences: sentences(stages.last))
    }

    private static func kinds(_ changes: [ArticleChange]) -> [ArticleChange.Kind] {
        let found = Set(changes.flatMap(\.kinds))
        return ArticleChange.Kind.allCases.filter(found.contains)
    }

    /// The sentences of an article in the last version, with the versions their words come from.
    private func sentences(_ stage: ArticleHistory.Stage?) -> [ArticleHistory.Sentence] {
        guard let stage, stage.version == versions.count - 1 else { return [] }
        return units[stage.version].enumerated().filter { stage.eids.contains($0.element.eid) }
            .flatMap { index, unit in
                unit.sentences.compactMap { range in
                    let found = origins.origins[index][range]
                    guard let first = found.min(), let last = found.max() else { return nil }
                    return ArticleHistory.Sentence(
                        span: unit.span(of: range), since: first, changed: last)
                }
            }
    }
}
