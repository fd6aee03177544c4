import Grammar

/// Finds for every article of the old text the articles of the new one that took over its words.
///
/// Content decides, by pairs of words weighted by rarity; a pair that keeps the order of the rest is
/// preferred (an article that resembles a distant newcomer more than its true heir goes to the heir);
/// equal numbers break ties. What was split or merged is found sentence by sentence.
struct ArticleMatcher {
    let old: [ComparedUnit]
    let new: [ComparedUnit]
    let weights: RevisionGrammar.Matching

    var space = TermSpace()
    var oldVectors: [TermSpace.Vector] = []
    var newVectors: [TermSpace.Vector] = []
    /// Pairs worth a look, by old article.
    var candidates: [[Candidate]] = []
    /// The new articles of each old one, and the other way round.
    var targets: [[Int]]
    var sources: [[Int]]

    struct Candidate {
        var new: Int
        /// Mean of the share of both texts in common and the share of the shorter one.
        var score: Float
    }

    init(old: [ComparedUnit], new: [ComparedUnit], weights: RevisionGrammar.Matching) {
        self.old = old
        self.new = new
        self.weights = weights
        targets = Array(repeating: [], count: old.count)
        sources = Array(repeating: [], count: new.count)
    }

    /// The new articles of each old one, the best first.
    mutating func match() -> [[Int]] {
        let same = identical()
        var oldSentences = SentenceList()
        var newSentences = SentenceList()
        for i in old.indices {
            oldVectors.append(read(old[i], same.old[i] != nil, i, &oldSentences))
        }
        for j in new.indices {
            newVectors.append(read(new[j], same.new[j] != nil, j, &newSentences))
        }
        space.weigh()
        for i in old.indices { oldVectors[i].weight = space.weight(of: oldVectors[i]) }
        for j in new.indices { newVectors[j].weight = space.weight(of: newVectors[j]) }
        findCandidates(same)
        let order = OrderChain(candidates, old: old, new: new, weights: weights)
        assign(order)
        joinWhole(order)
        oldSentences.weigh(space)
        newSentences.weigh(space)
        joinSentences(oldSentences, newSentences)
        joinRuns()
        for i in old.indices where targets[i].count > 1 { sortTargets(of: i) }
        return targets
    }

    /// Counts the terms of an article, and of its sentences unless it has its like.
    private mutating func read(
        _ unit: ComparedUnit, _ isSettled: Bool, _ index: Int, _ sentences: inout SentenceList
    ) -> TermSpace.Vector {
        let vector = space.vector(unit.tokens[...], counting: true)
        if isSettled { return vector }
        for range in unit.sentences where range.count >= 5 {
            sentences.append(
                owner: index, range: range, space.vector(unit.tokens[range], counting: false))
        }
        return vector
    }

    /// Articles whose words are the same, where no other article has them.
    private func identical() -> (old: [Int?], new: [Int?]) {
        var places: [UInt64: (old: Int, new: Int, olds: Int, news: Int)] = [:]
        for (i, unit) in old.enumerated() where !unit.tokens.isEmpty {
            let seen = places[unit.fingerprint] ?? (0, 0, 0, 0)
            places[unit.fingerprint] = (i, seen.new, seen.olds + 1, seen.news)
        }
        for (j, unit) in new.enumerated() where !unit.tokens.isEmpty {
            let seen = places[unit.fingerprint] ?? (0, 0, 0, 0)
            places[unit.fingerprint] = (seen.old, j, seen.olds, seen.news + 1)
        }
        var pairs: (old: [Int?], new: [Int?]) = (
            Array(repeating: nil, count: old.count), Array(repeating: nil, count: new.count)
        )
        for place in places.values where place.olds == 1 && place.news == 1 {
            pairs.old[place.old] = place.new
            pairs.new[place.new] = place.old
        }
        return pairs
    }

    private mutating func findCandidates(_ same: (old: [Int?], new: [Int?])) {
        // articles that have their like are out of the search
        let open = newVectors.indices.map {
            same.new[$0] == nil
                ? newVectors[$0] : TermSpace.Vector(terms: [], counts: [])
        }
        let postings = TermPostings(open, terms: space.weights.count)
        let cap = max(40, (old.count + new.count) / 12)
        var scratch = [Float](repeating: 0, count: new.count)
        candidates = old.indices.map { i in
            if let j = same.old[i] { return [Candidate(new: j, score: 1)] }
            let near = postings.nearest(
                to: oldVectors[i], in: space, limit: weights.candidates, cap: cap, scratch: &scratch
            )
            return near.map {
                Candidate(new: $0, score: space.similarity(oldVectors[i], newVectors[$0]))
            }.sorted { $0.new < $1.new }
        }
    }

    /// One to one, the best pairs first.
    private mutating func assign(_ order: OrderChain) {
        var pairs: [(old: Int, new: Int, rank: Float)] = []
        for i in old.indices {
            for candidate in candidates[i] {
                let j = candidate.new
                let distance = order.distance(i, j)
                let floor = distance == 0 ? weights.floorInOrder : weights.floorElsewhere
                if candidate.score < floor { continue }
                var rank = candidate.score
                rank +=
                    distance == 0
                    ? weights.orderBonus
                    : weights.orderBonus / 2 * order.fading(distance)
                if order.holds(i, j) { rank += weights.chainBonus }
                if old[i].number == new[j].number { rank += 0.005 }
                pairs.append((i, j, rank))
            }
        }
        pairs.sort {
            if $0.rank != $1.rank { return $0.rank > $1.rank }
            let (a, b) = (abs($0.old - $0.new), abs($1.old - $1.new))
            return a != b ? a < b : ($0.old, $0.new) < ($1.old, $1.new)
        }
        for pair in pairs where targets[pair.old].isEmpty && sources[pair.new].isEmpty {
            link(pair.old, pair.new)
        }
    }

    /// A lone article that a longer one took up: one near by that holds most of it, or one that holds
    /// clearly more of it than any other beyond the words of its own sources; an article without a source
    /// needs less.
    private mutating func joinWhole(_ order: OrderChain) {
        for i in old.indices where targets[i].isEmpty {
            let ranked = candidates[i].map { ($0, sharedBeyondSources(i, $0.new)) }.sorted {
                $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.new < $1.0.new
            }
            let least = weights.heldMass * space.rarest
            let near = ranked.max { $0.0.score < $1.0.score }
            if let (near, mass) = near, near.score >= weights.wholeFloor, mass >= least,
                order.distance(i, near.new) <= 1
            {
                link(i, near.new)
                continue
            }
            guard let (best, mass) = ranked.first, mass >= least else { continue }
            let margin = mass / max(ranked.dropFirst().first?.1 ?? 0, 0.001)
            let isFree = sources[best.new].isEmpty
            let floor = isFree ? weights.heldFloorFree : weights.heldFloor
            if mass >= floor * oldVectors[i].weight,
                margin >= (isFree ? weights.heldMarginFree : weights.heldMargin)
            {
                link(i, best.new)
            }
        }
    }

    /// The weight an old and a new article have in common, without what the new one has from its sources.
    private func sharedBeyondSources(_ i: Int, _ j: Int) -> Float {
        let rest = space.rest(of: newVectors[j], beyond: sources[j].map { oldVectors[$0] })
        return space.shared(oldVectors[i], rest)
    }

    mutating func link(_ i: Int, _ j: Int) {
        guard !targets[i].contains(j) else { return }
        targets[i].append(j)
        sources[j].append(i)
    }

    /// The target most like the old article first; of two alike, the one with the opening words.
    private mutating func sortTargets(of i: Int) {
        guard let first = old[i].sentences.first else { return }
        let opening = space.vector(old[i].tokens[first], counting: false)
        let openingWeight = max(space.knownWeight(of: opening), 0.001)
        func rank(_ j: Int) -> Float {
            space.similarity(oldVectors[i], newVectors[j])
                + weights.openingBonus * space.shared(opening, newVectors[j]) / openingWeight
        }
        let ranked = targets[i].map { ($0, rank($0)) }
        targets[i] = ranked.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }.map(\.0)
    }
}
