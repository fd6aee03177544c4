import Foundation
import LegalText

/// Reads what is shown of a passage. Runs inside a read of the database.
struct HitReader {
    let index: any IndexReading
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
        let row = set.row(ofPassage: place)
        guard let passage = try index.passages([row])[row] else { return nil }
        let document = passage.document
        var (text, start) = (passage.text, passage.start)
        if let eid, let part = try index.text(ofProvision: eid, in: document.row), !part.isEmpty {
            if let place = text.range(of: part) {
                start += text.unicodeScalars.distance(from: text.startIndex, to: place.lowerBound)
            }
            text = part
        }
        let snippet = Snippet(of: text, terms: terms, scanner: scanner)
        let pair = try index.partner(ofProvision: eid ?? passage.name, in: document.row)
        return SearchHit(
            rank: rank, document: document.name, eid: eid ?? passage.name,
            language: document.language, label: passage.label, title: document.title,
            headings: passage.path.split(separator: "\n").map(String.init), score: Double(score),
            snippet: snippet.text, highlights: snippet.highlights,
            pair: try pair.map {
                try shown($0, of: document.row, start: start, marks: snippet.marks)
            }, why: why)
    }

    /// The partner with the sentences that answer to what is marked in the hit.
    /// - Parameters:
    ///   - start: of the hit's text in its source.
    ///   - marks: in the hit's text. All in Unicode scalars.
    private func shown(
        _ partner: StoredPartner, of document: Int64, start: Int, marks: [Range<Int>]
    ) throws -> SearchHit.Pair {
        let length = partner.text.unicodeScalars.count
        var places: Set<Range<Int>> = []
        let wanted = marks.map { $0.lowerBound + start..<$0.upperBound + start }
        let sentences =
            marks.isEmpty
            ? [] : try index.sentences(of: document, linkedTo: partner.document.row)
        for sentence in sentences
        where sentence.own.contains(where: { own in wanted.contains { $0.overlaps(own) } }) {
            for other in sentence.other {
                let place = (other.lowerBound - partner.start, other.upperBound - partner.start)
                if place.0 >= 0, place.1 <= length, place.0 < place.1 {
                    places.insert(place.0..<place.1)
                }
            }
        }
        return SearchHit.Pair(
            document: partner.document.name, eid: partner.eid, title: partner.document.title,
            label: partner.label, text: partner.text,
            highlights: places.sorted { $0.lowerBound < $1.lowerBound })
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
