import Grammar

/// Where the clauses of each article are found again: each has one home among the articles it may have
/// gone to, the one that holds most of it.
struct ClauseHomes {
    /// For each pair the weight of the old article's clauses that are at home in the new one, and the
    /// other way round.
    private(set) var forward: [Float]
    private(set) var backward: [Float]
    /// For each pair the same where every clause goes to one clause only, by weight in the old and in
    /// the new article, the most any clause has in common and all that is in common.
    private(set) var moved: [Move]

    struct Move {
        var ofOld: Float = 0
        var ofNew: Float = 0
        var best: Float = 0
        var shared: Float = 0
    }

    init(
        _ pairs: PairTable, oldParts: ArticleParts, newParts: ArticleParts,
        oldVectors: [TermSpace.Vector], newVectors: [TermSpace.Vector], isMatch: [Bool],
        space: TermSpace, weights: RevisionGrammar.Matching
    ) {
        forward = Array(repeating: 0, count: pairs.indices.count)
        backward = forward
        moved = Array(repeating: Move(), count: pairs.indices.count)
        for group in pairs.ofOld {
            guard let first = group.first else { continue }
            Self.settle(
                oldParts.clauses[pairs.old[first]], Array(group),
                to: { (newVectors[pairs.new[$0]], newParts.clauses[pairs.new[$0]]) },
                space, weights, &forward)
        }
        for group in pairs.ofNew {
            guard let first = group.first else { continue }
            Self.settle(
                newParts.clauses[pairs.new[first]], group,
                to: { (oldVectors[pairs.old[$0]], oldParts.clauses[pairs.old[$0]]) },
                space, weights, &backward)
        }
        move(pairs, oldParts, newParts, isMatch, space, weights)
    }

    /// Gives each clause of an article to the pair whose other article holds most of it.
    private static func settle(
        _ clauses: [TermSpace.Vector], _ group: [Int],
        to other: (Int) -> (TermSpace.Vector, [TermSpace.Vector]), _ space: TermSpace,
        _ weights: RevisionGrammar.Matching, _ homes: inout [Float]
    ) {
        for clause in clauses where clause.weight > 0 {
            var best: (score: Float, pair: Int) = (weights.homeFloor, -1)
            for pair in group {
                let (whole, parts) = other(pair)
                let held = space.shared(clause, whole) / clause.weight
                // the like among single clauses cannot be more than what the whole holds
                guard held > best.score else { continue }
                var like: Float = 0
                for part in parts where part.weight > 0 {
                    like = max(
                        like, 2 * space.shared(clause, part) / (clause.weight + part.weight))
                }
                let score = (held + like) / 2
                if score > best.score { best = (score, pair) }
            }
            if best.pair >= 0 { homes[best.pair] += best.score * clause.weight }
        }
    }

    /// Clauses go one to one to where they fit best, in the matching article by preference.
    private mutating func move(
        _ pairs: PairTable, _ oldParts: ArticleParts, _ newParts: ArticleParts,
        _ isMatch: [Bool], _ space: TermSpace, _ weights: RevisionGrammar.Matching
    ) {
        struct Fit {
            var rank, score, shared: Float
            var pair, old, new: Int
        }
        var fits: [Fit] = []
        for group in pairs.ofOld {
            guard let first = group.first else { continue }
            for (m, clause) in oldParts.clauses[pairs.old[first]].enumerated() {
                for pair in group {
                    for (n, other) in newParts.clauses[pairs.new[pair]].enumerated() {
                        let shared = space.shared(clause, other)
                        let score = TermSpace.similarity(shared, clause.weight, other.weight)
                        guard score >= weights.moveFloor else { continue }
                        let rank =
                            score + (isMatch[pair] ? weights.matchGain : 0)
                            + weights.lengthGain * min(shared / space.rarest, 1)
                        fits.append(
                            Fit(
                                rank: rank, score: score, shared: shared, pair: pair, old: m, new: n
                            ))
                    }
                }
            }
        }
        fits.sort {
            $0.rank != $1.rank
                ? $0.rank > $1.rank : ($0.pair, $0.old, $0.new) < ($1.pair, $1.old, $1.new)
        }
        var usedOld = oldParts.clauses.map { [Bool](repeating: false, count: $0.count) }
        var usedNew = newParts.clauses.map { [Bool](repeating: false, count: $0.count) }
        for fit in fits {
            let (i, j) = (pairs.old[fit.pair], pairs.new[fit.pair])
            if usedOld[i][fit.old] || usedNew[j][fit.new] { continue }
            usedOld[i][fit.old] = true
            usedNew[j][fit.new] = true
            moved[fit.pair].ofOld += fit.score * oldParts.clauses[i][fit.old].weight
            moved[fit.pair].ofNew += fit.score * newParts.clauses[j][fit.new].weight
            moved[fit.pair].best = max(moved[fit.pair].best, fit.score * fit.shared)
            moved[fit.pair].shared += fit.shared
        }
    }
}
