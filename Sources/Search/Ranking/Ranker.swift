import Foundation
import Grammar

/// Finds the passages that answer a question best, in two stages of bounded cost.
///
/// First the rarest terms' lists are summed by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
/// Framework", 2009) until `budget` places are read; then the best passages get what the other terms
/// add, and the factors for coverage and for the document. What is summed is kept for one window of the
/// index at a time, so that a large index costs about as much as a small one. A ranker keeps its memory
/// between questions and belongs to one thread.
struct Ranker {
    typealias Loader = (Segment) -> Segment.PageLoader

    /// Places read in the first stage at most; half as many of headings, and of titles.
    static let budget = 100_000
    /// Passages that enter the second stage.
    static let candidates = 800

    let set: SegmentSet
    let weights: SearchGrammar.Weights
    /// The factor of each document.
    let priors: [Float]
    /// k1 times the norm of each length code.
    let textK: [Float]
    /// k1 times the norm of each heading, of each title.
    let headingK: [Float]
    let titleK: [Float]
    private var sums: WindowSums

    /// A passage and why it stands where it stands.
    struct Ranked: Sendable {
        var place: Int
        var score: Float
        var text: Float
        var heading: Float
        var title: Float
        /// Share of the question's pairs and words found.
        var coverage: Float
        var prior: Float
    }

    init(_ set: SegmentSet, grammar: SearchGrammar) {
        self.set = set
        let weights = grammar.weights
        self.weights = weights
        sums = WindowSums(for: set)
        let average = Double(set.counts.textLength) / Double(max(set.counts.passages, 1))
        textK = (0...255).map {
            let length = PassageLength.length(UInt8($0))
            return Float(weights.k1 * (1 - weights.b + weights.b * length / max(average, 1)))
        }
        let counts = set.counts
        func norms(_ lengths: [Int], b: Double, total: Int) -> [Float] {
            let average = max(Double(total) / Double(max(lengths.count, 1)), 1)
            return lengths.map { Float(weights.k1 * (1 - b + b * Double($0) / average)) }
        }
        headingK = norms(
            set.members.flatMap { $0.segment.headings.map(\.length) }, b: weights.headingB,
            total: counts.headingLength)
        titleK = norms(
            set.members.flatMap { $0.segment.documents.map(\.titleLength) }, b: weights.b,
            total: counts.titleLength)
        let ranks = grammar.ranks.map(\.weight)
        priors = set.members.flatMap { member in
            member.segment.documents.map { document in
                let rank = ranks.indices.contains(document.rank) ? ranks[document.rank] : 0
                return Float(
                    1 + rank + weights.cited * log(1 + Double(document.cited))
                        + weights.size * log(1 + Double(document.passages)))
            }
        }
    }

    /// The best `limit` passages, best first.
    /// - Parameters:
    ///   - allowed: the passages that may be answered with; `nil` = all.
    ///   - bonus: passages that stand before all others.
    mutating func rank(
        _ terms: [QueryTerm], allowed: PassageSet?, bonus: PassageSet? = nil, limit: Int,
        loader: Loader
    ) throws -> [Ranked] {
        let counts = set.counts
        let found = try terms.compactMap {
            try TermLists($0, key: $0.textKey(), of: counts.passages, in: set, loader)
        }
        let coverable = found.reduce(Float(0)) { $0 + (covers($1.term) ? coverWeight($1) : 0) }
        let (early, late) = found.split(budget: Self.budget)
        let headings = try terms.filter { partWeight($0, isHeading: true) > 0 }.compactMap {
            try TermLists($0, key: $0.headingKey(), of: counts.headings, in: set, loader)
        }.split(budget: Self.budget / 2).read
        let titles = try terms.filter { partWeight($0, isHeading: false) > 0 }.compactMap {
            try TermLists($0, key: $0.titleKey(), of: counts.documents, in: set, loader)
        }.split(budget: Self.budget / 2).read
        var pool = CandidatePool(count: max(Self.candidates, limit))
        for member in set.members {
            sums.add(
                texts: early.compactMap { term in
                    term.cursor(in: member).map { (textAdder(term, coverable), $0) }
                },
                headings: headings.compactMap { term in
                    term.cursor(in: member).map { (partFactor(term, isHeading: true), $0) }
                },
                titles: titles.compactMap { term in
                    term.cursor(in: member).map { (partFactor(term, isHeading: false), $0) }
                }, in: member, of: self, allowed: allowed, to: &pool)
        }
        pool.trim()
        var best = pool.candidates
        add(late, to: &best, coverable: coverable)
        return finish(best, bonus: bonus, limit: limit)
    }

    // MARK: Weights

    /// Whether a passage with this term covers part of the query.
    private func covers(_ term: QueryTerm) -> Bool {
        if case .han(_, 0) = term.form { return false }
        return term.part != .synonym
    }

    private func coverWeight(_ term: TermLists) -> Float {
        Float(log(1 + Double(set.counts.passages) / Double(term.count)))
    }

    private func textAdder(_ term: TermLists, _ coverable: Float) -> TextAdder {
        let weight =
            switch term.term.part {
            case .single: weights.single * term.term.count
            case .pair: weights.pair * term.term.count
            case .synonym: weights.synonym
            }
        let factor = Float(weight * (weights.k1 + 1)) * term.idf
        return TextAdder(
            factor: factor, once: textK.map { factor / (1 + $0) }, textK: textK,
            cover: covers(term.term) && coverable > 0 ? coverWeight(term) / coverable : 0)
    }

    private func partWeight(_ term: QueryTerm, isHeading: Bool) -> Double {
        switch (term.part, isHeading) {
        case (.single, true): weights.headingSingle * term.count
        case (.pair, true): weights.headingPair * term.count
        case (.synonym, true): weights.headingSynonym
        case (.single, false): weights.titleSingle * term.count
        case (.pair, false): weights.titlePair * term.count
        case (.synonym, false): 0
        }
    }

    private func partFactor(_ term: TermLists, isHeading: Bool) -> Float {
        Float(partWeight(term.term, isHeading: isHeading) * (weights.k1 + 1)) * term.idf
    }

    // MARK: Second stage

    /// Adds the lists of terms to the candidates only.
    private func add(_ terms: [TermLists], to best: inout [Candidate], coverable: Float) {
        guard !terms.isEmpty else { return }
        var start = 0
        for member in set.members {
            let base = member.firstPassage
            let behind = base + member.segment.counts.passages
            var end = start
            while end < best.count, Int(best[end].place) < behind { end += 1 }
            defer { start = end }
            guard start < end else { continue }
            let places = best[start..<end].map { $0.place - Int32(base) }
            let lengths = places.map { member.segment.lengths[Int($0)] }
            for term in terms {
                let adder = textAdder(term, coverable)
                for (owner, list) in term.lists where owner.segment === member.segment {
                    list.visit(in: places) { index, occurrences in
                        best[start + index].text += adder.value(occurrences, lengths[index])
                        best[start + index].coverage += adder.cover
                    }
                }
            }
        }
    }

    private func finish(_ best: [Candidate], bonus: PassageSet?, limit: Int) -> [Ranked] {
        var around = [Float](repeating: 0, count: best.count)
        add(
            Float(weights.document), ofBest: weights.documentBest, of: best, \.document, to: &around
        )
        add(Float(weights.heading), ofBest: weights.headingBest, of: best, \.heading, to: &around)
        var ranked = best.indices.map { i -> Ranked in
            let candidate = best[i]
            let prior = priors[Int(candidate.document)]
            var score = candidate.text + candidate.headingScore + candidate.titleScore + around[i]
            score *= (1 + Float(weights.coverage) * candidate.coverage) * prior
            if let bonus, bonus.contains(Int(candidate.place)) { score += Float(weights.allWords) }
            return Ranked(
                place: Int(candidate.place), score: score, text: candidate.text,
                heading: candidate.headingScore, title: candidate.titleScore,
                coverage: candidate.coverage, prior: prior)
        }
        ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.place < $1.place }
        return Array(ranked.prefix(limit))
    }

    /// Adds a share of the mean of the best `count` texts of each group, whose members lie together.
    private func add(
        _ weight: Float, ofBest count: Int, of best: [Candidate],
        _ group: KeyPath<Candidate, Int32>, to sums: inout [Float]
    ) {
        var (start, top): (Int, [Float]) = (0, [])
        while start < best.count {
            var end = start
            top.removeAll(keepingCapacity: true)
            while end < best.count, best[end][keyPath: group] == best[start][keyPath: group] {
                // the best so far, ascending
                let text = best[end].text
                if top.count < count || text > top[0] {
                    if top.count == count { top.removeFirst() }
                    top.insert(text, at: top.firstIndex { $0 > text } ?? top.count)
                }
                end += 1
            }
            let share = weight * top.reduce(0, +) / Float(max(count, 1))
            for i in start..<end { sums[i] += share }
            start = end
        }
    }
}
