import Grammar
import LegalText

/// What stands around one quantity of a sentence: all that its reading rests on.
struct Surroundings {
    /// The quantity's token.
    var i: Int
    var measure: Measure
    var before: Bound?
    var rate: Period?
    var force: Force?
    var sanction: SanctionPlace?
    /// Whether words make the quantity's clause a condition.
    var isCase = false
    /// Whether the quantity is a time by which or before which something is due.
    var isTimeLimit = false
    /// Whether such a time is part of a condition after all.
    var isCaseLimit = false
    /// Whether such a time says how long something is barred, and as what.
    var bar: Obligation.Kind?
    /// Whether the time runs ahead of an event: 提前半年, 十日前.
    var isAhead = false
    /// Whether it delimits a place: within 500 metres.
    var isPlace = false
    /// Whether it describes what the norm is about: 不得存放重量超过十公斤的烟花爆竹.
    var isObject = false

    /// Whether the bound is one of time: no later than.
    var isLatest: Bool { before?.isTime == true }

    var isBounded: Bool { before != nil || measure.boundIs != nil || measure.isRange }
}

/// Where words of a sanction stand: right at the quantity, or somewhere in its clause.
enum SanctionPlace { case direct, clause }

/// Whether an unbounded quantity binds: not at all, perhaps, surely.
enum Requirement { case none, weak, strong }
