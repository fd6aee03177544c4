import LegalText

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
        let document = documents[
            max(documents.partitioningIndex { $0.firstPassage > local } - 1, 0)]
        return document.firstRow + Int64(local - document.firstPassage)
    }

    /// The place of the passage in a row of the database; `nil` if no segment has it.
    func place(ofRow row: Int64) -> Int? {
        for member in members {
            let documents = member.segment.documents
            let low = documents.partitioningIndex { $0.firstRow > row }
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

    /// The first `limit` places of a set of passages in the order of their rows, which is that of their
    /// places only where the members follow each other.
    func places(in passages: PassageSet, limit: Int) -> [Int] {
        let places = passages.places
        var rests: [ArraySlice<Int>] = []
        var rest = places[...]
        for member in members {
            let end = member.firstPassage + member.segment.counts.passages
            rests.append(rest.prefix { $0 < end })
            rest = rest.dropFirst(rests[rests.count - 1].count)
        }
        var found: [Int] = []
        while found.count < limit {
            let heads = rests.indices.compactMap { i in
                rests[i].first.map { (row: row(ofPassage: $0), member: i) }
            }
            guard let next = heads.min(by: { $0.row < $1.row }) else { break }
            found.append(rests[next.member].removeFirst())
        }
        return found
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
