import LegalText

/// Reads what is shown of a passage. Runs inside a read of the database.
struct HitReader {
    let index: any IndexReading
    let set: SegmentSet
    let scanner: TermScanner
    private let passages: [Int64: StoredPassage]

    /// - Parameter places: of the passages that will be asked for: they are read at once.
    init(
        index: any IndexReading, set: SegmentSet, scanner: TermScanner, places: [Int]
    ) throws {
        self.index = index
        self.set = set
        self.scanner = scanner
        passages = try index.passages(places.map { set.row(ofPassage: $0) })
    }

    /// A passage that was ranked.
    func hit(_ ranked: Ranker.Ranked, rank: Int, _ terms: [QueryTerm]) throws -> SearchHit? {
        try hit(
            place: ranked.place, eid: nil, rank: rank, score: ranked.score, terms, why: why(ranked))
    }

    /// A provision that was cited.
    func hit(
        _ cited: CitationFinder.Place, rank: Int, score: Float, _ terms: [QueryTerm]
    ) throws -> SearchHit? {
        try hit(
            place: cited.passage, eid: cited.eid, rank: rank, score: score, terms, why: ["citation"]
        )
    }

    private func hit(
        place: Int, eid: String?, rank: Int, score: Float, _ terms: [QueryTerm], why: [String]
    ) throws -> SearchHit? {
        guard let passage = passages[set.row(ofPassage: place)] else { return nil }
        let document = passage.document
        var text = passage.text
        if let eid, let part = try index.text(ofProvision: eid, in: document.row), !part.isEmpty {
            text = part
        }
        let snippet = Snippet(of: text, terms: terms, scanner: scanner)
        // what came as passages has no structure to be aligned by
        let partner =
            document.hasSource
            ? try index.partner(ofProvision: eid ?? passage.name, in: document.row) : nil
        return SearchHit(
            rank: rank, document: document.name, eid: eid ?? passage.name,
            language: document.language, label: passage.label, title: document.title,
            headings: passage.path.split(separator: "\n").map(String.init), score: Double(score),
            snippet: snippet.text, highlights: snippet.highlights,
            pair: partner.map {
                SearchHit.Pair(document: $0.document.name, eid: $0.eid, text: $0.text)
            }, why: why)
    }

    private func why(_ ranked: Ranker.Ranked) -> [String] {
        func rounded(_ value: Float) -> String { "\((value * 100).rounded() / 100)" }
        var why = ["text \(rounded(ranked.text))"]
        if ranked.heading > 0 { why.append("headings \(rounded(ranked.heading))") }
        if ranked.title > 0 { why.append("title \(rounded(ranked.title))") }
        why.append("coverage \(rounded(ranked.coverage))")
        why.append("document ×\(rounded(ranked.prior))")
        return why
    }
}
