/// The pairs of an old and a new article that are worth a look, with what they have in common.
struct PairTable {
    private(set) var old: [Int] = []
    private(set) var new: [Int] = []
    /// The weight of the words in common.
    private(set) var shared: [Float] = []
    /// Mean of the share of both texts in common and the share of the shorter one.
    private(set) var likeness: [Float] = []
    /// The pairs of each old article, a range of this table, and of each new one.
    private(set) var ofOld: [Range<Int>] = []
    private(set) var ofNew: [[Int]]

    var indices: Range<Int> { old.indices }

    /// Pairs of articles that do not have their like, at most `limit` for each old one.
    init(
        _ olds: [TermSpace.Vector], _ news: [TermSpace.Vector],
        settled: (old: [Int?], new: [Int?]), in space: TermSpace, limit: Int
    ) {
        let open = news.indices.map { settled.new[$0] == nil ? news[$0] : TermSpace.Vector() }
        let postings = TermPostings(open, terms: space.weights.count)
        let cap = max(40, (olds.count + news.count) / 12)
        var scratch = [Float](repeating: 0, count: news.count)
        ofNew = Array(repeating: [], count: news.count)
        for i in olds.indices {
            let start = old.count
            if settled.old[i] == nil {
                let near = postings.nearest(
                    to: olds[i], in: space, limit: limit, cap: cap, scratch: &scratch)
                for j in near.sorted() {
                    ofNew[j].append(old.count)
                    old.append(i)
                    new.append(j)
                    let common = space.shared(olds[i], news[j])
                    shared.append(common)
                    likeness.append(
                        TermSpace.similarity(common, olds[i].weight, news[j].weight))
                }
            }
            ofOld.append(start..<old.count)
        }
    }

    /// How far apart both articles of a pair stand.
    func distance(_ pair: Int) -> Int { abs(old[pair] - new[pair]) }

    /// The highest value of the other pairs of a group.
    func bestOther(_ values: [Float], in group: some Sequence<Int>, but pair: Int) -> Float {
        var best: Float = 0
        for other in group where other != pair { best = max(best, values[other]) }
        return best
    }

    /// Pairs in which either article has its highest value.
    func mutual(by values: [Float]) -> [Int] {
        func best(_ group: some Sequence<Int>) -> Int? {
            group.max { values[$0] != values[$1] ? values[$0] < values[$1] : $0 > $1 }
        }
        return ofOld.compactMap { group in
            guard let pair = best(group), best(ofNew[new[pair]]) == pair else { return nil }
            return pair
        }
    }
}
