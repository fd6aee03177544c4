import GRDB
import LegalText

extension SearchFilter {
    /// The passages a filter lets through; `nil` = all.
    func passages(_ matcher: ClauseMatcher) throws -> PassageSet? {
        var found: PassageSet?
        func narrow(_ other: PassageSet) {
            if found == nil { found = other } else { found?.formIntersection(other) }
        }
        if let documents = try documents(matcher) { narrow(documents) }
        if let chapter { narrow(try matcher.chapter(chapter)) }
        if let norms = try norms(matcher) { narrow(norms) }
        return found
    }

    private func documents(_ matcher: ClauseMatcher) throws -> PassageSet? {
        var conditions: [String] = []
        var arguments: [(any DatabaseValueConvertible)?] = []
        if let language {
            conditions.append("language = ?")
            arguments.append(language.rawValue)
        }
        if let kind {
            conditions.append("kind = ?")
            arguments.append(kind.rawValue)
        }
        if let document {
            let isName = try Bool.fetchOne(
                matcher.db, sql: "SELECT EXISTS(SELECT 1 FROM document WHERE name = ?)",
                arguments: [document])
            conditions.append(isName == true ? "name = ?" : "title LIKE ? ESCAPE '\\'")
            arguments.append(isName == true ? document : ClauseMatcher.like(document))
        }
        if let from {
            conditions.append("coalesce(effective, adopted) >= ?")
            arguments.append(from)
        }
        if let to {
            conditions.append("coalesce(effective, adopted) <= ?")
            arguments.append(to)
        }
        guard !conditions.isEmpty else { return nil }
        let ids = try Set(
            Int64.fetchAll(
                matcher.db,
                sql: "SELECT id FROM document WHERE \(conditions.joined(separator: " AND "))",
                arguments: StatementArguments(arguments)))
        var found = PassageSet(size: matcher.set.counts.passages)
        for place in 0..<matcher.set.counts.documents
        where ids.contains(matcher.set.document(place).id) {
            found.insert(matcher.set.passages(ofDocument: place))
        }
        return found
    }

    private func norms(_ matcher: ClauseMatcher) throws -> PassageSet? {
        var conditions: [String] = []
        var arguments: [(any DatabaseValueConvertible)?] = []
        if let unit {
            conditions.append("(unit = ? OR ucum = ?)")
            arguments += [unit, unit]
        }
        if let min {
            conditions.append("coalesce(max, value, min) >= ?")
            arguments.append(min)
        }
        if let max {
            conditions.append("coalesce(min, value, max) <= ?")
            arguments.append(max)
        }
        if let modality {
            conditions.append("(modality = ? OR kind = ?)")
            arguments += [modality.rawValue, modality.rawValue]
        }
        guard !conditions.isEmpty else { return nil }
        return try matcher.obligations(
            conditions.joined(separator: " AND "), StatementArguments(arguments))
    }
}
