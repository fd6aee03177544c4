import Foundation
import Grammar

/// Finds the passages that answer a question best, in two stages of bounded cost.
///
/// First the rarest terms' lists are summed by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
/// Framework", 2009) until `budget` places are read; then the best passages get what the other terms, the
/// headings and the title add, and the factors for coverage and for the document. Each ranker keeps its
/// sums between questions and belongs to one thread.
struct Ranker {
    typealias Loader = (Segment) -> Segment.PageLoader

    /// Places read in the first stage at most.
    static let budget = 100_000
    /// Passages that enter the second stage.
    static let candidates = 800

    let set: SegmentSet
    let weights: SearchGrammar.Weights
    /// The factor of each document.
    let priors: [Float]

    /// Of each passage: the sum of its terms, the share of the question it covers.
    private var sums: [SIMD2<Float>]
    private var touchedCandidates: [Candidate] = []
    private var touched: [Bool]
    private static let blockBits = 6
    private let textK: [Float]

    /// A passage and why it stands where it stands.
    struct Ranked: Sendable {
        var place: Int
        var score: Float
        var text: Float
        var heading: Float
        var title: Float
        /// Share of the question's pairs and words found.
        var coverage: Float
        var prior: Float
    }

    init(_ set: SegmentSet, grammar: SearchGrammar) {
        self.set = set
        weights = grammar.weights
        let w = grammar.weights
        sums = [SIMD2<Float>](repeating: .zero, count: set.counts.passages)
        touched = [Bool](repeating: false, count: set.counts.passages >> Self.blockBits + 1)
        let average = Double(set.counts.textLength) / Double(max(set.counts.passages, 1))
        textK = (0...255).map {
            Float(w.k1 * (1 - w.b + w.b * PassageLength.length(UInt8($0)) / max(average, 1)))
        }
        priors = set.members.flatMap { member in
            member.segment.documents.map { document in
                let rank =
                    grammar.ranks.indices.contains(document.rank)
                    ? grammar.ranks[document.rank].weight : 0
                return Float(
                    1 + rank + w.cited * log(1 + Double(document.cited))
                        + w.size * log(1 + Double(document.passages)))
            }
        }
    }

    private struct Found {
        var term: QueryTerm
        var lists: [(member: SegmentSet.Member, list: PlaceList)]
        var count: Int
        var idf: Float
    }

    private func look(
        up term: QueryTerm, _ key: (QueryTerm) -> [UInt8], of total: Int, _ loader: Loader
    ) throws -> Found? {
        var lists: [(SegmentSet.Member, PlaceList)] = []
        var count = 0
        for member in set.members {
            guard let list = try member.segment.list(key(term), loader(member.segment)) else {
                continue
            }
            lists.append((member, list))
            count += list.count
        }
        guard count > 0 else { return nil }
        let idf = log(1 + (Double(total) - Double(count) + 0.5) / (Double(count) + 0.5))
        return Found(term: term, lists: lists, count: count, idf: Float(idf))
    }

    /// The best `limit` passages, best first.
    /// - Parameter allowed: the passages that may be answered with; `nil` = all.
    mutating func rank(
        _ terms: [QueryTerm], allowed: PassageSet?, bonus: PassageSet? = nil, limit: Int,
        loader: Loader
    ) throws -> [Ranked] {
        var found = try terms.compactMap {
            try look(up: $0, { $0.textKey() }, of: set.counts.passages, loader)
        }
        found.sort { $0.count < $1.count }
        let coverable = found.reduce(Float(0)) {
            $1.term.part == .synonym || isHanSingle($1.term) ? $0 : $0 + coverWeight($1)
        }
        var read = 0
        var late: [Found] = []
        for term in found {
            if read > 0, read + term.count > Self.budget {
                late.append(term)
                continue
            }
            read += term.count
            add(term, coverable: coverable)
        }
        let headings = try parts(
            terms, { $0.headingKey() }, of: set.counts.headings, isHeading: true, loader)
        let titles = try parts(
            terms, { $0.titleKey() }, of: set.counts.documents, isHeading: false, loader)
        var best = select(headings, titles, allowed: allowed, count: max(Self.candidates, limit))
        clear()
        add(late, to: &best, coverable: coverable)
        return finish(best, headings, titles, bonus: bonus, limit: limit)
    }

    private func isHanSingle(_ term: QueryTerm) -> Bool {
        if case .han(_, 0) = term.form { return true }
        return false
    }

    private func coverWeight(_ term: Found) -> Float {
        Float(log(1 + Double(set.counts.passages) / Double(term.count)))
    }

    private func weight(_ term: QueryTerm) -> Float {
        switch term.part {
        case .single: Float(weights.single * term.count)
        case .pair: Float(weights.pair * term.count)
        case .synonym: Float(weights.synonym)
        }
    }

    // MARK: First stage

    private mutating func add(_ term: Found, coverable: Float) {
        let factor = weight(term.term) * term.idf * Float(weights.k1 + 1)
        let covers = term.term.part != .synonym && !isHanSingle(term.term) && coverable > 0
        let cover = covers ? coverWeight(term) / coverable : 0
        let once = textK.map { factor / (1 + $0) }
        for (member, list) in term.lists {
            let base = member.firstPassage
            let count = member.segment.counts.passages
            sums.withUnsafeMutableBufferPointer { sums in
                touched.withUnsafeMutableBufferPointer { touched in
                    member.segment.lengths.withUnsafeBufferPointer { lengths in
                        list.visit { place, occurrences in
                            guard place < count else { return }
                            let length = Int(lengths[place])
                            let value =
                                occurrences == 1
                                ? once[length]
                                : factor * Float(occurrences)
                                    / (Float(occurrences) + textK[length])
                            sums[base + place] += SIMD2(value, cover)
                            touched[(base + place) >> Self.blockBits] = true
                        }
                    }
                }
            }
        }
    }

    private mutating func clear() {
        for block in touched.indices where touched[block] {
            let start = block << Self.blockBits
            for i in start..<min(start + 1 << Self.blockBits, sums.count) {
                sums[i] = .zero
            }
            touched[block] = false
        }
    }

    private func partWeight(_ term: QueryTerm, isHeading: Bool) -> Double {
        switch (term.part, isHeading) {
        case (.single, true): weights.headingSingle * term.count
        case (.pair, true): weights.headingPair * term.count
        case (.synonym, true): weights.headingSynonym
        case (.single, false): weights.titleSingle * term.count
        case (.pair, false): weights.titlePair * term.count
        case (.synonym, false): 0
        }
    }

    /// What headings or titles score by themselves.
    private func parts(
        _ terms: [QueryTerm], _ key: (QueryTerm) -> [UInt8], of total: Int, isHeading: Bool,
        _ loader: Loader
    ) throws -> [Float] {
        var scores = [Float](repeating: 0, count: total)
        let length = isHeading ? set.counts.headingLength : set.counts.titleLength
        let average = Float(max(Double(length) / Double(max(total, 1)), 1))
        let b = Float(isHeading ? weights.headingB : weights.b)
        let k1 = Float(weights.k1)
        let found = try terms.filter { partWeight($0, isHeading: isHeading) > 0 }
            .compactMap { try look(up: $0, key, of: total, loader) }
            .sorted { $0.count < $1.count }
        var read = 0
        for found in found {
            // the most common ones say least
            if read > 0, read + found.count > Self.budget / 2 { break }
            read += found.count
            let weight = partWeight(found.term, isHeading: isHeading)
            let factor = Float(weight) * found.idf * (k1 + 1)
            for (member, list) in found.lists {
                let base = isHeading ? member.firstHeading : member.firstDocument
                let segment = member.segment
                let count = isHeading ? segment.headings.count : segment.documents.count
                list.visit { place, occurrences in
                    guard place < count else { return }
                    let length =
                        isHeading
                        ? segment.headings[place].length : segment.documents[place].titleLength
                    let times = Float(occurrences)
                    scores[base + place] +=
                        factor * times / (times + k1 * (1 - b + b * Float(length) / average))
                }
            }
        }
        return scores
    }

    // MARK: Second stage

    private struct Candidate {
        var place: Int32
        var heading: Int32
        var document: Int32
        var text: Float
        var coverage: Float
        /// Before the document's other passages are looked at.
        var worth: Float
    }

    /// The passages worth most so far, about `count` or all that are worth the same, in the order of
    /// their places.
    private mutating func select(
        _ headings: [Float], _ titles: [Float], allowed: PassageSet?, count: Int
    ) -> [Candidate] {
        // worths are not negative: the upper bits of their patterns sort as they do
        var histogram = [Int32](repeating: 0, count: 1 << 15)
        let coverage = Float(weights.coverage)
        var all: [Candidate] = []
        swap(&all, &touchedCandidates)
        all.removeAll(keepingCapacity: true)
        forEachTouched { place, heading, document in
            if let allowed, !allowed.contains(place) { return }
            let sum = sums[place]
            let extra = headings[heading] + titles[document]
            let worth = max((sum.x + extra) * (1 + coverage * sum.y) * priors[document], 0)
            histogram[Int(worth.bitPattern >> 16)] += 1
            all.append(
                Candidate(
                    place: Int32(place), heading: Int32(heading), document: Int32(document),
                    text: sum.x, coverage: sum.y, worth: worth))
        }
        var (bin, seen) = (histogram.count, 0)
        while bin > 0, seen < count {
            bin -= 1
            seen += Int(histogram[bin])
        }
        let bar = Float(bitPattern: UInt32(bin) << 16)
        let best = all.filter { $0.worth >= bar }
        swap(&all, &touchedCandidates)
        return best
    }

    /// Calls `body` for every passage with a sum, but for those of removed documents.
    @inline(__always)
    private func forEachTouched(_ body: (_ place: Int, _ heading: Int, _ document: Int) -> Void) {
        for member in set.members {
            let segment = member.segment
            for (h, heading) in segment.headings.enumerated() {
                let start = member.firstPassage + heading.firstPassage
                let end =
                    member.firstPassage
                    + (h + 1 < segment.headings.count
                        ? segment.headings[h + 1].firstPassage : segment.counts.passages)
                guard start < end else { continue }
                var isTouched = false
                for block in start >> Self.blockBits...(end - 1) >> Self.blockBits
                where touched[block] {
                    isTouched = true
                    break
                }
                guard isTouched else { continue }
                if !set.removed.isEmpty,
                    set.removed.contains(segment.documents[heading.document].id)
                {
                    continue
                }
                for place in start..<end where sums[place].x > 0 {
                    body(place, member.firstHeading + h, member.firstDocument + heading.document)
                }
            }
        }
    }

    /// Adds the lists of terms to the candidates only.
    private func add(_ terms: [Found], to best: inout [Candidate], coverable: Float) {
        guard !terms.isEmpty else { return }
        var start = 0
        for member in set.members {
            let base = member.firstPassage
            let behind = base + member.segment.counts.passages
            var end = start
            while end < best.count, Int(best[end].place) < behind { end += 1 }
            defer { start = end }
            guard start < end else { continue }
            let places = best[start..<end].map { $0.place - Int32(base) }
            for term in terms {
                let factor = weight(term.term) * term.idf * Float(weights.k1 + 1)
                let covers = term.term.part != .synonym && !isHanSingle(term.term) && coverable > 0
                let cover = covers ? coverWeight(term) / coverable : 0
                for (owner, list) in term.lists where owner.firstPassage == base {
                    list.visit(in: places) { index, occurrences in
                        let times = Float(occurrences)
                        let k = textK[Int(member.segment.lengths[Int(places[index])])]
                        best[start + index].text += factor * times / (times + k)
                        best[start + index].coverage += cover
                    }
                }
            }
        }
    }

    private func finish(
        _ best: [Candidate], _ headings: [Float], _ titles: [Float], bonus: PassageSet?, limit: Int
    ) -> [Ranked] {
        let order = best.indices.sorted { best[$0].text > best[$1].text }
        let documents = means(order, best, weights.documentBest) { $0.document }
        let sections = means(order, best, weights.headingBest) { $0.heading }
        var ranked = best.map { candidate -> Ranked in
            let prior = priors[Int(candidate.document)]
            let heading = headings[Int(candidate.heading)]
            let title = titles[Int(candidate.document)]
            let around =
                Float(weights.document) * (documents[candidate.document] ?? 0)
                + Float(weights.heading) * (sections[candidate.heading] ?? 0)
            var score = (candidate.text + heading + title + around)
            score *= (1 + Float(weights.coverage) * candidate.coverage) * prior
            if let bonus, bonus.contains(Int(candidate.place)) { score += Float(weights.allWords) }
            return Ranked(
                place: Int(candidate.place), score: score, text: candidate.text, heading: heading,
                title: title, coverage: candidate.coverage, prior: prior)
        }
        ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.place < $1.place }
        return Array(ranked.prefix(limit))
    }

    /// The mean of the best `count` texts of each group.
    private func means(
        _ order: [Int], _ best: [Candidate], _ count: Int, _ group: (Candidate) -> Int32
    ) -> [Int32: Float] {
        var sums: [Int32: (sum: Float, count: Int)] = [:]
        for index in order {
            let candidate = best[index]
            let old = sums[group(candidate)] ?? (0, 0)
            if old.count < count {
                sums[group(candidate)] = (old.sum + candidate.text, old.count + 1)
            }
        }
        return sums.mapValues { $0.sum / Float(max(count, 1)) }
    }
}
