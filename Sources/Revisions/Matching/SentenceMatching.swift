import Grammar

/// The sentences of all articles of a text that are still to be compared.
struct SentenceList {
    private(set) var owners: [Int] = []
    private(set) var ranges: [Range<Int>] = []
    private(set) var vectors: [TermSpace.Vector] = []

    var count: Int { owners.count }

    mutating func append(owner: Int, range: Range<Int>, _ vector: TermSpace.Vector) {
        owners.append(owner)
        ranges.append(range)
        vectors.append(vector)
    }

    mutating func weigh(_ space: TermSpace) {
        for k in vectors.indices { vectors[k].weight = space.weight(of: vectors[k]) }
    }

    /// The weight of the sentences of each article.
    func weights(of owners: Int) -> [Float] {
        var sums = [Float](repeating: 0, count: owners)
        for k in vectors.indices { sums[self.owners[k]] += vectors[k].weight }
        return sums
    }
}

extension ArticleMatcher {
    /// Splits and merges: sentences go one to one to where they fit best, in the matching article by
    /// preference; an article that took over enough of another one's sentences is linked to it.
    mutating func joinSentences(_ olds: SentenceList, _ news: SentenceList) {
        let postings = TermPostings(news.vectors, terms: space.weights.count)
        let cap = max(60, (olds.count + news.count) / 20)
        var scratch = [Float](repeating: 0, count: news.count)
        var pairs: [(rank: Float, score: Float, old: Int, new: Int)] = []
        for m in 0..<olds.count {
            let near = postings.nearest(
                to: olds.vectors[m], in: space, limit: 24, cap: cap, scratch: &scratch)
            for n in near {
                let score = space.similarity(olds.vectors[m], news.vectors[n])
                if score < 0.3 { continue }
                let isMatched = targets[olds.owners[m]].contains(news.owners[n])
                pairs.append((score + (isMatched ? weights.sentenceGain : 0), score, m, n))
            }
        }
        pairs.sort { $0.rank != $1.rank ? $0.rank > $1.rank : ($0.old, $0.new) < ($1.old, $1.new) }
        var usedOld = [Bool](repeating: false, count: olds.count)
        var usedNew = [Bool](repeating: false, count: news.count)
        var moves: [Move] = []
        var index: [Int: Int] = [:]
        for pair in pairs where !usedOld[pair.old] && !usedNew[pair.new] {
            usedOld[pair.old] = true
            usedNew[pair.new] = true
            let (i, j) = (olds.owners[pair.old], news.owners[pair.new])
            if targets[i].contains(j) { continue }
            let key = i * new.count + j
            let at = index[key] ?? moves.count
            if at == moves.count {
                index[key] = at
                moves.append(Move(old: i, new: j))
            }
            let (a, b) = (olds.vectors[pair.old].weight, news.vectors[pair.new].weight)
            moves[at].best = max(moves[at].best, pair.score)
            moves[at].ofOld += pair.score * a
            moves[at].ofNew += pair.score * b
            moves[at].mass += pair.score * min(a, b)
        }
        let (wholeOld, wholeNew) = (olds.weights(of: old.count), news.weights(of: new.count))
        for move in moves {
            let share = max(
                move.ofOld / max(wholeOld[move.old], 0.001),
                move.ofNew / max(wholeNew[move.new], 0.001))
            if move.best >= weights.sentenceFloor, share >= weights.sentenceShare,
                move.mass >= weights.sentenceMass * space.rarest
            {
                link(move.old, move.new)
            }
        }
    }

    /// The sentences that went from one article to another, by weight.
    private struct Move {
        var old: Int
        var new: Int
        var best: Float = 0
        var ofOld: Float = 0
        var ofNew: Float = 0
        var mass: Float = 0
    }

    /// A new article without source, beside the match of an old one, that consists in good part of runs of
    /// words the old one had and its match has no more.
    mutating func joinRuns() {
        for j in new.indices where sources[j].isEmpty {
            var best: (share: Float, old: Int)?
            var tried: [Int] = []
            for beside in [j - 1, j + 1] where new.indices.contains(beside) {
                for i in sources[beside] where !tried.contains(i) {
                    tried.append(i)
                    let (length, share) = runs(from: i, to: j)
                    if length >= weights.runTotal, share >= weights.runShare,
                        share > best?.share ?? 0
                    {
                        best = (share, i)
                    }
                }
            }
            if let best { link(best.old, j) }
        }
    }

    /// How many words of new article j stand in runs that old article i lost.
    private func runs(from i: Int, to j: Int) -> (length: Int, share: Float) {
        let size = weights.runLength
        func hashes(_ unit: ComparedUnit) -> [UInt64] {
            guard unit.tokens.count >= size else { return [] }
            return (0...unit.tokens.count - size).map { start in
                var hash: UInt64 = 0xcbf2_9ce4_8422_2325
                for k in start..<start + size {
                    hash = (hash ^ UInt64(unit.tokens[k].id)) &* 0x0000_0100_0000_01b3
                }
                return hash
            }
        }
        var lost = Set(hashes(old[i]))
        for target in targets[i] { lost.subtract(hashes(new[target])) }
        var covered = 0
        var reach = 0
        for (start, hash) in hashes(new[j]).enumerated() where lost.contains(hash) {
            covered += start + size - max(reach, start)
            reach = start + size
        }
        return (covered, Float(covered) / Float(max(new[j].tokens.count, 1)))
    }
}
