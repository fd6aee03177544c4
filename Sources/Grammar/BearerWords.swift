import Yams

/// The nouns that tell who can be bound (义务主体) from what cannot, from `bearers.yaml`.
///
///     words.standing("applicants")     // .actor
///     words.standing("fees")           // .thing
package struct BearerWords: Sendable {
    /// What a noun stands for.
    package enum Standing: Sendable { case actor, thing, open }

    private let actors: Set<String>
    private let things: Set<String>
    private let actorEndings: [String]
    private let thingEndings: [String]
    /// Pronouns for somebody named before.
    package let anaphors: Set<String>
    /// Pronouns that only persons have: one who.
    package let personal: Set<String>
    /// Pronouns that open a clause describing a noun.
    package let relatives: Set<String>
    /// Words that end a phrase's head.
    package let closers: Set<String>
    /// Words between a thing and whose it is.
    package let owning: Set<String>
    package let articles: Set<String>
    /// Articles that speak of anybody of a kind.
    package let indefinite: Set<String>
    private let verbalEndings: [String]
    private let participleEndings: [String]

    private struct File: Decodable {
        var actors: [String] = [], things: [String] = []
        var actorEndings: [String] = [], thingEndings: [String] = []
        var anaphors: [String] = [], personal: [String] = [], relatives: [String] = []
        var closers: [String] = [], owning: [String] = [], articles: [String] = [],
            indefinite: [String] = []
        var verbalEndings: [String] = [], participleEndings: [String] = []
    }

    /// No words at all.
    static let none = BearerWords(File())

    /// - Throws: `GrammarError` where the file is missing or malformed.
    init(_ source: GrammarSource, path: String) throws {
        self.init(try source.decode(File.self, from: path))
    }

    private init(_ file: File) {
        actors = Set(file.actors)
        things = Set(file.things)
        actorEndings = file.actorEndings
        thingEndings = file.thingEndings
        anaphors = Set(file.anaphors)
        personal = Set(file.personal)
        relatives = Set(file.relatives)
        closers = Set(file.closers)
        owning = Set(file.owning)
        articles = Set(file.articles)
        indefinite = Set(file.indefinite)
        verbalEndings = file.verbalEndings
        participleEndings = file.participleEndings
    }

    /// What a noun in small letters stands for, singular or plural: by the lists, else by its ending.
    package func standing(_ word: String) -> Standing {
        let forms = Self.singulars(word)
        if forms.contains(where: actors.contains) { return .actor }
        if forms.contains(where: things.contains) { return .thing }
        for form in forms where form.utf8.count > 4 {
            if thingEndings.contains(where: form.hasSuffix) { return .thing }
            if actorEndings.contains(where: form.hasSuffix) { return .actor }
        }
        return .open
    }

    /// Whether a word ends as what describes a noun before it does: operating, published.
    package func isVerbal(_ word: String) -> Bool { verbalEndings.contains(where: word.hasSuffix) }

    /// Whether it ends like a participle.
    package func isParticiple(_ word: String) -> Bool {
        participleEndings.contains(where: word.hasSuffix)
    }

    /// The word, and what it may be the plural of.
    private static func singulars(_ word: String) -> [String] {
        guard word.hasSuffix("s"), word.utf8.count > 3 else { return [word] }
        if word.hasSuffix("ies") { return [word, word.dropLast(3) + "y"] }
        let stem = String(word.dropLast())
        return word.hasSuffix("es") ? [word, stem, String(word.dropLast(2))] : [word, stem]
    }
}
