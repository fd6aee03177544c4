public import LegalText
import Yams

/// The formulas of amending decisions (修改决定的用语): `amending` in `Grammar/zho/revisions.yaml`.
///
///     let grammar = try AmendingGrammar(source: .builtIn)
///     grammar.rules[0].id    // zho.amend.renumber-replace
public struct AmendingGrammar: Sendable {
    /// What a rule does to the text.
    public enum Effect: String, Sendable, Hashable, CaseIterable, Decodable {
        case renumber, replace, insert, append, delete, lapse, move, split, merge, adjust
        case renumberReplace = "renumber-replace"
        case insertAfter = "insert-after"
        case moveAfter = "move-after"
        case moveBefore = "move-before"
        case insertOpening = "insert-opening"
        case insertEnding = "insert-ending"
        case insertWordsAfter = "insert-words-after"
        case insertWordsBefore = "insert-words-before"
        case replaceWords = "replace-words"
        case replaceChapeau = "replace-chapeau"
        case deleteWords = "delete-words"
    }

    /// A part of an instruction.
    public enum Term: String, Sendable, Hashable, CaseIterable {
        case place, quote, count, after, before
        case into, add, delete, lapse, `as`, move, split, merge, adjust, opening, ending, chapeau,
            part
    }

    /// How often a term may stand in its place.
    public enum Quantifier: Sendable, Hashable { case one, optional, some, any }

    public struct Rule: Sendable {
        public let id: String
        public let form: [(term: Term, quantifier: Quantifier)]
        public let effect: Effect
        /// Whether what follows the first term may come again.
        public let repeats: Bool
    }

    public let rules: [Rule]
    /// The words that are terms by themselves, longest first.
    public let words: [(text: [UInt8], term: Term)]
    public let after, before: PhraseSet
    public let former, ordinal, insertion: [UInt8]
    /// 条, 款, 项 and what they are.
    public let units: [(text: [UInt8], level: Level)]
    public let titleWords, introWords: PhraseSet
    public let segment: [UInt8]
    public let ranges, sectionLeads: PhraseSet
    public let quoteOpen, quoteClose: PhraseSet
    /// What stands around the title of a work.
    public let workOpen, workClose: [UInt8]
    /// What the name of another work ends with, what makes it this one, and what joins citations.
    public let workEnds, ownLeads, joiners: PhraseSet
    /// Quotation marks inside a quotation and what they are in the text itself.
    public let innerQuotes: [(inner: [UInt8], outer: [UInt8])]

    struct File: Decodable {
        struct Rule: Decodable {
            var id, form: String
            var does: Effect
            var repeats: Bool?
            var accept, reject: [String]
        }
        struct Special: Decodable { var title, intro: [String] }
        struct Amending: Decodable {
            var words: [String: [String]]
            var after, before, range, section, quoteOpen, quoteClose: [String]
            var former, segment, ordinal, insertion: String
            var units: [String: String]
            var special: Special
            var innerQuotes: [String: String]
            var work, workEnds, ownLeads, joiners: [String]
            var rules: [Rule]
        }
        var amending: Amending
    }

    /// - Throws: `GrammarError` that names the rule at fault.
    public init(source: GrammarSource) throws {
        let file = try source.decode(File.self, from: RevisionGrammar.path).amending
        func wrong(_ rule: String, _ message: String) -> GrammarError {
            GrammarError(file: RevisionGrammar.path, rule: rule, message: message)
        }
        rules = try file.rules.map { rule in
            let form = try rule.form.split(separator: " ").map { part in
                let (name, quantifier): (Substring, Quantifier) =
                    switch part.last {
                    case "?": (part.dropLast(), .optional)
                    case "+": (part.dropLast(), .some)
                    case "*": (part.dropLast(), .any)
                    default: (part, .one)
                    }
                guard let term = Term(rawValue: String(name)) else {
                    throw wrong(rule.id, "no term \(name)")
                }
                return (term, quantifier)
            }
            return Rule(id: rule.id, form: form, effect: rule.does, repeats: rule.repeats ?? false)
        }
        words = try file.words.flatMap { name, words in
            guard let term = Term(rawValue: name) else { throw wrong("words", "no term \(name)") }
            return words.map { (text: Array($0.utf8), term: term) }
        }.sorted { ($0.text.count, $0.term.rawValue) > ($1.text.count, $1.term.rawValue) }
        after = PhraseSet(file.after)
        before = PhraseSet(file.before)
        former = Array(file.former.utf8)
        ordinal = Array(file.ordinal.utf8)
        insertion = Array(file.insertion.utf8)
        units = try file.units.map { word, name in
            guard let level = Level(rawValue: name) else {
                throw wrong("units", "no level \(name)")
            }
            return (text: Array(word.utf8), level: level)
        }.sorted { ($0.text.count, $0.level.rawValue) > ($1.text.count, $1.level.rawValue) }
        titleWords = PhraseSet(file.special.title)
        introWords = PhraseSet(file.special.intro)
        segment = Array(file.segment.utf8)
        ranges = PhraseSet(file.range)
        sectionLeads = PhraseSet(file.section)
        quoteOpen = PhraseSet(file.quoteOpen)
        quoteClose = PhraseSet(file.quoteClose)
        guard file.work.count == 2 else { throw wrong("work", "a pair of signs is needed") }
        workOpen = Array(file.work[0].utf8)
        workClose = Array(file.work[1].utf8)
        workEnds = PhraseSet(file.workEnds)
        ownLeads = PhraseSet(file.ownLeads)
        joiners = PhraseSet(file.joiners)
        innerQuotes = file.innerQuotes.map { (Array($0.key.utf8), Array($0.value.utf8)) }
            .sorted { $0.0.description < $1.0.description }
    }
}
