import Grammar
import LegalText

/// Finds every place where a label can be read, and weighs what stands around it.
///
/// One pass over the bytes: each line's start is tried against all rules, inside lines only the signs
/// that can begin 第…条 or Article, and the ends of sentences, where an enumeration may follow.
struct CandidateScanner {
    let p: UnsafeBufferPointer<UInt8>
    let grammar: StructureGrammar
    let cues: Cues
    let isEnglish: Bool

    private(set) var candidates: [Candidate] = []
    private var matches: [LabelGrammar.Match] = []
    /// The last division label: its line, its end, whether a line or sentence begins with it.
    private(set) var lastDivision: (line: Int, end: Int, isFree: Bool) = (-1, 0, false)
    /// The last line with text before the current one.
    private(set) var lineAbove = -1

    init(_ p: UnsafeBufferPointer<UInt8>, grammar: StructureGrammar, language: Language) {
        self.p = p
        self.grammar = grammar
        cues = grammar.cues(language)
        isEnglish = language == .eng
    }

    mutating func scan(_ lines: [Line]) {
        candidates.reserveCapacity(lines.count)
        cues.labels.insideFlags.withUnsafeBufferPointer { scan(lines, inside: $0) }
    }

    private mutating func scan(_ lines: [Line], inside flags: UnsafeBufferPointer<UInt8>) {
        @inline(__always) func mayBegin(_ at: Int) -> Bool {
            flags[Int(p[at])] & 1 != 0 && at + 1 < p.count && flags[Int(p[at + 1])] & 2 != 0
        }
        for (index, line) in lines.enumerated() where !line.isBlank && !line.isAside {
            tryLabel(at: line.textStart, index, lines, isLineStart: true, isSentenceStart: true)
            var at = max(
                line.textStart + 1, candidates.last.map { $0.line == index ? $0.end : 0 } ?? 0)
            while at < line.textEnd {
                if mayBegin(at), !isEnglish || !isASCIILetter(p[at - 1]) {
                    let count = candidates.count
                    tryLabel(at: at, index, lines, isLineStart: false, isSentenceStart: false)
                    if candidates.count > count {
                        at = max(at + 1, candidates[count].end)
                        continue
                    }
                } else if isClauseEnd(at, line.textEnd) {
                    let next = p.skipBlanks(at + p.scalarWidth(at), line.textEnd)
                    if next < line.textEnd, !mayBegin(next) {
                        let count = candidates.count
                        tryLabel(at: next, index, lines, isLineStart: false, isSentenceStart: true)
                        if candidates.count > count {
                            at = max(at + 1, candidates[count].end)
                            continue
                        }
                    }
                }
                at += p.step(at)
            }
            lineAbove = index
        }
    }

    /// Whether a sign that ends a sentence or leads in a list stands at `at`.
    @inline(__always)
    private func isClauseEnd(_ at: Int, _ end: Int) -> Bool {
        switch p[at] {
        case 0x2E, 0x3A, 0x3B: at + 1 < end && (p[at + 1] == 0x20 || !isEnglish)
        case 0xE3: at + 2 < end && p[at + 1] == 0x80 && p[at + 2] == 0x82
        case 0xEF: at + 2 < end && p[at + 1] == 0xBC && (p[at + 2] == 0x9A || p[at + 2] == 0x9B)
        default: false
        }
    }

    private mutating func tryLabel(
        at: Int, _ index: Int, _ lines: [Line], isLineStart: Bool, isSentenceStart: Bool
    ) {
        let line = lines[index]
        matches.removeAll(keepingCapacity: true)
        cues.labels.matches(
            p, at: at, end: line.textEnd, isLineStart: isLineStart,
            isSentenceStart: isSentenceStart,
            into: &matches)
        for match in matches {
            let rule = cues.labels.rules[match.rule]
            let evidence =
                if case .list = rule.role {
                    listEvidence(match, rule, line, lines, isLineStart: isLineStart)
                } else {
                    evidence(match, rule, line, lines, index, isLineStart: isLineStart)
                }
            if case .division = rule.role {
                let isFree = isLineStart || endsSentence(before: match.start, line)
                lastDivision = (index, match.end, isFree)
            }
            candidates.append(
                Candidate(
                    rule: match.rule, line: index, start: match.start, end: match.end,
                    number: match.number, otherValue: match.otherValue, evidence: evidence,
                    isLineStart: isLineStart, isRepaired: match.isRepaired || rule.repair != nil))
        }
    }
}
