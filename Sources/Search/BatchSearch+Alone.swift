import Foundation

extension SearchIndex {
    /// What a batch answered.
    public struct BatchAnswer: Sendable {
        /// For each query, best first.
        public var hits: [[BatchHit]]
        /// How long each query took, where they were asked one by one.
        public var took: [Duration] = []

        public init(hits: [[BatchHit]]) { self.hits = hits }

        /// `772 questions: median 4.13 ms, 90 % 7.90, longest 21.44`
        public var timing: String {
            let sorted = took.map { Double($0 / .microseconds(1)) / 1000 }.sorted()
            guard let longest = sorted.last else { return "no questions" }
            func text(_ value: Double) -> String { String(format: "%.2f", value) }
            return """
                \(sorted.count) questions: median \(text(sorted[sorted.count / 2])) ms, \
                90 % \(text(sorted[sorted.count * 9 / 10])), longest \(text(longest))
                """
        }
    }

    /// The best passages for each query, one query after the other.
    ///
    /// Each is a search of its own, as of somebody who asks nothing else: it reads the index as it is then,
    /// fetches the lists of its words in texts, and forgets them.
    public func eachAlone(_ queries: [String], limit: Int) throws -> BatchAnswer {
        var answer = BatchAnswer(hits: [])
        for query in queries {
            let began = ContinuousClock.now
            let found = try storage.read { index in
                let set = try segments(index)
                defer { set.forgetTexts() }
                let parsed = QueryParser.parse(query, grammar: grammar, variants: variants)
                let matcher = ClauseMatcher(index: index, set: set, scanner: scanner)
                let ranked = try rank(parsed, terms(parsed), matcher, allowed: nil, limit: limit)
                return try names([ranked], set, index)
            }
            answer.hits += found
            answer.took.append(ContinuousClock.now - began)
        }
        return answer
    }
}
