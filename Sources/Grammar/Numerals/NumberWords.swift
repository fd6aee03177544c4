import LegalText
import Yams

/// English number words: cardinals and ordinals, in any case.
struct NumberWords: Sendable {
    private enum Word {
        case one(Int)
        case ten(Int)
        case scale(Int)
        case ordinal(Int)
        case joiner
    }

    private let words: [UInt128: Word]
    private let endings: [[UInt8]]

    struct File: Decodable {
        var cardinals: [String: Int]
        var tens: [String: Int]
        var ordinals: [String: Int]
        var scales: [String: Int]
        var joiners: [String]
        var ordinalEndings: [String]
    }

    init(_ source: GrammarSource) throws {
        let file = try source.decode(File.self, from: "eng/numerals.yaml")
        var words: [UInt128: Word] = [:]
        for (word, value) in file.cardinals { words[Self.key(word)] = .one(value) }
        for (word, value) in file.tens { words[Self.key(word)] = .ten(value) }
        for (word, value) in file.scales { words[Self.key(word)] = .scale(value) }
        for (word, value) in file.ordinals { words[Self.key(word)] = .ordinal(value) }
        for word in file.joiners { words[Self.key(word)] = .joiner }
        self.words = words
        endings = file.ordinalEndings.map { Array($0.utf8) }
    }

    private static func key(_ word: String) -> UInt128 {
        word.utf8.prefix(16).reduce(0) { $0 << 8 | UInt128($1 | 0x20) }
    }

    /// The word of letters at `at`, its end; `nil` if it is none of ours.
    private func word(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> (Word, Int)? {
        var i = at
        var key: UInt128 = 0
        while i < end, isASCIILetter(p[i]), i - at < 16 {
            key = key << 8 | UInt128(p[i] | 0x20)
            i += 1
        }
        guard i > at, i == end || !isASCIILetter(p[i]), let word = words[key] else { return nil }
        return (word, i)
    }

    func cardinal(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (
        value: Int, end: Int
    )? {
        read(p, start, end, ordinal: false)
    }

    func ordinal(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (
        value: Int, end: Int
    )? {
        if let digits = NumberSymbols.arabic(p, start, end) {
            for ending in endings where digits.end + ending.count <= end {
                var same = true
                for (k, byte) in ending.enumerated() where p[digits.end + k] | 0x20 != byte {
                    same = false
                }
                let after = digits.end + ending.count
                if same, after == end || !isASCIILetter(p[after]) { return (digits.value, after) }
            }
            return nil
        }
        return read(p, start, end, ordinal: true)
    }

    private func read(
        _ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, ordinal: Bool
    ) -> (value: Int, end: Int)? {
        var at = start
        var last = start  // behind the last word that counts
        var total = 0
        var group = 0
        var closed = false  // an ordinal or a unit stands last: only a scale may follow
        var scale = (least: Int.max, end: start)  // the last thousand or more, and where it ends
        while let (word, next) = word(p, at, end) {
            switch word {
            case .one(let value):
                if closed || group % 10 != 0 || (group % 100 != 0 && value > 9) { return finish() }
                group += value
                closed = true
            case .ten(let value):
                if closed || group % 100 != 0 { return finish() }
                group += value
            case .scale(let value):
                guard group > 0, value != 100 || group < 100 else { return finish() }
                if value == 100 {
                    group *= 100
                } else {
                    // twenty thousand and one hundred thousand: two numbers
                    guard value < scale.least else { return (total, scale.end) }
                    total += group * value
                    group = 0
                    scale = (value, next)
                }
                closed = false
            case .ordinal(let value):
                if !ordinal || closed || group % 10 != 0 || (group % 100 != 0 && value > 9) {
                    return finish()
                }
                return (total + group + value, next)
            case .joiner:
                if last == start { return finish() }
                at = next
                while at < end, p[at] == 0x20 { at += 1 }
                continue
            }
            last = next
            at = next
            if at < end, p[at] == 0x2D || p[at] == 0x20 { at += 1 }
        }
        return finish()

        func finish() -> (value: Int, end: Int)? {
            guard !ordinal, last > start, total + group <= Numerals.most else { return nil }
            return (total + group, last)
        }
    }
}
