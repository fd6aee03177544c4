import Grammar
import LegalText

/// One search on its way from the query to the hits. Valid while the storage is read.
struct SearchRun {
    /// A passage found, and how.
    enum Place {
        case cited(CitationFinder.Place, score: Float)
        case ranked(Ranker.Ranked)
        /// Through the lexicon, from a query in the other language.
        case translated(Ranker.Ranked)

        var passage: Int {
            switch self {
            case .cited(let place, _): place.passage
            case .ranked(let ranked), .translated(let ranked): ranked.place
            }
        }
    }

    let search: SearchIndex
    let index: any IndexReading
    let set: SegmentSet
    private(set) var query: SearchQuery
    private let text: String
    private let filter: SearchFilter
    private let matcher: ClauseMatcher
    /// What the filter lets through; `nil` = all.
    private let allowed: PassageSet?
    private var terms: [QueryTerm] = []
    private var translatedTerms: [QueryTerm] = []
    /// A name in the query that no document bears.
    private var unknownTitle: String?
    private var hasAllWords = false

    init(
        _ text: String, _ filter: SearchFilter, _ search: SearchIndex, _ index: any IndexReading
    ) throws {
        self.search = search
        self.index = index
        self.text = text
        set = try search.segments(index)
        query = QueryParser.parse(text, grammar: search.grammar, variants: search.variants)
        matcher = ClauseMatcher(index: index, set: set, scanner: search.scanner)
        self.filter =
            filter.unit == nil ? filter : try filter.measured(.init(source: search.source))
        allowed = try matcher.passages(self.filter)
    }

    // MARK: Finding

    /// The best passages, best first: cited ones, then ranked ones.
    /// - Parameter translated: at most so many are looked for in the other language.
    mutating func places(limit: Int, translated: Int) throws -> [Place] {
        let exact = try cited()
        terms = search.terms(query)
        var ranked = try search.rank(
            query, terms, matcher, allowed: allowed, limit: limit + exact.count)
        ranked.removeAll { hit in exact.contains { $0.passage == hit.place } }
        hasAllWords = (ranked.first?.score ?? 0) >= Float(search.grammar.weights.allWords)
        let top = (ranked.first?.score ?? 0) + Float(search.grammar.weights.allWords)
        var places = exact.enumerated().map {
            Place.cited($1, score: top + Float(exact.count - $0))
        }
        let strong = ranked.prefix { $0.coverage >= Self.trueCoverage }
        places += strong.map { .ranked($0) }
        if exact.isEmpty, strong.count < translated {
            places += try self.translated(
                limit: translated - strong.count, below: strong.last?.score)
        }
        let least = places.last.map(score) ?? .infinity
        places += ranked.dropFirst(strong.count).map { hit in
            var hit = hit
            hit.score = min(hit.score, least)
            return .ranked(hit)
        }
        return Array(places.prefix(limit))
    }

    /// A hit that covers less of the query comes behind translations of it.
    private static let trueCoverage: Float = 0.5

    private func score(_ place: Place) -> Float {
        switch place {
        case .cited(_, let score): score
        case .ranked(let ranked), .translated(let ranked): ranked.score
        }
    }

    /// The provisions the query cites; what else it says remains the query.
    private mutating func cited() throws -> [CitationFinder.Place] {
        // reading numerals takes longer than most searches: only where a unit's name stands
        let folded = search.variants.folded(text).lowercased()
        let mayCite = search.grammar.citation.values.contains {
            $0.article.contains { folded.contains($0) }
        }
        guard mayCite else { return [] }
        let finder = CitationFinder(
            parser: try search.citationParser(), grammar: search.grammar,
            variants: search.variants, index: index, set: set)
        guard let found = try finder.find(text) else { return [] }
        query.notes += found.notes
        unknownTitle = found.unknownTitle
        let exact = found.places.filter { place in
            allowed.map { $0.contains(place.passage) } ?? true
        }
        if !exact.isEmpty {
            query.texts = found.rest.isEmpty ? [] : [found.rest]
            query.words = query.texts
            query.required = nil
        }
        return exact
    }

    /// Passages of the other language that have no partner in the query's own.
    private mutating func translated(limit: Int, below top: Float?) throws -> [Place] {
        guard query.required == nil, limit > 0 else { return [] }
        let tokens = query.texts.flatMap { search.scanner.pieces($0) }
        let language: Language = tokens.contains { $0.kind.isHan } ? .eng : .zho
        guard !tokens.isEmpty, filter.language == nil || filter.language == language else {
            return []
        }
        guard var others = try matcher.passages(SearchFilter(language: language)) else { return [] }
        if let allowed { others.formIntersection(allowed) }
        guard !others.isEmpty else { return [] }
        translatedTerms = try matcher.translated(
            tokens, to: language, by: search.queryTranslator())
        var ranker = Ranker(set, grammar: search.grammar)
        let ranked = try ranker.rank(
            translatedTerms, allowed: others, limit: limit * 4, loader: index.loader)
        var (found, least): ([Place], Float) = ([], top ?? .infinity)
        for var hit in ranked where found.count < limit {
            let row = set.row(ofPassage: hit.place)
            guard let passage = try index.passages([row])[row],
                try index.partner(ofProvision: passage.name, in: passage.document.row) == nil
            else { continue }
            least = min(least, hit.score)
            hit.score = least
            found.append(.translated(hit))
        }
        return found
    }

    // MARK: Showing

    func hit(_ place: Place, rank: Int) throws -> SearchHit? {
        let reader = HitReader(index: index, set: set, scanner: search.scanner)
        switch place {
        case .cited(let cited, let score):
            return try reader.hit(cited, rank: rank, score: score, terms)
        case .ranked(let ranked): return try reader.hit(ranked, rank: rank, terms)
        case .translated(let ranked):
            var hit = try reader.hit(ranked, rank: rank, translatedTerms)
            hit?.why.insert("translated query", at: 0)
            return hit
        }
    }

    /// The rows of the passages to be counted: all that satisfy the query's conditions, or the best.
    func passages(_ best: some Sequence<Place>) throws -> [Int64] {
        var found = allowed
        if let required = query.required, let matched = try matcher.passages(required) {
            if found == nil { found = matched } else { found?.formIntersection(matched) }
        }
        let isRanked = !query.texts.isEmpty && query.required == nil
        let places = isRanked ? best.map(\.passage) : (found?.places ?? best.map(\.passage))
        let removed = set.removed
        return places.filter {
            removed.isEmpty || !removed.contains(set.document(ofPassage: $0))
        }.map { set.row(ofPassage: $0) }
    }

    /// Titles that may have been meant.
    func suggestions(found: [Place]) throws -> [String] {
        let suggester = TitleSuggester(index: index, set: set, scanner: search.scanner)
        if let unknownTitle {
            return try suggester.titles(like: search.shortTitle(unknownTitle)).map(\.title)
        }
        guard !query.isQuestion, !hasAllWords, query.required == nil, !query.texts.isEmpty else {
            return []
        }
        let name = search.shortTitle(text)
        guard try index.documents(titled: name).isEmpty else { return [] }
        return try suggester.titles(like: name).map(\.title)
    }
}

extension TermScanner.Token.Kind {
    var isHan: Bool {
        if case .han = self { return true }
        return false
    }
}
