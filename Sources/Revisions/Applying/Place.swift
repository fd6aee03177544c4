import LegalText

/// A place a decision names (第五条第二款第一项), in the numbering of the text it amends.
struct Place: Hashable {
    /// A part of a text that has no number.
    enum Special: Hashable {
        case title, intro
        case segment(Int)
    }

    struct Step: Hashable {
        var level: Level
        var number: LabelNumber
    }

    /// From the outermost level named to the innermost.
    var steps: [Step] = []
    var special: Special?
    /// Whether 原 stands before it: the numbering before this decision is meant.
    var isFormer = false
    /// Whether 至 stands before it: all from the place named before up to this one.
    var endsRange = false

    var article: LabelNumber? { number(of: .article) }

    func number(of level: Level) -> LabelNumber? { steps.first { $0.level == level }?.number }

    /// The innermost level named.
    var level: Level? { steps.last?.level }

    /// Whether a chapter or section is meant, not what is in it.
    var isDivision: Bool { level?.isDivision == true }

    /// This place with what it leaves unsaid taken from another: 第二款 behind 第四条第一款 is 第四条第二款.
    func completed(by context: Place?) -> Place {
        guard special == nil, let context, let first = steps.first else { return self }
        let order: [Level] = [.article, .paragraph, .point, .indent]
        guard let rank = order.firstIndex(of: first.level) else { return self }
        var place = self
        let outer = context.steps.filter { step in
            order.firstIndex(of: step.level).map { $0 < rank } ?? false
        }
        place.steps = outer + steps
        return place
    }

    /// The name of the place in the text: `art_5__para_2__point_1`.
    var eid: EId {
        guard special == nil, let first = steps.first else {
            switch special {
            case .title: return "title"
            case .intro: return "preamble"
            case .segment(let number): return EId(.paragraph, "\(number)")
            case nil: return ""
            }
        }
        // an article's number runs through the text: what is around it does not show
        let start = steps.firstIndex { $0.level == .article } ?? 0
        var eid = EId(steps[start].level, steps[start].number.description)
        if start == 0, steps.count == 1 { return EId(first.level, first.number.description) }
        for step in steps[(start + 1)...] { eid = eid.child(step.level, step.number.description) }
        return eid
    }
}

/// Wording between quotation marks, paragraph by paragraph.
struct Quotation {
    /// The bytes of each paragraph, without the marks that open it.
    var lines: [ByteSpan]
    /// Whether the closing mark is missing.
    var isOpen = false
}
