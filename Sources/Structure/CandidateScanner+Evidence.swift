import Grammar
import LegalText

/// What stands before and behind a label, in points.
extension CandidateScanner {
    /// Points of a division's, article's or annex's label.
    func evidence(
        _ match: LabelGrammar.Match, _ rule: LabelRule, _ line: Line, _ lines: [Line],
        _ index: Int, isLineStart: Bool
    ) -> Float {
        let w = grammar.weights
        var points: Float = 0
        let isDivision = rule.role != .article
        if isLineStart {
            let breaksOff =
                line.isWrapped
                && !(lineAbove >= 0 && isBehindHeading(lines[lineAbove].textEnd, lineAbove))
            points += breaksOff ? w.lineStart + w.wrappedLine : w.lineStart
            if line.headingMarks > 0 { points += w.markedHeading }
            if line.isQuoted { points += w.quoted }
            if rule.role == .article, isBelowBareLabel(match.rule, lines) { points += w.bareAbove }
        } else {
            points += before(match, line, index) + (isDivision ? w.divisionInLine : 0)
        }
        points += behind(match, line, isLineStart: isLineStart)
        // the second article of the plan …
        if isEnglish, rule.place == .line,
            cues.citedAfter.wordLength(
                at: p.skipBlanks(match.end, line.textEnd), in: p, end: line.textEnd) != nil
        {
            points += w.citedBefore
        }
        if isDivision {
            let looksLikeHeading = isHeadingLike(match.end, line.textEnd)
            if isLineStart { points += looksLikeHeading ? w.headingLike : w.notHeadingLike }
            if rule.place == .heading, !(isLineStart && looksLikeHeading) {
                points += 2 * w.notHeadingLike
            }
        }
        return points
    }

    /// Whether the line above is a label of the same kind and nothing else: this line is its text.
    private func isBelowBareLabel(_ rule: Int, _ lines: [Line]) -> Bool {
        guard let last = candidates.last, last.line == lineAbove, last.rule == rule else {
            return false
        }
        return last.isLineStart && last.end >= lines[lineAbove].textEnd
    }

    /// Points of an enumeration's label.
    func listEvidence(
        _ match: LabelGrammar.Match, _ rule: LabelRule, _ line: Line, _ lines: [Line],
        isLineStart: Bool
    ) -> Float {
        let w = grammar.weights
        var points: Float
        if isLineStart {
            points = w.listLineStart
            if line.isWrapped, lineAbove >= 0, rule.isOpen,
                cues.breaks.length(endingAt: lines[lineAbove].textEnd, in: p) != nil
            {
                points += w.listBroken
            }
            if line.isQuoted { points += w.quoted }
            if line.headingMarks > 0 { points += w.markedHeading }
        } else {
            let end = p.trimBlanks(line.textStart, match.start)
            let isLead = cues.quoteLead.length(endingAt: end, in: p, start: line.textStart) != nil
            let byte = p[end - 1]
            let isSemicolon = byte == 0x3B || byte == 0x9B
            points = isLead || isSemicolon ? w.listInLine : w.listInSentence
        }
        if match.end >= line.textEnd { points += w.listLineEnd }
        if enumerates(match, line) { points += w.listEnumerates }
        if rule.place == .heading {
            points += isBareHeading(match.end, line.textEnd) ? w.listHeading : w.quoted
        }
        return points
    }

    /// Whether the next number follows a label at once: 四、五月份 counts months.
    private func enumerates(_ match: LabelGrammar.Match, _ line: Line) -> Bool {
        guard let script = match.script,
            let next = grammar.numerals.integer(
                p, at: match.end, end: line.textEnd, script: script)
        else { return false }
        return next.value == match.number.value + 1
    }

    /// Whether the rest of a line is a few words that end without any sign.
    private func isBareHeading(_ start: Int, _ end: Int) -> Bool {
        guard end - start > 1, end - start <= 80 else { return false }
        return isHeadingLike(start, end)
            && cues.sentenceEnds.length(endingAt: end, in: p, start: start) == nil
    }

    /// Whether a sentence ends before a place, blanks aside.
    func endsSentence(before at: Int, _ line: Line) -> Bool {
        let end = p.trimBlanks(line.textStart, at)
        return cues.sentenceEnds.length(endingAt: end, in: p, start: line.textStart) != nil
    }

    /// What stands before a label inside a line.
    private func before(_ match: LabelGrammar.Match, _ line: Line, _ index: Int) -> Float {
        let w = grammar.weights
        var end = match.start
        var sawBlank = false
        // over blanks and leftover marks
        while end > line.textStart {
            let trimmed = p.trimBlanks(line.textStart, end)
            if trimmed < end { sawBlank = true }
            end = trimmed
            guard let mark = markLength(endingAt: end, line.textStart) else { break }
            end -= mark
        }
        if end <= line.textStart { return w.lineStart }
        if cues.sentenceEnds.length(endingAt: end, in: p, start: line.textStart) != nil {
            return w.sentenceStart + (sawBlank ? w.blankBefore : 0)
        }
        if isBehindHeading(end, index), sawBlank || lastDivision.isFree && !isEnglish {
            return w.headingBefore
        }
        let isCited =
            isEnglish
            ? cues.citedBefore.wordLength(endingAt: end, in: p, start: line.textStart) != nil
            : !sawBlank
                && cues.citedBefore.length(endingAt: end, in: p, start: line.textStart) != nil
        if isCited { return w.citedBefore }
        return sawBlank ? (isEnglish ? w.insideSentence + 2 : w.headingBefore) : w.insideSentence
    }

    /// Whether nothing but the words of a heading stands between a division's label and here.
    private func isBehindHeading(_ end: Int, _ index: Int) -> Bool {
        let start = lastDivision.end
        guard lastDivision.line == index, end > start, end - start <= 120 else { return false }
        var at = start
        while at < end {
            if cues.clauseEnds.length(at: at, in: p, end: end) != nil { return false }
            at += p.scalarWidth(at)
        }
        return true
    }

    /// Length of the mark that ends at `end`, if it is one no sentence uses: `p>`, `[bookmark: _GoBack]`.
    private func markLength(endingAt end: Int, _ start: Int) -> Int? {
        guard end > start else { return nil }
        if p[end - 1] == 0x3E { return grammar.marks.length(endingAt: end, in: p, start: start) }
        for (open, close) in grammar.bracketedMarks
        where end - close.count >= start && p.has(close, at: end - close.count) {
            var at = end - close.count
            let limit = max(start, end - 120)
            while at >= limit {
                if p.has(open, at: at) { return end - at }
                at -= 1
            }
        }
        return nil
    }

    /// What stands behind a label.
    private func behind(
        _ match: LabelGrammar.Match, _ line: Line, isLineStart: Bool
    ) -> Float {
        let w = grammar.weights
        var points: Float = 0
        let next = p.skipBlanks(match.end, line.textEnd)
        if next >= line.textEnd { return w.lineEndAfter }
        let hasBlank = next > match.end
        if isEnglish {
            if p[match.start] >= 0x61 { points += w.lowerCase }
            if !hasBlank, cues.strongAfter.length(at: next, in: p, end: line.textEnd) != nil {
                return points + w.citedBefore
            }
            if hasBlank { points += w.blankAfter }
            let byte = p[next]
            if byte >= 0x41, byte <= 0x5A {
                points += w.properStart
            } else if byte >= 0x61, byte <= 0x7A {
                points += w.lowerStart
                if cues.citedAfter.wordLength(at: next, in: p, end: line.textEnd) != nil {
                    points += w.citedAfter
                }
            } else if cues.strongAfter.length(at: next, in: p, end: line.textEnd) != nil,
                byte != 0x28
            {
                points += w.citedAfter
            }
            return points
        }
        if hasBlank { points += w.blankAfter }
        if cues.citedAfter.length(at: next, in: p, end: line.textEnd) != nil {
            points += hasBlank ? w.citedAfter / 2 : w.citedAfter
            if !isLineStart, !hasBlank { points += w.citedAfter }
        }
        return points
    }

    /// Whether the rest of a line can be a heading: short, and no sentence.
    func isHeadingLike(_ start: Int, _ end: Int) -> Bool {
        let from = p.skipBlanks(start, end)
        if from >= end { return true }
        if end - from > (isEnglish ? 160 : 120) { return false }
        let last = p[end - 1]
        if isEnglish {
            // no sentence inside: a full stop followed by more, or at the end behind many words
            return !(last == 0x3B || last == 0x2C || last == 0x3A)
        }
        let ending = p.scalar(p.scalarStart(before: end))
        return ending != 0x3002 && ending != 0xFF1B && ending != 0xFF0C && ending != 0xFF1A
            && ending != 0x3001
    }
}
