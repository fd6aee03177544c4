import Grammar
import LegalText

/// One thing an amending decision says to do.
struct Instruction {
    var effect: AmendingGrammar.Effect
    /// The rule that read it; empty where nothing did.
    var rule: String
    /// What it is done to, in the old numbering.
    var subjects: [Place] = []
    /// What it becomes, or the places named third: 移至第四章，改为第二十七条.
    var results: [Place] = []
    var further: [Place] = []
    /// Quotations before and behind the verb.
    var quotes: [Quotation] = []
    var laterQuotes: [Quotation] = []
    var count: (number: Int, level: Level)?
    var span: ByteSpan
}

/// Reads instructions out of the sentences of a decision by the rules of the grammar.
struct InstructionReader {
    let grammar: AmendingGrammar
    /// The place last spoken of in this point.
    private var context: Place?
    private var isAdjusting = false
    private(set) var instructions: [Instruction] = []
    /// Sentences that tell to change something no rule understands.
    private(set) var unread: [ByteSpan] = []

    init(grammar: AmendingGrammar) { self.grammar = grammar }

    /// - Parameter placeIn: the place a quotation consists of, if it is nothing else (“第八条”).
    mutating func read(_ item: DecisionItem, placeIn: (Quotation) -> Place?) {
        context = nil
        isAdjusting = false
        for sentence in item.sentences {
            var tokens = sentence
            if isAdjusting || tokens.contains(where: { $0.term == .adjust }) {
                isAdjusting = true
                for k in tokens.indices {
                    if let quote = tokens[k].quote, let place = placeIn(quote) {
                        tokens[k].term = .place
                        tokens[k].place = place
                    }
                }
            }
            read(tokens)
        }
    }

    private mutating func read(_ tokens: [DecisionToken]) {
        var at = 0
        var left: [DecisionToken] = []
        // behind 最后一句 and the like what follows is not about the place as a whole
        var isPartial = false
        while at < tokens.count {
            // … unless the words of that sentence are quoted
            let isQuoted = tokens[at].term == .quote && at > 0 && tokens[at - 1].term == .part
            if tokens[at].term == .place || isQuoted { isPartial = false }
            if !isPartial, let (instruction, next) = match(tokens, at) {
                instructions.append(instruction)
                at = next
                continue
            }
            if let place = tokens[at].place, left.isEmpty { context = place.completed(by: context) }
            if tokens[at].term == .part { isPartial = true }
            left.append(tokens[at])
            at += 1
        }
        // places alone set the scene; a verb with something to do it to should have been understood
        let verbs: Set<AmendingGrammar.Term> = [
            .into, .add, .delete, .lapse, .move, .split, .merge,
        ]
        let objects: Set<AmendingGrammar.Term> = [.place, .quote]
        if left.contains(where: { verbs.contains($0.term) }),
            tokens.contains(where: { objects.contains($0.term) }),
            let first = left.first, let last = left.last
        {
            unread.append(first.span.lowerBound..<last.span.upperBound)
        }
    }

    // MARK: Matching

    private mutating func match(
        _ tokens: [DecisionToken], _ start: Int
    ) -> (Instruction, Int)? {
        for rule in grammar.rules {
            guard var (groups, at) = fit(rule.form, tokens, start),
                rule.effect != .lapse || isAdjacent(groups)
            else { continue }
            // what comes again behind the first term is one more group of the same
            if rule.repeats {
                while let (more, next) = fit(Array(rule.form.dropFirst()), tokens, at),
                    at < tokens.count, !tokens[at].isBehindComma
                {
                    emit(rule, groups)
                    groups = [groups[0]] + more
                    at = next
                }
            }
            return (instruction(rule, groups), at)
        }
        return nil
    }

    /// Whether the verb follows its object at once: 第三条规定的标准不再适用 is not about the whole article.
    private func isAdjacent(_ groups: [[DecisionToken]]) -> Bool {
        let tokens = groups.flatMap { $0 }
        return tokens.suffix(2).first?.span.upperBound == tokens.last?.span.lowerBound
    }

    private mutating func emit(_ rule: AmendingGrammar.Rule, _ groups: [[DecisionToken]]) {
        instructions.append(instruction(rule, groups))
    }

    /// The tokens each term of a form takes, if all find theirs.
    private func fit(
        _ form: [(term: AmendingGrammar.Term, quantifier: AmendingGrammar.Quantifier)],
        _ tokens: [DecisionToken], _ start: Int
    ) -> ([[DecisionToken]], Int)? {
        var groups: [[DecisionToken]] = []
        var at = start
        for (term, quantifier) in form {
            var taken: [DecisionToken] = []
            let most = quantifier == .one || quantifier == .optional ? 1 : Int.max
            while at < tokens.count, tokens[at].term == term, taken.count < most {
                // lists are joined by 、 and 和; wording follows its verb without a comma
                let isFirst = at == start
                if tokens[at].isBehindComma, !isFirst, term == .quote || !taken.isEmpty { break }
                taken.append(tokens[at])
                at += 1
            }
            if taken.isEmpty, quantifier == .one || quantifier == .some { return nil }
            groups.append(taken)
        }
        return (groups, at)
    }

    private mutating func instruction(
        _ rule: AmendingGrammar.Rule, _ groups: [[DecisionToken]]
    ) -> Instruction {
        let all = groups.flatMap { $0 }
        var read = Instruction(
            effect: rule.effect, rule: rule.id,
            span: (all.first?.span.lowerBound ?? 0)..<(all.last?.span.upperBound ?? 0))
        var placeGroup = 0
        var quoteGroup = 0
        for (k, group) in groups.enumerated() {
            switch rule.form[k].term {
            case .place:
                let base = placeGroup == 0 ? context : read.subjects.last ?? context
                let places = complete(group.compactMap(\.place), by: base)
                switch placeGroup {
                case 0: read.subjects = places
                case 1: read.results = places
                default: read.further = places
                }
                placeGroup += 1
            case .quote:
                if quoteGroup == 0 {
                    read.quotes = group.compactMap(\.quote)
                } else {
                    read.laterQuotes = group.compactMap(\.quote)
                }
                quoteGroup += 1
            case .count: read.count = group.first?.count
            default: break
            }
        }
        if read.subjects.isEmpty, let context { read.subjects = [context] }
        if let subject = read.subjects.last, placeGroup > 0 { context = subject }
        return read
    }

    /// Each place of a list takes what it leaves unsaid from the one before it.
    private func complete(_ places: [Place], by base: Place?) -> [Place] {
        var completed: [Place] = []
        for place in places {
            completed.append(place.completed(by: completed.last ?? base))
        }
        return completed
    }
}
