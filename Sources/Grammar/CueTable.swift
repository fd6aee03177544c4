package import LegalText

/// Words that carry the force or the limit of a norm (情态词, 比较词), by what they mean.
package enum Cue: String, Sendable, Hashable, CaseIterable {
    /// Looks like one of the others and is none.
    case none
    /// 应当; shall, must
    case duty
    /// Other ways to put a duty.
    case dutyLoose
    /// should
    case advice
    /// 不得
    case prohibition
    /// 可以; may
    case permission
    /// can
    case ability
    /// 以上; or more
    case atLeast
    /// 以下; or less
    case atMost
    /// 超过; more than
    case more
    /// 不足; less than
    case less
    /// inclusive
    case inclusive
    /// above, said of a rank; taken for `more` before a figure
    case above
    /// below, said of a rank; taken for `less` before a figure
    case beneath
    /// 制定本
    case enacting
    /// is, are…
    case finite
    /// 鼓励
    case encouragement
    /// encourage at the start of a sentence
    case bareVerb
    /// 本办法; these Measures
    case `self`
}

/// Finds cues in text: the longest at each place, in one pass.
package final class CueTable: Sendable {
    /// A cue and its place.
    package struct Hit: Sendable, Hashable {
        package var cue: Cue
        package var span: ByteSpan
    }

    private let table: PhraseTable
    private let areWords: Bool
    private static let cues = Array(Cue.allCases)

    /// - Parameter areWords: phrases begin and end where a word does.
    package init(_ cues: [Cue: [String]], areWords: Bool) {
        table = PhraseTable(
            cues.flatMap { cue, words in
                words.map { ($0, Self.cues.firstIndex(of: cue) ?? 0) }
            })
        self.areWords = areWords
    }

    /// The cues of a span, in order, none inside another.
    package func hits(in span: ByteSpan, of p: UnsafeBufferPointer<UInt8>) -> [Hit] {
        var found: [Hit] = []
        var at = span.lowerBound
        while at + 2 < span.upperBound {
            if areWords {
                guard isASCIILetter(p[at]) else {
                    at += 1
                    continue
                }
                if let hit = hit(at, span.upperBound, p) {
                    if hit.cue != .none { found.append(hit) }
                    at = hit.span.upperBound
                }
                while at < span.upperBound, isASCIILetter(p[at]) { at += 1 }
            } else if p[at] >= 0xE3, let hit = hit(at, span.upperBound, p) {
                if hit.cue != .none { found.append(hit) }
                at = hit.span.upperBound
            } else {
                at += p[at] < 0x80 ? 1 : p.scalarWidth(at)
            }
        }
        return found
    }

    private func hit(_ at: Int, _ end: Int, _ p: UnsafeBufferPointer<UInt8>) -> Hit? {
        table.match(p, at: at, end: end, word: areWords).map {
            Hit(cue: Self.cues[$0.value], span: at..<$0.end)
        }
    }
}
