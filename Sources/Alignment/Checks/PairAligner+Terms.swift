import Grammar
import LegalText

/// One Chinese term rendered in several ways (术语不一致).
///
/// A term is a run of four characters or more that recurs. Its rendering in a linked sentence is the
/// stretch of English words its characters explain best. The usual rendering is the most frequent; a
/// sentence that has the term and not the usual rendering is worth a look.
extension PairAligner {
    /// One place of a term.
    struct TermPlace {
        var span: ByteSpan
        var sentence: Int
    }

    func checkTerms() {
        let known = sentences.count
        for link in links
        where link.level == .chapter && link.zhIds.count == 1 && link.enIds.count == 1 {
            // headings are said again in the text
            guard let a = zhOutline.divisions.first(where: { $0.eid == link.zhIds[0] })?.heading,
                let b = enOutline.divisions.first(where: { $0.eid == link.enIds[0] })?.heading
            else { continue }
            sentences.append(SentencePair(zh: [a], en: [b], fit: 1))
        }
        let isClose = looksCareless
        for (_, places) in recurringTerms() { checkTerm(places, isClose: isClose) }
        sentences.removeLast(sentences.count - known)
    }

    /// A text with faults of several other kinds is searched closely; in one without, only what stands
    /// out from a well-established rendering is told.
    private var looksCareless: Bool {
        let signs: Set<String> = [
            "censored", "heading-inline", "label-repaired", "title-mismatch", "subject-missing",
            "level-mismatch", "repetition", "missing-note", "comparator-mismatch",
            "number-mismatch",
        ]
        var seen = Set<String>()
        var weak = 0
        for finding in findings {
            if signs.contains(finding.code) { seen.insert(finding.code) }
            if finding.code == "modality-mismatch", finding.severity == .warning { weak += 1 }
        }
        return seen.count + (weak >= 3 ? 2 : 0) >= 4
    }

    private static let shortest = 4
    private static let longest = 16

    /// The runs of Han characters between stops, in linked sentences.
    private func recurringTerms() -> [(first: Int, places: [TermPlace])] {
        var runs: [(span: ByteSpan, sentence: Int)] = []
        for (index, pair) in sentences.enumerated()
        where pair.zh.count == 1 && pair.en.count == 1 && pair.fit > 0.25 {
            cut(pair.zh[0], index, into: &runs)
        }
        // how often each run of four characters stands anywhere
        var seen = GramCounts(capacity: runs.reduce(0) { $0 + $1.span.count / 3 })
        for run in runs { forEachGram(run.span) { gram, _ in seen.add(gram) } }
        // stretches all of whose grams recur are candidates
        var candidates: [ArraySlice<UInt8>: [TermPlace]] = [:]
        for run in runs {
            var start: Int? = nil
            var end = 0
            func close() {
                if let begin = start, end - begin <= 3 * Self.longest {
                    candidates[zh.source.bytes[begin..<end], default: []]
                        .append(TermPlace(span: begin..<end, sentence: run.sentence))
                }
                start = nil
            }
            forEachGram(run.span) { gram, at in
                if seen.count(gram) >= 2 {
                    if start == nil { start = at }
                    end = at + 3 * Self.shortest
                } else {
                    close()
                }
            }
            close()
        }
        return candidates.values.filter { $0.count >= 2 }
            .map { (first: $0[0].span.lowerBound, places: $0) }
            .sorted { $0.first < $1.first }
    }

    private func cut(
        _ span: ByteSpan, _ sentence: Int, into runs: inout [(span: ByteSpan, sentence: Int)]
    ) {
        var start = span.lowerBound
        var at = start
        func close(_ end: Int) {
            if end - start >= 3 * Self.shortest { runs.append((start..<end, sentence)) }
        }
        while at < span.upperBound {
            guard zhText[at] >= 0xE3, zhText.isHan(at), zhText.scalarWidth(at) == 3 else {
                close(at)
                at += zhText[at] < 0x80 ? 1 : zhText.scalarWidth(at)
                start = at
                continue
            }
            if let stop = tables.grammar.termStops.match(zhText, at: at, end: span.upperBound) {
                close(at)
                at = stop.end
                start = at
            } else {
                at += 3
            }
        }
        close(at)
    }

    private func forEachGram(_ span: ByteSpan, _ body: (UInt64, Int) -> Void) {
        var at = span.lowerBound
        while at + 3 * Self.shortest <= span.upperBound {
            var gram: UInt64 = 0
            for k in 0..<Self.shortest {
                gram = gram << 16 | UInt64(tables.variants.fold(zhText.scalar(at + 3 * k)) & 0xFFFF)
            }
            body(gram, at)
            at += 3
        }
    }

    // MARK: renderings

    private struct Rendering {
        /// The words in order, each as a number made of its letters, plural s off.
        var words: [UInt64]
        var span: ByteSpan
        var place: TermPlace
    }

    private func checkTerm(_ places: [TermPlace], isClose: Bool) {
        guard isClose || places.count >= 5 else { return }
        var renderings: [Rendering] = []
        for place in places.prefix(60) {
            if let rendering = rendering(of: place) { renderings.append(rendering) }
        }
        guard renderings.count >= 2, renderings.count * 3 >= places.prefix(60).count * 2 else {
            return
        }
        var counts: [[UInt64]: Int] = [:]
        for rendering in renderings { counts[rendering.words, default: 0] += 1 }
        guard counts.count > 1 else { return }
        // the most frequent, the first where several are
        var usual = renderings[0]
        for rendering in renderings
        where counts[rendering.words, default: 0] > counts[usual.words, default: 0] {
            usual = rendering
        }
        let most = counts[usual.words, default: 0]
        guard
            isClose
                ? (most >= 2 || renderings.count == 2) && most * 5 >= renderings.count * 2
                : most >= 5 && (renderings.count - most) * 5 <= most
        else { return }
        var told: Set<[UInt64]> = [usual.words]
        for rendering in renderings where !told.contains(rendering.words) {
            let sentence = text.en.range(sentences[rendering.place.sentence].en[0]).map(word)
            if Self.holds(sentence, usual.words)
                || !isClose && Self.holds(usual.words, rendering.words)
                || !isVariant(rendering.words, of: usual.words, isClose: isClose)
            {
                continue
            }
            told.insert(rendering.words)
            let term = zh.source.string(rendering.place.span)
            note(
                "term-inconsistent", .info, zh: rendering.place.span, en: rendering.span,
                "\(term) is “\(en.source.string(rendering.span))” here, “\(en.source.string(usual.span))” elsewhere."
            )
        }
    }

    /// A variant of the usual words, not the sentence put otherwise.
    private func isVariant(_ words: [UInt64], of usual: [UInt64], isClose: Bool) -> Bool {
        let common = words.filter(usual.contains).count
        let apart = words.count + usual.count - 2 * common
        if common * 2 < min(words.count, usual.count) { return false }
        return isClose ? apart <= 4 : apart == 1
    }

    private static func holds(_ words: [UInt64], _ wanted: [UInt64]) -> Bool {
        guard wanted.count <= words.count else { return false }
        var at = 0
        while at + wanted.count <= words.count {
            if words[at..<at + wanted.count].elementsEqual(wanted) { return true }
            at += 1
        }
        return false
    }

    /// The letters of an English token as a number.
    private func word(_ position: Int) -> UInt64 {
        let start = Int(text.en.offsets[position])
        var end = start
        while end < en.span.upperBound, isASCIILetter(enText[end]) { end += 1 }
        if end - start > 3, enText[end - 1] | 0x20 == 0x73, enText[end - 2] | 0x20 != 0x73 {
            end -= 1
        }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for i in start..<end { hash = (hash ^ UInt64(enText[i] | 0x20)) &* 0x100_0000_01B3 }
        return hash
    }

    /// The stretch of English words that the term's characters explain best: each word once, no comma
    /// inside, as few strangers as can be.
    private func rendering(of place: TermPlace) -> Rendering? {
        let pair = sentences[place.sentence]
        let words = text.en.range(pair.en[0])
        matcher.scorer.setChinese(text.zh.range(place.span.lowerBound..<place.span.upperBound - 3))
        let longest = place.span.count / 6 + 3
        var best: (sum: Float, hits: Int, range: Range<Int>) = (0, 0, 0..<0)
        for start in words where matcher.scorer.credit(at: start) > 0.2 {
            var (sum, hits): (Float, Int) = (0, 0)
            for position in start..<min(words.upperBound, start + longest) {
                if position > start, hasComma(between: position - 1, position) { break }
                let credit = matcher.scorer.credit(at: position)
                if credit <= 0.2 {
                    sum -= 0.7
                    continue
                }
                let id = text.en.ids[position]
                if text.en.ids[start..<position].contains(id) {
                    sum -= 0.15
                } else {
                    sum += 0.4 + credit
                    hits += 1
                }
                if sum > best.sum { best = (sum, hits, start..<position + 1) }
            }
        }
        guard best.hits >= max(2, place.span.count / 9), best.hits * 3 >= best.range.count * 2
        else { return nil }
        let first = Int(text.en.offsets[best.range.lowerBound])
        var end = Int(text.en.offsets[best.range.upperBound - 1])
        while end < pair.en[0].upperBound, isASCIILetter(enText[end]) { end += 1 }
        return Rendering(words: best.range.map(word), span: first..<end, place: place)
    }

    private func hasComma(between first: Int, _ second: Int) -> Bool {
        for i in Int(text.en.offsets[first])..<Int(text.en.offsets[second])
        where enText[i] == 0x2C || enText[i] == 0x3B {
            return true
        }
        return false
    }
}

/// Counts of grams in one open-addressed table.
private struct GramCounts {
    private var keys: [UInt64]
    private var counts: [Int32]
    private let mask: Int

    init(capacity: Int) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: 0, count: size)
        counts = Array(repeating: 0, count: size)
        mask = size - 1
    }

    private func slot(_ gram: UInt64) -> Int {
        var at = Int((gram &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while counts[at] > 0, keys[at] != gram { at = (at + 1) & mask }
        return at
    }

    mutating func add(_ gram: UInt64) {
        let at = slot(gram)
        keys[at] = gram
        counts[at] += 1
    }

    func count(_ gram: UInt64) -> Int { Int(counts[slot(gram)]) }
}
