import Grammar

/// Reads a query: words, a question, "a phrase", AND OR NOT, -word, prefix*, "near words"~10,
/// (groups), title:… chapter:… bearer:… unit:…
///
/// Total: whatever is not well formed is read as words, with a note.
struct QueryParser {
    private enum Token: Hashable {
        case word(String)
        case phrase(String)
        case field(SearchGrammar.Field)
        case near(Int)
        case open, close, and, or, not
    }

    private let grammar: SearchGrammar
    private var tokens: [Token] = []
    private var at = 0
    private var notes: [String] = []
    private var texts: [String] = []
    private var words: [String] = []
    private var depth = 0
    private static let deepest = 32
    private static let longest = 4000

    /// - Parameters:
    ///   - text: as typed.
    ///   - variants: folds full-width signs.
    static func parse(_ text: String, grammar: SearchGrammar, variants: HanVariants) -> SearchQuery
    {
        var parser = QueryParser(grammar: grammar)
        var scalars = text.unicodeScalars.prefix(longest).map { variants.fold($0.value) }
        if text.unicodeScalars.count > longest {
            parser.notes.append("only the first \(longest) characters are searched for")
        }
        for i in scalars.indices where scalars[i] < 0x20 { scalars[i] = 0x20 }
        let isQuestion = parser.asks(text)
        parser.isProse = isQuestion
        parser.split(scalars)
        var clauses = [parser.parseAny()].compactMap { $0 }
        while parser.at < parser.tokens.count {
            parser.notes.append("a parenthesis is closed that was not opened")
            parser.at += 1
            if let more = parser.parseAny() { clauses.append(more) }
        }
        let clause = clauses.count > 1 ? .all(clauses) : clauses.first
        var query = SearchQuery(
            source: text, texts: parser.texts, words: parser.words, required: clause,
            notes: parser.notes)
        query.isQuestion = isQuestion
        return query
    }

    private init(grammar: SearchGrammar) { self.grammar = grammar }

    private func asks(_ text: String) -> Bool {
        if grammar.questionMarks.contains(where: { text.contains($0) }) { return true }
        let first = text.split(separator: " ").first.map { $0.lowercased() }
        return first.map { grammar.questionWords.contains($0) } ?? false
    }

    // MARK: Tokens

    /// A question uses curved quotation marks and brackets as any sentence does.
    private var isProse = false

    private func closing(of quote: UInt32) -> UInt32? {
        isProse && quote != 0x22 ? nil : Self.opening[quote]
    }

    private static let opening: [UInt32: UInt32] = [
        0x22: 0x22, 0x201C: 0x201D, 0x300C: 0x300D, 0x300E: 0x300F, 0xAB: 0xBB,
    ]

    private mutating func split(_ text: [UInt32]) {
        var i = 0
        func string(_ range: Range<Int>) -> String {
            var scalars = String.UnicodeScalarView()
            scalars.append(contentsOf: text[range].compactMap { Unicode.Scalar($0) })
            return String(scalars)
        }
        while i < text.count {
            let c = text[i]
            if c == 0x20 || c == 0xA0 {
                i += 1
            } else if let close = closing(of: c) {
                let end = text[(i + 1)...].firstIndex { $0 == close } ?? text.count
                if end == text.count { notes.append("a quotation mark is not closed") }
                tokens.append(.phrase(string(i + 1..<end)))
                i = min(end + 1, text.count)
                if i + 1 < text.count, text[i] == 0x7E, let digit = text[(i + 1)...].first,
                    digit >= 0x30, digit <= 0x39
                {
                    var distance = 0
                    i += 1
                    while i < text.count, text[i] >= 0x30, text[i] <= 0x39 {
                        distance = min(distance * 10 + Int(text[i] - 0x30), 1000)
                        i += 1
                    }
                    tokens.append(.near(distance))
                }
            } else if c == 0x28 || c == 0x29 {
                if !isProse { tokens.append(c == 0x28 ? .open : .close) }
                i += 1
            } else {
                i = word(text, from: i, string)
            }
        }
    }

    private mutating func word(_ text: [UInt32], from: Int, _ string: (Range<Int>) -> String) -> Int
    {
        var i = from
        while i < text.count, text[i] != 0x20, text[i] != 0xA0, text[i] != 0x28, text[i] != 0x29,
            closing(of: text[i]) == nil
        {
            if text[i] == 0x3A, let field = grammar.fields[string(from..<i).lowercased()] {
                tokens.append(.field(field))
                return i + 1
            }
            i += 1
        }
        let word = string(from..<i)
        if grammar.and.contains(word) || word == "&&" {
            tokens.append(.and)
        } else if grammar.or.contains(word) || word == "||" {
            tokens.append(.or)
        } else if grammar.not.contains(word) {
            tokens.append(.not)
        } else if text[from] == 0x2D || text[from] == 0x21, i - from > 1 {
            tokens += [.not, .word(string(from + 1..<i))]
        } else if text[from] == 0x2D, i < text.count, i - from == 1, text[i] != 0x20 {
            tokens.append(.not)
        } else if text[from] == 0x2B, i - from > 1 {
            tokens += [.and, .word(string(from + 1..<i))]
        } else {
            tokens.append(.word(word))
        }
        return i
    }

    // MARK: Clauses

    private var next: Token? { at < tokens.count ? tokens[at] : nil }

    /// Clauses joined by OR.
    private mutating func parseAny() -> SearchQuery.Clause? {
        depth += 1
        defer { depth -= 1 }
        var parts: [SearchQuery.Clause] = []
        let isTied = depth > 1 || followedByOr()
        while true {
            if let clause = parseAll(isTied: isTied) { parts.append(clause) }
            guard next == .or else { break }
            at += 1
        }
        return parts.count > 1 ? .any(parts) : parts.first
    }

    /// Whether the operands from here on are joined by OR before a group ends.
    private func followedByOr() -> Bool {
        var i = at
        var level = 0
        while i < tokens.count {
            switch tokens[i] {
            case .open: level += 1
            case .close:
                level -= 1
                if level < 0 { return false }
            case .or where level == 0: return true
            default: break
            }
            i += 1
        }
        return false
    }

    /// Operands side by side or joined by AND. Bare words only rank, unless AND, OR or a group ties them.
    private mutating func parseAll(isTied: Bool) -> SearchQuery.Clause? {
        var parts: [SearchQuery.Clause] = []
        var soft: [String] = []
        var followsAnd = false
        loop: while let token = next {
            switch token {
            case .or, .close: break loop
            case .and:
                at += 1
                followsAnd = true
                if let last = soft.popLast() { parts.append(clause(last)) }
                continue
            default: break
            }
            let isNegated = token == .not
            while next == .not { at += 1 }
            guard let (operand, bare) = parseOperand(isNegated: isNegated) else { continue }
            if isNegated {
                parts.append(.not(operand))
            } else if let bare, !followsAnd, !isTied {
                soft.append(bare)
            } else {
                parts.append(operand)
            }
            followsAnd = false
        }
        words += soft
        return parts.count > 1 ? .all(parts) : parts.first
    }

    private func clause(_ word: String) -> SearchQuery.Clause {
        word.hasSuffix("*") ? .prefix(String(word.dropLast())) : .phrase(word, nil)
    }

    /// - Returns: the clause, and the word itself where it is a bare one.
    private mutating func parseOperand(isNegated: Bool) -> (SearchQuery.Clause, String?)? {
        guard let token = next else { return nil }
        at += 1
        switch token {
        case .word(let word):
            if !isNegated { texts.append(word.hasSuffix("*") ? String(word.dropLast()) : word) }
            return (clause(word), word.hasSuffix("*") ? nil : word)
        case .phrase(let phrase):
            if case .near(let distance)? = next {
                at += 1
                if !isNegated { texts.append(phrase) }
                return (.near(phrase.split(separator: " ").map(String.init), distance), nil)
            }
            if !isNegated { texts.append(phrase) }
            return (.phrase(phrase, nil), nil)
        case .field(let field):
            switch next {
            case .word(let word)?:
                at += 1
                return (.phrase(word.hasSuffix("*") ? String(word.dropLast()) : word, field), nil)
            case .phrase(let phrase)?:
                at += 1
                return (.phrase(phrase, field), nil)
            default:
                notes.append("nothing behind \(field.rawValue):")
                return nil
            }
        case .open:
            guard depth < Self.deepest else {
                notes.append("groups are nested too deep")
                return nil
            }
            let group = parseAny()
            if next == .close { at += 1 } else { notes.append("a parenthesis is not closed") }
            return group.map { ($0, nil) }
        case .close, .and, .or, .not, .near: return nil
        }
    }
}
