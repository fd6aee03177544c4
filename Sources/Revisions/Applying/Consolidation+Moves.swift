import Grammar
import LegalText

/// Provisions that leave their place: articles, paragraphs and points moved, articles that take each
/// other's numbers.
extension Consolidation {
    /// 将第十一条移至第四章，改为第二十七条; 将第六条移至第九条之后; 将第三条第二款移至第四条，作为第三款.
    mutating func move(_ instruction: Instruction) {
        guard let place = instruction.subjects.first, let index = article(of: place),
            let moving = text[article: index], !moving.isDeleted,
            let goal = instruction.results.first
        else {
            return note(
                instruction, .renumber, instruction.subjects.first, .failed,
                "the old text has no such article")
        }
        guard place.level == .article else { return moveLines(place, goal, instruction) }
        let number = instruction.further.first?.article
        var article = moving
        article.newNumber = number ?? article.newNumber
        if goal.isDivision, number != nil {
            // its number says where in the chapter
            article.isMoved = true
            article.division = goal.steps.last
            text[article: index] = article
        } else {
            text[article: index] = article
            guard let slot = slot(at: goal, instruction.effect) else {
                return note(
                    instruction, .renumber, place, .failed, "the old text has no \(goal.eid)")
            }
            text.nodes.insert(text.nodes[index], at: slot)
            text.nodes.remove(at: slot <= index ? index + 1 : index)
        }
        note(
            instruction, .renumber, place, .applied, "moved", becomes: instruction.further.first)
    }

    /// Where an article goes that is moved behind or before another, or to the end of a chapter.
    private func slot(at goal: Place, _ effect: AmendingGrammar.Effect) -> Int? {
        if let step = goal.steps.last, goal.isDivision { return text.end(of: step) }
        return article(of: goal).map { effect == .moveBefore ? $0 : $0 + 1 }
    }

    /// Moves a paragraph or point: beside another, to a number in another article, or to its end; or makes
    /// an article of it.
    private mutating func moveLines(_ place: Place, _ goal: Place, _ instruction: Instruction) {
        func fail(_ message: String) {
            note(instruction, .renumber, place, .failed, message)
        }
        guard let level = place.level, let source = article(of: place),
            var from = text[article: source], let range = from.range(of: place)
        else { return fail("the old text has no such place") }
        var lines = Array(from.lines[range])
        var number = instruction.further.first
        if number?.level != .article {
            // 移至第四条，作为第三款 is 第四条第三款
            number?.steps.removeAll { $0.level == .article }
            number = number?.completed(by: goal)
        }
        // the place is looked for before anything is taken away
        var at: Int?
        if number?.level != .article {
            guard let target = article(of: goal).flatMap({ text[article: $0] }), !target.isDeleted
            else { return fail("the old text has no \(goal.eid)") }
            if goal.level == .article {
                at =
                    number?.number(of: level).flatMap {
                        target.insertionPoint(level, $0.value, within: number)
                    } ?? (number == nil ? target.lines.count : nil)
            } else if let beside = target.range(of: goal) {
                at = instruction.effect == .moveBefore ? beside.lowerBound : beside.upperBound
            }
            guard at != nil else { return fail("there is no room at \((number ?? goal).eid)") }
        }
        let first = from.lines[0].leading
        from.lines.removeSubrange(range)
        if range.lowerBound == 0, !from.lines.isEmpty { from.lines[0].leading = first }
        shiftPoints(&from, from: range.lowerBound, level)
        if from.lines.isEmpty { from.isDeleted = true }
        text[article: source] = from
        if let made = number?.article, at == nil {
            var article = newArticle(made, [])
            lines[0].leading = text.labelGap
            article.lines = lines
            added.append(article)
        } else if var at, let index = article(of: goal), var target = text[article: index] {
            if index == source, at >= range.upperBound { at -= range.count }
            lines[0].leading = at == 0 ? text.labelGap : text.lineLeading
            if at == 0, !target.lines.isEmpty { target.lines[0].leading = text.lineLeading }
            target.lines.insert(contentsOf: lines, at: at)
            shiftPoints(&target, from: max(at, 1), level)
            text[article: index] = target
        }
        note(instruction, .renumber, place, .applied, "moved", becomes: number)
    }

    /// 第六条改为第七条，第七条改为第六条: articles that take each other's numbers take each other's places
    /// too, whatever headings stand between.
    mutating func exchangePlaces() {
        var places: [LabelNumber: Int] = [:]
        for (index, node) in text.nodes.enumerated() {
            if case .article(let article) = node, let old = article.oldNumber,
                let new = article.newNumber, new != old, !article.isDeleted, !article.isMoved
            {
                places[old] = index
            }
        }
        let before = text.nodes
        for start in places.values.sorted() {
            var round: [(from: Int, to: Int)] = []
            var at = start
            repeat {
                guard case .article(let article) = before[at],
                    let next = article.newNumber.flatMap({ places[$0] }), round.count < places.count
                else {
                    round = []
                    break
                }
                round.append((at, next))
                at = next
            } while at != start
            for (from, to) in round {
                guard case .article(var article) = before[from],
                    case .article(let there) = before[to]
                else { continue }
                article.leading = there.leading
                text.nodes[to] = .article(article)
            }
        }
    }
}
