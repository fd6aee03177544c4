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
    let quantities: [Language: QuantityWords]

    /// - Parameter languages: those of the texts to be compared; amounts in another are not read.
    /// - Throws: `GrammarError` where Grammar/ is at fault.
    public init(
        grammar: GrammarSource = .builtIn, languages: Set<Language> = [.zho, .eng]
    ) throws {
        self.grammar = try RevisionGrammar(source: grammar)
        let numerals = try Numerals(grammar)
        quantities = try Dictionary(
            uniqueKeysWithValues: languages.map {
                ($0, try QuantityWords($0, source: grammar, numerals: numerals))
            })
        self.numerals = numerals
    }

    /// What became of each article, in the order of the new text; the deleted ones stand where they stood.
    public func compare(_ old: Document, _ new: Document) -> [ArticleChange] {
        var reader = UnitReader(grammar: grammar)
        return compare(ReadVersion(old, &reader), ReadVersion(new, &reader))
    }

    /// The same of texts cut into words already, by one reader.
    func compare(_ old: ReadVersion, _ new: ReadVersion) -> [ArticleChange] {
        var matcher = ArticleMatcher(old: old.units, new: new.units, grammar: grammar)
        let targets = matcher.match()
        let describer = ChangeDescriber(
            old: old, new: new, targets: targets, sources: matcher.sources, grammar: grammar,
            numerals: numerals, quantities: quantities[new.document.language])
        return describer.changes { i, j in
            let (a, b) = (matcher.oldVectors[i], matcher.newVectors[j])
            let weight = a.weight + b.weight
            return weight > 0 ? Double(2 * matcher.space.shared(a, b) / weight) : 1
        }
    }
}

/// A version of a text with its articles cut into words.
struct ReadVersion {
    let document: Document
    let units: [ComparedUnit]

    init(_ document: Document, _ reader: inout UnitReader) {
        self.document = document
        units = reader.units(of: document)
    }
}
