public import LegalText
import Yams

/// How questions are read and answers ranked: `Grammar/zho/search.yaml`, `Grammar/eng/search.yaml` and
/// `Grammar/zho/synonyms.tsv`.
public struct SearchGrammar: Sendable {
    /// A field a query can name: `title:医疗` looks only there.
    public enum Field: String, Sendable, Hashable, CaseIterable {
        case title, chapter, bearer, unit
    }

    /// A kind of instrument by its rank (效力位阶), told from the title.
    public struct Rank: Sendable, Hashable, Decodable {
        public var id: String
        var starts: [String]?
        var ends: [String]?
        var contains: [String]?
        /// What it adds to the prior of the instrument's articles.
        public var weight: Double

        func fits(_ title: String) -> Bool {
            if starts == nil, ends == nil, contains == nil { return true }
            return (starts ?? []).contains { title.hasPrefix($0) }
                || (ends ?? []).contains { title.hasSuffix($0) }
                || (contains ?? []).contains { title.contains($0) }
        }
    }

    /// How a language cites provisions; the files explain the keys.
    public struct Citation: Sendable, Hashable, Decodable {
        public var before, inserted, article, paragraph, point, indent, numbers, around: [String]
    }

    /// What each part of a score counts; `Grammar/zho/search.yaml` explains the keys.
    public struct Weights: Sendable, Hashable, Decodable {
        public var k1, b, headingB: Double
        public var single, pair, synonym: Double
        public var titleSingle, titlePair: Double
        public var headingSingle, headingPair, headingSynonym: Double
        public var document: Double
        public var documentBest: Int
        public var heading: Double
        public var headingBest: Int
        public var coverage, cited, size: Double
        public var allWords: Double
    }

    /// How the place whose rule an instrument is stands in its title (地区).
    struct Regions: Sendable, Hashable, Decodable {
        /// Chinese: what names of places end in, and what does so without being one.
        var ends, no: [String]?
        /// English: what stands behind a name, and before it.
        var before, behind: [String]?
        /// Characters or words of a name at most.
        var longest: Int
    }

    let regions: [Language: Regions]
    public let ranks: [Rank]
    public let weights: Weights
    /// Words that name a field, folded.
    public let fields: [String: Field]
    public let and, or, not: Set<String>
    /// Signs that a query is a question: Chinese ones anywhere, English ones as its first word.
    public let questionMarks: [String]
    public let questionWords: Set<String>
    public let citation: [Language: Citation]
    private let titlePrefixes: [String]

    private struct File: Decodable {
        struct Operators: Decodable { var and, or, not: [String] }
        var ranks: [Rank]?
        var titlePrefixes: [String]?
        var fields: [String: [String]]
        var questionMarks: [String]
        var operators: Operators
        var citation: Citation
        var ranking: Weights?
        var regions: Regions
    }

    /// - Throws: `GrammarError` where a file is missing or does not fit.
    public init(source: GrammarSource) throws {
        let zho = try source.decode(File.self, from: "zho/search.yaml")
        let eng = try source.decode(File.self, from: "eng/search.yaml")
        guard let weights = zho.ranking, let ranks = zho.ranks else {
            throw GrammarError(
                file: "zho/search.yaml", rule: nil, message: "no ranks or no ranking")
        }
        self.weights = weights
        self.ranks = ranks
        titlePrefixes = zho.titlePrefixes ?? []
        var fields: [String: Field] = [:]
        for (name, words) in zho.fields.merging(eng.fields, uniquingKeysWith: +) {
            guard let field = Field(rawValue: name) else {
                throw GrammarError(file: "zho/search.yaml", rule: name, message: "no such field")
            }
            for word in words { fields[word] = field }
        }
        self.fields = fields
        and = Set(zho.operators.and + eng.operators.and)
        or = Set(zho.operators.or + eng.operators.or)
        not = Set(zho.operators.not + eng.operators.not)
        citation = [.zho: zho.citation, .eng: eng.citation]
        regions = [.zho: zho.regions, .eng: eng.regions]
        questionMarks = zho.questionMarks
        questionWords = Set(eng.questionMarks)
    }

    /// The place in `ranks` of an instrument with this title.
    public func rank(ofTitle title: String) -> Int {
        ranks.firstIndex { $0.fits(title) } ?? max(ranks.count - 1, 0)
    }

    /// A title without what means nothing for finding it: 民法典 for its full name.
    public func shortTitle(_ title: String) -> String {
        var title = Substring(title)
        for prefix in titlePrefixes where title.hasPrefix(prefix) && title.count > prefix.count {
            title = title.dropFirst(prefix.count)
        }
        return String(title)
    }
}

/// What statutes say for what people say (同义词): 老板 → 用人单位.
public struct Synonyms: Sendable {
    private let entries: [[UInt8]: [String]]
    /// Lengths in bytes that occur among what is looked for.
    private let lengths: [Int]

    /// - Throws: `GrammarError` if the table is missing or a line has not two columns.
    public init(source: GrammarSource) throws {
        let path = "zho/synonyms.tsv"
        var entries: [[UInt8]: [String]] = [:]
        for line in try source.text(path).utf8.split(separator: 0x0A) where line.first != 0x23 {
            let columns = line.split(separator: 0x09)
            guard columns.count == 2 else {
                throw GrammarError(
                    file: path, rule: nil, message: "not two columns: \(Substring(line))")
            }
            entries[Array(columns[0]), default: []] +=
                columns[1].split(separator: 0x20).map { String(Substring($0)) }
        }
        self.entries = entries
        lengths = Set(entries.keys.map(\.count)).sorted()
    }

    /// What may be said for the words of a text, in the order of the text.
    public func expansions(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        var found: [String] = []
        for start in bytes.indices where bytes[start] & 0xC0 != 0x80 {
            for length in lengths where start + length <= bytes.count {
                if let words = entries[Array(bytes[start..<start + length])] { found += words }
            }
        }
        return found
    }
}
