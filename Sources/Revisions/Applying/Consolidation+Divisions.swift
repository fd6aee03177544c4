import Grammar
import LegalText

/// Chapters and sections: their headings replaced, renumbered, deleted with what is in them.
extension Consolidation {
    /// 将第二章名称修改为
    mutating func replaceHeading(_ division: Place, _ instruction: Instruction) {
        guard let step = division.steps.last, let quote = instruction.quotes.first,
            let line = wording(quote).first
        else {
            return note(instruction, .replace, division, .failed, "there is no new heading")
        }
        // the quotation may bring the label along
        var heading = line
        if let label = relabelling.divisionLabel(line) {
            let start = line.withUnsafeBufferPointer { $0.skipBlanks(label.end, $0.count) }
            heading = Array(line[start...])
        }
        let isChanged = changeHeading(step) { other, label in
            let range = other.bytes.withUnsafeBufferPointer { p in
                let end = (label.upperBound..<p.count).first { p[$0] == 0x0A || p[$0] == 0x0D }
                let start = p.skipBlanks(label.upperBound, end ?? p.count)
                return start..<p.trimBlanks(start, end ?? p.count)
            }
            other.replace(range, with: heading)
        }
        note(
            instruction, .replace, division, isChanged ? .applied : .failed,
            isChanged ? "heading replaced" : "the old text has no such heading")
    }

    /// 第二章改为第三章; where an added chapter moved it there already, that is it.
    mutating func renumberDivision(_ place: Place, _ target: Place, _ instruction: Instruction) {
        guard let from = place.steps.last, let to = target.steps.last else { return }
        if movedDivisions[from] == to {
            return note(
                instruction, .renumber, place, .applied, "becomes \(target.eid)", becomes: target)
        }
        let isChanged = relabelHeading(from, as: to)
        note(
            instruction, .renumber, place, isChanged ? .applied : .failed,
            isChanged ? "becomes \(target.eid)" : "the old text has no such heading",
            becomes: target)
    }

    /// Numbers the chapters from a number on one higher, the last first.
    mutating func moveUp(from step: Place.Step) {
        let later = steps.filter { $0.level == step.level && $0.number >= step.number }
        for old in later.sorted(by: { $0.number > $1.number }) {
            let new = Place.Step(level: old.level, number: LabelNumber(old.number.value + 1))
            if relabelHeading(old, as: new) { movedDivisions[old] = new }
        }
    }

    /// Numbers the chapters behind one that was deleted one lower, the last deleted first.
    mutating func closeGaps() {
        for gone in deletedDivisions.sorted(by: { $0.number > $1.number }) {
            let later = steps.filter { $0.level == gone.level && $0.number > gone.number }
            for old in later.sorted(by: { $0.number < $1.number }) {
                let new = Place.Step(level: old.level, number: LabelNumber(old.number.value - 1))
                _ = relabelHeading(old, as: new)
            }
        }
    }

    /// The chapters and sections that are there.
    private var steps: [Place.Step] {
        text.nodes.flatMap { node -> [Place.Step] in
            if case .other(_, let opens, _) = node { opens } else { [] }
        }
    }

    /// 删去第三章: the heading and the articles up to the next of the same level or above.
    mutating func deleteDivision(_ place: Place, _ instruction: Instruction) {
        guard let step = place.steps.last,
            let start = text.nodes.firstIndex(where: { Self.opens($0, step) })
        else {
            return note(instruction, .delete, place, .failed, "the old text has no such place")
        }
        var count = 0
        defer { deletedDivisions.append(step) }
        for index in text.nodes.indices[start...] {
            switch text.nodes[index] {
            case .article(var article):
                article.isDeleted = true
                text.nodes[index] = .article(article)
                count += 1
            case .other(let other, let opens, let part):
                let isNext = index > start && opens.contains { rank($0.level) <= rank(step.level) }
                if isNext {
                    return note(
                        instruction, .delete, place, .applied, "deleted with \(count) articles")
                }
                guard opens.count == 1 || index > start else {
                    return note(
                        instruction, .delete, place, .ambiguous, "other headings stand with it")
                }
                var rest = other
                rest.replace(0..<other.bytes.count, with: [])
                text.nodes[index] = .other(rest, opens: [], part: part)
            }
        }
        note(instruction, .delete, place, .applied, "deleted with \(count) articles")
    }

    private func rank(_ level: Level) -> Int {
        [.book, .part, .chapter, .section].firstIndex(of: level) ?? Int.max
    }

    private static func opens(_ node: ConsolidatedText.Node, _ step: Place.Step) -> Bool {
        if case .other(_, let opens, _) = node { opens.contains(step) } else { false }
    }

    private mutating func relabelHeading(_ old: Place.Step, as new: Place.Step) -> Bool {
        let relabelling = relabelling
        return changeHeading(old, becomes: new) { other, label in
            let made = relabelling.relabelled(Array(other.bytes[label]), as: new.number)
            other.replace(label, with: made)
        }
    }

    /// Changes the text that holds a heading, given the place of its label.
    private mutating func changeHeading(
        _ step: Place.Step, becomes new: Place.Step? = nil,
        _ change: (inout AmendedText, Range<Int>) -> Void
    ) -> Bool {
        for index in text.nodes.indices {
            guard case .other(var other, var opens, let part) = text.nodes[index],
                let k = opens.firstIndex(of: step),
                let label = relabelling.heading(step, in: other.bytes)
            else { continue }
            change(&other, label)
            if let new { opens[k] = new }
            text.nodes[index] = .other(other, opens: opens, part: part)
            return true
        }
        return false
    }
}
