import LegalText

extension UnitMatcher {
    /// Marks the pairs off the longest common order (longest increasing subsequence).
    mutating func findMoved() {
        guard !matches.isEmpty else { return }
        var tails: [Int] = []  // index of the match that ends the best run of each length
        var previous = [Int](repeating: -1, count: matches.count)
        for index in matches.indices {
            let low = tails.partitioningIndex { matches[$0].place >= matches[index].place }
            previous[index] = low > 0 ? tails[low - 1] : -1
            if low == tails.count { tails.append(index) } else { tails[low] = index }
        }
        var inOrder = [Bool](repeating: false, count: matches.count)
        var at = tails.last ?? -1
        while at >= 0 {
            inOrder[at] = true
            at = previous[at]
        }
        for index in matches.indices { matches[index].moved = !inOrder[index] }
    }
}
