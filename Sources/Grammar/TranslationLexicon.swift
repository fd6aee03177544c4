import LegalText

/// Which English words stand for which Chinese characters (词对): `Grammar/mul/lexicon.tsv`, learnt from
/// laws printed in both languages.
///
/// A Chinese key is one character or two neighbours, folded; an English key the first six letters of a
/// word, without case and plural s. Both are numbers, so looking up makes no strings.
///
///     let lexicon = try TranslationLexicon(source: .builtIn)
///     lexicon.renderings(lexicon.entry(0x533B, 0x7597))    // 医疗: medica…, with strengths 0…1
package struct TranslationLexicon: Sendable {
    /// One English word and how firmly it stands for the characters, 0…1.
    package struct Rendering: Sendable {
        package var word: Int32
        package var strength: Float
    }

    /// An English key is at most so many letters of a word.
    package static let keyLetters = 6

    private var entries: KeyTable
    private var words: KeyTable
    /// `starts[e]..<starts[e + 1]` are the renderings of entry `e`.
    private var starts: [Int32]
    private var renderings: [Rendering]
    /// By English id: the strength of the best entry that has the word.
    private var best: [Float]

    /// How many English keys there are; ids run from 0.
    package var wordCount: Int { words.count }
    package var entryCount: Int { entries.count }

    private static let path = "mul/lexicon.tsv"
    /// The weakest and the strongest letter: a stands for this strength, z for 1.
    private static let weakest: Float = 0.04

    /// - Throws: `GrammarError` if the table is missing or a line does not fit.
    package init(source: GrammarSource) throws {
        let strengths = (0..<26).map { Self.strength(letter: $0) }
        var entries = KeyTable(capacity: 1 << 16)
        var words = KeyTable(capacity: 1 << 14)
        var starts: [Int32] = []
        var renderings: [Rendering] = []
        renderings.reserveCapacity(1 << 16)
        var text = try source.text(Self.path)
        let failed: Int? = text.withUTF8 { p in
            var at = 0
            var line = 0
            while at < p.count {
                line += 1
                if p[at] == 0x23 || p[at] == 0x0A {
                    while at < p.count, p[at] != 0x0A { at += 1 }
                    at += 1
                    continue
                }
                var key: UInt32 = 0
                var characters = 0
                while at < p.count, p[at] >= 0x80 {
                    key = key << 16 | (p.scalar(at) & 0xFFFF)
                    characters += 1
                    at += p.scalarWidth(at)
                }
                guard characters == 1 || characters == 2, entries.insert(key) == starts.count else {
                    return line
                }
                starts.append(Int32(renderings.count))
                while at < p.count, p[at] == 0x20 {
                    at += 1
                    var end = at
                    while end < p.count, isASCIILetter(p[end]) { end += 1 }
                    guard end - at >= 2 else { return line }
                    let word = Self.letters(p, at, end - 1)
                    let letter = Int(p[end - 1]) - 0x61
                    guard strengths.indices.contains(letter) else { return line }
                    renderings.append(
                        Rendering(word: Int32(words.insert(word)), strength: strengths[letter]))
                    at = end
                }
                guard at >= p.count || p[at] == 0x0A else { return line }
                at += 1
            }
            return nil
        }
        if let failed {
            throw GrammarError(file: Self.path, rule: nil, message: "line \(failed) does not fit")
        }
        starts.append(Int32(renderings.count))
        var best = [Float](repeating: 0, count: words.count)
        for rendering in renderings {
            best[Int(rendering.word)] = max(best[Int(rendering.word)], rendering.strength)
        }
        self.best = best
        self.entries = entries
        self.words = words
        self.starts = starts
        self.renderings = renderings
    }

    private static func strength(letter: Int) -> Float {
        // weakest^(1 - letter/26), by repeated square roots
        var (root, result): (Float, Float) = (weakest, 1)
        var rest = Float(26 - letter) / 26
        if rest >= 1 { return weakest }
        for _ in 0..<12 {
            root = root.squareRoot()
            rest *= 2
            if rest >= 1 {
                result *= root
                rest -= 1
            }
        }
        return result
    }

    /// The entry of one folded character, or of two neighbours; -1 if there is none.
    @inline(__always) package func entry(_ first: UInt32, _ second: UInt32? = nil) -> Int {
        guard first <= 0xFFFF else { return -1 }
        guard let second else { return entries.find(first) }
        return second <= 0xFFFF ? entries.find(first << 16 | second) : -1
    }

    /// The id of the English word in `range`, -1 if the lexicon does not have it.
    @inline(__always) package func word(
        _ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> Int {
        words.find(Self.wordKey(p, start, end))
    }

    /// Gives ids to further English keys, which stand for nothing.
    package mutating func add(words keys: some Sequence<UInt32>) {
        for key in keys where words.insert(key) == best.count { best.append(0) }
    }

    /// The id of an English key, -1 if the lexicon does not have it.
    package func word(key: UInt32) -> Int { words.find(key) }

    /// What an entry may stand for, strongest first.
    @inline(__always) package func renderings(_ entry: Int) -> ArraySlice<Rendering> {
        renderings[Int(starts[entry])..<Int(starts[entry + 1])]
    }

    /// Calls `body` with every entry: one character, or two in the upper and lower half.
    package func forEachEntry(_ body: (_ characters: UInt32, _ entry: Int) -> Void) {
        entries.forEach(body)
    }

    /// The letters of an English key.
    package func letters(ofWord word: Int) -> [UInt8] {
        var found: UInt32?
        words.forEach { key, id in if id == word { found = key } }
        guard var key = found else { return [] }
        var letters: [UInt8] = []
        while key != 0 {
            letters.insert(UInt8(key & 0x1F) | 0x60, at: 0)
            key >>= 5
        }
        return letters
    }

    /// How firmly an entry stands for its best word.
    package func strength(ofEntry entry: Int) -> Float {
        starts[entry] < starts[entry + 1] ? renderings[Int(starts[entry])].strength : 0
    }

    /// How firmly a word is stood for by its best entry.
    package func strength(ofWord word: Int) -> Float { best[word] }

    /// Runs `body` with the table of renderings, for loops that ask for many.
    package func withRenderings<T>(
        _ body: (_ starts: UnsafeBufferPointer<Int32>, _ all: UnsafeBufferPointer<Rendering>) -> T
    ) -> T {
        starts.withUnsafeBufferPointer { s in renderings.withUnsafeBufferPointer { body(s, $0) } }
    }

    /// Six letters at five bits, case and plural s dropped.
    @inline(__always) package static func wordKey(
        _ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> UInt32 {
        var last = end
        if end - start > 3, p[end - 1] | 0x20 == 0x73, p[end - 2] | 0x20 != 0x73 { last -= 1 }
        return letters(p, start, Swift.min(last, start + 6))
    }

    @inline(__always) private static func letters(
        _ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> UInt32 {
        var key: UInt32 = 0
        for i in start..<end { key = key << 5 | UInt32(p[i] & 0x1F) }
        return key
    }
}

/// Numbers for keys: open addressing, linear probing, never more than half full.
private struct KeyTable: Sendable {
    private var keys: [UInt32]
    private var values: [Int32]
    private var mask: Int
    private(set) var count = 0

    init(capacity: Int) {
        keys = Array(repeating: 0, count: capacity)
        values = Array(repeating: -1, count: capacity)
        mask = capacity - 1
    }

    @inline(__always) private static func hash(_ key: UInt32) -> Int {
        Int((UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 40)
    }

    @inline(__always) func find(_ key: UInt32) -> Int {
        var at = Self.hash(key) & mask
        while values[at] >= 0 {
            if keys[at] == key { return Int(values[at]) }
            at = (at + 1) & mask
        }
        return -1
    }

    /// Calls `body` with every key and its number.
    func forEach(_ body: (_ key: UInt32, _ number: Int) -> Void) {
        for at in keys.indices where values[at] >= 0 { body(keys[at], Int(values[at])) }
    }

    /// The number of a key, new if it has none yet.
    mutating func insert(_ key: UInt32) -> Int {
        if count * 2 >= mask { grow() }
        var at = Self.hash(key) & mask
        while values[at] >= 0 {
            if keys[at] == key { return Int(values[at]) }
            at = (at + 1) & mask
        }
        keys[at] = key
        values[at] = Int32(count)
        count += 1
        return count - 1
    }

    private mutating func grow() {
        let (oldKeys, oldValues) = (keys, values)
        let capacity = (mask + 1) * 2
        keys = Array(repeating: 0, count: capacity)
        values = Array(repeating: -1, count: capacity)
        mask = capacity - 1
        for i in oldKeys.indices where oldValues[i] >= 0 {
            var at = Self.hash(oldKeys[i]) & mask
            while values[at] >= 0 { at = (at + 1) & mask }
            keys[at] = oldKeys[i]
            values[at] = oldValues[i]
        }
    }
}
