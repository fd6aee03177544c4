import Grammar
import LegalText

/// The words of force and limit (情态词, 比较词) in one linked sentence.
struct SentenceCues {
    var pair: SentencePair
    var zh: [CueTable.Hit] = []
    var en: [CueTable.Hit] = []

    func zh(_ cue: Cue) -> Int { Self.count(cue, zh) }
    func en(_ cue: Cue) -> Int { Self.count(cue, en) }

    private static func count(_ cue: Cue, _ hits: [CueTable.Hit]) -> Int {
        var n = 0
        for hit in hits where hit.cue == cue { n += 1 }
        return n
    }

    func first(_ cues: [Cue], _ hits: [CueTable.Hit]) -> ByteSpan? {
        hits.first { cues.contains($0.cue) }?.span
    }

    var zhAll: ByteSpan { (pair.zh.first?.lowerBound ?? 0)..<(pair.zh.last?.upperBound ?? 0) }
    var enAll: ByteSpan { (pair.en.first?.lowerBound ?? 0)..<(pair.en.last?.upperBound ?? 0) }
}

extension PairAligner {
    /// The cues of all linked sentences, in order.
    func sentenceCues() -> [SentenceCues] {
        sentences.map { pair in
            var cues = SentenceCues(pair: pair)
            for span in pair.zh { cues.zh += tables.grammar.zhCues.hits(in: span, of: zhText) }
            for span in pair.en { cues.en += tables.grammar.enCues.hits(in: span, of: enText) }
            return cues
        }
    }
}
