package import LegalText
import Yams

/// The words of numeric norms (数量性规范) of one language: units, comparators, periods, modal verbs,
/// actors and what is no quantity at all, from `quantities.yaml` and `norms.yaml`.
package final class NormGrammar: Sendable {
    package let language: Language
    package let units: [UnitRule]
    package let rules: [WordRule]
    /// Words found anywhere in a sentence → index in `entries`.
    package let words: PhraseTrie
    /// Words that stand behind a quantity → index in `entries`.
    package let following: PhraseTrie
    /// What a word may be: its rules, one or more.
    package let entries: [Entry]
    /// Words that stand behind a number → index in `units`.
    package let unitWords: PhraseTrie
    package let amounts: AmountReader
    package let measures: Measures
    /// The nouns of persons and things; none where a language tells actors by their last characters.
    package let bearers: BearerWords
    /// By BMP scalar: whether a word of `words` (1) or an amount (2) can begin with it, and whether it is
    /// a word by itself (4).
    package let beginnings: [UInt8]
    /// By BMP scalar a word begins with: bits of the scalars that can come second, by their low six bits.
    private let seconds: [UInt64]
    /// Words at the end of a clause that make it a condition (…的，…时，).
    package let conditionals: [[UInt8]]
    /// How names of single persons end (投标人, 经营者).
    package let persons: [[UInt8]]

    /// The rules one word belongs to, and their roles as bits.
    package struct Entry: Sendable {
        package var roles: WordRule.Roles
        package var rules: [Int]
        /// Whether one of them makes a record without any number.
        package var isAlone = false
    }

    struct QuantityFile: Decodable {
        var amounts: AmountReader.Words
        var units: [UnitRule]
        var rules: [WordRule]
    }
    struct NormFile: Decodable { var rules: [WordRule] }

    /// - Throws: `GrammarError` where a file is missing or malformed or a word stands twice.
    package init(_ language: Language, source: GrammarSource, numerals: Numerals) throws {
        self.language = language
        let quantityPath = "\(language.rawValue)/quantities.yaml"
        let quantities = try source.decode(QuantityFile.self, from: quantityPath)
        let norms = try source.decode(NormFile.self, from: "\(language.rawValue)/norms.yaml")
        let rules = quantities.rules + norms.rules
        units = quantities.units
        self.rules = rules
        let folds = language == .eng
        func trie(_ list: [(text: String, entry: Int)], _ what: String) throws -> PhraseTrie {
            if let trie = PhraseTrie(list, foldsCase: folds) { return trie }
            var seen: Set<String> = []
            let twice = list.first { !seen.insert($0.text.lowercased()).inserted }?.text ?? ""
            throw GrammarError(
                file: quantityPath, rule: nil, message: "\(what): a word stands twice: \(twice)")
        }
        var entries: [Entry] = []
        func collect(following: Bool) -> [(text: String, entry: Int)] {
            var index: [String: Int] = [:]
            var list: [(text: String, entry: Int)] = []
            for (number, rule) in rules.enumerated()
            where rule.role.isFollowing == following && !rule.role.isEnding {
                for word in rule.words {
                    let key = folds ? word.lowercased() : word
                    if let known = index[key] {
                        entries[known].roles |= rule.role.bit
                        entries[known].rules.append(number)
                    } else {
                        index[key] = entries.count
                        list.append((key, entries.count))
                        entries.append(Entry(roles: rule.role.bit, rules: [number]))
                    }
                    if rule.alone == true, let known = index[key] { entries[known].isAlone = true }
                }
            }
            return list
        }
        words = try trie(collect(following: false), "words")
        following = try trie(collect(following: true), "words behind a quantity")
        self.entries = entries
        var beginnings = [UInt8](repeating: 0, count: 0x10000)
        var seconds = [UInt64](repeating: 0, count: 0x10000)
        for rule in rules where !rule.role.isFollowing && !rule.role.isEnding {
            for word in rule.words {
                guard let first = word.unicodeScalars.first, first.value < 0x10000 else { continue }
                beginnings[Int(first.value)] |= word.unicodeScalars.count == 1 ? 5 : 1
                if let second = word.unicodeScalars.dropFirst().first {
                    seconds[Int(first.value)] |= 1 << UInt64(second.value & 63)
                }
            }
        }
        self.seconds = seconds
        func endings(_ role: WordRule.Role) -> [[UInt8]] {
            rules.filter { $0.role == role }.flatMap(\.words).map { Array($0.utf8) }
        }
        conditionals = endings(.conditional)
        persons = endings(.person)
        unitWords = try trie(
            units.enumerated().flatMap { index, unit in unit.words.map { ($0, index) } }, "units")
        measures = try Measures(source: source)
        bearers = folds ? try BearerWords(source, path: "\(language.rawValue)/bearers.yaml") : .none
        amounts = try AmountReader(quantities.amounts, language, numerals)
        amounts.markBeginnings(2, quantities.amounts, in: &beginnings)
        self.beginnings = beginnings
    }
}

extension NormGrammar {
    /// Whether a word may begin with two BMP scalars; wrong only in saying yes.
    package func mayBegin(_ first: UInt32, _ second: UInt32) -> Bool {
        let first = Int(first & 0xFFFF)
        return beginnings[first] & 4 != 0 || seconds[first] >> UInt64(second & 63) & 1 != 0
    }

    /// The rule that gives the word of `entry` a role.
    package func rule(_ entry: Int, _ role: WordRule.Role) -> WordRule? {
        guard entries[entry].roles & role.bit != 0 else { return nil }
        for index in entries[entry].rules where rules[index].role == role { return rules[index] }
        return nil
    }
}

/// A unit of measure or a counted thing (计量单位), and the words for it.
package final class UnitRule: Sendable, Decodable {
    package enum Dimension: String, Sendable, Decodable {
        case time, money, ratio, occurrence, count, age, physical, grade, clock, date
    }
    package let id: String
    /// Normal form: `days`, `CNY`, `persons`.
    package let unit: String
    /// Unified Code for Units of Measure.
    package let ucum: String?
    package let dimension: Dimension
    package let words: [String]
    /// What one of the words is in normal form: 3 months for a quarter.
    package let factor: Double?
    /// ISO 8601 designator of a time unit: D, W, M, Y, H (of hours), N (of minutes).
    package let iso: String?
    /// Whether it makes a record without a bound: third degree of kinship.
    package let alone: Bool?
}

/// Words that play one role in a norm, and what they mean there.
package final class WordRule: Sendable, Decodable {
    /// A set of roles, a bit for each.
    package typealias Roles = UInt128

    package enum Role: UInt8, Sendable, Decodable, CaseIterable {
        // before a quantity, or alone with what it refers to
        case comparator
        // behind a quantity
        case bound, within, lead, later, approximate, inclusive, exclusive, yearEnd, joiner
        // around numbers
        case each, period, recurring, cumulative, ordinal, lexical, vague, relative, currency, speed
        case listed, early, month, overnight, event, until, occurrence, multiple
        // norms
        case modal, negation, definition, sanction, sanctionNoun, bar, commencement, citation
        case actor, verb, preposition, objective, agent, patient, connective, from, start, noun,
            activity, adjective, conditional
        case subordinate, pronoun, announce, term, abstract, order, passive, portion, inside
        case participle, stative, possessive, means, elliptic, toward, idle, giving, nominal,
            anaphor, recent, genitive, existential, locative, belonging, person, whole, meridiem,
            periodPrefix, joint, era, measured, regarding, limiting

        /// One bit of a mask of roles.
        @inlinable @inline(__always) package var bit: Roles { 1 << Roles(rawValue) }

        package init(from decoder: any Decoder) throws {
            let name = try decoder.singleValueContainer().decode(String.self)
            guard let role = Self.allCases.first(where: { "\($0)" == name }) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "no such role: \(name)")
                )
            }
            self = role
        }

        /// Whether its words are looked for at the end of a clause or word only.
        var isEnding: Bool { self == .conditional || self == .person }

        package var isFollowing: Bool {
            switch self {
            case .bound, .within, .lead, .later, .approximate, .inclusive, .exclusive, .yearEnd:
                true
            default: false
            }
        }
    }
    package let id: String
    package let role: Role
    package let words: [String]
    /// Comparator: `>=`, `<=`, `>`, `<`, `=`.
    package let `is`: String?
    /// The number a word stands for: twice, 半数.
    package let value: Double?
    /// ISO 8601 duration of a period, or a date without its year.
    package let iso: String?
    /// A unit the words imply.
    package let unit: String?
    /// Force: obligation, prohibition, permission…
    package let kind: Obligation.Kind?
    package let strength: Obligation.Modality.Strength?
    /// Whether other words may stand between it and the number.
    package let gap: Bool?
    /// Whether it counts only behind a preposition.
    package let governed: Bool?
    /// Whether a noun and 为 may stand between it and the number: 最低注册资本为.
    package let copula: Bool?
    /// Whether it makes a record without any number.
    package let alone: Bool?

    package var comparator: Quantity.Comparator? {
        `is`.flatMap(Quantity.Comparator.init(rawValue:))
    }
}

extension Obligation.Kind: Decodable {}
extension Obligation.Modality.Strength: Decodable {}
