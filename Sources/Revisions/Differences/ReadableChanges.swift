/// Makes changes readable for people: short agreements between long changes are no agreement, and an
/// insertion begins where a clause begins.
struct ReadableChanges {
    let old: [UInt32]
    let new: [UInt32]
    /// Words behind which a sentence ends, and those behind which a clause does.
    let sentenceEnds: Set<UInt32>
    let clauseEnds: Set<UInt32>

    func readable(_ changes: [TokenDiff.Change]) -> [TokenDiff.Change] {
        absorb(changes).map(trim).map(slide)
    }

    /// Leaves out what a change has alike at its ends: 法 → 宪法和法 inserts 宪法和.
    private func trim(_ change: TokenDiff.Change) -> TokenDiff.Change {
        var (a, b) = (change.old, change.new)
        while let x = a.first, let y = b.first, old[x] == new[y] {
            a.removeFirst()
            b.removeFirst()
        }
        while let x = a.last, let y = b.last, old[x] == new[y] {
            a.removeLast()
            b.removeLast()
        }
        return TokenDiff.Change(old: a, new: b)
    }

    /// Takes into the change what agrees by chance: an agreement no longer than the changes on both sides.
    private func absorb(_ changes: [TokenDiff.Change]) -> [TokenDiff.Change] {
        var kept: [TokenDiff.Change] = []
        for change in changes {
            var change = change
            while let last = kept.last {
                let between = change.old.lowerBound - last.old.upperBound
                let isChance =
                    between <= last.size && between <= change.size
                    && !(between > 1 && isClause(last, change))
                guard isChance, between < 9 else { break }
                change = TokenDiff.Change(
                    old: last.old.lowerBound..<change.old.upperBound,
                    new: last.new.lowerBound..<change.new.upperBound)
                kept.removeLast()
            }
            kept.append(change)
        }
        return kept
    }

    /// Whether what agrees between two changes is a whole clause.
    private func isClause(_ a: TokenDiff.Change, _ b: TokenDiff.Change) -> Bool {
        let first = a.old.upperBound
        let last = b.old.lowerBound - 1
        return last - first > 4 && boundary(old, first) > 0 && boundary(old, last + 1) > 0
    }

    /// Moves a pure insertion or deletion to where it reads best among the places that mean the same.
    private func slide(_ change: TokenDiff.Change) -> TokenDiff.Change {
        guard change.old.isEmpty != change.new.isEmpty else { return change }
        let text = change.old.isEmpty ? new : old
        let range = change.old.isEmpty ? change.new : change.old
        let other = change.old.isEmpty ? old : new
        let place = change.old.isEmpty ? change.old.lowerBound : change.new.lowerBound
        var best = (score: score(text, range), shift: 0)
        var shift = 0
        while range.lowerBound + shift > 0, place + shift > 0,
            text[range.lowerBound + shift - 1] == text[range.upperBound + shift - 1],
            other[place + shift - 1] == text[range.lowerBound + shift - 1], shift > -200
        {
            shift -= 1
            let score = score(text, range.lowerBound + shift..<range.upperBound + shift)
            if score > best.score { best = (score, shift) }
        }
        shift = 0
        while range.upperBound + shift < text.count, place + shift < other.count,
            text[range.upperBound + shift] == text[range.lowerBound + shift],
            other[place + shift] == text[range.upperBound + shift], shift < 200
        {
            shift += 1
            let score = score(text, range.lowerBound + shift..<range.upperBound + shift)
            if score > best.score { best = (score, shift) }
        }
        func moved(_ range: Range<Int>) -> Range<Int> {
            range.lowerBound + best.shift..<range.upperBound + best.shift
        }
        return TokenDiff.Change(old: moved(change.old), new: moved(change.new))
    }

    private func score(_ text: [UInt32], _ range: Range<Int>) -> Int {
        boundary(text, range.lowerBound) + boundary(text, range.upperBound)
    }

    /// 2 where a sentence begins, 1 where a clause does.
    private func boundary(_ text: [UInt32], _ at: Int) -> Int {
        guard at > 0, at <= text.count else { return 2 }
        if sentenceEnds.contains(text[at - 1]) { return 2 }
        return clauseEnds.contains(text[at - 1]) ? 1 : 0
    }
}
