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
    /// The whole full-text index is read into memory first, then the queries are shared among `workers`.
    public func batch(_ queries: [String], limit: Int, workers: Int = 2) throws -> [[BatchHit]] {
        try storage.read { index in
            let set = try segments(index)
            for member in set.members {
                try member.segment.loadAll(index.loader(of: member.segment))
            }
            let parsed = queries.map { QueryParser.parse($0, grammar: grammar, variants: variants) }
            let results = Mutex([[Ranker.Ranked]](repeating: [], count: queries.count))
            let next = Mutex(0)
            let failure = Mutex<(any Error)?>(nil)
            DispatchQueue.concurrentPerform(iterations: max(workers, 1)) { _ in
                var ranker = Ranker(set, grammar: grammar)
                while true {
                    let i = next.withLock { i in
                        defer { i += 1 }
                        return i
                    }
                    guard i < queries.count else { return }
                    guard parsed[i].isQuestion, parsed[i].required == nil else { continue }
                    do {
                        let ranked = try ranker.rank(
                            terms(parsed[i]), allowed: nil, limit: limit,
                            loader: { _ in { _, _ in } })
                        results.withLock { $0[i] = ranked }
                    } catch {
                        failure.withLock { $0 = error }
                        return
                    }
                }
            }
            if let error = failure.withLock({ $0 }) { throw error }
            let matcher = ClauseMatcher(index: index, set: set, scanner: scanner)
            var ranked = results.withLock { $0 }
            for i in queries.indices where !parsed[i].isQuestion || parsed[i].required != nil {
                ranked[i] = try rank(
                    parsed[i], terms(parsed[i]), matcher, allowed: nil, limit: limit)
            }
            return try names(ranked, set, index)
        }
    }

    func names(
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
