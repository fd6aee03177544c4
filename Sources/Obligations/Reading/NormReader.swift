import Grammar
import LegalText

/// The force of a clause (情态) and the words for it.
struct Force {
    var kind: Obligation.Kind
    var strength: Obligation.Modality.Strength?
    var span: ByteSpan?
    var at: Int
}

/// A comparator found before a quantity.
struct Bound {
    var comparator: Quantity.Comparator
    var rule: String
    var start: Int
    var end: Int
}

/// Per what a quantity is meant: a time, or a thing.
struct Rate {
    var iso: String?
    var thing: String?
    /// Per one thing, not per ten of them.
    var isOne = true
    var span: ByteSpan
}

/// What the readers of both languages share: looking up words, force and clauses.
protocol NormReader {
    var grammar: NormGrammar { get }
    var p: UnsafeBufferPointer<UInt8> { get }
}

extension NormReader {
    func clauseIndex(_ sentence: Sentence, at: Int) -> Int {
        for (i, clause) in sentence.clauses.enumerated() where at <= clause.span.upperBound {
            return i
        }
        return sentence.clauses.count - 1
    }

    /// The first modal words in a stretch of clauses.
    func force(in sentence: Sentence, clauses: Range<Int>, from: Int = 0, to: Int = .max) -> Force?
    {
        for c in clauses {
            for i in sentence.clauses[c].tokens where sentence.tokens[i].has(.modal) {
                let token = sentence.tokens[i]
                if token.start < from || token.end > to { continue }
                return force(token)
            }
        }
        return nil
    }

    /// The last modal words in a stretch of clauses before a place.
    func lastForce(in sentence: Sentence, clauses: Range<Int>, before: Int) -> Force? {
        for c in clauses.reversed() {
            for i in sentence.clauses[c].tokens.reversed() where sentence.tokens[i].has(.modal) {
                let token = sentence.tokens[i]
                if token.end <= before { return force(token) }
            }
        }
        return nil
    }

    func force(_ token: Token) -> Force? {
        for index in grammar.entries[token.index].rules where grammar.rules[index].role == .modal {
            let rule = grammar.rules[index]
            return Force(
                kind: rule.kind ?? .obligation, strength: rule.strength, span: token.span,
                at: token.start)
        }
        return nil
    }

    func rule(_ token: Token, _ role: WordRule.Role) -> WordRule? {
        guard token.kind == .word else { return nil }
        for index in grammar.entries[token.index].rules where grammar.rules[index].role == role {
            return grammar.rules[index]
        }
        return nil
    }

    func kind(_ force: Force?) -> Obligation.Kind {
        switch force?.kind {
        case .permission?: .permission
        case .entitlement?: .entitlement
        case .prohibition?: .prohibition
        case .target?: .target
        default: .obligation
        }
    }

    func isAlone(_ token: Token) -> Bool {
        guard token.kind == .word else { return false }
        return grammar.entries[token.index].rules.contains { grammar.rules[$0].alone == true }
    }

    func text(_ span: ByteSpan) -> String {
        String(decoding: p[span.clamped(to: 0..<p.count)], as: UTF8.self)
    }
}
