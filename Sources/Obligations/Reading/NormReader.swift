import Grammar
import LegalText

/// Reads sentences for numeric norms, remembering what the next sentence may inherit: the subject of
/// the sentence before, and subject and force of the words above a list.
///
/// What follows from the tables of the grammar and from tokens in clauses is here and in the
/// extensions; a language adds where its subjects, conditions, sanctions and periods stand.
protocol NormReader {
    associatedtype Scanner: SentenceScanner

    init(grammar: NormGrammar, text: UnsafeBufferPointer<UInt8>)
    var grammar: NormGrammar { get }
    var p: UnsafeBufferPointer<UInt8> { get }
    var scanner: Scanner { get set }
    var state: ReaderState { get set }
    /// Constants of the language.
    var habits: Habits { get }

    // cutting
    func sentenceEnd(_ start: Int, _ end: Int) -> Int
    /// Behind a label the text begins with, else its start.
    func labelEnd(_ start: Int, _ end: Int) -> Int
    /// Whether words announce items although no colon does.
    func announcesList(_ span: ByteSpan) -> Bool
    mutating func leadIn(_ sentence: Sentence) -> LeadIn

    // around a quantity
    func rate(_ sentence: Sentence, _ i: Int, _ used: inout [Bool]) -> Period?
    mutating func surroundings(
        _ sentence: Sentence, _ i: Int, _ used: inout [Bool]
    ) -> Surroundings?
    /// Whether a quantity that is neither threshold nor deadline nor sanction binds anybody.
    func requirement(_ sentence: Sentence, _ around: Surroundings) -> Requirement
    /// What kind a requirement is, after all its words.
    func requirementKind(_ sentence: Sentence, _ around: Surroundings) -> Obligation.Kind
    /// Whether a quantity in a condition makes a threshold.
    func isThreshold(_ around: Surroundings) -> Bool
    func comparator(
        _ sentence: Sentence, _ around: Surroundings, _ kind: Obligation.Kind
    ) -> Quantity.Comparator
    func deadline(_ sentence: Sentence, _ around: Surroundings) -> Obligation.Deadline
    /// How a date binds: by it, in it, from it; `nil` where it does not.
    func dateBound(
        _ sentence: Sentence, _ i: Int, _ before: Bound?, _ force: Force?
    ) -> WordRule.Role?
    /// Whether a period without a number means once each time.
    func impliesFrequency(
        _ sentence: Sentence, _ i: Int, _ force: Force?, wasPeriod: Bool
    ) -> Bool
    /// Whether a word for a period is part of one that nobody writes.
    func isDamaged(_ token: Token) -> Bool
    /// Whether words like "regular" describe an activity that somebody performs.
    func isPerformed(_ sentence: Sentence, _ i: Int) -> Bool
    func isCaseOfBound(
        _ sentence: Sentence, _ i: Int, _ comparator: Quantity.Comparator?
    ) -> Bool
    /// Whether a clause describes a noun before it: who shall assist the director.
    func isRelative(_ clause: Sentence.Clause) -> Bool
    /// Whether the quantity describes a noun right behind it: 十二周岁以上的未成年人.
    func isAttributive(_ sentence: Sentence, _ i: Int) -> Bool
    /// Things counted that are done rather than had: two inspections.
    func isActivity(_ measure: Measure) -> Bool

    // who and when
    mutating func bearer(
        _ sentence: Sentence, _ i: Int, _ force: Force?, _ draft: Draft, isSanction: Bool
    ) -> FoundBearer
    /// To whom something is due, named behind words like 向 and "to the".
    func named(behind j: Int, in sentence: Sentence) -> ByteSpan?
    func condition(_ sentence: Sentence, _ index: Int, _ kind: Obligation.Kind) -> ByteSpan?
}

/// In bytes: some 2,000 Han characters.
private let longestSentence = 6000

/// What is constant in a language's way of writing norms.
struct Habits {
    /// Of a record whose every part was read.
    var confidence: Double
    /// Bytes that may lie between a comparator and its number.
    var reach: Int
    /// Whether one comparator may bind two numbers of a clause.
    var sharesBounds: Bool
    /// Whether force goes over from one part of a sentence to the next.
    var carriesForce: Bool
    /// Words that may stand between a comparator and its number.
    var betweenRoles: WordRule.Roles
    /// Whether a prohibition or permission can be a frequency.
    var allowsAnyFrequency: Bool
}

extension NormReader {
    mutating func read(_ segment: TextSegment) {
        if segment.article != state.article {
            state.article = segment.article
            state.earlier.removeAll(keepingCapacity: true)
            state.topics.removeAll(keepingCapacity: true)
            state.lead = nil
        }
        if !segment.isItem { state.lead = nil }
        state.eid = segment.eid
        let end = segment.span.upperBound
        let known = state.earlier.count
        var at = labelEnd(segment.span.lowerBound, end)
        while at < end {
            let stop = sentenceEnd(at, boundedEnd(at, end))
            let span = p.skipBlanks(at, stop)..<stop
            if !span.isEmpty {
                readSentence(span)
                state.earlier.append(span)
            }
            at = max(stop, at + 1)
            if at < end, p[at] >= 0x80 { at += p.scalarWidth(at) }
            while at < end, isStop(at) { at += 1 }
        }
        guard !segment.isItem, state.earlier.count > known, let last = state.earlier.last else {
            return
        }
        if endsWithColon(last) {
            state.lead = leadIn(sentence(last))
        } else if announcesList(segment.span) {
            let first = state.earlier[known].lowerBound
            let isShort = last.upperBound - first <= longestSentence
            state.lead = leadIn(sentence(isShort ? first..<last.upperBound : last))
        }
    }

    /// Where reading stops at the latest: what goes on for longer is no sentence, and is read in parts.
    private func boundedEnd(_ start: Int, _ end: Int) -> Int {
        guard end - start > longestSentence else { return end }
        return p.scalarStart(before: start + longestSentence)
    }

    /// A full stop or blank between sentences.
    private func isStop(_ at: Int) -> Bool {
        p[at] <= 0x20 || p[at] == 0x2E || p[at] == 0x21 || p[at] == 0x3F
    }

    private func endsWithColon(_ span: ByteSpan) -> Bool {
        let last = p.trimBlanks(span.lowerBound, span.upperBound)
        return last > span.lowerBound
            && (p[last - 1] == 0x3A || p.has([0xEF, 0xBC, 0x9A], at: last - 3))
    }

    /// Tokens and clauses of a stretch of text.
    mutating func sentence(_ span: ByteSpan) -> Sentence {
        scanner.scan(p, span)
        return Sentence(span: span, scanner.found)
    }

    mutating func append(_ draft: Draft) {
        var draft = draft
        draft.eid = state.eid
        state.drafts.append(draft)
    }

    // MARK: - Look-ups

    func clauseIndex(_ sentence: Sentence, at: Int) -> Int {
        for (i, clause) in sentence.clauses.enumerated() where at <= clause.span.upperBound {
            return i
        }
        return sentence.clauses.count - 1
    }

    func rule(_ token: Token, _ role: WordRule.Role) -> WordRule? {
        guard token.kind == .word, token.has(role) else { return nil }
        return grammar.rule(token.index, role)
    }

    func text(_ span: ByteSpan) -> String {
        String(decoding: p[span.clamped(to: 0..<p.count)], as: UTF8.self)
    }

    func isDefinition(before i: Int, in sentence: Sentence) -> Bool {
        if state.lead?.isDefinition == true { return true }
        // 本法所称…，应当: what follows the modal is a norm again
        guard let last = sentence.tokens[..<i].lastIndex(where: { $0.has(.definition) }) else {
            return false
        }
        // nobody is forbidden to define: shall not refer to the court
        if let force = lastForce(
            in: sentence, clauses: 0..<(sentence.clauseOf[last] + 1),
            before: sentence.tokens[last].start), force.kind == .prohibition
        {
            return false
        }
        return !sentence.tokens[last..<i].contains { $0.has(.modal) && !$0.has(.definition) }
    }
}
