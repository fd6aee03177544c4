extension RandomAccessCollection where Index == Int {
    /// Where a sorted list parts (二分查找): the index of the first element that `isBehind` holds for, the
    /// end if it holds for none. It must hold for all elements behind the first.
    ///
    ///     [2, 3, 5, 7].partitioningIndex { $0 > 4 }    // 2
    @inlinable public func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
