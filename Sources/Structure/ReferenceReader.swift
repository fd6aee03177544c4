import Grammar
import LegalText

/// Finds citations (条文引用) and resolves those inside the document.
///
///     第五条第二款、第六条 → art_5__para_2, art_6;  前款 → the paragraph before;  公司法第三条 → 公司法
struct ReferenceReader {
    let p: UnsafeBufferPointer<UInt8>
    let cues: Cues
    let words: ReferenceWords
    let index: ArticleIndex
    /// Taiwan's names: 項 is the paragraph, 款 the item.
    let isTaiwan: Bool
    /// Where labels start: they cite nothing.
    private let labels: [Int]

    private(set) var found: [Reference] = []
    /// Position of the article that was looked at last.
    var current = 0

    init(
        _ p: UnsafeBufferPointer<UInt8>, cues: Cues, provisions: [Provision], labels: [Int],
        isTaiwan: Bool
    ) {
        self.p = p
        self.cues = cues
        words = cues.references
        index = ArticleIndex(provisions)
        self.labels = labels
        self.isTaiwan = isTaiwan
    }

    /// The citations of a range, in order.
    mutating func read(_ range: Range<Int>) {
        words.startFlags.withUnsafeBufferPointer { read(range, flags: $0) }
    }

    private mutating func read(_ range: Range<Int>, flags: UnsafeBufferPointer<UInt8>) {
        let isEnglish = cues.language == .eng
        let end = range.upperBound
        var label = 0
        var at = range.lowerBound
        while at + 1 < end {
            guard flags[Int(p[at])] & 1 != 0, flags[Int(p[at + 1])] & 2 != 0,
                !isEnglish || at == 0 || !isASCIILetter(p[at - 1])
            else {
                at += p.step(at)
                continue
            }
            while label < labels.count, labels[label] < at { label += 1 }
            if label < labels.count, labels[label] == at {
                at += 1
                continue
            }
            let stop = isEnglish ? english(at, end) : chinese(at, range)
            at = max(stop ?? at, at + 1)
        }
    }

    mutating func add(
        _ span: ByteSpan, _ place: CitedPlace, through: CitedPlace? = nil, work: String?
    ) {
        if let work {
            found.append(
                Reference(
                    span: span, work: work, target: place.resolved(in: ArticleIndex([]))?.eid,
                    through: through?.resolved(in: ArticleIndex([]))?.eid))
            return
        }
        guard let target = place.resolved(in: index) else { return }
        found.append(
            Reference(
                span: span, target: target.eid, through: through?.resolved(in: index)?.eid,
                isResolved: target.exists))
    }

    /// The article and paragraph a byte stands in.
    mutating func place(of byte: Int) -> (article: Provision, position: Int, paragraph: Int)? {
        guard let position = index.position(of: byte, from: current),
            let article = index.article(at: position)
        else { return nil }
        current = position
        return (article, position, ArticleIndex.paragraph(of: article, at: byte)?.number.value ?? 1)
    }

    func integer(_ at: Int, _ end: Int, _ scripts: [NumeralScript]) -> Numerals.Reading? {
        guard at < end else { return nil }
        for script in scripts where cues.labels.numerals.canBegin(p[at], script: script) {
            if let reading = cues.labels.numerals.integer(p, at: at, end: end, script: script) {
                return reading
            }
        }
        return nil
    }
}
