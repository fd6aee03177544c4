/// Sorts numbers by their bits from `from` up, keeping the order of equal ones: least significant
/// digit first, eleven bits at a time.
func radixSort(_ keys: inout [UInt64], from: Int) {
    let digitBits = 11
    let buckets = 1 << digitBits
    var other = [UInt64](unsafeUninitializedCapacity: keys.count) { _, count in count = keys.count }
    var shift = from
    while shift < 64 {
        var starts = [Int](repeating: 0, count: buckets + 1)
        let mask = UInt64(buckets - 1)
        for key in keys { starts[Int(key >> UInt64(shift) & mask) + 1] += 1 }
        if !starts.contains(keys.count) || keys.isEmpty {
            for i in 0..<buckets { starts[i + 1] += starts[i] }
            keys.withUnsafeBufferPointer { source in
                other.withUnsafeMutableBufferPointer { target in
                    starts.withUnsafeMutableBufferPointer { starts in
                        for key in source {
                            let digit = Int(key >> UInt64(shift) & mask)
                            target[starts[digit]] = key
                            starts[digit] += 1
                        }
                    }
                }
            }
            swap(&keys, &other)
        }
        shift += digitBits
    }
}
