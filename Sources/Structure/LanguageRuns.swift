import LegalText

/// Tells the language of a text and where it changes: a Chinese plan followed by its English version.
enum LanguageRuns {
    struct Run {
        var range: Range<Int>
        var language: Language
    }

    /// A part in another language is a document of its own only if it has this many bytes of text.
    private static let smallest = 200

    /// Runs of one language each, at line starts; together they cover the range.
    static func find(_ p: UnsafeBufferPointer<UInt8>, lines: [Line], in range: Range<Int>) -> [Run]
    {
        // what each line weighs: Han above, Latin below zero
        var sums = [0]
        sums.reserveCapacity(lines.count + 1)
        for line in lines { sums.append(sums[sums.count - 1] + weight(p, line)) }
        var runs: [Run] = []
        split(0..<lines.count, sums, lines, into: &runs)
        if runs.isEmpty { return [Run(range: range, language: .eng)] }
        runs[0].range = range.lowerBound..<runs[0].range.upperBound
        runs[runs.count - 1].range = runs[runs.count - 1].range.lowerBound..<range.upperBound
        return runs
    }

    private static func weight(_ p: UnsafeBufferPointer<UInt8>, _ line: Line) -> Int {
        var han = 0
        var latin = 0
        var at = line.textStart
        while at < line.textEnd {
            let byte = p[at]
            if byte >= 0xE4 && byte <= 0xE9 { han += 3 } else if isASCIILetter(byte) { latin += 1 }
            at += p.step(at)
        }
        return han > latin / 2 ? han : -latin
    }

    /// Splits where one language stops and the other begins, if both sides then are nearly pure.
    private static func split(
        _ range: Range<Int>, _ sums: [Int], _ lines: [Line], into runs: inout [Run]
    ) {
        guard !range.isEmpty else { return }
        let total = sums[range.upperBound] - sums[range.lowerBound]
        // the best cut is where the running sum is farthest from a straight line between its ends
        var low = (at: range.lowerBound, value: 0)
        var high = (at: range.lowerBound, value: 0)
        for i in range {
            let value = sums[i] - sums[range.lowerBound]
            if value < low.value { low = (i, value) }
            if value > high.value { high = (i, value) }
        }
        let cut: Int? =
            if high.value >= smallest, high.value - total >= smallest {
                high.at
            } else if -low.value >= smallest, total - low.value >= smallest {
                low.at
            } else {
                nil
            }
        if let cut, cut > range.lowerBound, cut < range.upperBound,
            isPure(range.lowerBound..<cut, sums), isPure(cut..<range.upperBound, sums)
        {
            split(range.lowerBound..<cut, sums, lines, into: &runs)
            split(cut..<range.upperBound, sums, lines, into: &runs)
            return
        }
        let language: Language = total >= 0 ? .zho : .eng
        let bytes = lines[range.lowerBound].start..<lines[range.upperBound - 1].next
        if let last = runs.last, last.language == language {
            runs[runs.count - 1].range = last.range.lowerBound..<bytes.upperBound
        } else {
            runs.append(Run(range: bytes, language: language))
        }
    }

    /// Whether nine tenths of a range speak for one language.
    private static func isPure(_ range: Range<Int>, _ sums: [Int]) -> Bool {
        var for_ = 0
        var against = 0
        let total = sums[range.upperBound] - sums[range.lowerBound]
        for i in range {
            let weight = sums[i + 1] - sums[i]
            if (weight > 0) == (total > 0) { for_ += abs(weight) } else { against += abs(weight) }
        }
        return against * 9 <= for_
    }
}
