public import Grammar
import LegalText
import Synchronization

/// An index opened for searching (检索), read-only.
///
///     let index = try SearchIndex(path: "Output/tiaowen.sqlite")
///     let answer = try index.search("每年至少几次培训", limit: 5)
///     answer.hits.first?.snippet
///
/// A query never fails because of what the user typed; what could not be taken as written is in
/// `SearchAnswer.notes`. Safe to use from several threads, one search at a time.
public final class SearchIndex: Sendable {
    let storage: any IndexStorage
    let source: GrammarSource
    let grammar: SearchGrammar
    let variants: HanVariants
    let scanner: TermScanner
    let synonyms: Synonyms
    /// Made when a query wants them.
    private let translator = Mutex<QueryTranslator?>(nil)
    private let parser = Mutex<CitationParser?>(nil)
    private let cache = Mutex(Cache())

    private struct Cache {
        var state: IndexState?
        var set: SegmentSet?
    }

    /// - Throws: `IndexError.missing`, `IndexError.version`, `GrammarError`, or the database's own error.
    public convenience init(path: String, grammar source: GrammarSource = .builtIn) throws {
        try self.init(storage: SQLiteStorage(reading: path), grammar: source)
    }

    /// Searches an index kept elsewhere.
    package init(storage: any IndexStorage, grammar source: GrammarSource) throws {
        self.storage = storage
        self.source = source
        grammar = try SearchGrammar(source: source)
        variants = try HanVariants(source: source)
        scanner = TermScanner(variants)
        synonyms = try Synonyms(source: source)
    }

    /// The segments as they are now, with the loose documents gathered in memory.
    func segments(_ index: any IndexReading) throws -> SegmentSet {
        let state = try index.state()
        if let set = cache.withLock({ $0.state == state ? $0.set : nil }) { return set }
        var segments = try index.segments()
        if state.lastDocument > state.lastGathered {
            let gatherer = SegmentGatherer(scanner: scanner, grammar: grammar)
            try gatherer.forEachSegment(of: index, after: state.lastGathered) { builder, _ in
                let data = builder.finish()
                segments.append(Segment(id: 0, data: data, streamLength: data.stream.count))
            }
        }
        let set = try SegmentSet(segments, removed: index.removedDocuments())
        cache.withLock { $0 = Cache(state: state, set: set) }
        return set
    }

    /// The passages that answer a query best.
    ///
    /// - Parameters:
    ///   - text: words, a question, "a phrase", AND OR NOT -word, prefix*, title:… chapter:… bearer:… unit:…,
    ///     or a citation (第十五条第二款, art 15(2)), which comes first.
    ///   - limit: at most so many hits, after the first `offset`.
    ///   - facets: what the passages found are to be counted by.
    /// - Throws: only what the file is to blame for.
    public func search(
        _ text: String, filter: SearchFilter = SearchFilter(), limit: Int = 10, offset: Int = 0,
        facets: [Facet] = []
    ) throws -> SearchAnswer {
        let limit = min(max(limit, 0), Self.most)
        let offset = min(max(offset, 0), Self.most)
        return try storage.read { index in
            var run = try SearchRun(text, filter, self, index)
            let counted = facets.isEmpty ? 0 : Self.counted
            let places = try run.places(limit: max(limit + offset, counted), translated: limit)
            let hits = try places.dropFirst(offset).prefix(limit).enumerated().compactMap {
                try run.hit($1, rank: offset + $0 + 1)
            }
            var answer = SearchAnswer(hits: hits, notes: run.query.notes)
            answer.suggestions = try run.suggestions(found: places)
            let found = facets.isEmpty ? nil : try run.passages(places.prefix(Self.counted))
            for facet in facets {
                answer.facets[facet] = try index.counts(
                    of: facet, in: found, limit: Self.facetValues)
            }
            return answer
        }
    }

    /// The same by document: each with its best hits, in the order of the best.
    ///
    /// - Parameters:
    ///   - limit: at most so many documents, after the first `offset`.
    ///   - hits: of each document at most.
    public func groups(
        _ text: String, filter: SearchFilter = SearchFilter(), limit: Int = 10, offset: Int = 0,
        hits: Int = 3
    ) throws -> (groups: [SearchGroup], notes: [String], suggestions: [String]) {
        try storage.read { index in
            var run = try SearchRun(text, filter, self, index)
            let places = try run.places(limit: Self.counted, translated: max(limit, 0))
            var order: [Int64] = []
            var groups: [Int64: [(rank: Int, place: SearchRun.Place)]] = [:]
            for (rank, place) in places.enumerated() {
                let document = run.set.document(ofPassage: place.passage)
                if groups[document] == nil { order.append(document) }
                groups[document, default: []].append((rank + 1, place))
            }
            let shown = try order.dropFirst(max(offset, 0)).prefix(max(limit, 0)).map { document in
                let all = groups[document] ?? []
                return SearchGroup(
                    hits: try all.prefix(max(hits, 1)).compactMap {
                        try run.hit($0.place, rank: $0.rank)
                    }, count: all.count)
            }
            return (shown, run.query.notes, try run.suggestions(found: places))
        }
    }

    /// No list of hits is longer.
    private static let most = 1_000_000
    /// Of a ranked list so many are counted.
    private static let counted = 1000
    /// A facet shows at most so many values.
    private static let facetValues = 50

    /// The lexicon both ways, made at the first call.
    func queryTranslator() throws -> QueryTranslator {
        try translator.withLock { made in
            if let made { return made }
            let new = try QueryTranslator(source: source)
            made = new
            return new
        }
    }

    func citationParser() throws -> CitationParser {
        try parser.withLock { made in
            if let made { return made }
            let new = try CitationParser(grammar: grammar, source: source)
            made = new
            return new
        }
    }

    /// A title as it is cited: folded, without prefix and title marks.
    func shortTitle(_ title: String) -> String {
        grammar.shortTitle(TitleMarks.removed(from: variants.folded(title))).lowercased()
    }

    func terms(_ query: SearchQuery) -> [QueryTerm] {
        let expansions = query.texts.flatMap { synonyms.expansions(of: variants.folded($0)) }
        return QueryTerm.terms(of: query.texts, synonyms: expansions, scanner: scanner)
    }

    func rank(
        _ query: SearchQuery, _ terms: [QueryTerm], _ matcher: ClauseMatcher, allowed: PassageSet?,
        limit: Int
    ) throws -> [Ranker.Ranked] {
        var allowed = allowed
        if let required = query.required, let found = try matcher.passages(required) {
            if allowed == nil { allowed = found } else { allowed?.formIntersection(found) }
            for place in 0..<matcher.set.counts.documents
            where !matcher.set.removed.isEmpty
                && matcher.set.removed.contains(matcher.set.document(place).id)
            {
                for passage in matcher.set.passages(ofDocument: place) { allowed?.remove(passage) }
            }
        }
        var ranker = Ranker(matcher.set, grammar: grammar)
        let bonus = try titled(query, matcher) ?? wholeWords(query, matcher)
        let ranked = try ranker.rank(
            terms, allowed: allowed, bonus: bonus, limit: limit, loader: matcher.index.loader)
        if query.isQuestion || query.required != nil {
            return withUnranked(ranked, allowed, terms, limit)
        }
        let strong = ranked.filter { $0.coverage > 0 || (bonus?.contains($0.place) ?? false) }
        return strong.isEmpty ? ranked : strong
    }

    /// Where nothing ranks (only fields or negations are given), whatever is allowed, in order.
    private func withUnranked(
        _ ranked: [Ranker.Ranked], _ allowed: PassageSet?, _ terms: [QueryTerm], _ limit: Int
    ) -> [Ranker.Ranked] {
        guard ranked.count < limit, let allowed else { return ranked }
        let seen = Set(ranked.map(\.place))
        let rest = allowed.places.lazy.filter { !seen.contains($0) }.prefix(limit - ranked.count)
        return ranked
            + rest.map {
                Ranker.Ranked(
                    place: $0, score: 0, text: 0, heading: 0, title: 0, coverage: 0, prior: 1)
            }
    }

    /// The passages of the documents whose title the query is; `nil` if it is none.
    private func titled(_ query: SearchQuery, _ matcher: ClauseMatcher) throws -> PassageSet? {
        guard !query.texts.isEmpty else { return nil }
        let rows = try Set(matcher.index.documents(titled: shortTitle(query.source)))
        return rows.isEmpty ? nil : matcher.passages(ofDocuments: rows)
    }

    /// The passages with all words of a query that names what to look for.
    private func wholeWords(_ query: SearchQuery, _ matcher: ClauseMatcher) throws -> PassageSet? {
        guard !query.isQuestion, !query.words.isEmpty else { return nil }
        let words = query.words.filter { !scanner.pieces($0).isEmpty }
        guard !words.isEmpty, words.count <= 8 else { return nil }
        var found = PassageSet(size: matcher.set.counts.passages, filled: true)
        for word in words { found.formIntersection(try matcher.phrase(word)) }
        return found
    }
}
