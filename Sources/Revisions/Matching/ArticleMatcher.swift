import Grammar

/// Finds for every article of the old text the articles of the new one that took over its words.
///
/// Articles whose words are the same are settled first. For every other pair with words in common its
/// `LinkSigns` are weighed together to a probability. Each article then gets its best heir, one to one
/// where it can be (an article that resembles a distant newcomer more than its true heir goes to the heir);
/// what is probable beyond that was split or merged; and a new article nothing came to takes less
/// probable a source before it counts as inserted.
struct ArticleMatcher {
    let old: [ComparedUnit]
    let new: [ComparedUnit]
    let grammar: RevisionGrammar
    var weights: RevisionGrammar.Matching { grammar.matching }

    var space = TermSpace()
    var oldVectors: [TermSpace.Vector] = []
    var newVectors: [TermSpace.Vector] = []
    /// The new articles of each old one, and the other way round.
    private(set) var targets: [[Int]]
    private(set) var sources: [[Int]]

    init(old: [ComparedUnit], new: [ComparedUnit], grammar: RevisionGrammar) {
        self.old = old
        self.new = new
        self.grammar = grammar
        targets = Array(repeating: [], count: old.count)
        sources = Array(repeating: [], count: new.count)
    }

    /// The new articles of each old one, the best first.
    mutating func match() -> [[Int]] {
        let same = identical()
        var oldParts = ArticleParts()
        var newParts = ArticleParts()
        for (i, unit) in old.enumerated() {
            oldVectors.append(space.vector([unit.tokens[...]], counting: .old))
            oldParts.append(unit, isOpen: same.old[i] == nil, &space, ends: grammar.partEnds)
        }
        for (j, unit) in new.enumerated() {
            newVectors.append(space.vector([unit.tokens[...]], counting: .new))
            newParts.append(unit, isOpen: same.new[j] == nil, &space, ends: grammar.partEnds)
        }
        space.weigh()
        for i in old.indices { oldVectors[i].weight = space.weight(of: oldVectors[i]) }
        for j in new.indices { newVectors[j].weight = space.weight(of: newVectors[j]) }
        oldParts.weigh(space)
        newParts.weigh(space)
        for (i, j) in same.old.enumerated() { if let j { link(i, j) } }
        let pairs = PairTable(
            oldVectors, newVectors, settled: same, in: space, limit: weights.candidates)
        let signs = LinkSigns(
            pairs: pairs, old: old, new: new, oldVectors: oldVectors, newVectors: newVectors,
            oldParts: oldParts, newParts: newParts, settled: same.old, space: space,
            weights: weights)
        let probabilities = signs.probabilities()
        choose(pairs, probabilities, signs)
        for i in old.indices where targets[i].count > 1 {
            let certaintyBonus = weights.certaintyBonus
            sortTargets(of: i, pairs, opening: oldParts.openings[i]) {
                signs.likenessInOrder[$0] + certaintyBonus * probabilities[$0]
            }
        }
        return targets
    }

    /// Articles whose words are the same; where several are alike, each has the like in its own place.
    private func identical() -> (old: [Int?], new: [Int?]) {
        var places: [UInt64: (olds: [Int], news: [Int])] = [:]
        for (i, unit) in old.enumerated() where !unit.tokens.isEmpty {
            places[unit.fingerprint, default: ([], [])].olds.append(i)
        }
        for (j, unit) in new.enumerated() where !unit.tokens.isEmpty {
            places[unit.fingerprint]?.news.append(j)
        }
        var pairs: (old: [Int?], new: [Int?]) = (
            Array(repeating: nil, count: old.count), Array(repeating: nil, count: new.count)
        )
        for place in places.values where place.olds.count == place.news.count {
            for (i, j) in zip(place.olds, place.news) {
                pairs.old[i] = j
                pairs.new[j] = i
            }
        }
        return pairs
    }

    /// Makes links of what is probable enough; an heir beside the first must have a real share of the
    /// old article.
    private mutating func choose(
        _ pairs: PairTable, _ probabilities: [Float], _ signs: LinkSigns
    ) {
        let ranked = pairs.indices.sorted { a, b in
            if probabilities[a] != probabilities[b] { return probabilities[a] > probabilities[b] }
            let (x, y) = (pairs.distance(a), pairs.distance(b))
            return x != y ? x < y : a < b
        }
        for k in ranked where probabilities[k] >= weights.first {
            let (i, j) = (pairs.old[k], pairs.new[k])
            if targets[i].isEmpty, sources[j].isEmpty { link(i, j) }
        }
        for k in ranked where probabilities[k] >= weights.first {
            if targets[pairs.old[k]].isEmpty { link(pairs.old[k], pairs.new[k]) }
        }
        for k in ranked where signs.movedShare(k) >= weights.furtherShare {
            let isFree = sources[pairs.new[k]].isEmpty
            if probabilities[k] >= (isFree ? weights.free : weights.further) {
                link(pairs.old[k], pairs.new[k])
            }
        }
    }

    private mutating func link(_ i: Int, _ j: Int) {
        guard !targets[i].contains(j) else { return }
        targets[i].append(j)
        sources[j].append(i)
    }

    /// The target most like the old article first; of two alike, the one with the opening words.
    private mutating func sortTargets(
        of i: Int, _ pairs: PairTable, opening: TermSpace.Vector, by value: (Int) -> Float
    ) {
        var ranks: [Int: Float] = [:]
        for pair in pairs.ofOld[i] where targets[i].contains(pairs.new[pair]) {
            let held = space.shared(opening, newVectors[pairs.new[pair]])
            ranks[pairs.new[pair]] =
                value(pair) + weights.openingBonus * held / max(opening.weight, 0.001)
        }
        targets[i].sort {
            let (a, b) = (ranks[$0] ?? 0, ranks[$1] ?? 0)
            return a != b ? a > b : $0 < $1
        }
    }
}
