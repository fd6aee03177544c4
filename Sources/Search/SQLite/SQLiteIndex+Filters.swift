import GRDB
import Grammar
import LegalText

/// Filters and facets.
extension SQLiteIndex {
    /// Conditions joined by AND, with what they ask for.
    private struct Conditions {
        var parts: [String] = []
        var arguments: [(any DatabaseValueConvertible)?] = []

        mutating func add(_ part: String, _ values: (any DatabaseValueConvertible)?...) {
            parts.append("(\(part))")
            arguments += values
        }

        var sql: String { parts.joined(separator: " AND ") }
    }

    func documents(_ filter: SearchFilter) throws -> Set<Int64>? {
        var conditions = Conditions()
        if let language = filter.language { conditions.add("language = ?", language.rawValue) }
        if let kind = filter.kind { conditions.add("kind = ?", kind.rawValue) }
        if let document = filter.document {
            let isName = try Bool.fetchOne(
                db, sql: "SELECT EXISTS(SELECT 1 FROM document WHERE name = ?)",
                arguments: [document])
            if isName == true {
                conditions.add("name = ?", document)
            } else {
                conditions.add("title LIKE ? ESCAPE '\\'", Self.like(document))
            }
        }
        if let from = filter.from { conditions.add("coalesce(effective, adopted) >= ?", from) }
        if let to = filter.to { conditions.add("coalesce(effective, adopted) <= ?", to) }
        if let rank = filter.rank { conditions.add("rank = ?", rank) }
        if let region = filter.region {
            conditions.add("region LIKE ? ESCAPE '\\'", Self.like(region))
        }
        if let issuer = filter.issuer {
            conditions.add("issuer LIKE ? ESCAPE '\\'", Self.like(issuer))
        }
        if let year = filter.year {
            conditions.add("substr(coalesce(effective, adopted), 1, 4) = ?", String(year))
        }
        if let day = filter.asOf {
            conditions.add(
                """
                inForce <= ? AND NOT EXISTS (SELECT 1 FROM document later
                  WHERE later.shortTitle = document.shortTitle AND later.language = document.language
                    AND later.inForce > document.inForce AND later.inForce <= ?)
                """, day, day)
        }
        guard !conditions.parts.isEmpty else { return nil }
        return try Set(
            Int64.fetchAll(
                db, sql: "SELECT id FROM document WHERE \(conditions.sql)",
                arguments: StatementArguments(conditions.arguments)))
    }

    func passages(_ filter: SearchFilter) throws -> [Int64]? {
        var conditions = Conditions()
        if let bearer = filter.bearer {
            conditions.add("bearer LIKE ? ESCAPE '\\'", Self.like(bearer))
        }
        if let measure = filter.measure {
            // numbers in any unit of the kind
            conditions.add("dimension = ?", measure.dimension)
            if let low = measure.low { conditions.add("high >= ? - 1e-6 * abs(?)", low, low) }
            if let high = measure.high { conditions.add("low <= ? + 1e-6 * abs(?)", high, high) }
        } else {
            if let unit = filter.unit { conditions.add("unit = ? OR ucum = ?", unit, unit) }
            if let min = filter.min { conditions.add("coalesce(max, value, min) >= ?", min) }
            if let max = filter.max { conditions.add("coalesce(min, value, max) <= ?", max) }
        }
        if let modality = filter.modality?.rawValue {
            conditions.add("modality = ? OR kind = ?", modality, modality)
        }
        guard !conditions.parts.isEmpty else { return nil }
        return try passages(conditions)
    }

    func passages(_ field: SearchGrammar.Field, containing words: String) throws -> [Int64] {
        var conditions = Conditions()
        switch field {
        case .bearer: conditions.add("bearer LIKE ? ESCAPE '\\'", Self.like(words))
        case .unit:
            conditions.add(
                "unit = ? OR ucum = ? OR raw LIKE ? ESCAPE '\\'", words, words, Self.like(words))
        case .title, .chapter: return []
        }
        return try passages(conditions)
    }

    private func passages(_ conditions: Conditions) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT DISTINCT passage FROM obligation
                WHERE passage IS NOT NULL AND \(conditions.sql)
                """, arguments: StatementArguments(conditions.arguments))
    }

    func counts(of facet: Facet, in passages: [Int64]?, limit: Int) throws -> [FacetCount] {
        let (value, table) =
            switch facet {
            case .language, .kind, .rank, .region, .issuer:
                ("d.\(facet.rawValue)", "passage p JOIN document d ON d.id = p.document")
            case .year:
                (
                    "substr(coalesce(d.effective, d.adopted), 1, 4)",
                    "passage p JOIN document d ON d.id = p.document"
                )
            case .document: ("d.title", "passage p JOIN document d ON d.id = p.document")
            case .chapter:
                (
                    "substr(h.path, 1, instr(h.path || char(10), char(10)) - 1)",
                    "passage p JOIN heading h ON h.id = p.heading"
                )
            case .modality: ("o.modality", "passage p JOIN obligation o ON o.passage = p.id")
            case .bearer: ("o.bearer", "passage p JOIN obligation o ON o.passage = p.id")
            case .unit: ("o.unit", "passage p JOIN obligation o ON o.passage = p.id")
            }
        let scope =
            passages == nil
            ? "" : "p.id IN (SELECT value FROM json_each(?)) AND "
        let list = passages.map { "[" + $0.map(String.init).joined(separator: ",") + "]" }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT \(value) AS facetValue, count(DISTINCT p.id) AS n FROM \(table)
                WHERE \(scope)\(value) IS NOT NULL AND \(value) <> ''
                GROUP BY facetValue ORDER BY n DESC, facetValue LIMIT ?
                """, arguments: StatementArguments([list].compactMap { $0 } + [limit])
        ).map { FacetCount(value: $0[0], count: $0[1]) }
    }
}
