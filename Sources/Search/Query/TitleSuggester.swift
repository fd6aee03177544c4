/// Finds the titles closest to a name that no document bears (近似标题).
struct TitleSuggester {
    let index: any IndexReading
    let set: SegmentSet
    let scanner: TermScanner

    /// Titles that share most terms are looked at letter by letter.
    private static let candidates = 40
    /// A title is close if it differs in at most one of so many letters.
    private static let lettersAnEdit = 4

    /// - Parameter name: a title as it is cited, folded.
    /// - Returns: titles, closest first.
    func titles(like name: String, limit: Int = 3) throws -> [StoredDocument] {
        let letters = Array(name.unicodeScalars)
        guard letters.count >= 3, letters.count <= 120 else { return [] }
        var shared: [Int: Int] = [:]
        let terms = QueryTerm.terms(of: [name], scanner: scanner)
        for term in terms {
            for member in set.members {
                let list = try member.segment.list(
                    term.titleKey(), index.loader(of: member.segment))
                list?.visit { place, _ in shared[member.firstDocument + place, default: 0] += 1 }
            }
        }
        let best = shared.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(Self.candidates).map { set.document($0.key).id }
        var found: [(distance: Int, document: StoredDocument)] = []
        for document in try index.documents(best) {
            let title = Array(document.shortTitle.unicodeScalars)
            let most = max(letters.count / Self.lettersAnEdit, 1)
            let distance = Self.distance(letters, title, atMost: most)
            if distance <= most, title != letters { found.append((distance, document)) }
        }
        var seen: Set<String> = []
        func order(_ a: (distance: Int, document: StoredDocument)) -> (Int, Int, Int64) {
            (a.distance, a.document.shortTitle.count, a.document.row)
        }
        return found.sorted { order($0) < order($1) }
            .map(\.document).filter { seen.insert($0.shortTitle).inserted }.prefix(limit).map { $0 }
    }

    /// How many letters have to be put in, taken out, changed or swapped with their neighbour to make a
    /// name a title or the end of one (Damerau, Levenshtein); anything above `most` once it is above.
    static func distance<T: Equatable>(_ a: [T], _ b: [T], atMost most: Int) -> Int {
        if a.count > b.count + most { return most + 1 }
        var before: [Int] = []
        // a title may begin with a place or an issuer nobody names
        var row = [Int](repeating: 0, count: b.count + 1)
        for i in a.indices {
            var next = [i + 1]
            next.reserveCapacity(b.count + 1)
            for j in b.indices {
                var best = min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, before[j - 1] + 1)
                }
                next.append(best)
            }
            if next.allSatisfy({ $0 > most }) { return most + 1 }
            (before, row) = (row, next)
        }
        return row[b.count]
    }
}
