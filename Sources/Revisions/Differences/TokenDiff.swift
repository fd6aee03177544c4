/// The differences of two sequences, shortest first found (Myers, An O(ND) Difference Algorithm, 1986).
enum TokenDiff {
    /// A stretch of the first sequence and what stands in its place in the second.
    struct Change: Equatable {
        var old: Range<Int>
        var new: Range<Int>
        var size: Int { max(old.count, new.count) }
    }

    /// Beyond this many insertions and deletions the rest counts as one change.
    static let limit = 1200

    /// The changes in order; what lies between is the same in both.
    static func changes(_ a: [UInt32], _ b: [UInt32]) -> [Change] {
        var start = 0
        while start < a.count, start < b.count, a[start] == b[start] { start += 1 }
        var (endA, endB) = (a.count, b.count)
        while endA > start, endB > start, a[endA - 1] == b[endB - 1] {
            endA -= 1
            endB -= 1
        }
        if start == endA || start == endB {
            return start == endA && start == endB
                ? [] : [Change(old: start..<endA, new: start..<endB)]
        }
        return middle(a, b, start..<endA, start..<endB)
    }

    private static func middle(
        _ a: [UInt32], _ b: [UInt32], _ old: Range<Int>, _ new: Range<Int>
    ) -> [Change] {
        let (n, m) = (old.count, new.count)
        let most = min(n + m, limit)
        // frontier[k + most] = the furthest place in `a` reached on diagonal k
        var frontier = [Int32](repeating: 0, count: 2 * most + 2)
        var trace: [[Int32]] = []
        var found = false
        search: for d in 0...most {
            trace.append(Array(frontier[(most - d)...(most + d + 1)]))
            for k in stride(from: -d, through: d, by: 2) {
                let down = k == -d || (k != d && frontier[k - 1 + most] < frontier[k + 1 + most])
                var x = Int(down ? frontier[k + 1 + most] : frontier[k - 1 + most] + 1)
                var y = x - k
                while x < n, y < m, a[old.lowerBound + x] == b[new.lowerBound + y] {
                    x += 1
                    y += 1
                }
                frontier[k + most] = Int32(x)
                if x >= n, y >= m {
                    found = true
                    break search
                }
            }
        }
        guard found else { return [Change(old: old, new: new)] }
        return retrace(trace, n, m, old.lowerBound, new.lowerBound)
    }

    /// Walks back through the frontiers; steps that touch are one change.
    private static func retrace(
        _ trace: [[Int32]], _ n: Int, _ m: Int, _ oldBase: Int, _ newBase: Int
    ) -> [Change] {
        var changes: [Change] = []
        var (x, y) = (n, m)
        for d in stride(from: trace.count - 1, to: 0, by: -1) {
            let frontier = trace[d]  // diagonals -d...d+1
            let k = x - y
            let down = k == -d || (k != d && frontier[k - 1 + d] < frontier[k + 1 + d])
            let before = down ? k + 1 : k - 1
            let fromX = Int(frontier[before + d])
            let fromY = fromX - before
            let (toX, toY) = down ? (fromX, fromY + 1) : (fromX + 1, fromY)
            let step = Change(
                old: oldBase + fromX..<oldBase + toX, new: newBase + fromY..<newBase + toY)
            if let last = changes.last, last.old.lowerBound == step.old.upperBound,
                last.new.lowerBound == step.new.upperBound
            {
                changes[changes.count - 1] = Change(
                    old: step.old.lowerBound..<last.old.upperBound,
                    new: step.new.lowerBound..<last.new.upperBound)
            } else {
                changes.append(step)
            }
            (x, y) = (fromX, fromY)
        }
        return changes.reversed()
    }
}
