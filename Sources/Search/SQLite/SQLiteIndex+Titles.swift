import GRDB

/// Titles and citations.
extension SQLiteIndex {
    private static let columns = "id, name, language, title, shortTitle, source IS NOT NULL"

    private func documents(_ condition: String, _ arguments: StatementArguments) throws
        -> [StoredDocument]
    {
        try Row.fetchAll(
            db, sql: "SELECT \(Self.columns) FROM document WHERE \(condition)",
            arguments: arguments
        ).map { document($0) }
    }

    func documents(_ rows: [Int64]) throws -> [StoredDocument] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.columns) FROM document WHERE id = ?")
        return try rows.compactMap { try Row.fetchOne(statement, arguments: [$0]).map(document) }
    }

    func documents(limit: Int) throws -> [Int64] {
        try Int64.fetchAll(
            db, sql: "SELECT id FROM document ORDER BY id LIMIT ?", arguments: [limit])
    }

    func documents(titled shortTitle: String) throws -> [Int64] {
        try Int64.fetchAll(
            db, sql: "SELECT id FROM document WHERE shortTitle = ? ORDER BY id",
            arguments: [shortTitle])
    }

    func documents(titledWithin text: String, limit: Int) throws -> [StoredDocument] {
        try documents(
            """
            length(shortTitle) >= 2 AND instr(?, shortTitle) > 0
            ORDER BY length(shortTitle) DESC, id LIMIT ?
            """, [text, limit])
    }

    func documents(titleContaining words: String, limit: Int) throws -> [StoredDocument] {
        try documents(
            "shortTitle LIKE ? ESCAPE '\\' ORDER BY length(shortTitle), id LIMIT ?",
            [Self.like(words), limit])
    }

    func passage(ofProvision eid: String, in document: Int64) throws -> Int64? {
        let statement = try db.cachedStatement(
            sql: "SELECT passage FROM provision WHERE document = ? AND eid = ?")
        return try Int64.fetchOne(statement, arguments: [document, eid])
    }

    func sourcePaths() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT path FROM source ORDER BY path")
    }

    func labels(ofPassagesIn document: Int64) throws -> [(passage: Int64, label: String)] {
        let hasProvisions = try Bool.fetchOne(
            db, sql: "SELECT EXISTS(SELECT 1 FROM provision WHERE document = ?)",
            arguments: [document])
        guard hasProvisions != true else { return [] }
        return try Row.fetchAll(
            db,
            sql:
                "SELECT id, label FROM passage WHERE document = ? AND label IS NOT NULL ORDER BY id",
            arguments: [document]
        ).map { ($0[0], $0[1]) }
    }

    /// `%text%`, its own wildcards taken literally.
    static func like(_ text: String) -> String {
        var pattern = "%"
        for scalar in text.unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "\\" { pattern += "\\" }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern + "%"
    }
}
