import Grammar
import LegalText
import Search

/// Filters and facets: conditions, joins and counts are worked out on the shards.
extension PostgresIndex {
    /// Conditions joined by AND, with their parameters; the first is always the shards asked.
    private struct Conditions {
        private(set) var sql: String
        private(set) var parameters: [PostgresValue]

        init(shards: PostgresValue, of table: String) {
            sql = "\(table).shard = ANY($1)"
            parameters = [shards]
        }

        var isEmpty: Bool { parameters.count == 1 }

        /// - Parameter part: a constant of ours; `?` stands for the value, `%` for the pattern.
        mutating func add(_ part: String, _ value: PostgresValue, like pattern: String? = nil) {
            var part = part
            for (mark, value) in [("?", value), ("%", pattern.map { .text($0) } ?? value)]
            where part.contains(mark) {
                parameters.append(value)
                part = part.replacing(mark, with: "$\(parameters.count)")
            }
            sql += " AND (\(part))"
        }
    }

    func documents(_ filter: SearchFilter) throws -> Set<Int64>? {
        var found: Set<Int64>?
        func narrow(_ conditions: Conditions, _ table: String) throws {
            guard !conditions.isEmpty else { return }
            let ids = try query(
                "SELECT d.id FROM \(table) d WHERE \(conditions.sql)", conditions.parameters
            ).map { $0.int(0) }
            found = found.map { $0.intersection(ids) } ?? Set(ids)
        }
        try narrow(catalogConditions(filter), "catalog")
        if found?.isEmpty ?? false { return found }
        try narrow(documentConditions(filter), "document")
        return found
    }

    /// What the coordinator knows of documents.
    private func catalogConditions(_ filter: SearchFilter) throws -> Conditions {
        var conditions = Conditions(shards: asked, of: "d")
        if let language = filter.language {
            conditions.add("d.language = ?", .text(language.rawValue))
        }
        if let document = filter.document {
            let row = try query(
                "SELECT id FROM catalog WHERE md5(name) = md5($1) AND name = $1", [.text(document)]
            ).first?.int(0)
            if let row {
                conditions.add("d.id = ?", .int(row))
            } else {
                conditions.add("d.title ILIKE ?", .text(likePattern(containing: document)))
            }
        }
        if let rank = filter.rank { conditions.add("d.rank = ?", .text(rank)) }
        if let day = filter.asOf {
            // another version may be on another shard
            conditions.add(
                """
                d.in_force <= ? AND NOT EXISTS (SELECT 1 FROM catalog later
                  WHERE later.short_title = d.short_title AND later.language = d.language
                    AND later.in_force > d.in_force AND later.in_force <= ?)
                """, .text(day))
        }
        return conditions
    }

    private func documentConditions(_ filter: SearchFilter) -> Conditions {
        var conditions = Conditions(shards: asked, of: "d")
        if let kind = filter.kind { conditions.add("d.kind = ?", .text(kind.rawValue)) }
        if let from = filter.from {
            conditions.add("coalesce(d.effective, d.adopted) >= ?", .text(from))
        }
        if let to = filter.to { conditions.add("coalesce(d.effective, d.adopted) <= ?", .text(to)) }
        if let region = filter.region {
            conditions.add("d.region ILIKE ?", .text(likePattern(containing: region)))
        }
        if let issuer = filter.issuer {
            conditions.add("d.issuer ILIKE ?", .text(likePattern(containing: issuer)))
        }
        if let year = filter.year {
            conditions.add(
                "substr(coalesce(d.effective, d.adopted), 1, 4) = ?", .text(String(year)))
        }
        return conditions
    }

    func passages(_ filter: SearchFilter) throws -> [Int64]? {
        var conditions = Conditions(shards: asked, of: "o")
        if let bearer = filter.bearer {
            conditions.add("o.bearer ILIKE ?", .text(likePattern(containing: bearer)))
        }
        if let measure = filter.measure {
            // numbers in any unit of the kind
            conditions.add("o.dimension = ?", .text(measure.dimension))
            if let low = measure.low {
                conditions.add("o.high >= ?", .real(low - Self.tolerance * abs(low)))
            }
            if let high = measure.high {
                conditions.add("o.low <= ?", .real(high + Self.tolerance * abs(high)))
            }
        } else {
            if let unit = filter.unit { conditions.add("o.unit = ? OR o.ucum = ?", .text(unit)) }
            if let min = filter.min {
                conditions.add("coalesce(o.max, o.value, o.min) >= ?", .real(min))
            }
            if let max = filter.max {
                conditions.add("coalesce(o.min, o.value, o.max) <= ?", .real(max))
            }
        }
        if let modality = filter.modality {
            conditions.add("o.modality = ? OR o.kind = ?", .text(modality.rawValue))
        }
        return conditions.isEmpty ? nil : try passages(conditions)
    }

    /// Numbers that were converted are equal within a millionth.
    private static let tolerance = 1e-6

    func passages(_ field: SearchGrammar.Field, containing words: String) throws -> [Int64] {
        var conditions = Conditions(shards: asked, of: "o")
        switch field {
        case .bearer: conditions.add("o.bearer ILIKE ?", .text(likePattern(containing: words)))
        case .unit:
            conditions.add(
                "o.unit = ? OR o.ucum = ? OR o.raw ILIKE %", .text(words),
                like: likePattern(containing: words))
        case .title, .chapter: return []
        }
        return try passages(conditions)
    }

    private func passages(_ conditions: Conditions) throws -> [Int64] {
        try query(
            """
            SELECT DISTINCT o.passage FROM obligation o
            WHERE o.passage IS NOT NULL AND \(conditions.sql)
            """, conditions.parameters
        ).map { $0.int(0) }
    }

    func counts(of facet: Facet, in passages: [Int64]?, limit: Int) throws -> [FacetCount] {
        let documents = "passage p JOIN document d ON d.shard = p.shard AND d.id = p.document"
        let norms = "passage p JOIN obligation o ON o.shard = p.shard AND o.passage = p.id"
        let (value, table) =
            switch facet {
            case .language, .kind, .rank, .region, .issuer: ("d.\(facet.rawValue)", documents)
            case .year: ("substr(coalesce(d.effective, d.adopted), 1, 4)", documents)
            case .document: ("d.title", documents)
            case .chapter: ("split_part(p.path, chr(10), 1)", "passage p")
            case .modality, .bearer, .unit: ("o.\(facet.rawValue)", norms)
            }
        var conditions = Conditions(shards: asked, of: "p")
        if let passages {
            conditions.add("p.id = ANY(?)", .ints(passages))
        } else {
            let gone = try query("SELECT id FROM leftover WHERE kind = 'document'").map {
                $0.int(0)
            }
            conditions.add("p.document <> ALL(?)", .ints(gone))
        }
        return try query(
            """
            SELECT value, sum(n)::bigint AS n FROM (
              SELECT p.shard, \(value) AS value, count(DISTINCT p.id) AS n FROM \(table)
              WHERE \(conditions.sql) GROUP BY p.shard, \(value)
            ) part WHERE value <> '' GROUP BY value ORDER BY n DESC, value
            LIMIT $\(conditions.parameters.count + 1)
            """, conditions.parameters + [.int(Int64(limit))]
        ).map { FacetCount(value: $0.text(0), count: Int($0.int(1))) }
    }
}
