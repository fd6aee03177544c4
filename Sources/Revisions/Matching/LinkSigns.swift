import Foundation
import Grammar

/// What speaks for and against each pair of articles; `Grammar/mul/revisions.yaml` says what each sign
/// means and weighs.
struct LinkSigns {
    private let pairs: PairTable
    private let old: [ComparedUnit]
    private let new: [ComparedUnit]
    private let oldVectors: [TermSpace.Vector]
    private let newVectors: [TermSpace.Vector]
    private let oldParts: ArticleParts
    private let newParts: ArticleParts
    private let space: TermSpace
    private let weights: RevisionGrammar.Matching
    /// The article each old and new one clearly goes with: its like, or one it resembles most both ways.
    private var heir: [Int?]
    private var source: [Int?]
    private let order: OrderChain
    private let homes: ClauseHomes
    /// The likeness of each pair, with what keeping the order counts for.
    let likenessInOrder: [Float]
    /// The share of the old articles that are kept nearly as they were.
    private let kept: Float

    init(
        pairs: PairTable, old: [ComparedUnit], new: [ComparedUnit],
        oldVectors: [TermSpace.Vector], newVectors: [TermSpace.Vector],
        oldParts: ArticleParts, newParts: ArticleParts, settled: [Int?], space: TermSpace,
        weights: RevisionGrammar.Matching
    ) {
        self.pairs = pairs
        self.old = old
        self.new = new
        self.oldVectors = oldVectors
        self.newVectors = newVectors
        self.oldParts = oldParts
        self.newParts = newParts
        self.space = space
        self.weights = weights
        let settledLinks = settled.enumerated().compactMap { i, j in
            j.map { (old: i, new: $0, weight: Float(1)) }
        }
        let chained = pairs.mutual(by: pairs.likeness).filter {
            pairs.likeness[$0] >= weights.chainFloor
        }
        let links = chained.map {
            (old: pairs.old[$0], new: pairs.new[$0], weight: pow(pairs.likeness[$0], 2))
        }
        let order = OrderChain(
            (settledLinks + links).sorted { ($0.old, $0.new) < ($1.old, $1.new) },
            width: new.count, fading: weights.fading)
        self.order = order
        // an article goes to its heir in the order before a distant newcomer it resembles a little more
        likenessInOrder = pairs.indices.map { pair in
            pairs.likeness[pair] + weights.orderGain
                * order.fading(order.distance(pairs.old[pair], pairs.new[pair]))
        }
        heir = settled
        source = Array(repeating: nil, count: new.count)
        for link in settledLinks { source[link.new] = link.old }
        var isMutual = [Bool](repeating: false, count: pairs.indices.count)
        var alike = settledLinks.count
        for pair in pairs.mutual(by: likenessInOrder) {
            isMutual[pair] = true
            if pairs.likeness[pair] > weights.keptFloor { alike += 1 }
            guard pairs.likeness[pair] > weights.partnerFloor else { continue }
            heir[pairs.old[pair]] = pairs.new[pair]
            source[pairs.new[pair]] = pairs.old[pair]
        }
        kept = Float(alike) / Float(max(old.count, 1))
        homes = ClauseHomes(
            pairs, oldParts: oldParts, newParts: newParts, oldVectors: oldVectors,
            newVectors: newVectors, isMatch: isMutual, space: space, weights: weights)
    }

    /// The share of an old article whose clauses went to the new one of a pair, clause by clause.
    func movedShare(_ pair: Int) -> Float {
        homes.moved[pair].ofOld / max(oldVectors[pairs.old[pair]].weight, 0.01)
    }

    /// How probable it is that the new article of each pair took over words of the old one.
    func probabilities() -> [Float] {
        pairs.indices.map { pair in
            let sum = signs(of: pair).reduce(weights.bias) { $0 + weights.weight(of: $1.0) * $1.1 }
            return 1 / (1 + exp(-sum))
        }
    }

    private func signs(of pair: Int) -> [(RevisionGrammar.Matching.Sign, Float)] {
        let (i, j) = (pairs.old[pair], pairs.new[pair])
        let (a, b) = (oldVectors[i], newVectors[j])
        let shared = pairs.shared[pair]
        let (fromOld, toNew) = (pairs.ofOld[i], pairs.ofNew[j])
        let (massOld, massNew) = (max(a.weight, 0.01), max(b.weight, 0.01))
        func lead(_ group: some Sequence<Int>) -> Float {
            log((shared + 0.3) / (pairs.bestOther(pairs.shared, in: group, but: pair) + 0.3))
        }
        func ahead(_ group: some Sequence<Int>) -> Float {
            pairs.likeness[pair] - pairs.bestOther(pairs.likeness, in: group, but: pair)
        }
        let other = heir[i].flatMap { $0 == j ? nil : $0 }
        let rival = source[j].flatMap { $0 == i ? nil : $0 }
        let distance = order.distance(i, j)
        let slot = slot(i, j)
        let move = homes.moved[pair]
        let beyondRival = rival.map { space.shared(a, b, beyond: oldVectors[$0]) } ?? shared
        let beyondHeir = other.map { space.shared(b, a, beyond: newVectors[$0]) } ?? shared
        return [
            (.heldShare, shared / massOld), (.ownShare, shared / massNew),
            (.likeness, pairs.likeness[pair]),
            (.leadAmongHeirs, lead(fromOld)), (.leadAmongSources, lead(toNew)),
            (.aheadAmongHeirs, ahead(fromOld)), (.aheadAmongSources, ahead(toNew)),
            (.nearestHeir, ahead(fromOld) >= 0 ? 1 : 0),
            (.nearestSource, ahead(toNew) >= 0 ? 1 : 0),
            (.clausesHome, log1p(homes.forward[pair])),
            (.clausesFrom, log1p(homes.backward[pair])),
            (.clausesFromShare, homes.backward[pair] / massNew),
            (.movedWords, log1p(move.shared)), (.movedBest, log1p(move.best)),
            (.movedShare, movedShare(pair)), (.movedOwnShare, move.ofNew / massNew),
            (.beyondRival, beyondRival / massOld), (.beyondHeir, beyondHeir / massNew),
            (.rareWords, log1p(space.sharedRare(a, b))),
            (.heads, log1p(space.shared(oldParts.heads[i], newParts.heads[j]))),
            (.oneIsSanction, old[i].isSanction == new[j].isSanction ? 0 : 1),
            (.inOrder, distance == 0 ? 1 : 0), (.nearOrder, order.fading(distance)),
            (.neighbours, neighbours(i, j)), (.slot, slot), (.fullSlot, slot == 1 ? 1 : 0),
            (.openSlot, rival == nil && other == nil ? slot : 0),
            (.hasRival, rival == nil ? 0 : 1), (.length, log1p(b.weight)), (.kept, kept),
        ]
    }

    /// The share of the two articles on either side of an old one whose heirs stand around the new one.
    private func neighbours(_ i: Int, _ j: Int) -> Float {
        var count: Float = 0
        for step in [-2, -1, 1, 2] where old.indices.contains(i + step) {
            if let near = heir[i + step], abs(near - j) <= 3 { count += 1 }
        }
        return count / 4
    }

    /// 1 if the articles before and behind are each other's heirs, or both stand at the end; half of it
    /// for one side.
    private func slot(_ i: Int, _ j: Int) -> Float {
        let before = i == 0 ? j == 0 : heir[i - 1] == j - 1
        let behind = i == old.count - 1 ? j == new.count - 1 : heir[i + 1] == j + 1
        return (before ? 0.5 : 0) + (behind ? 0.5 : 0)
    }
}
