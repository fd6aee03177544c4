/// The segments of an index side by side, as one row of passages, headings and documents.
struct SegmentSet: Sendable {
    struct Member: Sendable {
        var segment: Segment
        var firstPassage: Int
        var firstHeading: Int
        var firstDocument: Int
    }

    let members: [Member]
    let counts: SegmentCounts
    /// Documents that are in a segment but no longer in the index.
    let removed: Set<Int64>

    init(_ segments: [Segment], removed: Set<Int64> = []) {
        var counts = SegmentCounts()
        var members: [Member] = []
        for segment in segments {
            members.append(
                Member(
                    segment: segment, firstPassage: counts.passages, firstHeading: counts.headings,
                    firstDocument: counts.documents))
            counts.add(segment.counts)
        }
        self.members = members
        self.counts = counts
        self.removed = removed
    }

    /// A document by its place in the set.
    func document(_ place: Int) -> Segment.IndexedTitle {
        let member = members[slot(place, \.firstDocument)]
        return member.segment.documents[place - member.firstDocument]
    }

    private func slot(_ place: Int, _ first: KeyPath<Member, Int>) -> Int {
        var at = members.count - 1
        while at > 0, members[at][keyPath: first] > place { at -= 1 }
        return max(at, 0)
    }

    /// The row in the database of the document a passage belongs to.
    func document(ofPassage place: Int) -> Int64 {
        let member = members[slot(place, \.firstPassage)]
        let segment = member.segment
        guard !segment.headings.isEmpty else { return 0 }
        let heading = segment.heading(ofPassage: place - member.firstPassage)
        return segment.documents[segment.headings[heading].document].id
    }

    /// The row in the database of a passage.
    func row(ofPassage place: Int) -> Int64 {
        let member = members[slot(place, \.firstPassage)]
        let local = place - member.firstPassage
        let documents = member.segment.documents
        var (low, high) = (0, documents.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if documents[middle].firstPassage <= local { low = middle } else { high = middle }
        }
        return documents[low].firstRow + Int64(local - documents[low].firstPassage)
    }

    /// The place of the passage in a row of the database; `nil` if no segment has it.
    func place(ofRow row: Int64) -> Int? {
        for member in members {
            let documents = member.segment.documents
            var (low, high) = (0, documents.count)
            while low < high {
                let middle = (low + high) / 2
                if documents[middle].firstRow <= row { low = middle + 1 } else { high = middle }
            }
            // documents without passages stand in the way
            var at = low - 1
            while at >= 0, documents[at].passages == 0 { at -= 1 }
            // rows of a removed document may belong to another now
            guard at >= 0, !removed.contains(documents[at].id) else { continue }
            let offset = Int(row - documents[at].firstRow)
            if offset < documents[at].passages {
                return member.firstPassage + documents[at].firstPassage + offset
            }
        }
        return nil
    }

    /// The passages of a document, by the document's place.
    func passages(ofDocument place: Int) -> Range<Int> {
        let member = members[slot(place, \.firstDocument)]
        let document = member.segment.documents[place - member.firstDocument]
        let first = member.firstPassage + document.firstPassage
        return first..<first + document.passages
    }

    /// The passages under a heading, by the heading's place.
    func passages(ofHeading place: Int) -> Range<Int> {
        let member = members[slot(place, \.firstHeading)]
        let headings = member.segment.headings
        let at = place - member.firstHeading
        let end =
            at + 1 < headings.count ? headings[at + 1].firstPassage : member.segment.counts.passages
        return member.firstPassage + headings[at].firstPassage..<member.firstPassage
            + max(
                end, headings[at].firstPassage)
    }
}
