/// Reads the places of one term in one segment from the front, stretch by stretch.
struct PlaceCursor {
    private var reader: ByteReader?
    private var rest: Int
    /// Of a sparse list: the place read last, not yet handed over; beyond every segment at the end.
    private var place = 0
    private var occurrences = 0
    private let dense: DensePlaces?
    /// Of a dense list: how many places were handed over.
    private var rank = 0

    /// - Returns: `nil` if the list holds nothing.
    init?(_ list: PlaceList) {
        guard list.count > 0 else { return nil }
        rest = list.count
        dense = list.isDense ? DensePlaces(list) : nil
        reader = list.reader
        if dense == nil {
            guard var reader = list.reader else { return nil }
            advance(&reader)
            self.reader = reader
        }
    }

    @inline(__always) private mutating func advance(_ reader: inout ByteReader) {
        guard rest > 0 else {
            place = .max
            return
        }
        rest -= 1
        let code = reader.number()
        place += code >> 1
        occurrences = code & 1 == 0 ? 1 : reader.number()
    }

    /// Calls `body` with every place below `end` that was not handed over yet, and how often the term
    /// occurs there.
    @inline(__always)
    mutating func visit(below end: Int, _ body: (_ place: Int, _ occurrences: Int) -> Void) {
        if let dense {
            let end = min(end, dense.size)
            while place < end {
                let first = place & ~63
                var word = dense.word(place >> 6) & ~(1 << UInt64(place - first) - 1)
                let next = first + 64
                if next > end { word &= 1 << UInt64(end - first) - 1 }
                while word != 0 {
                    body(first + word.trailingZeroBitCount, dense.occurrences(ofRank: rank))
                    rank += 1
                    word &= word - 1
                }
                place = min(next, end)
            }
        } else if place < end, var reader {
            while place < end {
                body(place, occurrences)
                advance(&reader)
            }
            self.reader = reader
        }
    }
}
