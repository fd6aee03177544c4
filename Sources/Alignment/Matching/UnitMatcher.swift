import LegalText

/// Pairs the units (条) of two documents: by number where the content bears it out, else by content.
struct UnitMatcher {
    let zhUnits: [TextUnit]
    let enUnits: [TextUnit]
    private(set) var text: PairText
    var scorer: ContentScorer
    private(set) var zhRanges: [Range<Int>]
    private(set) var enRanges: [Range<Int>]

    /// Two units that belong together.
    struct Match {
        var zh: Int
        var en: Int
        var similarity: Float
        /// Whether both bear the same number.
        var sameNumber: Bool
        /// Whether the pair stands off the common order.
        var moved = false
        /// Neighbours whose text the other side tells in this unit too.
        var zhMore: [Int] = []
        var enMore: [Int] = []
        /// The paragraphs of the English unit that are meant, where others of them are another article
        /// that lost its label; `nil` for all.
        var enParts: Range<Int>?
        /// Whether a person said so.
        var isConfirmed = false

        /// Where it stands in the English text.
        var place: (Int, Int) { (en, enParts?.lowerBound ?? 0) }
    }

    /// Same number, other text: what was not asserted.
    struct Refusal {
        var zh: Int
        var en: Int
        var similarity: Float
    }

    var matches: [Match] = []
    var refusals: [Refusal] = []
    /// By unit: the unit of the other side it is linked to, -1 if none.
    var zhTaken: [Int]
    var enTaken: [Int]
    /// By Chinese unit: the English unit that bears the same number.
    let partner: [Int?]
    /// By English unit: whether the number after its own is missing and it has several paragraphs.
    let mayHoldMore: [Bool]
    /// By Chinese unit: how far its neighbours' numbers can be trusted, 0…1.
    var trust: [Float] = []
    /// What two units that belong together usually reach in this pair of documents.
    var usual: Float = 0.4

    /// - Parameter reader: reads what `text` was made of.
    init(
        zh zhUnits: [TextUnit], en enUnits: [TextUnit], text: PairText, reader: KeyReader,
        corrections: UnitCorrections
    ) {
        self.zhUnits = zhUnits
        self.enUnits = enUnits
        self.text = text
        scorer = ContentScorer(text)
        zhRanges = zhUnits.map { text.zh.range($0.words) }
        enRanges = enUnits.map { text.en.range($0.words) }
        zhTaken = Array(repeating: -1, count: zhUnits.count)
        enTaken = Array(repeating: -1, count: enUnits.count)
        partner = Self.partners(zhUnits, enUnits)
        mayHoldMore = Self.beforeGaps(enUnits)
        confirm(corrections)
        var candidates = candidates()
        choose(candidates)
        fillGaps()
        if learn(reader) {
            candidates = candidatesOfFree()
            choose(candidates)
            fillGaps()
        }
        chooseOutstanding(candidates)
        alignParents()
        findUnlabelled()
        matches.sort { ($0.zh, $0.en) < ($1.zh, $1.en) }
        findMoved()
        findJoined()
    }

    /// Learns words from what is linked for what is not; whether there are any.
    private mutating func learn(_ reader: KeyReader) -> Bool {
        let openZh = zhUnits.indices.filter { zhTaken[$0] < 0 && zhUnits[$0].eid != nil }
        let openEn = enUnits.indices.filter { enTaken[$0] < 0 && enUnits[$0].eid != nil }
        guard !openZh.isEmpty, !openEn.isEmpty else { return false }
        let local = LocalLexicon(
            linked: matches.map { (zh: zhUnits[$0.zh].words, en: enUnits[$0.en].words) },
            openZh: openZh.map { zhUnits[$0].words }, openEn: openEn.map { enUnits[$0].words },
            reader)
        guard local.count > 0 else { return false }
        func whole(_ units: [TextUnit]) -> ByteSpan {
            (units.first?.span.lowerBound ?? 0)..<(units.last?.span.upperBound ?? 0)
        }
        text.add(local, zhSpan: whole(zhUnits), enSpan: whole(enUnits), reader)
        text.weigh(zhUnits: zhUnits.map(\.words), enUnits: enUnits.map(\.words))
        scorer = ContentScorer(text)
        zhRanges = zhUnits.map { text.zh.range($0.words) }
        enRanges = enUnits.map { text.en.range($0.words) }
        refusals = []
        return true
    }

    mutating func link(_ match: Match) {
        zhTaken[match.zh] = match.en
        enTaken[match.en] = match.zh
        matches.append(match)
    }

    /// Whether an article or level of one side has no partner.
    static func hasSpare(_ units: [TextUnit], _ taken: [Int]) -> Bool {
        zip(units, taken).contains { $0.eid != nil && $1 < 0 }
    }

    /// The share of `usual` that two units of one place reach, by how many words there are to compare:
    /// 99.5 % of articles in official translations reach more.
    static func leastShare(_ words: Int) -> Float {
        words < 12 ? 0.06 : words < 20 ? 0.13 : words < 40 ? 0.2 : words < 80 ? 0.28 : 0.4
    }

    /// Whether two lengths in bytes can be those of one text: off by no more than a factor.
    func fits(_ zh: Int, _ en: Int, by factor: Float = 1.7) -> Bool {
        let share = Float(en + 20) / (Float(zh) * 1.5 + 20)
        return share > 1 / factor && share < factor
    }

    /// How many words the shorter of two units has to compare.
    func words(_ zh: Int, _ en: Int) -> Int { min(zhRanges[zh].count, enRanges[en].count) }

    /// Similarity of content, less where the lengths do not fit. Of an English unit that may hold another
    /// whose label is lost, the first paragraphs that fit best.
    mutating func compare(_ zh: Int, _ en: Int) -> Float {
        let whole = compare(zh, enUnits[en].words, enRanges[en])
        guard mayHoldMore[en] else { return whole }
        let unit = enUnits[en]
        return unit.paragraphs.dropFirst().reduce(whole) { best, next in
            let head = unit.words.lowerBound..<next.span.lowerBound
            return max(best, 0.95 * compare(zh, head, text.en.range(head)))
        }
    }

    private mutating func compare(_ zh: Int, _ span: ByteSpan, _ range: Range<Int>) -> Float {
        let similarity = scorer.similarity(zhRanges[zh], range)
        let expected = Float(zhUnits[zh].words.count) * 1.5 + 20
        let off = abs(PairText.logarithm((Float(span.count) + 20) / expected)) - 0.7
        return off > 0 ? similarity / (1 + 0.4 * off) : similarity
    }
}
