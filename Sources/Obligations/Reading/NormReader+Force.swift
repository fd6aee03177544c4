import Grammar
import LegalText

/// The force that governs a quantity (情态词的管辖).
extension NormReader {
    /// The first modal words in a stretch of clauses.
    func force(in sentence: Sentence, clauses: Range<Int>, from: Int = 0) -> Force? {
        for c in clauses {
            for i in sentence.clauses[c].tokens where sentence.tokens[i].has(.modal) {
                let token = sentence.tokens[i]
                if token.start >= from { return force(token) }
            }
        }
        return nil
    }

    /// The last modal words in a stretch of clauses before a place.
    func lastForce(in sentence: Sentence, clauses: Range<Int>, before: Int = .max) -> Force? {
        for c in clauses.reversed() {
            for i in sentence.clauses[c].tokens.reversed() where sentence.tokens[i].has(.modal) {
                let token = sentence.tokens[i]
                if token.end <= before { return force(token) }
            }
        }
        return nil
    }

    func force(_ token: Token) -> Force? {
        guard let rule = rule(token, .modal) else { return nil }
        return Force(
            kind: rule.kind ?? .obligation, strength: rule.strength, span: token.span,
            at: token.start, rule: rule.id)
    }

    /// The force that governs token `i`: before it in its clause or part, from the list's words,
    /// after it.
    func governing(_ sentence: Sentence, _ i: Int) -> Force? {
        let index = sentence.clauseOf[i]
        let part = sentence.part(around: index)
        let token = sentence.tokens[i]
        if isAttributive(sentence, i),
            let force = lastForce(in: sentence, clauses: index..<(index + 1), before: token.start)
                ?? force(in: sentence, clauses: index..<(index + 1), from: token.end)
        {
            return force
        }
        if let force = lastForce(
            in: sentence, clauses: part.lowerBound..<(index + 1), before: token.start)
            ?? force(
                in: sentence,
                clauses: index..<relativeStart(sentence, behind: index, in: part),
                from: token.start)
        {
            return force
        }
        if habits.carriesForce,
            let force = lastForce(in: sentence, clauses: 0..<part.lowerBound, before: token.start)
        {
            return force
        }
        return state.lead?.force
    }

    /// The first clause behind `index` that describes somebody before it: two directors, who shall …
    private func relativeStart(
        _ sentence: Sentence, behind index: Int, in part: Range<Int>
    ) -> Int {
        (index + 1..<max(index + 1, part.upperBound)).first {
            isRelative(sentence.clauses[$0])
        } ?? part.upperBound
    }

    /// The above two articles: a word that points to a place in the text, behind an article.
    private func isDefinite(_ sentence: Sentence, _ j: Int) -> Bool {
        guard sentence.tokens[j].has(.listed), j > 0, sentence.tokens[j - 1].has(.listed) else {
            return false
        }
        return scanner.skip(p, sentence.tokens[j - 1].end, sentence.tokens[j].start)
            >= sentence.tokens[j].start
    }

    /// 不得 逾: a prohibition right before a comparator, across a line end.
    private func isForbidden(_ sentence: Sentence, _ j: Int) -> Bool {
        guard j > 0, rule(sentence.tokens[j - 1], .modal)?.kind == .prohibition else {
            return false
        }
        let gap = sentence.tokens[j - 1].end..<sentence.tokens[j].start
        return gap.allSatisfy { p[$0] <= 0x20 }
    }

    /// The kind of norm a force makes.
    func kind(_ force: Force?) -> Obligation.Kind {
        switch force?.kind {
        case .permission?: .permission
        case .entitlement?: .entitlement
        case .prohibition?: .prohibition
        case .target?: .target
        default: .obligation
        }
    }

    /// The comparator before token `i` in its clause, right before it or at some distance.
    func bound(_ sentence: Sentence, before i: Int, _ used: inout [Bool]) -> Bound? {
        let clause = sentence.clauses[sentence.clauseOf[i]]
        let start = sentence.tokens[i].start
        var adjacent = start
        for j in (clause.tokens.lowerBound..<i).reversed() {
            let token = sentence.tokens[j]
            // 不少于三人、五次: the bound is the first one's
            if token.kind == .measure || token.kind == .date { return nil }
            let touches = scanner.skip(p, token.end, start) >= adjacent
            if let rule = rule(token, .comparator), let comparator = rule.comparator,
                !isDefinite(sentence, j)
            {
                let isNear =
                    rule.gap == true && start - token.end <= habits.reach
                    && (habits.sharesBounds || !used[j])
                let isCopula =
                    rule.copula == true && start - token.end <= 36
                    && sentence.tokens[(j + 1)..<i].allSatisfy {
                        $0.has(.objective) || $0.has(.noun) || $0.has(.currency) || $0.has(.term)
                            || $0.has(.belonging)
                    }
                    && sentence.tokens[(j + 1)..<i].contains {
                        $0.has(.objective) && $0.end >= adjacent
                    }
                if touches || isNear || isCopula {
                    used[j] = true
                    return Bound(
                        comparator: isForbidden(sentence, j) ? comparator.negated : comparator,
                        rule: rule.id, start: token.start, end: token.end,
                        isTime: rule.kind == .deadline)
                }
            }
            if touches, token.roles & habits.betweenRoles != 0 || token.kind == .period {
                adjacent = token.start
            }
        }
        return nil
    }
}
