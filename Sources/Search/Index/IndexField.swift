/// What a list of places is about: the first byte of its key in a segment.
///
/// The order of the cases is the order of the lists in a segment.
enum IndexField: UInt8, CaseIterable {
    /// Han characters and pairs in the text of a passage.
    case textHan = 0x41
    /// Han characters and pairs in the headings over a passage (章节标题).
    case headingHan
    /// Han characters and pairs in the titles of documents.
    case titleHan
    /// Words in the text, as they stand.
    case textWord
    /// Stems of the words in the text.
    case textStem
    case headingStem
    case titleStem

    /// The key of a Han character, or of a pair if `next` is not 0: three bytes each.
    func key(_ scalar: UInt32, _ next: UInt32) -> [UInt8] {
        func bytes(_ c: UInt32) -> [UInt8] {
            [
                UInt8(truncatingIfNeeded: c >> 16), UInt8(truncatingIfNeeded: c >> 8),
                UInt8(truncatingIfNeeded: c),
            ]
        }
        return [rawValue] + bytes(scalar) + (next == 0 ? [] : bytes(next))
    }

    /// The key of a word or stem.
    func key(_ word: [UInt8]) -> [UInt8] { [rawValue] + word }
}
