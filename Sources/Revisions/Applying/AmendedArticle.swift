import Grammar
import LegalText

/// An article (条) under amendment, line by line.
struct AmendedArticle {
    /// The number it had; `nil` for one the decision adds.
    var oldNumber: LabelNumber?
    /// The number the decision gives it.
    var newNumber: LabelNumber?
    /// The chapter the decision puts it into.
    var division: Place.Step?
    var isDeleted = false
    /// Whether the decision takes it out of its place in the order.
    var isMoved = false
    /// Headings the decision adds before it.
    var headings: [[UInt8]] = []
    /// What stands before the label in the text, line ends included.
    var leading: [UInt8]
    var label: [UInt8]
    var lines: [Line]

    /// A paragraph (款) or one line of an enumeration (项, 目).
    struct Line {
        /// What stands before it: line end and indent; behind the label for the first.
        var leading: [UInt8]
        var text: AmendedText
        var level: Level
        var number: Int
    }

    /// The whole text as it stands now.
    var bytes: [UInt8] {
        lines.reduce(into: label) { bytes, line in
            bytes += line.leading
            bytes += line.text.bytes
        }
    }

    // MARK: Finding

    /// Indices of the lines that begin a paragraph.
    private var paragraphs: [Int] { lines.indices.filter { lines[$0].level == .paragraph } }

    func paragraphRange(_ number: Int) -> Range<Int>? {
        let starts = paragraphs
        guard number >= 1, number <= starts.count else { return nil }
        return starts[number - 1]..<(number < starts.count ? starts[number] : lines.count)
    }

    /// The lines of a place inside the article; the whole of it where nothing more is named.
    func range(of place: Place) -> Range<Int>? {
        var range = lines.indices
        if let number = place.number(of: .paragraph) {
            guard let found = paragraphRange(number.value) else { return nil }
            range = found
        }
        for level in [Level.point, .indent] {
            guard let number = place.number(of: level) else { continue }
            let starts = range.filter {
                lines[$0].level == level && lines[$0].number == number.value
            }
            guard starts.count == 1, let start = starts.first else { return nil }
            var stop = start + 1
            while stop < range.upperBound, rank(lines[stop].level) > rank(level) { stop += 1 }
            range = start..<stop
        }
        return range
    }

    private func rank(_ level: Level) -> Int {
        switch level {
        case .paragraph: 0
        case .point: 1
        default: 2
        }
    }

    /// Where a new unit of a level and number goes: before the one that has the number now, or behind the
    /// last; `nil` if it would leave a gap.
    func insertionPoint(_ level: Level, _ number: Int, within place: Place?) -> Int? {
        if level == .paragraph {
            if let range = paragraphRange(number) { return range.lowerBound }
            return number == paragraphs.count + 1 ? lines.count : nil
        }
        var range = lines.indices
        if let paragraph = place?.number(of: .paragraph) {
            guard let found = paragraphRange(paragraph.value) else { return nil }
            range = found
        }
        if level == .indent, let point = place?.number(of: .point) {
            var outer = place ?? Place()
            outer.steps.removeAll { $0.level == .indent }
            guard point.value > 0, let found = self.range(of: outer) else { return nil }
            range = found
        }
        let units = range.filter { lines[$0].level == level }
        if let same = units.first(where: { lines[$0].number == number }) { return same }
        guard let last = units.last else { return number == 1 ? range.upperBound : nil }
        guard lines[last].number == number - 1 else { return nil }
        var stop = last + 1
        while stop < range.upperBound, rank(lines[stop].level) > rank(level) { stop += 1 }
        return stop
    }
}
