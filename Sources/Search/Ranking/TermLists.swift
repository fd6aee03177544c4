import Foundation

/// The lists of one term of a query in all segments of an index.
struct TermLists {
    var term: QueryTerm
    var lists: [(member: SegmentSet.Member, list: PlaceList)]
    /// In how many passages, headings or titles it stands.
    var count: Int
    /// Inverse document frequency (逆文档频率).
    var idf: Float

    /// - Parameters:
    ///   - key: of the term in the field looked in.
    ///   - total: passages, headings or documents of the index.
    /// - Returns: `nil` if the term does not occur.
    init?(
        _ term: QueryTerm, key: [UInt8], of total: Int, in set: SegmentSet,
        _ loader: Ranker.Loader
    ) throws {
        var lists: [(SegmentSet.Member, PlaceList)] = []
        var count = 0
        for member in set.members {
            guard let list = try member.segment.list(key, loader(member.segment)) else { continue }
            lists.append((member, list))
            count += list.count
        }
        guard count > 0 else { return nil }
        self.term = term
        self.lists = lists
        self.count = count
        idf = Float(log(1 + (Double(total) - Double(count) + 0.5) / (Double(count) + 0.5)))
    }

    /// Those of a member of the set.
    func cursor(in member: SegmentSet.Member) -> PlaceCursor? {
        for (owner, list) in lists where owner.segment === member.segment {
            return PlaceCursor(list)
        }
        return nil
    }
}

extension [TermLists] {
    /// The rarest terms whose lists together have at most `budget` places, at least one; and the others.
    func split(budget: Int) -> (read: [TermLists], left: [TermLists]) {
        var (read, left): ([TermLists], [TermLists]) = ([], [])
        var places = 0
        for lists in sorted(by: { $0.count < $1.count }) {
            if read.isEmpty || places + lists.count <= budget {
                places += lists.count
                read.append(lists)
            } else {
                left.append(lists)
            }
        }
        return (read, left)
    }
}
