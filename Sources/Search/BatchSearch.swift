import Dispatch
import Synchronization

/// Many queries at once (批量检索), for measuring and for lists of questions.
extension SearchIndex {
    /// A passage that answers a query of a batch.
    public struct BatchHit: Sendable, Hashable {
        /// Id of the indexed passage; `document#eid` where the index was built from documents.
        public var name: String
        public var score: Double
    }

    /// The best passages for each query, in the order of the queries.
    ///
    /// What the queries need of the full-text index is read into memory first, then they are shared among
    /// `workers`.
    public func batch(_ queries: [String], limit: Int, workers: Int = 2) throws -> [[BatchHit]] {
        try storage.read { index in
            let set = try segments(index)
            let parsed = queries.map { QueryParser.parse($0, grammar: grammar, variants: variants) }
            let isPlain = parsed.map { $0.isQuestion && $0.required == nil }
            let terms = try Self.share(queries.count, workers, empty: [QueryTerm]()) {
                { self.terms(parsed[$0]) }
            }
            try load(Set(queries.indices.filter { isPlain[$0] }.flatMap { terms[$0] }), set, index)
            var ranked = try Self.share(queries.count, workers, empty: [Ranker.Ranked]()) {
                var ranker = Ranker(set, grammar: self.grammar)
                return { i in
                    guard isPlain[i] else { return [] }
                    return try ranker.rank(
                        terms[i], allowed: nil, limit: limit, loader: { _ in { _, _ in } })
                }
            }
            let matcher = ClauseMatcher(index: index, set: set, scanner: scanner)
            for i in queries.indices where !isPlain[i] {
                ranked[i] = try rank(parsed[i], terms[i], matcher, allowed: nil, limit: limit)
            }
            return try names(ranked, set, index)
        }
    }

    /// Fetches the lists of terms.
    private func load(
        _ terms: Set<QueryTerm>, _ set: SegmentSet, _ index: any IndexReading
    ) throws {
        let keys = Set(terms.flatMap { [$0.textKey(), $0.headingKey(), $0.titleKey()] })
        for member in set.members {
            let loader = index.loader(of: member.segment)
            for key in keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                _ = try member.segment.list(key, loader)
            }
        }
    }

    /// Does so many pieces of work in several threads.
    /// - Parameter worker: makes what does a piece in one of the threads.
    private static func share<T: Sendable>(
        _ count: Int, _ workers: Int, empty: T,
        _ worker: @Sendable () -> ((Int) throws -> T)
    ) throws -> [T] {
        let results = Mutex([T](repeating: empty, count: count))
        let next = Mutex(0)
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: max(workers, 1)) { _ in
            let work = worker()
            while true {
                let i = next.withLock { i in
                    defer { i += 1 }
                    return i
                }
                guard i < count else { return }
                do {
                    let result = try work(i)
                    results.withLock { $0[i] = result }
                } catch {
                    failure.withLock { $0 = error }
                    return
                }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return results.withLock { $0 }
    }

    private func names(
        _ ranked: [[Ranker.Ranked]], _ set: SegmentSet, _ index: any IndexReading
    ) throws -> [[BatchHit]] {
        let rows = Set(ranked.joined().map { set.row(ofPassage: $0.place) })
        let names = try index.names(ofPassages: rows.sorted())
        return ranked.map { hits in
            hits.compactMap { hit in
                names[set.row(ofPassage: hit.place)].map {
                    BatchHit(name: $0, score: Double(hit.score))
                }
            }
        }
    }
}
