import Foundation
import LegalText

/// The heaviest chain of pairs that rise in both texts: what kept its order.
struct OrderChain {
    /// The pairs, rising.
    private let pairs: [(old: Int, new: Int)]
    private let newCount: Int
    private let fading: Float

    /// The chain through `items`, sorted by their places; `width` is the number of new articles.
    init(_ items: [(old: Int, new: Int, weight: Float)], width: Int, fading: Float) {
        newCount = width
        self.fading = fading
        pairs = Self.heaviestRise(items, width: width).map { (items[$0].old, items[$0].new) }
    }

    /// The chain through pairs sorted by their old place: for each prefix of the new text a Fenwick tree
    /// keeps the heaviest chain that ends in it, so the cost is n log n.
    static func heaviestRise(_ items: [(old: Int, new: Int, weight: Float)], width: Int) -> [Int] {
        var best = [(weight: Float, item: Int)](repeating: (0, -1), count: width + 1)
        var before = [Int](repeating: -1, count: items.count)
        func top(_ new: Int) -> (weight: Float, item: Int) {
            var found: (weight: Float, item: Int) = (0, -1)
            var at = new
            while at > 0 {
                if best[at].weight > found.weight { found = best[at] }
                at -= at & -at
            }
            return found
        }
        var k = 0
        while k < items.count {
            var e = k
            while e < items.count, items[e].old == items[k].old { e += 1 }
            var sums: [(Float, Int)] = []
            for q in k..<e {
                let found = top(items[q].new)
                before[q] = found.item
                sums.append((found.weight + items[q].weight, q))
            }
            for (weight, q) in sums {
                var at = items[q].new + 1
                while at <= width {
                    if weight > best[at].weight { best[at] = (weight, q) }
                    at += at & -at
                }
            }
            k = e
        }
        var chain: [Int] = []
        var at = top(width).item
        while at >= 0 {
            chain.append(at)
            at = before[at]
        }
        return chain.reversed()
    }

    /// How many places a pair lies outside what its neighbours in the chain allow; 0 = in order.
    func distance(_ old: Int, _ new: Int) -> Int {
        var low = pairs.partitioningIndex { $0.old >= old }
        let floor = low > 0 ? pairs[low - 1].new : -1
        if low < pairs.count, pairs[low].old == old { low += 1 }
        let ceiling = low < pairs.count ? pairs[low].new : newCount
        if new <= floor { return floor - new + 1 }
        if new >= ceiling { return new - ceiling + 1 }
        return 0
    }

    /// 1 in order, falling with the distance.
    func fading(_ distance: Int) -> Float { exp(-Float(distance) / fading) }
}
