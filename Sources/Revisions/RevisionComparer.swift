public import Grammar
public import LegalText

/// Compares two versions of a text article by article (新旧条文对照).
///
///     let comparer = try RevisionComparer(grammar: .builtIn)
///     comparer.compare(old, new)
///     // [ArticleChange(old: [art_1], new: [art_1], kinds: [.unchanged], …), …]
///
/// Every article of either text is in an entry: one for an article that has one heir or none, one for an
/// article that was split, with all its heirs, one for all articles merged into one, and one for each
/// newcomer. Where splits and merges mix, each old article has its own entry, so that an article may be
/// named in several. Documents without articles are compared by their levels (plans) or paragraphs.
/// The cost is near-linear in the length of the texts.
public struct RevisionComparer: Sendable {
    let grammar: RevisionGrammar
    let numerals: Numerals
    let chinese: QuantityWords
    let english: QuantityWords

    /// - Throws: `GrammarError` where Grammar/ is at fault.
    public init(grammar: GrammarSource = .builtIn) throws {
        self.grammar = try RevisionGrammar(source: grammar)
        numerals = try Numerals(grammar)
        chinese = try QuantityWords(.zho, source: grammar, numerals: numerals)
        english = try QuantityWords(.eng, source: grammar, numerals: numerals)
    }

    /// What became of each article, in the order of the new text; the deleted ones stand where they stood.
    public func compare(_ old: Document, _ new: Document) -> [ArticleChange] {
        var reader = UnitReader(grammar: grammar)
        let olds = reader.units(of: old)
        let news = reader.units(of: new)
        var matcher = ArticleMatcher(old: olds, new: news, weights: grammar.matching)
        let targets = matcher.match()
        let describer = ChangeDescriber(
            old: olds, new: news, oldSource: old.source, newSource: new.source, targets: targets,
            sources: matcher.sources, grammar: grammar, numerals: numerals,
            quantities: new.language == .eng ? english : chinese)
        return describer.changes { i, j in
            let (a, b) = (matcher.oldVectors[i], matcher.newVectors[j])
            let weight = a.weight + b.weight
            return weight > 0 ? Double(2 * matcher.space.shared(a, b) / weight) : 1
        }
    }
}
