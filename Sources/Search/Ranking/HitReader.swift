import GRDB
import LegalText

/// Reads what is shown of a passage. Runs inside a read of the database.
struct HitReader {
    let db: Database
    let set: SegmentSet
    let scanner: TermScanner

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
        let statement = try db.cachedStatement(
            sql: """
                SELECT d.id, d.name, d.language, d.title, p.name, p.label, p.text, h.path
                FROM passage p JOIN document d ON d.id = p.document LEFT JOIN heading h ON h.id = p.heading
                WHERE p.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [set.row(ofPassage: place)]) else {
            return nil
        }
        var text: String = row[6]
        if let eid, let part = try provision(document: row[0], eid: eid), !part.isEmpty {
            text = part
        }
        let snippet = Snippet(of: text, terms: terms, scanner: scanner)
        let headings = (row[7] as String?)?.split(separator: "\n").map(String.init) ?? []
        return SearchHit(
            rank: rank, document: row[1], eid: eid ?? row[4],
            language: Language(rawValue: row[2]) ?? .zho, label: row[5], title: row[3],
            headings: headings, score: Double(score), snippet: snippet.text,
            highlights: snippet.highlights, pair: try pair(document: row[0], eid: eid ?? row[4]),
            why: why)
    }

    /// The words of a provision.
    private func provision(document: Int64, eid: String) throws -> String? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT substr(p.text, max(v.start - p.start, 0) + 1, v.end - max(v.start, p.start))
                FROM provision v JOIN passage p ON p.id = v.passage WHERE v.document = ? AND v.eid = ?
                """)
        return try String.fetchOne(statement, arguments: [document, eid])
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

    /// The provision's partner of the best link, with its text.
    private func pair(document: Int64, eid: String) throws -> SearchHit.Pair? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT d.name, a.otherEid, coalesce(
                  (SELECT text FROM passage p WHERE p.document = a.other AND p.name = a.otherEid LIMIT 1),
                  (SELECT substr(p.text, max(v.start - p.start, 0) + 1, v.end - max(v.start, p.start))
                   FROM provision v JOIN passage p ON p.id = v.passage
                   WHERE v.document = a.other AND v.eid = a.otherEid), '')
                FROM partner a JOIN document d ON d.id = a.other
                WHERE a.document = ? AND a.eid = ? ORDER BY a.score DESC, a.otherEid LIMIT 1
                """)
        return try Row.fetchOne(statement, arguments: [document, eid]).map {
            SearchHit.Pair(document: $0[0], eid: $0[1], text: $0[2])
        }
    }
}
