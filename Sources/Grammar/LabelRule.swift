public import LegalText
import Yams

/// How a kind of label (标号) is written: 第…条, （一）, Article 5.
///
/// Rules are data: `Grammar/zho/labels.yaml` and `Grammar/eng/labels.yaml` say what each key means.
public final class LabelRule: Sendable {
    /// What a label opens.
    public enum Role: Sendable, Hashable {
        /// 编 分编 章 节, outermost 0; Taiwan's 款 and 目 below a 節 are 4 and 5.
        case division(depth: Int)
        case article
        case annex
        /// An enumeration, whose level its context decides.
        case list(style: Style)
    }

    /// The look of an enumeration; the same style at the same level is what numbering keeps to.
    public enum Style: String, Sendable, Hashable, CaseIterable, Decodable {
        case comma, parenthesis, dot, ordinal
        case numberParenthesis = "number-parenthesis"
        case halfParenthesis = "half-parenthesis"
        case letter, circled
    }

    /// Where a label of this kind may stand.
    public enum Place: String, Sendable, Hashable, Decodable {
        /// Only first on its line.
        case line
        /// First on its line, and the line looks like a heading.
        case heading
        /// Also behind the end of a sentence.
        case sentence
        /// Also inside one, if the numbering asks for it.
        case anywhere
    }

    enum Blanks: Sendable { case none, allowed, required }

    public let id: String
    public let language: Language
    public let role: Role
    public let level: Level
    public let place: Place
    /// Where a list style usually stands in a plan, 1 outermost; 0 for other labels.
    public let rank: Int
    /// What a label of this kind is read instead of, if it is damaged by nature.
    public let repair: String?

    /// Whether the label is a bare numeral with a sign behind it, as numbers in a sentence are too.
    public var isOpen: Bool { before.isEmpty && only.isEmpty }

    let before: [[UInt8]]
    /// Misprints of `before`.
    let misprints: [[UInt8]]
    let numbers: [NumeralScript]
    let after: [[UInt8]]
    let insertion: [[UInt8]]
    let confusable: [(text: [UInt8], value: Int)]
    let only: [[UInt8]]
    let fixed: [(text: [UInt8], value: Int)]
    let optionalNumber: Bool
    let blanks: Blanks
    /// `canBegin[byte]`: whether a label of this kind can start with that byte.
    let canBegin: [Bool]

    init(_ file: File, language: Language, numerals: Numerals, path: String) throws {
        func wrong(_ message: String) -> GrammarError {
            GrammarError(file: path, rule: file.id, message: message)
        }
        func bytes(_ words: [String]?) -> [[UInt8]] {
            (words ?? []).map { Array($0.utf8) }.sorted { $0.count > $1.count }
        }
        func values(_ words: [String: Int]?) -> [(text: [UInt8], value: Int)] {
            (words ?? [:]).map { (Array($0.key.utf8), $0.value) }.sorted { $0.0.count > $1.0.count }
        }
        id = file.id
        self.language = language
        place = file.place
        repair = file.repair
        rank = file.rank ?? 0
        switch (file.style, file.level) {
        case (let style?, nil):
            role = .list(style: style)
            level = .level
        case (nil, "article"):
            role = .article
            level = .article
        case (nil, "annex"):
            role = .annex
            level = .annex
        case (nil, let name?):
            guard let level = Level(rawValue: name), level.isDivision,
                let base = [Level.book, .part, .chapter, .section].firstIndex(of: level)
            else {
                throw wrong("level \(name) is none of book, part, chapter, section, article, annex")
            }
            self.level = level
            role = .division(depth: base + (file.depth ?? 0))
        default: throw wrong("a rule has either a level or a style")
        }
        before = bytes((file.before ?? []) + (file.misprints ?? []))
        misprints = bytes(file.misprints)
        after = bytes(file.after)
        insertion = bytes(file.insertion)
        confusable = values(file.confusable)
        fixed = values(file.fixed)
        only = (file.only ?? "").unicodeScalars.map { Array(String($0).utf8) }
        optionalNumber = file.optionalNumber ?? false
        numbers = try (file.number ?? []).map {
            guard let script = NumeralScript(rawValue: $0) else { throw wrong("no script \($0)") }
            return script
        }
        switch file.blanks {
        case nil: blanks = .none
        case "true": blanks = .allowed
        case "required": blanks = .required
        case let other?: throw wrong("blanks is true or required, not \(other)")
        }
        guard !numbers.isEmpty || !fixed.isEmpty else { throw wrong("no number and no fixed text") }
        canBegin = (0..<256).map { index in
            let byte = UInt8(index)
            let folded = isASCIILetter(byte) ? byte | 0x20 : byte
            func starts(_ text: [UInt8]) -> Bool {
                guard let first = text.first else { return false }
                return (isASCIILetter(first) ? first | 0x20 : first) == folded
            }
            if let before = file.before {
                return (before + (file.misprints ?? [])).contains { starts(Array($0.utf8)) }
            }
            if let fixed = file.fixed, fixed.keys.contains(where: { starts(Array($0.utf8)) }) {
                return true
            }
            return (file.number ?? []).contains {
                NumeralScript(rawValue: $0).map { numerals.canBegin(byte, script: $0) } ?? false
            }
        }
    }
}

extension LabelRule {
    /// The keys of a rule in YAML.
    struct File: Decodable {
        struct Example: Decodable {
            var text: String
            var number: String
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                text = try list.decode(String.self)
                number = try list.decode(String.self)
            }
        }

        var id: String
        var level: String?
        var depth: Int?
        var style: Style?
        var rank: Int?
        var before: [String]?
        var misprints: [String]?
        var number: [String]?
        var after: [String]?
        var insertion: [String]?
        var confusable: [String: Int]?
        var only: String?
        var fixed: [String: Int]?
        var optionalNumber: Bool?
        var blanks: String?
        var place: Place
        var repair: String?
        var accept: [Example]
        var reject: [String]
    }
}
