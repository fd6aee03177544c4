package import Grammar
package import LegalText

/// Cuts a text into what it can be found by: Han characters (单字) and pairs of neighbours (二字组), and
/// words of letters and digits (词). Width, case, traditional and variant forms are folded; spans
/// point into the text as it is written.
package struct TermScanner: Sendable {
    /// What a scalar counts as: 0 separates, below `hanStart` part of a word, else a Han character.
    private let classes: [UInt32]
    private let variants: HanVariants
    static let hanStart: UInt32 = 0x2E80

    package init(_ variants: HanVariants) {
        self.variants = variants
        var classes = [UInt32](repeating: 0, count: 0x10000)
        for scalar in UInt32(0)...0xFFFF {
            let folded = variants.fold(scalar)
            switch folded {
            case 0x30...0x39, 0x61...0x7A: classes[Int(scalar)] = folded
            case 0x41...0x5A: classes[Int(scalar)] = folded | 0x20
            case 0xC0...0x24F, 0x370...0x52F:
                guard let properties = Unicode.Scalar(folded)?.properties, properties.isAlphabetic
                else { continue }
                let lower = properties.lowercaseMapping.unicodeScalars
                classes[Int(scalar)] = lower.count == 1 ? lower.first?.value ?? folded : folded
            case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x3007, 0x3005, 0x3041...0x30FA,
                0xAC00...0xD7A3:
                classes[Int(scalar)] = folded
            default: break
            }
        }
        self.classes = classes
    }

    /// The folded form of a scalar that can be searched, 0 for what separates.
    @inline(__always) func classify(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x10000 { return classes[Int(scalar)] }
        guard scalar >= 0x20000, scalar < 0x40000 else { return 0 }
        return variants.fold(scalar)
    }

    /// Every Han character, with the one that follows it at once (0 if none), and every word.
    @inline(__always)
    func scan(
        _ p: UnsafeBufferPointer<UInt8>,
        han: (_ scalar: UInt32, _ next: UInt32, _ start: Int, _ end: Int) -> Void,
        word: (_ letters: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { letters in
            var at = 0
            var pending: UInt32 = 0
            var pendingStart = 0
            var pendingEnd = 0
            while at < p.count {
                let width = p.scalarWidth(at)
                let scalar = classify(p.scalar(at))
                if scalar >= Self.hanStart {
                    if pending != 0 { han(pending, scalar, pendingStart, pendingEnd) }
                    pending = scalar
                    pendingStart = at
                    at += width
                    pendingEnd = at
                    continue
                }
                if pending != 0 {
                    han(pending, 0, pendingStart, pendingEnd)
                    pending = 0
                }
                guard scalar != 0 else {
                    at += width
                    continue
                }
                let start = at
                var count = 0
                while at < p.count {
                    let width = p.scalarWidth(at)
                    let letter = classify(p.scalar(at))
                    guard letter != 0, letter < Self.hanStart else { break }
                    if count + 2 <= letters.count {
                        if letter < 0x80 {
                            letters[count] = UInt8(letter)
                            count += 1
                        } else {
                            letters[count] = UInt8(0xC0 | letter >> 6)
                            letters[count + 1] = UInt8(0x80 | letter & 0x3F)
                            count += 2
                        }
                    }
                    at += width
                }
                word(UnsafeBufferPointer(rebasing: letters[0..<count]), start, at)
            }
            if pending != 0 { han(pending, 0, pendingStart, pendingEnd) }
        }
    }

    /// The pieces of a text: each Han character, each word as its letters.
    package func pieces(_ text: String) -> [Token] {
        var text = text
        var found: [Token] = []
        text.withUTF8 { p in
            scan(
                p,
                han: { scalar, next, start, end in
                    found.append(Token(kind: .han(scalar), span: start..<end, joins: next != 0))
                },
                word: { letters, start, end in
                    found.append(
                        Token(kind: .word(Array(letters)), span: start..<end, joins: false))
                })
        }
        return found
    }

    /// A Han character or a word, with its place.
    package struct Token: Sendable, Hashable {
        package enum Kind: Sendable, Hashable {
            case han(UInt32)
            case word([UInt8])
        }
        package var kind: Kind
        package var span: ByteSpan
        /// Whether a Han character follows at once.
        package var joins: Bool
    }
}
