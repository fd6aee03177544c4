/// The pages of the lists a question needs, for storages that are far away.
extension SegmentSet {
    /// Fetches the lists of terms in texts, headings and titles.
    func prefetch(_ terms: [QueryTerm], _ index: any IndexReading) throws {
        try prefetch(
            keys: terms.flatMap { [$0.textKey(), $0.headingKey(), $0.titleKey()] }, index)
    }

    /// Fetches the lists of some keys in all segments at once, as far as they are not in memory.
    func prefetch(keys: [[UInt8]], _ index: any IndexReading) throws {
        var wanted: [SegmentPages] = []
        for member in members {
            let ranges = keys.compactMap { member.segment.missingPages(of: $0) }
            for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                if let last = wanted.last, last.segment == member.segment.id,
                    range.lowerBound < last.pages.upperBound
                {
                    let end = max(range.upperBound, last.pages.upperBound)
                    wanted[wanted.count - 1].pages = last.pages.lowerBound..<end
                } else {
                    wanted.append(SegmentPages(segment: member.segment.id, pages: range))
                }
            }
        }
        guard !wanted.isEmpty else { return }
        let segments = Dictionary(
            members.map { ($0.segment.id, $0.segment) }, uniquingKeysWith: { first, _ in first })
        try index.fetch(wanted) { segments[$0]?.take($2, asPage: $1) }
    }

    /// Forgets the lists of texts that were fetched.
    func forgetTexts() { for member in members { member.segment.forgetTexts() } }
}
