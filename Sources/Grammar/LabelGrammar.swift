public import LegalText
import Yams

/// The numbering styles of one language, ready to be matched against bytes.
///
///     let labels = try LabelGrammar(.zho, source: .builtIn, numerals: Numerals())
///     labels.match("第十五条　为了", at: 0)    // rule zho.article, 15, ends at byte 12
public final class LabelGrammar: Sendable {
    public let rules: [LabelRule]
    public let numerals: Numerals

    /// Rules that may stand inside a line, by the first byte of the label.
    private let inner: [[Int]]
    /// All rules, by the first byte of the label.
    private let leading: [[Int]]
    /// For each byte whether a label that may stand inside a sentence begins with it (1), and whether it
    /// may be such a label's second byte (2): a cheap test that turns nearly every place away.
    public let insideFlags: [UInt8]

    /// A label found in a text.
    public struct Match: Sendable, Hashable {
        /// Index into `rules`.
        public var rule: Int
        public var start: Int
        /// Behind the label's last character.
        public var end: Int
        public var number: LabelNumber
        /// Another possible value: (v) is 5 or the letter 22.
        public var otherValue: Int?
        public var script: NumeralScript?
        /// Whether a character had to be read as another (－ for 一).
        public var isRepaired: Bool
    }

    /// - Throws: `GrammarError` that names the rule at fault.
    public init(_ language: Language, source: GrammarSource, numerals: Numerals) throws {
        struct File: Decodable { var labels: [LabelRule.File] }
        let path = "\(language.rawValue)/labels.yaml"
        let file = try source.decode(File.self, from: path)
        let rules = try file.labels.map {
            try LabelRule($0, language: language, numerals: numerals, path: path)
        }
        self.rules = rules
        self.numerals = numerals
        leading = (0..<256).map { byte in rules.indices.filter { rules[$0].canBegin[byte] } }
        inner = (0..<256).map { byte in
            rules.indices.filter {
                rules[$0].canBegin[byte]
                    && (rules[$0].place == .anywhere || rules[$0].place == .sentence)
            }
        }
        let anywhere = rules.filter { $0.place == .anywhere }
        insideFlags = (0..<256).map { byte in
            let isFirst = anywhere.contains { $0.canBegin[byte] }
            let isSecond = anywhere.contains { rule in
                rule.before.isEmpty
                    || rule.before.contains { $0.count < 2 || $0[1] | 0x20 == UInt8(byte) | 0x20 }
            }
            return (isFirst ? 1 : 0) | (isSecond ? 2 : 0)
        }
    }

    /// Every label that can be read at byte `at`, in the order of the rules.
    ///
    /// - Parameters:
    ///   - isLineStart: whether nothing but blanks and marks stands before it on its line.
    ///   - isSentenceStart: whether the end of a sentence, or of a clause, stands before it.
    @inline(__always)
    public func matches(
        _ text: UnsafeBufferPointer<UInt8>, at: Int, end: Int, isLineStart: Bool,
        isSentenceStart: Bool,
        into found: inout [Match]
    ) {
        let byte = Int(text[at])
        for index in isLineStart ? leading[byte] : inner[byte] {
            if !isLineStart, !isSentenceStart, rules[index].place != .anywhere { continue }
            if let match = match(text, at, end, rule: index) { found.append(match) }
        }
    }

    /// The label of one rule at byte `at`.
    func match(_ p: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, rule index: Int) -> Match?
    {
        let rule = rules[index]
        for (text, value) in rule.fixed where hasFolded(p, start, end, text) {
            return Match(
                rule: index, start: start, end: start + text.count, number: LabelNumber(value),
                otherValue: nil, script: nil, isRepaired: rule.repair != nil)
        }
        var at = start
        var isRepaired = false
        if !rule.before.isEmpty {
            guard let text = rule.before.first(where: { hasFolded(p, at, end, $0) }) else {
                return nil
            }
            isRepaired = rule.misprints.contains(text)
            at += text.count
            let next = rule.blanks == .none ? at : p.skipBlanks(at, end)
            if rule.blanks == .required, next == at, !rule.optionalNumber { return nil }
            // a Latin word must end where the label's word ends: Article, not Articles
            if next == at, at < end, let last = text.last, isASCIILetter(last), isASCIILetter(p[at])
            {
                return nil
            }
            at = next
        }
        if !rule.only.isEmpty, !rule.only.contains(where: { p.has($0, at: at) }) { return nil }
        var found: Numerals.Reading?
        var other: Int?
        for script in rule.numbers where at < end && numerals.canBegin(p[at], script: script) {
            guard let reading = numerals.integer(p, at: at, end: end, script: script) else {
                continue
            }
            guard let first = found else {
                found = reading
                continue
            }
            if reading.end > first.end {
                found = reading
                other = nil
            } else if reading.end == first.end, reading.value != first.value, other == nil {
                other = reading.value
            }
        }
        guard let number = found else {
            guard rule.optionalNumber else { return nil }
            let stop = p.trimBlanks(start, at)
            guard let close = closing(p, stop, end, rule) else { return nil }
            return Match(
                rule: index, start: start, end: close, number: LabelNumber(1), otherValue: nil,
                script: nil,
                isRepaired: isRepaired)
        }
        at = number.end
        var value = number.value
        if number.script == .misread { isRepaired = true }
        for (text, digit) in rule.confusable where value % 10 == 0 && p.has(text, at: at) {
            let behind = rule.blanks == .none ? at + text.count : p.skipBlanks(at + text.count, end)
            if rule.after.contains(where: { p.has($0, at: behind) }) {
                value += digit
                at += text.count
                isRepaired = true
                break
            }
        }
        var inserted = insertion(p, at, end, rule, number.script)
        if let inserted { at = inserted.end }
        guard let close = closing(p, at, end, rule) else { return nil }
        at = close
        if inserted == nil, !rule.after.isEmpty, rule.after.contains(where: { !$0.isEmpty }) {
            inserted = insertion(p, at, end, rule, number.script)
            if let inserted { at = inserted.end }
        }
        // a Latin numeral or word that runs on is none
        if rule.after.isEmpty || rule.after.contains([]), at == number.end, at < end,
            number.script != .arabic,
            isASCIILetter(p[at - 1]), isASCIILetter(p[at]) || isASCIIDigit(p[at])
        {
            return nil
        }
        // 1.5 and 1,000 are numbers
        if case .list = rule.role, at < end, isASCIIDigit(p[at]),
            p[at - 1] == 0x2E || p[at - 1] == 0x2C
        {
            return nil
        }
        return Match(
            rule: index, start: start, end: at,
            number: LabelNumber(value, insertion: inserted?.value ?? 0),
            otherValue: other, script: number.script, isRepaired: isRepaired)
    }

    /// The number behind 之 or a hyphen.
    private func insertion(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ rule: LabelRule,
        _ script: NumeralScript
    ) -> (value: Int, end: Int)? {
        for text in rule.insertion where p.has(text, at: at) {
            let scripts: [NumeralScript] =
                script == .han ? [.han, .arabic] : [.arabic, .roman, .han]
            for script in scripts {
                guard
                    let reading = numerals.integer(p, at: at + text.count, end: end, script: script)
                else { continue }
                return (reading.value, reading.end)
            }
        }
        return nil
    }

    /// Behind what closes a label; `nil` if it is not closed.
    private func closing(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ rule: LabelRule
    ) -> Int? {
        if rule.after.isEmpty { return at }
        let next = rule.blanks == .none ? at : p.skipBlanks(at, end)
        for text in rule.after {
            if text.isEmpty { return at }
            let stop = next + text.count
            guard hasFolded(p, next, end, text) else { continue }
            // a word must end where the label's does: chapter, not chapters
            if stop < end, isASCIILetter(p[stop - 1]), isASCIILetter(p[stop]) { continue }
            return stop
        }
        return nil
    }

    /// Whether `text` stands at `at`, ASCII letters in any case.
    private func hasFolded(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ text: [UInt8]
    ) -> Bool {
        guard at + text.count <= end else { return false }
        for i in text.indices {
            let (a, b) = (p[at + i], text[i])
            if a == b { continue }
            if isASCIILetter(a), a | 0x20 == b | 0x20 { continue }
            return false
        }
        return true
    }
}
