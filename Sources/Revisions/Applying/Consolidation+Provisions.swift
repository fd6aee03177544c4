import Grammar
import LegalText

/// Whole provisions: replaced, added, deleted, renumbered.
extension Consolidation {
    mutating func replace(_ instruction: Instruction) {
        guard !instruction.subjects.isEmpty else {
            return note(instruction, .replace, nil, .failed, "no place is named")
        }
        if instruction.subjects[0].special != nil { return replaceSpecial(instruction) }
        if instruction.subjects[0].isDivision, instruction.subjects.last?.special == .title {
            return replaceHeading(instruction.subjects[0], instruction)
        }
        let quotes = instruction.quotes + instruction.laterQuotes
        // several places, one quotation: shared out by articles, or by paragraphs and points
        if instruction.subjects.count > 1 {
            return replaceSeveral(instruction, quotes)
        }
        let place = instruction.subjects[0]
        guard let index = article(of: place), var article = text[article: index],
            !article.isDeleted, let range = article.range(of: place)
        else {
            return note(instruction, .replace, place, .failed, "the old text has no such place")
        }
        if place.level == .article {
            let parts = articles(quotes)
            guard parts.count == 1 else {
                return note(
                    instruction, .replace, place, .ambiguous,
                    "the wording holds \(parts.count) articles, the place is one")
            }
            article.lines = lines(
                parts[0].wording, first: article.lines.first?.leading ?? text.labelGap)
        } else {
            let wording = quotes.flatMap { self.wording($0) }
            article.lines.replaceSubrange(
                range, with: fitted(wording, at: range.lowerBound, in: article, place))
        }
        text[article: index] = article
        note(instruction, .replace, place, .applied, "replaced")
    }

    private mutating func replaceSeveral(_ instruction: Instruction, _ quotes: [Quotation]) {
        let places = expanded(instruction.subjects)
        let wordings: [[[UInt8]]]
        if places.allSatisfy({ $0.level == .article }) {
            wordings = articles(quotes).map(\.wording)
        } else if quotes.count == places.count {
            wordings = quotes.map { wording($0) }
        } else {
            let all = quotes.flatMap { wording($0) }
            wordings = units(of: all, count: places.count)
        }
        guard wordings.count == places.count else {
            return note(
                instruction, .replace, places.first, .ambiguous,
                "\(places.count) places and wording for \(wordings.count)")
        }
        // from the last to the first: the places keep their numbers
        for (place, wording) in zip(places, wordings).reversed() {
            guard let index = article(of: place), var article = text[article: index],
                !article.isDeleted, let range = article.range(of: place)
            else {
                note(instruction, .replace, place, .failed, "the old text has no such place")
                continue
            }
            let first = range.lowerBound == 0 ? article.lines[0].leading : text.lineLeading
            article.lines.replaceSubrange(
                range,
                with: place.level == .article
                    ? lines(wording, first: first)
                    : fitted(wording, at: range.lowerBound, in: article, place))
            text[article: index] = article
            note(instruction, .replace, place, .applied, "replaced")
        }
    }

    /// Wording cut into as many units as there are places: paragraphs with their points, or points.
    private func units(of wording: [[UInt8]], count: Int) -> [[[UInt8]]] {
        if wording.count == count { return wording.map { [$0] } }
        var units: [[[UInt8]]] = []
        for line in wording {
            if relabelling.listLabel(line) == nil || units.isEmpty {
                units.append([line])
            } else {
                units[units.count - 1].append(line)
            }
        }
        return units
    }

    /// New lines for a paragraph or point inside an article, labelled as the place is.
    private func fitted(
        _ wording: [[UInt8]], at index: Int, in article: AmendedArticle, _ place: Place
    ) -> [AmendedArticle.Line] {
        let leading =
            index < article.lines.count ? article.lines[index].leading : text.lineLeading
        let isFirst = index == 0
        var new = lines(
            wording, first: isFirst ? article.lines.first?.leading ?? text.labelGap : leading)
        guard let level = place.level, level == .point || level == .indent, !new.isEmpty,
            let number = place.number(of: level)
        else { return new }
        new[0].level = level
        new[0].number = number.value
        if relabelling.listLabel(new[0].text.bytes) == nil,
            let sibling = article.lines.first(where: { $0.level == level }),
            let label = relabelling.listLabel(sibling.text.bytes)
        {
            let made = relabelling.relabelled(Array(sibling.text.bytes[..<label.end]), as: number)
            new[0].text.replace(0..<0, with: made)
        }
        return new
    }

    /// 第三条至第五条 as three places.
    func expanded(_ places: [Place]) -> [Place] {
        var all: [Place] = []
        for place in places {
            if place.endsRange, let from = all.last?.steps.last, let to = place.steps.last,
                from.level == to.level, to.number.value > from.number.value,
                to.number.value - from.number.value < 500
            {
                for value in (from.number.value + 1)..<to.number.value {
                    var between = place
                    between.steps[between.steps.count - 1].number = LabelNumber(value)
                    all.append(between)
                }
            }
            all.append(place)
        }
        return all
    }

    // MARK: Adding

    mutating func insert(_ instruction: Instruction) {
        let results = expanded(instruction.results)
        let quotes = instruction.quotes + instruction.laterQuotes
        guard let level = results.first?.level ?? instruction.count?.level else {
            return note(instruction, .insert, nil, .failed, "it does not say where")
        }
        if level == .article { return insertArticles(instruction, results, quotes) }
        if level.isDivision { return insertDivision(instruction, results, quotes) }
        guard !results.isEmpty else { return append(instruction) }
        var wordings =
            quotes.count == results.count
            ? quotes.map { wording($0) }
            : units(of: quotes.flatMap { wording($0) }, count: results.count)
        if results.count == 1 { wordings = [wordings.flatMap { $0 }] }
        guard wordings.count == results.count else {
            return note(
                instruction, .insert, results[0], .ambiguous,
                "\(results.count) places and wording for \(wordings.count)")
        }
        for (place, wording) in zip(results, wordings) {
            guard let index = article(of: place), var article = text[article: index],
                let number = place.number(of: level),
                let at = article.insertionPoint(level, number.value, within: place)
            else {
                note(instruction, .insert, place, .failed, "the old text has no room at this place")
                continue
            }
            var new = fitted(wording, at: at, in: article, place)
            if at > 0, !new.isEmpty { new[0].leading = lineLeading(level, in: article) }
            article.lines.insert(contentsOf: new, at: at)
            if level != .paragraph { shiftPoints(&article, from: at + new.count, level) }
            text[article: index] = article
            note(instruction, .insert, place, .applied, "added")
        }
    }

    /// What stands before a line of a level in this article, or in the text at large.
    private func lineLeading(_ level: Level, in article: AmendedArticle) -> [UInt8] {
        article.lines.dropFirst().first { $0.level == level }?.leading ?? text.lineLeading
    }

    /// Numbers the points behind a place anew, as long as they ran on.
    func shiftPoints(_ article: inout AmendedArticle, from start: Int, _ level: Level) {
        guard start > 0, start <= article.lines.count else { return }
        var last = article.lines[..<start].last { $0.level == level }?.number ?? 0
        for k in start..<article.lines.count {
            if article.lines[k].level == .paragraph { break }
            if level == .indent, article.lines[k].level == .point { break }
            guard article.lines[k].level == level else { continue }
            last += 1
            guard article.lines[k].number != last else { continue }
            article.lines[k].number = last
            if let label = relabelling.listLabel(article.lines[k].text.bytes) {
                let made = relabelling.relabelled(
                    Array(article.lines[k].text.bytes[..<label.end]), as: LabelNumber(last))
                article.lines[k].text.replace(0..<label.end, with: made)
            }
        }
    }

    private mutating func insertArticles(
        _ instruction: Instruction, _ results: [Place], _ quotes: [Quotation]
    ) {
        var parts = articles(quotes)
        if results.count == 1, parts.count > 1, parts.allSatisfy({ $0.number == nil }) {
            parts = [(nil, parts.flatMap(\.wording))]
        }
        guard parts.count == results.count else {
            return note(
                instruction, .insert, results.first, .ambiguous,
                "\(results.count) articles and wording for \(parts.count)")
        }
        let division = instruction.subjects.first { $0.isDivision }?.steps.last
        for (place, part) in zip(results, parts) {
            guard let number = place.article else { continue }
            if number.insertion > 0, text.index(ofArticle: number) != nil {
                note(instruction, .insert, place, .failed, "the old text has this article already")
                continue
            }
            var article = newArticle(number, part.wording)
            article.division = division
            added.append(article)
            note(instruction, .insert, place, .applied, "added")
        }
    }

    /// 增加一章，作为第三章: headings and articles, all with their labels; later chapters move up.
    private mutating func insertDivision(
        _ instruction: Instruction, _ results: [Place], _ quotes: [Quotation]
    ) {
        guard let place = results.first, let step = place.steps.last else {
            return note(instruction, .insert, nil, .failed, "it does not say which number it gets")
        }
        var parts: [(number: LabelNumber, headings: [[UInt8]], wording: [[UInt8]])] = []
        var headings: [[UInt8]] = []
        for line in quotes.flatMap({ wording($0) }) {
            if let label = relabelling.articleLabel(line) {
                let rest = Array(line[label.end...])
                let blank = rest.withUnsafeBufferPointer { $0.skipBlanks(0, $0.count) }
                parts.append(
                    (label.number, headings, rest.count > blank ? [Array(rest[blank...])] : []))
                headings = []
            } else if parts.isEmpty || relabelling.divisionLabel(line) != nil {
                headings.append(line)
            } else {
                parts[parts.count - 1].wording.append(line)
            }
        }
        guard !parts.isEmpty else {
            return note(
                instruction, .insert, place, .failed, "the articles under the heading are not there"
            )
        }
        if step.level == .chapter || step.level == .book { moveUp(from: step) }
        for part in parts {
            var article = newArticle(part.number, part.wording)
            article.headings = part.headings
            added.append(article)
        }
        note(instruction, .insert, place, .applied, "added with \(parts.count) articles")
    }

    /// 增加一款 without a number: behind the last.
    mutating func append(_ instruction: Instruction) {
        guard let place = instruction.subjects.last, let level = instruction.count?.level,
            level != .article, let index = article(of: place),
            var article = text[article: index]
        else {
            return note(
                instruction, .insert, instruction.subjects.last, .failed, "it does not say where")
        }
        var wording = (instruction.quotes + instruction.laterQuotes).flatMap { self.wording($0) }
        if wording.isEmpty { wording = [[]] }
        var target = place
        if level == .paragraph {
            article.lines += lines(wording, first: text.lineLeading)
        } else {
            guard let range = article.range(of: place),
                let last = range.last(where: { article.lines[$0].level == level })
            else { return note(instruction, .insert, place, .failed, "there is no list to add to") }
            let number = article.lines[last].number + 1
            target.steps.removeAll { $0.level == level }
            target.steps.append(Place.Step(level: level, number: LabelNumber(number)))
            var new = fitted(wording, at: last + 1, in: article, target)
            if !new.isEmpty { new[0].leading = article.lines[last].leading }
            article.lines.insert(contentsOf: new, at: last + 1)
        }
        text[article: index] = article
        note(instruction, .insert, target, .applied, "added at the end")
    }

    // MARK: Deleting

    mutating func delete(_ instruction: Instruction) {
        // from the last to the first: the places keep their numbers
        for place in expanded(instruction.subjects).reversed() {
            if place.isDivision {
                deleteDivision(place, instruction)
                continue
            }
            guard let index = article(of: place), var article = text[article: index],
                !article.isDeleted, let range = article.range(of: place)
            else {
                note(instruction, .delete, place, .failed, "the old text has no such place")
                continue
            }
            if place.level == .article {
                article.isDeleted = true
            } else {
                let first = article.lines[0].leading
                article.lines.removeSubrange(range)
                if range.lowerBound == 0, !article.lines.isEmpty {
                    article.lines[0].leading = first
                }
                if let level = place.level, level != .paragraph {
                    shiftPoints(&article, from: range.lowerBound, level)
                }
            }
            text[article: index] = article
            note(
                instruction, .delete, place, .applied,
                instruction.effect == .lapse ? "does not apply any more: taken out" : "deleted")
        }
    }
}
