import Grammar
import LegalText

/// Decides which labels of a text are headings, and at which level, all together: the sequence that
/// numbers most consistently wins (dynamic programming over a beam of readings).
///
/// A label costs or earns what stands around it (`Candidate.evidence`) plus what its number means at
/// its place. In an undamaged text a single reading survives from label to label, so the cost is that
/// of looking at each label once.
struct LabelSequence {
    /// A label that was read as a heading.
    struct Step {
        var candidate: Int
        var role: Numbering.Role
        var number: LabelNumber
        /// Whether the numbering begins anew here: another document.
        var restarts: Bool
        /// Whether the numbering goes on as if the annexes read before were none.
        var leavesAnnex = false
        /// Points the label earned: its evidence and its place in the numbering.
        var points: Float
        var previous: Int32
    }

    let rules: [LabelRule]
    let grammar: StructureGrammar
    /// Where each list style usually stands, by its index + 1.
    private let ranks: [Int]
    private var steps: [Step] = []
    private var beam: [Numbering] = [Numbering()]
    private var next: [Numbering] = []

    init(rules: [LabelRule], grammar: StructureGrammar) {
        self.rules = rules
        self.grammar = grammar
        ranks =
            [0]
            + LabelRule.Style.allCases.map { style in
                rules.first { $0.role == .list(style: style) }?.rank ?? 0
            }
        steps.reserveCapacity(256)
    }

    /// The chosen labels, in order of the text.
    static func decide(
        _ candidates: [Candidate], rules: [LabelRule], grammar: StructureGrammar
    ) -> [Step] {
        var sequence = LabelSequence(rules: rules, grammar: grammar)
        var first = 0
        while first < candidates.count {
            var last = first + 1
            while last < candidates.count, candidates[last].start == candidates[first].start {
                last += 1
            }
            sequence.read(candidates, first..<last)
            first = last
        }
        return sequence.best()
    }

    private func best() -> [Step] {
        guard var at = beam.max(by: { $0.points < $1.points })?.tail else { return [] }
        var chosen: [Step] = []
        while at >= 0 {
            chosen.append(steps[Int(at)])
            at = steps[Int(at)].previous
        }
        return Self.withoutTables(chosen.reversed())
    }

    /// The steps without annexes that turned out to be tables in the middle of the text.
    private static func withoutTables(_ steps: [Step]) -> [Step] {
        guard let last = steps.lastIndex(where: \.leavesAnnex) else { return steps }
        return steps.indices.compactMap { index in
            index < last && steps[index].role == .annex ? nil : steps[index]
        }
    }

    /// Extends every reading by the labels that can be read at one place, or by none of them.
    private mutating func read(_ candidates: [Candidate], _ group: Range<Int>) {
        if group.count == 1, beam.count == 1,
            takeAtOnce(candidates[group.lowerBound], group.lowerBound)
        {
            return
        }
        // a label with everything against it is no heading under any reading
        guard group.contains(where: { candidates[$0].evidence > -5.4 }) else { return }
        next.removeAll(keepingCapacity: true)
        for numbering in beam { add(numbering) }
        for index in group {
            let candidate = candidates[index]
            guard candidate.evidence > -5.4 else { continue }
            for numbering in beam {
                extend(numbering, candidate, index, candidate.number)
                if let other = candidate.otherValue {
                    extend(numbering, candidate, index, LabelNumber(other))
                }
            }
        }
        prune()
    }

    /// The common cases under a single reading, where no other can win: the next article at the start
    /// of its line, the next item of the list that is open in an article.
    private mutating func takeAtOnce(_ candidate: Candidate, _ index: Int) -> Bool {
        guard candidate.otherValue == nil, candidate.isLineStart else { return false }
        switch rules[candidate.rule].role {
        case .article: return takeArticle(candidate, index)
        case .list(let style): return takeItem(candidate, index, style)
        default: return false
        }
    }

    private mutating func takeItem(_ candidate: Candidate, _ index: Int, _ style: LabelRule.Style)
        -> Bool
    {
        let w = grammar.weights
        let depth = Int(beam[0].listDepth)
        guard candidate.evidence >= w.listLineStart, beam[0].article > 0, depth <= 1 else {
            return false
        }
        let own = Self.code(style)
        let isNext =
            depth == 0
            ? candidate.number.value == 1
            : beam[0].listStyles[0] == own
                && beam[0].listValues[0] + 1 == Int32(clamping: candidate.number.value)
        guard isNext else { return false }
        var only = beam[0]
        take(
            &only, candidate, index, .list(depth: 0), candidate.number,
            depth == 0 ? w.listOpens : w.listContinues)
        only.listDepth = 1
        only.listValues[0] = Int32(clamping: candidate.number.value)
        only.listStyles[0] = own
        beam[0] = only
        return true
    }

    private static func code(_ style: LabelRule.Style) -> UInt8 {
        UInt8(LabelRule.Style.allCases.firstIndex(of: style) ?? 0) + 1
    }

    private mutating func takeArticle(_ candidate: Candidate, _ index: Int) -> Bool {
        guard candidate.evidence >= 5 else { return false }
        let number = Numbering.packed(candidate.number)
        guard Numbering.follows(beam[0].article, number), beam[0].article > 0 || number == 1 << 8
        else { return false }
        var only = beam[0]
        take(&only, candidate, index, .article, candidate.number, grammar.weights.continues)
        only.article = number
        only.clearLists()
        beam[0] = only
        return true
    }

    private mutating func take(
        _ numbering: inout Numbering, _ candidate: Candidate, _ index: Int, _ role: Numbering.Role,
        _ number: LabelNumber, _ points: Float, restarts: Bool = false
    ) {
        let earned = candidate.evidence + points
        steps.append(
            Step(
                candidate: index, role: role, number: number, restarts: restarts, points: earned,
                previous: numbering.tail))
        numbering.tail = Int32(steps.count - 1)
        numbering.points += earned
    }

    private mutating func extend(
        _ numbering: Numbering, _ candidate: Candidate, _ index: Int, _ number: LabelNumber
    ) {
        let rule = rules[candidate.rule]
        switch rule.role {
        case .division(let depth): extendDivision(numbering, candidate, index, number, depth)
        case .article: extendArticle(numbering, candidate, index, number)
        case .annex: extendAnnex(numbering, candidate, index, number)
        case .list(let style): extendList(numbering, candidate, index, number, style, rule.rank)
        }
    }

    /// How often a number can be halved: 1 → 0, 2 → 1, 17 → 4.
    private func doublings(_ n: Int32) -> Float { Float(31 - max(n, 1).leadingZeroBitCount) }

    /// Points of a number behind another of its kind; `last` 0 = the first of its kind.
    private func points(_ last: Int32, _ number: Int32) -> Float {
        let w = grammar.weights
        if last == 0 {
            if number >> 8 == 1 { return w.begins }
            return w.beginsElsewhere + w.beginsElsewherePerDoubling * doublings(number >> 8)
        }
        if Numbering.follows(last, number) { return w.continues }
        let difference = number >> 8 - last >> 8
        if number == last || difference == 0 && number & 255 <= last & 255 { return w.repeats }
        if difference >= 0 { return w.gap + w.gapPerDoubling * doublings(difference) }
        return w.goesBack + w.goesBackPerDoubling * doublings(-difference)
    }

    private mutating func extendArticle(
        _ numbering: Numbering, _ candidate: Candidate, _ index: Int, _ number: LabelNumber
    ) {
        let packed = Numbering.packed(number)
        var taken = numbering
        take(&taken, candidate, index, .article, number, points(numbering.article, packed))
        taken.article = packed
        taken.clearLists()
        add(taken)
        if numbering.annex > 0, numbering.articleBeforeAnnex > 0,
            Numbering.follows(numbering.articleBeforeAnnex, packed)
        {
            var back = Numbering()
            back.points = numbering.points
            back.tail = numbering.tail
            take(&back, candidate, index, .article, number, grammar.weights.continues)
            steps[steps.count - 1].leavesAnnex = true
            back.article = packed
            back.divisions = numbering.divisionsBeforeAnnex
            add(back)
        }
        if number.value == 1, number.insertion == 0,
            numbering.article > 0 || numbering.listDepth > 0
        {
            var anew = Numbering()
            anew.points = numbering.points
            anew.tail = numbering.tail
            let w = grammar.weights
            take(
                &anew, candidate, index, .article, number, w.restarts + w.begins + above(candidate),
                restarts: true)
            anew.article = packed
            add(anew)
        }
    }

    private mutating func extendDivision(
        _ numbering: Numbering, _ candidate: Candidate, _ index: Int, _ number: LabelNumber,
        _ depth: Int
    ) {
        let packed = Numbering.packed(number)
        var taken = numbering
        take(
            &taken, candidate, index, .division(depth: depth), number,
            points(numbering.divisions[depth], packed))
        taken.divisions[depth] = packed
        for deeper in (depth + 1)..<Numbering.deepest { taken.divisions[deeper] = 0 }
        taken.clearLists()
        add(taken)
        if number.value == 1, numbering.divisions[depth] > 0 || numbering.article > 0 {
            var anew = Numbering()
            anew.points = numbering.points
            anew.tail = numbering.tail
            let w = grammar.weights
            take(
                &anew, candidate, index, .division(depth: depth), number,
                w.restarts + w.begins + above(candidate),
                restarts: true)
            anew.divisions[depth] = packed
            add(anew)
        }
    }

    private mutating func extendAnnex(
        _ numbering: Numbering, _ candidate: Candidate, _ index: Int, _ number: LabelNumber
    ) {
        guard numbering.tail >= 0 else { return }
        var taken = Numbering()
        taken.points = numbering.points
        taken.tail = numbering.tail
        let packed = Numbering.packed(number)
        take(&taken, candidate, index, .annex, number, points(numbering.annex, packed) - 4)
        taken.annex = packed
        let isFirst = numbering.annex == 0
        taken.articleBeforeAnnex = isFirst ? numbering.article : numbering.articleBeforeAnnex
        taken.divisionsBeforeAnnex = isFirst ? numbering.divisions : numbering.divisionsBeforeAnnex
        add(taken)
    }

    private mutating func extendList(
        _ numbering: Numbering, _ candidate: Candidate, _ index: Int, _ number: LabelNumber,
        _ style: LabelRule.Style, _ rank: Int
    ) {
        let w = grammar.weights
        let value = Int32(clamping: number.value)
        let own = Self.code(style)
        let depth = Int(numbering.listDepth)
        // the next number of a level that is open
        for level in 0..<depth where value > numbering.listValues[level] {
            let gap = value - numbering.listValues[level] - 1
            var points =
                gap == 0
                ? w.listContinues : w.listGap + w.listPerDoubling * doublings(gap + 1)
            if numbering.listStyles[level] != own {
                points += w.otherStyle + standing(own, rank, inside: level, of: numbering)
            } else if gap == 0, !candidate.isLineStart {
                points += w.listContinuesInLine
            }
            points += w.closesLevel * Float(depth - 1 - level)
            var taken = numbering
            take(&taken, candidate, index, .list(depth: level), number, points)
            taken.closeLists(above: level)
            taken.listValues[level] = value
            // a level goes on in the style it last had: 1. / Second, / III.
            if gap == 0 { taken.listStyles[level] = own }
            add(taken)
        }
        // a level of its own inside the innermost
        if depth < Numbering.deepest {
            var points =
                value == 1
                ? w.listOpens : w.listOpensElsewhere + w.listPerDoubling * doublings(value)
            for level in 0..<depth where numbering.listStyles[level] == own {
                points += level == depth - 1 ? w.sameStyleAsParent : w.sameStyleAsAncestor
            }
            points += standing(own, rank, inside: depth, of: numbering)
            var taken = numbering
            take(&taken, candidate, index, .list(depth: depth), number, points)
            taken.listDepth += 1
            taken.listValues[depth] = value
            taken.listStyles[depth] = own
            add(taken)
        }
        // a second document
        if value == 1, candidate.isLineStart, depth > 0, numbering.article == 0,
            numbering.listValues[0] > 1,
            style == .comma || style == .dot
        {
            var anew = Numbering()
            anew.points = numbering.points
            anew.tail = numbering.tail
            take(
                &anew, candidate, index, .list(depth: 0), number,
                w.listRestarts + above(candidate), restarts: true)
            anew.listDepth = 1
            anew.listValues[0] = value
            anew.listStyles[0] = own
            add(anew)
        }
    }

    /// What an outermost style costs inside others: 一、 and III. stand neither inside （一） nor inside
    /// their own kind; 1. is seen both above and below it.
    private func standing(
        _ own: UInt8, _ rank: Int, inside level: Int, of numbering: Numbering
    ) -> Float {
        guard level > 0, rank == 1 else { return 0 }
        let isInside = ranks[Int(numbering.listStyles[level - 1])] > 1
        let isTwice = (0..<level).contains { numbering.listStyles[$0] == own }
        return isInside || isTwice ? grammar.weights.outerStyleInside : 0
    }

    /// What a title right above a label is worth where a document may begin.
    private func above(_ candidate: Candidate) -> Float {
        candidate.followsTitle ? grammar.weights.titleAbove : 0
    }

    private mutating func add(_ numbering: Numbering) {
        for i in next.indices where next[i].isAlike(numbering) {
            if next[i].points < numbering.points { next[i] = numbering }
            return
        }
        next.append(numbering)
    }

    private mutating func prune() {
        var best = -Float.infinity
        for numbering in next { best = max(best, numbering.points) }
        let floor = best - grammar.beamDepth
        next.removeAll { $0.points < floor }
        if next.count > grammar.beamWidth {
            next.sort { $0.points > $1.points }
            next.removeLast(next.count - grammar.beamWidth)
        }
        swap(&beam, &next)
    }
}
