/// A term of a query as the lists know it, and what it counts.
struct QueryTerm: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        /// A Han character or a word.
        case single
        /// Two Han characters side by side.
        case pair
        /// A part of a synonym.
        case synonym
    }

    enum Form: Hashable, Sendable {
        /// The second is 0 for a single character.
        case han(UInt32, UInt32)
        case stem([UInt8])
    }

    var form: Form
    var part: Part
    /// How often it stands in the query.
    var count: Double

    func textKey() -> [UInt8] { key(.textHan, .textStem) }
    func headingKey() -> [UInt8] { key(.headingHan, .headingStem) }
    func titleKey() -> [UInt8] { key(.titleHan, .titleStem) }

    private func key(_ han: IndexField, _ stem: IndexField) -> [UInt8] {
        switch form {
        case .han(let a, let b): han.key(a, b)
        case .stem(let word): stem.key(word)
        }
    }

    /// The terms of texts, and those of synonyms that the texts do not have themselves; in a fixed order.
    static func terms(
        of texts: [String], synonyms: [String] = [], scanner: TermScanner
    ) -> [QueryTerm] {
        var order: [Form] = []
        var counts: [Form: Double] = [:]
        for text in texts {
            for form in forms(of: text, scanner) {
                if counts[form] == nil { order.append(form) }
                counts[form, default: 0] += 1
            }
        }
        var terms = order.map { form in
            QueryTerm(form: form, part: part(form), count: counts[form] ?? 1)
        }
        for form in synonyms.flatMap({ forms(of: $0, scanner) }) where counts[form] == nil {
            counts[form] = 1
            terms.append(QueryTerm(form: form, part: .synonym, count: 1))
        }
        return terms
    }

    private static func part(_ form: Form) -> Part {
        if case .han(_, let next) = form, next != 0 { return .pair }
        return .single
    }

    private static func forms(of text: String, _ scanner: TermScanner) -> [Form] {
        var text = text
        var found: [Form] = []
        text.withUTF8 { p in
            scanner.scan(
                p,
                han: { scalar, next, _, _ in
                    found.append(.han(scalar, 0))
                    if next != 0 { found.append(.han(scalar, next)) }
                },
                word: { letters, _, _ in found.append(.stem(EnglishStemmer.stem(Array(letters)))) })
        }
        return found
    }
}
