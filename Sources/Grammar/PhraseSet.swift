import LegalText

/// A set of words or phrases, found in bytes forwards or backwards from a place.
///
/// ASCII letters match in any case.
///
///     PhraseSet(["条例", "办法"]).length(endingAt: 27, in: text)    // 6 if 办法 stands before byte 27
public final class PhraseSet: Sendable {
    public let phrases: [[UInt8]]
    private let byFirst: [[Int]]
    private let byLast: [[Int]]

    public init(_ words: [String]) {
        let phrases = words.map { $0.utf8.map(Self.folded) }.filter { !$0.isEmpty }
            .sorted { $0.count > $1.count }
        self.phrases = phrases
        byFirst = (0..<256).map { byte in
            phrases.indices.filter { phrases[$0].first == UInt8(byte) }
        }
        byLast = (0..<256).map { byte in phrases.indices.filter { phrases[$0].last == UInt8(byte) }
        }
    }

    @inline(__always) static func folded(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// Length in bytes of the longest phrase that starts at `at`; `nil` if none does.
    public func length(at start: Int, in text: UnsafeBufferPointer<UInt8>, end: Int) -> Int? {
        length(at: start, in: text, end: end, words: false)
    }

    /// Like `length(at:)`, but an English phrase must end where a word ends.
    public func wordLength(at start: Int, in text: UnsafeBufferPointer<UInt8>, end: Int) -> Int? {
        length(at: start, in: text, end: end, words: true)
    }

    /// Length in bytes of the longest phrase that ends at `end`; `nil` if none does.
    public func length(
        endingAt end: Int, in text: UnsafeBufferPointer<UInt8>, start: Int = 0
    ) -> Int? {
        length(endingAt: end, in: text, start: start, words: false)
    }

    /// Like `length(endingAt:)`, but an English phrase must begin where a word begins.
    public func wordLength(
        endingAt end: Int, in text: UnsafeBufferPointer<UInt8>, start: Int = 0
    ) -> Int? {
        length(endingAt: end, in: text, start: start, words: true)
    }

    @inline(__always)
    private func length(
        at start: Int, in text: UnsafeBufferPointer<UInt8>, end: Int, words: Bool
    ) -> Int? {
        guard start < end else { return nil }
        for index in byFirst[Int(Self.folded(text[start]))] {
            let phrase = phrases[index]
            let stop = start + phrase.count
            guard stop <= end else { continue }
            if words, stop < end, isASCIILetter(phrase[phrase.count - 1]), isASCIILetter(text[stop])
            {
                continue
            }
            if matches(phrase, text, start) { return phrase.count }
        }
        return nil
    }

    @inline(__always)
    private func length(
        endingAt end: Int, in text: UnsafeBufferPointer<UInt8>, start: Int, words: Bool
    ) -> Int? {
        guard end > start else { return nil }
        for index in byLast[Int(Self.folded(text[end - 1]))] {
            let phrase = phrases[index]
            let from = end - phrase.count
            guard from >= start else { continue }
            if words, from > start, isASCIILetter(phrase[0]), isASCIILetter(text[from - 1]) {
                continue
            }
            if matches(phrase, text, from) { return phrase.count }
        }
        return nil
    }

    @inline(__always)
    private func matches(
        _ phrase: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ start: Int
    ) -> Bool {
        var i = 0
        while i < phrase.count, Self.folded(text[start + i]) == phrase[i] { i += 1 }
        return i == phrase.count
    }

    /// The first place in a range where a phrase starts, with its length; linear.
    public func first(
        in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, words: Bool = false
    ) -> (at: Int, length: Int)? {
        var at = range.lowerBound
        while at < range.upperBound {
            if !byFirst[Int(Self.folded(text[at]))].isEmpty,
                !words || at == range.lowerBound || !isASCIILetter(text[at - 1])
            {
                let found =
                    words
                    ? wordLength(at: at, in: text, end: range.upperBound)
                    : length(at: at, in: text, end: range.upperBound)
                if let found { return (at, found) }
            }
            at += 1
        }
        return nil
    }
}
