import Grammar
import LegalText

/// Finds the passages that satisfy a clause. Runs inside a read of the database.
struct ClauseMatcher {
    let index: any IndexReading
    let set: SegmentSet
    let scanner: TermScanner

    /// Longer phrases are looked up in the text of at most this many passages.
    static let verified = 4000
    /// A prefix stands for at most this many words.
    static let prefixWords = 2000

    /// - Returns: `nil` for a clause that says nothing, such as empty quotes.
    func passages(_ clause: SearchQuery.Clause) throws -> PassageSet? {
        switch clause {
        case .all(let parts):
            let sets = try parts.compactMap { try passages($0) }
            guard var found = sets.first else { return nil }
            for set in sets.dropFirst() { found.formIntersection(set) }
            return found
        case .any(let parts):
            let sets = try parts.compactMap { try passages($0) }
            guard var found = sets.first else { return nil }
            for set in sets.dropFirst() { found.formUnion(set) }
            return found
        case .not(let part):
            guard let excluded = try passages(part) else { return nil }
            var found = PassageSet(size: set.counts.passages, filled: true)
            found.subtract(excluded)
            return found
        case .near(let words, let distance):
            let words = words.filter { !scanner.pieces($0).isEmpty }
            return words.isEmpty ? nil : try near(words, distance)
        case .prefix(let text), .phrase(let text, _):
            if scanner.pieces(text).isEmpty { return nil }
            return try passages(of: clause, text)
        }
    }

    private func passages(of clause: SearchQuery.Clause, _ text: String) throws -> PassageSet {
        switch clause {
        case .phrase(_, .title?): return try title(text)
        case .phrase(_, .chapter?): return try chapter(text)
        case .phrase(_, let field?): return places(try index.passages(field, containing: text))
        case .prefix: return try prefix(text)
        default: return try phrase(text)
        }
    }

    // MARK: Text

    private func keys(_ tokens: [TermScanner.Token], han: IndexField, word: IndexField) -> [[UInt8]]
    {
        var keys: [[UInt8]] = []
        for (i, token) in tokens.enumerated() {
            switch token.kind {
            case .han(let scalar):
                if token.joins, i + 1 < tokens.count, case .han(let next) = tokens[i + 1].kind {
                    keys.append(han.key(scalar, next))
                } else if i == 0 || !tokens[i - 1].joins {
                    keys.append(han.key(scalar, 0))
                }
            case .word(let letters):
                keys.append(word.key(word == .textWord ? letters : EnglishStemmer.stem(letters)))
            }
        }
        return keys
    }

    private func places(_ key: [UInt8], _ firsts: KeyPath<SegmentSet.Member, Int>, size: Int) throws
        -> PassageSet
    {
        var found = PassageSet(size: size)
        for member in set.members {
            guard let list = try member.segment.list(key, index.loader(of: member.segment)) else {
                continue
            }
            let base = member[keyPath: firsts]
            list.visit { place, _ in found.insert(base + place) }
        }
        return found
    }

    private func all(_ keys: [[UInt8]], _ firsts: KeyPath<SegmentSet.Member, Int>, size: Int) throws
        -> PassageSet
    {
        guard let first = keys.first else { return PassageSet(size: size) }
        var found = try places(first, firsts, size: size)
        for key in keys.dropFirst() where !found.isEmpty {
            found.formIntersection(try places(key, firsts, size: size))
        }
        return found
    }

    /// Passages with the words of a text side by side. A single English word is found by its stem.
    func phrase(_ text: String) throws -> PassageSet {
        let tokens = scanner.pieces(text)
        let isWord = tokens.count == 1
        let keys = keys(tokens, han: .textHan, word: isWord ? .textStem : .textWord)
        var found = try all(keys, \.firstPassage, size: set.counts.passages)
        if keys.count > 1 {
            let wanted = tokens.map(\.kind)
            try verify(&found) { text in
                let kinds = scanner.pieces(text).map(\.kind)
                guard kinds.count >= wanted.count else { return false }
                return (0...kinds.count - wanted.count).contains { start in
                    kinds[start] == wanted[0]
                        && kinds[start..<start + wanted.count].elementsEqual(wanted)
                }
            }
        }
        return found
    }

    private func near(_ words: [String], _ distance: Int) throws -> PassageSet {
        var found = PassageSet(size: set.counts.passages, filled: true)
        for word in words { found.formIntersection(try phrase(word)) }
        let wanted = words.map { scanner.pieces($0).map { Self.stemmed($0.kind) } }
        try verify(&found) { text in
            let kinds = scanner.pieces(text).map { Self.stemmed($0.kind) }
            let positions = wanted.map { word in
                word.isEmpty ? [] : kinds.indices.filter { kinds[$0...].starts(with: word) }
            }
            guard let anchors = positions.first else { return false }
            return anchors.contains { anchor in
                positions.dropFirst().allSatisfy { $0.contains { abs($0 - anchor) <= distance } }
            }
        }
        return found
    }

    private static func stemmed(_ kind: TermScanner.Token.Kind) -> TermScanner.Token.Kind {
        if case .word(let letters) = kind { return .word(EnglishStemmer.stem(letters)) }
        return kind
    }

    /// Keeps the passages whose text passes a test, as far as they are few enough to be read.
    private func verify(_ found: inout PassageSet, _ test: (String) -> Bool) throws {
        let places = found.places
        guard places.count <= Self.verified else { return }
        var next = places.makeIterator()
        try index.forEachText(places.map { set.row(ofPassage: $0) }) { _, text in
            if let place = next.next(), !test(text ?? "") { found.remove(place) }
        }
    }

    private func prefix(_ word: String) throws -> PassageSet {
        let tokens = scanner.pieces(word)
        guard tokens.count == 1, case .word(let letters) = tokens[0].kind else {
            return try phrase(word)
        }
        var found = PassageSet(size: set.counts.passages)
        let start = IndexField.textWord.key(letters)
        for member in set.members {
            var seen = 0
            try member.segment.forEachList(from: start, index.loader(of: member.segment)) {
                key, list in
                guard key.starts(with: start), seen < Self.prefixWords else { return false }
                seen += 1
                list.visit { place, _ in found.insert(member.firstPassage + place) }
                return true
            }
        }
        return found
    }

    // MARK: Other fields

    private func title(_ text: String) throws -> PassageSet {
        let keys = keys(scanner.pieces(text), han: .titleHan, word: .titleStem)
        var found = PassageSet(size: set.counts.passages)
        for place in try all(keys, \.firstDocument, size: set.counts.documents).places {
            found.insert(set.passages(ofDocument: place))
        }
        return found
    }

    func chapter(_ text: String) throws -> PassageSet {
        let keys = keys(scanner.pieces(text), han: .headingHan, word: .headingStem)
        var found = PassageSet(size: set.counts.passages)
        for place in try all(keys, \.firstHeading, size: set.counts.headings).places {
            found.insert(set.passages(ofHeading: place))
        }
        return found
    }

    private func places(_ rows: [Int64]) -> PassageSet {
        var found = PassageSet(size: set.counts.passages)
        for row in rows {
            if let place = set.place(ofRow: row) { found.insert(place) }
        }
        return found
    }

    /// The terms of a query in the other language.
    func translated(
        _ tokens: [TermScanner.Token], to language: Language, by translator: QueryTranslator
    ) throws -> [QueryTerm] {
        var strengths: [QueryTerm.Form: Float] = [:]
        var order: [QueryTerm.Form] = []
        func add(_ form: QueryTerm.Form, _ strength: Float) {
            if strengths[form] == nil { order.append(form) }
            strengths[form] = max(strengths[form] ?? 0, strength)
        }
        if language == .zho {
            let words = tokens.compactMap { token in
                if case .word(let letters) = token.kind { letters } else { nil }
            }
            for rendering in translator.chinese(for: words) {
                add(rendering.form, rendering.strength)
            }
        } else {
            var pairs: [(UInt32, UInt32)] = []
            for (i, token) in tokens.enumerated() {
                guard token.joins, i + 1 < tokens.count, case .han(let first) = token.kind,
                    case .han(let next) = tokens[i + 1].kind
                else { continue }
                pairs.append((first, next))
            }
            for (letters, strength) in translator.english(for: pairs) {
                for stem in try stems(beginning: letters) { add(.stem(stem), strength) }
            }
        }
        return order.map { form in
            QueryTerm(form: form, part: .pair, count: Double(strengths[form] ?? 0))
        }
    }

    /// The stems of words that begin so, where the letters are all of a lexicon's key; else the word's own.
    private func stems(beginning letters: [UInt8]) throws -> [[UInt8]] {
        guard letters.count >= TranslationLexicon.keyLetters else {
            return [EnglishStemmer.stem(letters)]
        }
        var stems: Set<[UInt8]> = []
        let start = IndexField.textWord.key(letters)
        for member in set.members {
            try member.segment.forEachList(from: start, index.loader(of: member.segment)) {
                key, _ in
                guard key.starts(with: start), stems.count < 20 else { return false }
                stems.insert(EnglishStemmer.stem(Array(key.dropFirst())))
                return true
            }
        }
        return stems.sorted { $0.lexicographicallyPrecedes($1) }
    }

    // MARK: Filters

    /// The passages of documents, by the documents' rows.
    func passages(ofDocuments rows: Set<Int64>) -> PassageSet {
        var found = PassageSet(size: set.counts.passages)
        for place in 0..<set.counts.documents where rows.contains(set.document(place).id) {
            found.insert(set.passages(ofDocument: place))
        }
        return found
    }

    /// The passages a filter lets through; `nil` = all.
    func passages(_ filter: SearchFilter) throws -> PassageSet? {
        var found: PassageSet?
        func narrow(_ other: PassageSet) {
            if found == nil { found = other } else { found?.formIntersection(other) }
        }
        if let rows = try index.documents(filter) { narrow(passages(ofDocuments: rows)) }
        if let words = filter.chapter { narrow(try chapter(words)) }
        if let rows = try index.passages(filter) { narrow(places(rows)) }
        return found
    }
}
