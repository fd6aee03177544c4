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
package struct CueTable: Sendable {
    /// A cue and its place.
    package struct Hit: Sendable, Hashable {
        package var cue: Cue
        package var span: ByteSpan
    }

    private let phrases: [(bytes: [UInt8], cue: Cue)]
    /// By a hash of the first two bytes: indices into `phrases`, longest phrase first.
    private let buckets: [[Int32]]
    private let areWords: Bool

    /// - Parameter areWords: phrases begin and end where a word does.
    package init(_ cues: [Cue: [String]], areWords: Bool) {
        let phrases = cues.flatMap { cue, words in words.map { (Array($0.utf8), cue) } }
            .filter { $0.0.count >= 2 }
            .sorted { ($0.0.count, $0.1.rawValue) > ($1.0.count, $1.1.rawValue) }
        var buckets = [[Int32]](repeating: [], count: 1024)
        for (index, phrase) in phrases.enumerated() {
            buckets[Self.hash(phrase.0[0], phrase.0[1], phrase.0.count > 2 ? phrase.0[2] : 0, areWords)]
                .append(Int32(index))
        }
        self.phrases = phrases.map { (bytes: $0.0, cue: $0.1) }
        self.buckets = buckets
        self.areWords = areWords
    }

    @inline(__always)
    private static func hash(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ areWords: Bool) -> Int {
        areWords
            ? Int(a & 0x1F) << 5 | Int(b & 0x1F)
            : (Int(a & 0x0F) << 6 ^ Int(b & 0x3F) << 4 ^ Int(c & 0x3F)) & 1023
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
                    found.append(hit)
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
        for index in buckets[Self.hash(p[at], p[at + 1], p[at + 2], areWords)] {
            let phrase = phrases[Int(index)]
            let stop = at + phrase.bytes.count
            guard stop <= end else { continue }
            if areWords, stop < end, isASCIILetter(p[stop]) { continue }
            var i = 0
            while i < phrase.bytes.count,
                areWords ? fold(p[at + i]) == phrase.bytes[i] : p[at + i] == phrase.bytes[i]
            { i += 1 }
            if i == phrase.bytes.count { return Hit(cue: phrase.cue, span: at..<stop) }
        }
        return nil
    }

    @inline(__always) private func fold(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}
