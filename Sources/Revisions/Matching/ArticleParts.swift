import Grammar

/// The clauses of all articles of a text that are still to be compared, and how their paragraphs begin.
struct ArticleParts {
    /// The clauses of each article; none of an article that has its like.
    private(set) var clauses: [[TermSpace.Vector]] = []
    /// The words the paragraphs of each article begin with: who is to do something, or what it is about.
    private(set) var heads: [TermSpace.Vector] = []
    /// The first sentence of each article.
    private(set) var openings: [TermSpace.Vector] = []

    /// How many words of a paragraph are its head.
    private static let headLength = 10

    /// Reads an article's parts in the terms of `space`; `ends` are the marks a clause ends with.
    mutating func append(
        _ unit: ComparedUnit, isOpen: Bool, _ space: inout TermSpace, ends: Set<UInt32>
    ) {
        guard isOpen else {
            clauses.append([])
            heads.append(TermSpace.Vector())
            openings.append(TermSpace.Vector())
            return
        }
        let tokens = unit.tokens
        var parts: [TermSpace.Vector] = []
        var starts: [Int] = []
        var start = 0
        for k in 0...tokens.count {
            let isLineStart = k < tokens.count && tokens[k].opensLine
            let isMark = k < tokens.count && ends.contains(tokens[k].id)
            if isLineStart { starts.append(k) }
            guard isLineStart || isMark || k == tokens.count else { continue }
            if k - start >= 2 {
                parts.append(space.vector([tokens[start..<k]]))
            }
            start = isMark ? k + 1 : k
        }
        clauses.append(parts)
        heads.append(
            space.vector(
                starts.map { tokens[$0..<min($0 + Self.headLength, tokens.count)] }))
        openings.append(
            space.vector(unit.sentences.prefix(1).map { tokens[$0] }))
    }

    /// Fills in the weights, once those of the terms are fixed.
    mutating func weigh(_ space: TermSpace) {
        for owner in clauses.indices {
            for k in clauses[owner].indices {
                clauses[owner][k].weight = space.weight(of: clauses[owner][k])
            }
            openings[owner].weight = space.weight(of: openings[owner])
        }
    }
}
