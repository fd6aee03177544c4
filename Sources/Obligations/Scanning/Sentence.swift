import Grammar
import LegalText

/// A sentence cut into tokens and clauses: what both readers look at.
struct Sentence {
    struct Clause {
        /// Tokens in it.
        var tokens: Range<Int>
        var span: ByteSpan
        /// What ends it; `nil` at the end of the sentence.
        var mark: Token.Kind?
    }

    var span: ByteSpan
    var tokens: [Token]
    var measures: [Measure]
    var dates: [CalendarDate]
    var periods: [Period]
    var clauses: [Clause] = []
    /// Clause of each token.
    var clauseOf: [Int] = []

    init(span: ByteSpan, _ found: Findings) {
        self.span = span
        tokens = found.tokens
        measures = found.measures
        dates = found.dates
        periods = found.periods
        divide()
    }

    /// Clauses end at commas, semicolons and colons outside brackets.
    private mutating func divide() {
        clauseOf = [Int](repeating: 0, count: tokens.count)
        var start = span.lowerBound
        var first = 0
        var depth = 0
        for (i, token) in tokens.enumerated() {
            clauseOf[i] = clauses.count
            switch token.kind {
            case .open: depth += 1
            case .close: depth = max(0, depth - 1)
            case .semicolon where depth == 0, .colon where depth == 0, .comma where depth == 0:
                clauses.append(
                    Clause(tokens: first..<i, span: start..<token.start, mark: token.kind))
                start = token.end
                first = i + 1
            default: break
            }
        }
        clauses.append(
            Clause(
                tokens: first..<tokens.count, span: start..<max(start, span.upperBound), mark: nil))
    }

    /// The clauses between semicolons around clause `index`.
    func part(around index: Int) -> Range<Int> {
        var low = index
        while low > 0, clauses[low - 1].mark != .semicolon { low -= 1 }
        var high = index
        while high < clauses.count - 1, clauses[high].mark != .semicolon { high += 1 }
        return low..<(high + 1)
    }

    /// The tokens of a stretch of clauses.
    func tokens(of clauses: Range<Int>) -> Range<Int> {
        self.clauses[clauses.lowerBound].tokens
            .lowerBound..<self.clauses[clauses.upperBound - 1].tokens.upperBound
    }

    /// The quantity of token `i`, where it is one.
    func measure(_ i: Int) -> Measure? {
        tokens[i].kind == .measure ? measures[tokens[i].index] : nil
    }

    func hasWord(_ role: WordRule.Role, in range: Range<Int>) -> Bool {
        tokens[range].contains { $0.has(role) }
    }
}
