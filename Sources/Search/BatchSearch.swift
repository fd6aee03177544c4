import Dispatch
import GRDB
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
        try read { db in
            let set = try segments(db)
            let loader = loader(db)
            for member in set.members { try member.segment.loadAll(loader(member.segment)) }
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
            let matcher = ClauseMatcher(db: db, set: set, scanner: scanner, loader: loader)
            var ranked = results.withLock { $0 }
            for i in queries.indices where !parsed[i].isQuestion || parsed[i].required != nil {
                ranked[i] = try rank(
                    parsed[i], terms(parsed[i]), matcher, allowed: nil, limit: limit)
            }
            return try names(ranked, set, db)
        }
    }

    private func names(
        _ ranked: [[Ranker.Ranked]], _ set: SegmentSet, _ db: Database
    ) throws -> [[BatchHit]] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT CASE WHEN d.source IS NULL THEN p.name ELSE d.name || '#' || p.name END
                FROM passage p JOIN document d ON d.id = p.document WHERE p.id = ?
                """)
        return try ranked.map { hits in
            try hits.compactMap { hit in
                let row = set.row(ofPassage: hit.place)
                guard let name = try String.fetchOne(statement, arguments: [row]) else {
                    return nil
                }
                return BatchHit(name: name, score: Double(hit.score))
            }
        }
    }
}
