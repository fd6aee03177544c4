import Grammar
import LegalText

/// Numbers of whole articles: renumbered, split, merged.
extension Consolidation {
    mutating func renumber(_ instruction: Instruction) {
        let (from, to) = (expanded(instruction.subjects), expanded(instruction.results))
        guard from.count == to.count, !to.isEmpty else {
            return note(
                instruction, .renumber, from.first, .ambiguous,
                "\(from.count) places for \(to.count) numbers")
        }
        for (place, target) in zip(from, to) {
            if place.isDivision {
                renumberDivision(place, target, instruction)
                continue
            }
            guard let number = target.number(of: place.level ?? .article),
                let index = article(of: place), var article = text[article: index]
            else {
                note(instruction, .renumber, place, .failed, "the old text has no such place")
                continue
            }
            if place.level == .article {
                article.newNumber = number
                text[article: index] = article
                note(
                    instruction, .renumber, place, .applied, "becomes \(target.eid)",
                    becomes: target)
            } else {
                // paragraphs have no printed number, points follow when one is added or deleted
                expected.append((instruction, place, target))
            }
        }
    }

    mutating func split(_ instruction: Instruction) {
        guard let place = instruction.subjects.first, let index = article(of: place),
            var article = text[article: index], !instruction.results.isEmpty
        else {
            return note(
                instruction, .replace, instruction.subjects.first, .failed,
                "the old text has no such article")
        }
        // a paragraph or point that becomes several is replaced by all of them
        guard place.level == .article else { return replace(instruction) }
        let results = expanded(instruction.results)
        let parts = articles(instruction.quotes + instruction.laterQuotes)
        guard parts.count == results.count else {
            return note(
                instruction, .replace, place, .ambiguous,
                "\(results.count) articles and wording for \(parts.count)")
        }
        for (k, (result, part)) in zip(results, parts).enumerated() {
            guard let number = result.article else { continue }
            if k == 0 {
                article.newNumber = number
                article.lines = lines(
                    part.wording, first: article.lines.first?.leading ?? text.labelGap)
                text[article: index] = article
            } else {
                added.append(newArticle(number, part.wording))
            }
            note(
                instruction, k == 0 ? .replace : .insert, result, .applied, "split off \(place.eid)"
            )
        }
    }

    mutating func merge(_ instruction: Instruction) {
        let places = expanded(instruction.subjects)
        let parts = articles(instruction.quotes + instruction.laterQuotes)
        let indices = places.map { article(of: $0) }
        guard places.count > 1, parts.count == 1, !indices.contains(nil) else {
            return note(
                instruction, .replace, places.first, .failed,
                "the articles to be merged are not all there")
        }
        let number = instruction.results.first?.article
        let keeper = places.firstIndex { $0.article == number } ?? 0
        for (k, index) in indices.enumerated() {
            guard let index, var article = text[article: index] else { continue }
            if k == keeper {
                article.lines = lines(
                    parts[0].wording, first: article.lines.first?.leading ?? text.labelGap)
                if let number { article.newNumber = number }
            } else {
                article.isDeleted = true
            }
            text[article: index] = article
            note(
                instruction, k == keeper ? .replace : .delete, places[k], .applied,
                k == keeper ? "merged" : "merged into \(places[keeper].eid)")
        }
    }
}
