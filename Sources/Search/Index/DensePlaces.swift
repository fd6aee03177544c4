/// A list that holds every few places, as bits: whether a place is in it is seen at once.
///
/// Number of places of the segment (four bytes), places in the list before every 512th (four bytes
/// each), a bit for each place, half a byte for each place in the list: how often the term occurs.
struct DensePlaces {
    private let start: UnsafeRawPointer
    private let bits: UnsafeRawPointer
    private let nibbles: UnsafeRawPointer
    let size: Int
    let count: Int

    private static let headerSize = 4

    private static func words(_ size: Int) -> Int { (size + 63) / 64 }
    private static func ranks(_ size: Int) -> Int { size / 512 + 1 }

    /// - Returns: `nil` if bytes are missing.
    init?(_ list: PlaceList) {
        guard let start = UnsafeRawPointer(list.bytes.baseAddress),
            list.bytes.count > Self.headerSize
        else { return nil }
        size = Int(start.loadUnaligned(as: UInt32.self))
        count = list.count
        let ranks = Self.headerSize + Self.ranks(size) * 4
        let bits = ranks + Self.words(size) * 8
        guard list.bytes.count >= bits + (count + 1) / 2 else { return nil }
        self.start = start + Self.headerSize
        self.bits = start + ranks
        nibbles = start + bits
    }

    @inline(__always) func word(_ index: Int) -> UInt64 {
        bits.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
    }

    /// How often the term occurs at the place that is the list's `rank`th, from 0.
    @inline(__always) func occurrences(ofRank rank: Int) -> Int {
        guard rank < count else { return 1 }
        let byte = nibbles.load(fromByteOffset: rank >> 1, as: UInt8.self)
        return max(Int(rank & 1 == 0 ? byte & 15 : byte >> 4), 1)
    }

    /// How often the term occurs at a place; 0 if the list does not hold it.
    @inline(__always) func occurrences(at place: Int) -> Int {
        guard place < size else { return 0 }
        let word = word(place >> 6)
        guard word >> UInt64(place & 63) & 1 == 1 else { return 0 }
        var rank = Int(start.loadUnaligned(fromByteOffset: place >> 9 * 4, as: UInt32.self))
        for i in (place >> 9 * 8)..<place >> 6 { rank += self.word(i).nonzeroBitCount }
        rank += (word & (1 << UInt64(place & 63) - 1)).nonzeroBitCount
        return occurrences(ofRank: rank)
    }

    static func write(_ places: [UInt32], count: Int, of size: Int, to bytes: inout [UInt8]) {
        let ranks = headerSize
        let bits = ranks + Self.ranks(size) * 4
        let nibbles = bits + words(size) * 8
        bytes.append(contentsOf: repeatElement(0, count: nibbles + (count + 1) / 2))
        bytes.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: UInt32(size), as: UInt32.self)
            var (rank, nextRank) = (0, 0)
            PlaceList.forEachPlace(places) { place, occurrences in
                while nextRank <= place >> 9 {
                    bytes.storeBytes(
                        of: UInt32(rank), toByteOffset: ranks + nextRank * 4, as: UInt32.self)
                    nextRank += 1
                }
                bytes[bits + place >> 3] |= 1 << UInt8(place & 7)
                bytes[nibbles + rank >> 1] |= UInt8(occurrences) << (rank & 1 == 0 ? 0 : 4)
                rank += 1
            }
        }
    }
}
