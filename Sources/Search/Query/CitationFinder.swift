import Grammar
import GRDB

/// Finds the provisions a citation in a query names.
struct CitationFinder {
    struct Found {
        var places: [Int]
        /// What of the query is neither title nor citation.
        var rest: String
        var notes: [String]
    }

    let index: SearchIndex
    let db: Database
    let set: SegmentSet

    func find(_ text: String) throws -> Found? { nil }
}
