import LegalText

extension UnitMatcher {
    /// Marks the pairs off the longest common order (longest increasing subsequence).
    mutating func findMoved() {
        guard !matches.isEmpty else { return }
        var tails: [Int] = []  // index of the match that ends the best run of each length
        var previous = [Int](repeating: -1, count: matches.count)
        for index in matches.indices {
            var (low, high) = (0, tails.count)
            while low < high {
                let middle = (low + high) / 2
                if matches[tails[middle]].place < matches[index].place {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
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
