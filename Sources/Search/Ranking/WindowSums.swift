import Grammar

/// What a term's occurrences in a passage count.
struct TextAdder {
    let factor: Float
    /// What a single occurrence counts, by length code.
    let once: [Float]
    let textK: [Float]
    /// The share of the query the term covers.
    let cover: Float

    @inline(__always) func value(_ occurrences: Int, _ length: UInt8) -> Float {
        if occurrences == 1 { return once[Int(length)] }
        return factor * Float(occurrences) / (Float(occurrences) + textK[Int(length)])
    }
}

/// Sums what terms score for the passages, headings and titles of one window at a time.
struct WindowSums {
    /// Of each passage of a block: the sum of its terms, the share of the query it covers.
    private var texts: [SIMD16<Float>]
    private var headings: [Float]
    private var titles: [Float]
    /// A bit for each block of passages: whether anything was added to it.
    private var touched: [UInt64]
    /// Passages of a block: together they fill a line of the processor's cache.
    private static let blockSize = 8

    private static func blocks(_ passages: Int) -> Int { (passages + blockSize - 1) / blockSize }

    init(for set: SegmentSet) {
        let windows = set.members.flatMap(\.segment.windows)
        let passages = windows.map(\.passages.count).max() ?? 0
        texts = [SIMD16<Float>](repeating: .zero, count: Self.blocks(passages))
        touched = [UInt64](repeating: 0, count: Self.blocks(passages) / 64 + 1)
        headings = [Float](repeating: 0, count: windows.map(\.headings.count).max() ?? 0)
        titles = [Float](repeating: 0, count: windows.map(\.documents.count).max() ?? 0)
    }

    /// Sums lists over a segment, window by window, and hands what is worth it to the pool.
    mutating func add(
        texts: [(TextAdder, PlaceCursor)], headings: [(Float, PlaceCursor)],
        titles: [(Float, PlaceCursor)], in member: SegmentSet.Member, of ranker: Ranker,
        allowed: PassageSet?, to pool: inout CandidatePool
    ) {
        var (texts, headingLists, titleLists) = (texts, headings, titles)
        guard !texts.isEmpty else { return }
        for window in member.segment.windows {
            for i in texts.indices { add(&texts[i].1, texts[i].0, window, member.segment.lengths) }
            for i in headingLists.indices {
                Self.add(
                    &headingLists[i].1, headingLists[i].0, to: &self.headings, window.headings,
                    ranker.headingK, from: member.firstHeading)
            }
            for i in titleLists.indices {
                Self.add(
                    &titleLists[i].1, titleLists[i].0, to: &self.titles, window.documents,
                    ranker.titleK, from: member.firstDocument)
            }
            harvest(window, member, ranker, allowed, &pool)
            for i in 0..<window.headings.count { self.headings[i] = 0 }
            for i in 0..<window.documents.count { self.titles[i] = 0 }
        }
    }

    private mutating func add(
        _ cursor: inout PlaceCursor, _ adder: TextAdder, _ window: SegmentWindow,
        _ lengths: [UInt8]
    ) {
        let first = window.passages.lowerBound
        texts.withUnsafeMutableBytes { bytes in
            let texts = bytes.assumingMemoryBound(to: SIMD2<Float>.self)
            touched.withUnsafeMutableBufferPointer { touched in
                lengths.withUnsafeBufferPointer { lengths in
                    cursor.visit(below: window.passages.upperBound) { place, occurrences in
                        let at = place - first
                        guard at >= 0 else { return }
                        texts[at] += SIMD2(adder.value(occurrences, lengths[place]), adder.cover)
                        let block = at / Self.blockSize
                        touched[block >> 6] |= 1 << UInt64(block & 63)
                    }
                }
            }
        }
    }

    private static func add(
        _ cursor: inout PlaceCursor, _ factor: Float, to sums: inout [Float],
        _ places: Range<Int>, _ norms: [Float], from first: Int
    ) {
        cursor.visit(below: places.upperBound) { place, occurrences in
            guard place >= places.lowerBound else { return }
            let times = Float(occurrences)
            sums[place - places.lowerBound] += factor * times / (times + norms[first + place])
        }
    }

    /// Hands over every passage that may be worth it, but for those of removed documents, and clears the
    /// window.
    private mutating func harvest(
        _ window: SegmentWindow, _ member: SegmentSet.Member, _ ranker: Ranker,
        _ allowed: PassageSet?, _ pool: inout CandidatePool
    ) {
        let coverage = Float(ranker.weights.coverage)
        // no passage is worth more than its text with the best heading, title and document here
        let extra =
            (headings[..<window.headings.count].max() ?? 0)
            + (titles[..<window.documents.count].max() ?? 0)
        let documents =
            member.firstDocument + window.documents.lowerBound..<member.firstDocument
            + window.documents.upperBound
        let prior = ranker.priors[documents].max() ?? 1
        let (headings, titles) = (self.headings, self.titles)
        texts.withUnsafeMutableBytes { bytes in
            let sums = bytes.assumingMemoryBound(to: SIMD2<Float>.self)
            for word in 0...Self.blocks(window.passages.count) / 64 where touched[word] != 0 {
                var rest = touched[word]
                touched[word] = 0
                while rest != 0 {
                    let block = word * 64 + rest.trailingZeroBitCount
                    rest &= rest - 1
                    let places = block * Self.blockSize..<(block + 1) * Self.blockSize
                    func most(_ at: Int) -> Float {
                        (sums[at].x + extra) * (1 + coverage * sums[at].y) * prior
                    }
                    var isWorthIt = false
                    for at in places { isWorthIt = isWorthIt || most(at) >= pool.bar }
                    if isWorthIt {
                        for at in places where sums[at].x > 0 && most(at) >= pool.bar {
                            Self.add(
                                at, sums[at], window, headings, titles, member, ranker, allowed,
                                &pool)
                        }
                    }
                    for at in places { sums[at] = .zero }
                }
            }
        }
    }

    private static func add(
        _ at: Int, _ sum: SIMD2<Float>, _ window: SegmentWindow, _ headings: [Float],
        _ titles: [Float], _ member: SegmentSet.Member, _ ranker: Ranker, _ allowed: PassageSet?,
        _ pool: inout CandidatePool
    ) {
        let segment = member.segment
        let place = window.passages.lowerBound + at
        if let allowed, !allowed.contains(member.firstPassage + place) { return }
        guard !segment.headings.isEmpty else { return }
        let heading = segment.heading(ofPassage: place)
        let document = segment.headings[heading].document
        // tables that contradict each other are left to `tiaowen index --check`
        guard window.headings.contains(heading), window.documents.contains(document) else { return }
        let removed = ranker.set.removed
        if !removed.isEmpty, removed.contains(segment.documents[document].id) { return }
        let headingScore = headings[heading - window.headings.lowerBound]
        let titleScore = titles[document - window.documents.lowerBound]
        let worth =
            (sum.x + headingScore + titleScore)
            * (1 + Float(ranker.weights.coverage) * sum.y)
            * ranker.priors[member.firstDocument + document]
        guard worth >= pool.bar else { return }
        pool.add(
            Candidate(
                place: Int32(member.firstPassage + place),
                heading: Int32(member.firstHeading + heading),
                document: Int32(member.firstDocument + document), text: sum.x,
                headingScore: headingScore, titleScore: titleScore, coverage: sum.y,
                worth: max(worth, 0)))
    }
}
