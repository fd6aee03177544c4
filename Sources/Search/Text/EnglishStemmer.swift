/// The stem of an English word: Porter's algorithm (M. F. Porter, "An algorithm for suffix
/// stripping", Program 14 (1980), with the two departures of its author's own code).
///
///     EnglishStemmer.stem(Array("regulations".utf8))    // "regul"
///
/// Words of other than ASCII letters, and those of one or two letters, are their own stems.
package enum EnglishStemmer {
    package static func stem(_ word: [UInt8]) -> [UInt8] {
        guard word.count > 2, word.allSatisfy({ isLower($0) }) else { return word }
        var stem = Stem(letters: word)
        stem.step1()
        stem.step2to4()
        stem.step5()
        return stem.letters
    }

    private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}

/// A word on its way through the steps.
private struct Stem {
    var letters: [UInt8]

    private func isConsonant(_ at: Int) -> Bool {
        switch letters[at] {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
            UInt8(ascii: "u"):
            return false
        case UInt8(ascii: "y"):
            var consonant = true
            var first = at
            while first > 0, letters[first - 1] == UInt8(ascii: "y") { first -= 1 }
            if first > 0, isConsonant(first - 1) { consonant = false }
            return (at - first) % 2 == 0 ? consonant : !consonant
        default: return true
        }
    }

    /// The number of vowel–consonant sequences in the first `end` letters.
    private func measure(_ end: Int) -> Int {
        var count = 0
        var at = 0
        while at < end, isConsonant(at) { at += 1 }
        while at < end {
            while at < end, !isConsonant(at) { at += 1 }
            if at >= end { break }
            count += 1
            while at < end, isConsonant(at) { at += 1 }
        }
        return count
    }

    private func hasVowel(_ end: Int) -> Bool { (0..<end).contains { !isConsonant($0) } }

    private func endsDouble(_ end: Int) -> Bool {
        end >= 2 && letters[end - 1] == letters[end - 2] && isConsonant(end - 1)
    }

    /// consonant, vowel, consonant other than w, x, y
    private func endsShort(_ end: Int) -> Bool {
        guard end >= 3, isConsonant(end - 1), !isConsonant(end - 2), isConsonant(end - 3) else {
            return false
        }
        return ![UInt8(ascii: "w"), UInt8(ascii: "x"), UInt8(ascii: "y")].contains(letters[end - 1])
    }

    private func ends(_ suffix: StaticString) -> Bool {
        let count = suffix.utf8CodeUnitCount
        guard letters.count >= count else { return false }
        return suffix.withUTF8Buffer { s in
            for i in 0..<count where letters[letters.count - count + i] != s[i] { return false }
            return true
        }
    }

    private mutating func replace(_ suffix: StaticString, by new: StaticString) {
        letters.removeLast(suffix.utf8CodeUnitCount)
        new.withUTF8Buffer { letters.append(contentsOf: $0) }
    }

    mutating func step1() {
        if ends("sses") || ends("ies") {
            letters.removeLast(2)
        } else if ends("s"), !ends("ss") {
            letters.removeLast()
        }
        if ends("eed") {
            if measure(letters.count - 3) > 0 { letters.removeLast() }
        } else if let cut = ends("ed") ? 2 : ends("ing") ? 3 : nil, hasVowel(letters.count - cut) {
            letters.removeLast(cut)
            if ends("at") || ends("bl") || ends("iz") {
                letters.append(UInt8(ascii: "e"))
            } else if endsDouble(letters.count), !ends("l"), !ends("s"), !ends("z") {
                letters.removeLast()
            } else if measure(letters.count) == 1, endsShort(letters.count) {
                letters.append(UInt8(ascii: "e"))
            }
        }
        if ends("y"), hasVowel(letters.count - 1) { letters[letters.count - 1] = UInt8(ascii: "i") }
    }

    private static let step2: [(StaticString, StaticString)] = [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
        ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
        ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"),
        ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"),
        ("biliti", "ble"),
        ("logi", "log"),
    ]
    private static let step3: [(StaticString, StaticString)] = [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"),
        ("ful", ""),
        ("ness", ""),
    ]
    private static let step4: [StaticString] = [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion",
        "ou",
        "ism", "ate", "iti", "ous", "ive", "ize",
    ]

    mutating func step2to4() {
        for table in [Self.step2, Self.step3] {
            guard let (suffix, new) = table.first(where: { ends($0.0) }) else { continue }
            if measure(letters.count - suffix.utf8CodeUnitCount) > 0 { replace(suffix, by: new) }
        }
        guard let suffix = Self.step4.first(where: { ends($0) }) else { return }
        let end = letters.count - suffix.utf8CodeUnitCount
        guard measure(end) > 1 else { return }
        if ends("ion"), end > 0, letters[end - 1] != UInt8(ascii: "s"),
            letters[end - 1] != UInt8(ascii: "t")
        {
            return
        }
        letters.removeLast(suffix.utf8CodeUnitCount)
    }

    mutating func step5() {
        if ends("e") {
            let end = letters.count - 1
            let count = measure(end)
            if count > 1 || count == 1 && !endsShort(end) { letters.removeLast() }
        }
        if ends("ll"), measure(letters.count - 1) > 1 { letters.removeLast() }
    }
}
