import Grammar
import LegalText

/// Text under amendment: its bytes, and which of them the decision wrote.
struct AmendedText {
    private(set) var bytes: [UInt8]
    /// Whether each byte is the decision's: its citations already have the new numbers.
    private(set) var isNew: [Bool]

    init(_ bytes: some Sequence<UInt8>, isNew: Bool) {
        self.bytes = Array(bytes)
        self.isNew = Array(repeating: isNew, count: self.bytes.count)
    }

    mutating func replace(_ range: Range<Int>, with text: [UInt8], isNew new: Bool = true) {
        bytes.replaceSubrange(range, with: text)
        isNew.replaceSubrange(range, with: repeatElement(new, count: text.count))
    }

    /// Where `words` stand, compared without what is form only; left to right, without overlap.
    func places(of words: [UInt8], form: FormFolding) -> [Range<Int>] {
        let (text, starts) = Self.folded(bytes, form)
        let (pattern, _) = Self.folded(words, form)
        guard !pattern.isEmpty, pattern.count <= text.count else { return [] }
        var found: [Range<Int>] = []
        var at = 0
        while at + pattern.count <= text.count {
            if text[at] == pattern[0], text[at..<at + pattern.count].elementsEqual(pattern) {
                let last = at + pattern.count - 1
                let width = bytes.withUnsafeBufferPointer { $0.scalarWidth(starts[last]) }
                found.append(starts[at]..<starts[last] + width)
                at += pattern.count
            } else {
                at += 1
            }
        }
        return found
    }

    private static func folded(
        _ bytes: [UInt8], _ form: FormFolding
    ) -> (scalars: [UInt32], starts: [Int]) {
        var scalars: [UInt32] = []
        var starts: [Int] = []
        bytes.withUnsafeBufferPointer { p in
            var at = 0
            while at < p.count {
                let folded = form.fold(p.scalar(at))
                if folded != FormFolding.ignored {
                    scalars.append(folded)
                    starts.append(at)
                }
                at += p.scalarWidth(at)
            }
        }
        return (scalars, starts)
    }
}
