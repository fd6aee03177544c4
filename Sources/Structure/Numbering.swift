import Grammar
import LegalText

/// Where the numbering of a text stands after some labels have been read: one reading of all that
/// came before, with its points.
struct Numbering {
    /// The role a label is given.
    enum Role: Equatable {
        case division(depth: Int)
        case article
        case annex
        /// An enumeration at a depth from 0.
        case list(depth: Int)
    }

    static let deepest = 8

    /// Last number at each depth of division (value · 256 + insertion), 0 = none yet.
    var divisions = SIMD8<Int32>(repeating: 0)
    var article: Int32 = 0
    var annex: Int32 = 0
    /// Where the numbering stood before the first annex: a table in the middle of a text is none.
    var articleBeforeAnnex: Int32 = 0
    var divisionsBeforeAnnex = SIMD8<Int32>(repeating: 0)
    var listValues = SIMD8<Int32>(repeating: 0)
    var listStyles = SIMD8<UInt8>(repeating: 0)
    var listDepth: Int32 = 0
    var points: Float = 0
    /// Index of the last step taken, -1 at the start.
    var tail: Int32 = -1

    /// Whether two readings will treat all that follows alike.
    func isAlike(_ other: Numbering) -> Bool {
        article == other.article && listDepth == other.listDepth && divisions == other.divisions
            && listValues == other.listValues && listStyles == other.listStyles
            && annex == other.annex
            && articleBeforeAnnex == other.articleBeforeAnnex
    }

    static func packed(_ number: LabelNumber) -> Int32 {
        Int32(clamping: min(number.value, 1 << 22)) << 8 | Int32(min(number.insertion, 255))
    }

    /// Whether a number comes right behind another: 5 → 6, 5 → 5-1, 5-1 → 5-2, 5-2 → 6.
    static func follows(_ last: Int32, _ next: Int32) -> Bool {
        let (a, b) = (last >> 8, next >> 8)
        let (ai, bi) = (last & 255, next & 255)
        return bi == 0 ? b == a + 1 : b == a && bi == ai + 1
    }

    mutating func clearLists() {
        listDepth = 0
        listValues = SIMD8(repeating: 0)
        listStyles = SIMD8(repeating: 0)
    }

    mutating func closeLists(above depth: Int) {
        for i in (depth + 1)..<Self.deepest where i < Int(listDepth) {
            listValues[i] = 0
            listStyles[i] = 0
        }
        listDepth = Int32(depth + 1)
    }
}
