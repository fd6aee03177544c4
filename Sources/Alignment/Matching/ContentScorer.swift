import Grammar
import LegalText

/// How well a Chinese stretch and an English one say the same, by lexicon, figures and Latin words.
///
/// Holds scratch memory: one per pair of documents and thread.
struct ContentScorer {
    private let text: PairText
    /// By English id: how firmly the Chinese stretch set last explains it, valid where `marks` says so.
    private var strengths: [Float]
    private var marks: [Int32]
    private var generation: Int32 = 0
    /// By English id: whether the English stretch set last has it.
    private var present: [Int32]
    private var presence: Int32 = 0

    init(_ text: PairText) {
        self.text = text
        let ids = text.enShared + text.sharedCount
        strengths = Array(repeating: 0, count: ids)
        marks = Array(repeating: 0, count: ids)
        present = Array(repeating: 0, count: ids)
    }

    /// A weight of an English word nothing is known of.
    private static let unknownWeight: Float = 0.6

    /// How much a rendering counts: a firm one in full, a weak one little.
    @inline(__always) static func credit(_ strength: Float) -> Float {
        min(1, 2.4 * strength)
    }

    /// Sets the Chinese stretch that `explained` and `coverage` speak of.
    mutating func setChinese(_ range: Range<Int>) {
        generation += 1
        let (zhShared, enShared, generation) = (text.zhShared, text.enShared, generation)
        text.lexicon.withRenderings { starts, all in
            for position in range {
                let id = Int(text.zh.ids[position])
                if id >= zhShared {
                    let word = id - zhShared + enShared
                    strengths[word] = 1
                    marks[word] = generation
                    continue
                }
                for k in Int(starts[id])..<Int(starts[id + 1]) {
                    let word = Int(all[k].word)
                    let credit = Self.credit(all[k].strength)
                    if marks[word] != generation || strengths[word] < credit {
                        strengths[word] = credit
                        marks[word] = generation
                    }
                }
            }
        }
    }

    /// How much of an English stretch the Chinese one explains, and how much there is.
    func explained(_ range: Range<Int>) -> (explained: Float, mass: Float) {
        var (explained, mass): (Float, Float) = (0, 0)
        for position in range {
            let id = Int(text.en.ids[position])
            guard id >= 0 else {
                mass += Self.unknownWeight
                continue
            }
            let weight = text.en.weights[id]
            mass += weight
            if marks[id] == generation { explained += weight * strengths[id] }
        }
        return (explained, mass)
    }

    /// How firmly the Chinese stretch set last stands behind one English token.
    func credit(at position: Int) -> Float {
        let id = Int(text.en.ids[position])
        return id >= 0 && marks[id] == generation ? strengths[id] : 0
    }

    /// How much of a Chinese stretch an English one renders, 0…1.
    mutating func rendered(_ zh: Range<Int>, in en: Range<Int>) -> Float {
        presence += 1
        for position in en {
            let id = Int(text.en.ids[position])
            if id >= 0 { present[id] = presence }
        }
        var (rendered, mass): (Float, Float) = (0, 0)
        let (zhShared, enShared) = (text.zhShared, text.enShared)
        text.lexicon.withRenderings { starts, all in
            for position in zh {
                let id = Int(text.zh.ids[position])
                let weight = text.zh.weights[id]
                mass += weight
                if id >= zhShared {
                    if present[id - zhShared + enShared] == presence { rendered += weight }
                    continue
                }
                var best: Float = 0
                for k in Int(starts[id])..<Int(starts[id + 1])
                where present[Int(all[k].word)] == presence {
                    best = max(best, Self.credit(all[k].strength))
                }
                rendered += weight * best
            }
        }
        return mass > 0 ? rendered / mass : 0
    }

    /// Both ways together, 0…1: the harmonic mean of what is explained and what is rendered.
    mutating func similarity(_ zh: Range<Int>, _ en: Range<Int>) -> Float {
        guard !zh.isEmpty, !en.isEmpty else { return 0 }
        setChinese(zh)
        let (explained, mass) = explained(en)
        guard mass > 0, explained > 0 else { return 0 }
        let forward = explained / mass
        let back = rendered(zh, in: en)
        return forward + back > 0 ? 2 * forward * back / (forward + back) : 0
    }

    /// Runs through the English ids the Chinese stretch set last explains.
    func forEachExplained(_ zh: Range<Int>, _ body: (_ word: Int, _ credit: Float) -> Void) {
        var seen = Set<Int32>()
        for position in zh {
            let id = Int(text.zh.ids[position])
            if id >= text.zhShared {
                let word = id - text.zhShared + text.enShared
                if seen.insert(Int32(word)).inserted { body(word, 1) }
                continue
            }
            for rendering in text.lexicon.renderings(id)
            where seen.insert(rendering.word).inserted {
                body(Int(rendering.word), strengths[Int(rendering.word)])
            }
        }
    }
}
