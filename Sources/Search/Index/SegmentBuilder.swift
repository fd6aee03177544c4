import LegalText

/// Collects passages and turns them into the lists of a segment: for every term the passages,
/// headings or titles that hold it, with how often.
///
/// Terms are gathered as numbers (field, character, next character, place) in the order of the text
/// and sorted once by radix, which is several times faster than growing a list for each term.
struct SegmentBuilder {
    /// At most this many passages: a place takes 20 bits.
    static let capacity = 1 << 20

    private let scanner: TermScanner
    private var han: [UInt64] = []
    private var words = WordLists()
    private var lengths: [UInt8] = []
    private var totalLength = 0
    private var tables = SegmentTables()
    private var headingCount = 0
    private var headingLength = 0
    private var documentCount = 0
    private var titleLength = 0

    private(set) var passageCount = 0
    /// Bytes of text taken in.
    private(set) var weight = 0

    init(scanner: TermScanner) { self.scanner = scanner }

    /// Opens a document; passages follow.
    /// - Parameters:
    ///   - id: row of the document, above those before.
    ///   - firstPassage: row of its first passage.
    ///   - rank: place of its kind in `SearchGrammar.ranks`.
    ///   - cited: how many passages of other documents name it.
    mutating func beginDocument(
        id: Int64, firstPassage: Int64, passages: Int, title: String, rank: Int, cited: Int
    ) {
        let length = add(title, place: documentCount, han: .titleHan, word: nil, stem: .titleStem)
        tables.add(
            Segment.IndexedTitle(
                id: id, firstRow: firstPassage, firstPassage: passageCount, passages: passages,
                titleLength: length, rank: rank, cited: cited))
        titleLength += length
        documentCount += 1
    }

    /// Opens a stretch of passages under the same headings.
    mutating func beginHeading(_ path: String) {
        let length = add(path, place: headingCount, han: .headingHan, word: nil, stem: .headingStem)
        tables.add(
            Segment.Heading(
                firstPassage: passageCount, document: documentCount - 1, length: length))
        headingLength += length
        headingCount += 1
    }

    mutating func addPassage(_ text: String) {
        let length = add(text, place: passageCount, han: .textHan, word: .textWord, stem: .textStem)
        lengths.append(PassageLength.code(length))
        totalLength += length
        passageCount += 1
        weight += text.utf8.count
    }

    /// - Returns: how many characters and words the text has.
    private mutating func add(
        _ text: String, place: Int, han field: IndexField, word: IndexField?, stem: IndexField
    ) -> Int {
        var text = text
        var count = 0
        let high = UInt64(field.rawValue - IndexField.textHan.rawValue) << 62 | UInt64(place)
        text.withUTF8 { p in
            scanner.scan(
                p,
                han: { scalar, next, _, _ in
                    count += 1
                    let first = high | UInt64(scalar) << 41
                    han.append(first)
                    if next != 0 { han.append(first | UInt64(next) << 20) }
                },
                word: { letters, _, _ in
                    count += 1
                    words.add(letters, place: place, word: word, stem: stem)
                })
        }
        return count
    }

    /// The finished segment.
    func finish() -> SegmentData {
        var writer = SegmentWriter(
            SegmentCounts(
                passages: passageCount, headings: headingCount, documents: documentCount,
                textLength: totalLength, headingLength: headingLength, titleLength: titleLength))
        var sorted = han
        radixSort(&sorted, from: 20)
        writer.addHan(sorted)
        words.forEachList { key, places in writer.add(key: key, places: places) }
        return writer.finish(tables: tables, lengths: lengths)
    }
}
