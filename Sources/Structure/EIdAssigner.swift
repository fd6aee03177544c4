import LegalText

/// Names every provision of a document (Akoma Ntoso Naming Convention 1.0).
///
/// A number is named by its path only where numbering restarts: articles run through a document,
/// sections restart in each chapter, chapters in each book where the text does so. A number that a
/// document bears twice gets `~2`.
struct EIdAssigner {
    private var restarting: Set<Level> = [.section, .part]
    private var taken: [EId: Int] = [:]

    static func assign(_ provisions: inout [Provision]) {
        var assigner = EIdAssigner()
        assigner.findRestarts(provisions)
        assigner.name(&provisions, in: nil)
    }

    /// Chapters that begin at one again under another book are named by their book.
    private mutating func findRestarts(_ provisions: [Provision]) {
        var parents: [Level: Int] = [:]
        func count(_ list: [Provision]) {
            for level in [Level.chapter, .part] where list.contains(where: { $0.level == level }) {
                parents[level, default: 0] += 1
            }
            for provision in list where provision.level.isDivision { count(provision.children) }
        }
        count(provisions)
        if parents[.chapter, default: 0] > 1, hasTwice(.chapter, provisions) {
            restarting.insert(.chapter)
        }
    }

    private func hasTwice(_ level: Level, _ provisions: [Provision]) -> Bool {
        var seen: Set<LabelNumber> = []
        func search(_ list: [Provision]) -> Bool {
            for provision in list {
                if provision.level == level, !seen.insert(provision.number).inserted { return true }
                if provision.level.isDivision, search(provision.children) { return true }
            }
            return false
        }
        return search(provisions)
    }

    private mutating func name(_ provisions: inout [Provision], in parent: EId?) {
        // siblings whose numbers grow cannot bear one name twice: only others are looked up
        var largest = LabelNumber(-1)
        var isGrowing = true
        for i in provisions.indices {
            let level = provisions[i].level
            let number = provisions[i].number
            let isRunning =
                level == .article || level == .book
                || level == .chapter && !restarting.contains(.chapter)
            let base: EId? = isRunning ? annex(of: parent) : parent
            var eid = base?.child(level, number.description) ?? EId(level, number.description)
            if !isRunning, isGrowing, number <= largest || i > 0 && provisions[i - 1].level != level
            {
                isGrowing = false
                for earlier in provisions[..<i] where taken[earlier.eid] == nil {
                    taken[earlier.eid] = 1
                }
            }
            if isRunning || !isGrowing {
                let count = taken[eid, default: 0] + 1
                taken[eid] = count
                if count > 1 { eid = eid.occurrence(count) }
            }
            if number > largest { largest = number }
            provisions[i].eid = eid
            if !provisions[i].children.isEmpty { name(&provisions[i].children, in: eid) }
        }
    }

    /// The annex a name stands in: numbering starts anew there.
    private func annex(of parent: EId?) -> EId? {
        guard let parent, let first = parent.components.first, first.hasPrefix("att_") else {
            return nil
        }
        return EId(first)
    }
}
