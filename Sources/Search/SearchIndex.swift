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
    /// - Throws: only what the file is to blame for.
    public func search(
        _ text: String, filter: SearchFilter = SearchFilter(), limit: Int = 10, offset: Int = 0
    ) throws -> SearchAnswer {
        let limit = min(max(limit, 0), Self.most)
        let offset = min(max(offset, 0), Self.most)
        return try storage.read { index in
            let set = try segments(index)
            var query = QueryParser.parse(text, grammar: grammar, variants: variants)
            let matcher = ClauseMatcher(index: index, set: set, scanner: scanner)
            let allowed = try matcher.passages(filter)
            let cited = try citations(text, index, set)
            query.notes += cited?.notes ?? []
            let exact = (cited?.places ?? []).filter { place in
                allowed.map { $0.contains(place.passage) } ?? true
            }
            if let cited, !exact.isEmpty {
                query.texts = cited.rest.isEmpty ? [] : [cited.rest]
                query.words = query.texts
                query.required = nil
            }
            let terms = terms(query)
            var ranked = try rank(
                query, terms, matcher, allowed: allowed, limit: limit + offset + exact.count)
            ranked.removeAll { hit in exact.contains { $0.passage == hit.place } }
            let top = (ranked.first?.score ?? 0) + Float(grammar.weights.allWords)
            let end = min(offset + limit, exact.count + ranked.count)
            let shown = offset..<max(end, offset)
            let reader = try HitReader(
                index: index, set: set, scanner: scanner,
                places: shown.map {
                    $0 < exact.count ? exact[$0].passage : ranked[$0 - exact.count].place
                })
            var hits: [SearchHit] = []
            for place in shown {
                let hit =
                    place < exact.count
                    ? try reader.hit(
                        exact[place], rank: place + 1, score: top + Float(exact.count - place),
                        terms)
                    : try reader.hit(ranked[place - exact.count], rank: place + 1, terms)
                if let hit { hits.append(hit) }
            }
            return SearchAnswer(hits: hits, notes: query.notes, missing: index.missing)
        }
    }

    /// No list of hits is longer.
    private static let most = 1_000_000

    /// What a query cites; `nil` if nothing.
    private func citations(_ text: String, _ index: any IndexReading, _ set: SegmentSet) throws
        -> CitationFinder.Found?
    {
        // reading numerals takes longer than most searches: only where a digit or a numeral stands
        guard try mayCite(text) else { return nil }
        let finder = CitationFinder(
            parser: try CitationParser(grammar: grammar, source: source), grammar: grammar,
            variants: variants, index: index, set: set)
        return try finder.find(text)
    }

    private func mayCite(_ text: String) throws -> Bool {
        let folded = variants.folded(text).lowercased()
        return grammar.citation.values.contains { $0.article.contains { folded.contains($0) } }
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
        try matcher.set.prefetch(
            terms.flatMap { [$0.textKey(), $0.headingKey(), $0.titleKey()] }, matcher.index)
        var ranker = Ranker(matcher.set, grammar: grammar)
        let bonus = try wholeWords(query, matcher)
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
