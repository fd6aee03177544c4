import GRDB
import Grammar
import LegalText

/// Writes one document with everything that belongs to it; runs inside a transaction.
struct DocumentWriter {
    let db: Database
    let grammar: SearchGrammar
    let variants: HanVariants

    func write(_ indexed: IndexedDocument, source: String?) throws {
        let document = indexed.document
        let offsets = ScalarOffsets(document.source.bytes)
        let row = try insert(document, source: source, offsets: offsets)
        let passages = try insert(document.passages, of: document, row: row, offsets: offsets)
        try insertProvisions(document, row: row, passages: passages, offsets: offsets)
        try insertDiagnostics(document, row: row, offsets: offsets)
        try insertCitations(document, row: row)
        for obligation in indexed.obligations {
            try ObligationWriter(db: db, offsets: offsets)
                .write(obligation, document: row, passages: passages)
        }
    }

    /// A row for a document that comes as passages, without structure.
    func insert(name: String, title: String, language: Language) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO document(name, language, kind, rank, title, shortTitle)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            name, language.rawValue, Document.Kind.other.rawValue, rank(title), title,
            shortTitle(title),
        ])
        return db.lastInsertedRowID
    }

    /// A title as it is cited: folded, without title marks.
    func shortTitle(_ title: String) -> String {
        grammar.shortTitle(TitleMarks.removed(from: variants.folded(title))).lowercased()
    }

    private func rank(_ title: String) -> String {
        let rank = grammar.rank(ofTitle: title)
        return grammar.ranks.indices.contains(rank) ? grammar.ranks[rank].id : ""
    }

    private func insert(_ document: Document, source: String?, offsets: ScalarOffsets) throws
        -> Int64
    {
        try db.execute(sql: "DELETE FROM document WHERE name = ?", arguments: [document.id])
        let span = offsets.scalars(document.span)
        let metadata = document.metadata
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO document(name, source, language, kind, rank, title, shortTitle, issuer,
                  documentNumber, adopted, effective, amended, start, end)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            document.id, source, document.language.rawValue, document.kind.rawValue,
            rank(document.title), document.title, shortTitle(document.title),
            metadata.issuer, metadata.documentNumber, metadata.adopted, metadata.effective,
            metadata.amended.isEmpty ? nil : metadata.amended.joined(separator: " "),
            span.lowerBound, span.upperBound,
        ])
        return db.lastInsertedRowID
    }

    /// Where a passage stands in its document, to find the passage of a provision.
    struct PassageRow {
        var id: Int64
        var span: ByteSpan
    }

    private func insert(
        _ passages: [Passage], of document: Document, row: Int64, offsets: ScalarOffsets
    ) throws -> [PassageRow] {
        let headings = try db.cachedStatement(
            sql: "INSERT INTO heading(document, path) VALUES (?, ?)")
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO passage(document, name, heading, label, start, text)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        var rows: [PassageRow] = []
        var path: String?
        var heading: Int64?
        for passage in passages {
            if passage.headings != path {
                path = passage.headings
                heading = nil
                if !passage.headings.isEmpty {
                    try headings.execute(arguments: [row, passage.headings])
                    heading = db.lastInsertedRowID
                }
            }
            try statement.execute(arguments: [
                row, passage.name, heading, passage.label,
                offsets.scalar(atByte: passage.span.lowerBound),
                document.source.string(passage.span),
            ])
            rows.append(PassageRow(id: db.lastInsertedRowID, span: passage.span))
        }
        return rows.sorted { $0.span.lowerBound < $1.span.lowerBound }
    }

    private func insertProvisions(
        _ document: Document, row: Int64, passages: [PassageRow], offsets: ScalarOffsets
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO provision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        func insert(_ provision: Provision, parent: String?) throws {
            let span = offsets.scalars(provision.span)
            let text = { (span: ByteSpan?) in span.map { document.source.string($0) } }
            try statement.execute(arguments: [
                row, provision.eid.description, parent, provision.level.rawValue,
                provision.number.description, text(provision.label), text(provision.heading),
                span.lowerBound, span.upperBound, provision.confidence,
                provision.level.isDivision
                    ? nil : Self.passage(of: provision.span, in: passages)?.id,
            ])
            for child in provision.children {
                try insert(child, parent: provision.eid.description)
            }
        }
        for provision in document.provisions { try insert(provision, parent: nil) }
    }

    /// The passage that begins in a span or, failing that, the one the span lies in.
    static func passage(of span: ByteSpan, in sorted: [PassageRow]) -> PassageRow? {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle].span.lowerBound < span.upperBound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        // the first that overlaps, looking back from the last that starts before the span ends
        var found: PassageRow?
        var at = low - 1
        while at >= 0, sorted[at].span.upperBound > span.lowerBound {
            found = sorted[at]
            at -= 1
        }
        return found
    }

    private func insertDiagnostics(_ document: Document, row: Int64, offsets: ScalarOffsets) throws
    {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO diagnostic VALUES (?, ?, ?, ?, ?, ?)")
        for diagnostic in document.diagnostics {
            let span = diagnostic.span.map { offsets.scalars($0) }
            try statement.execute(arguments: [
                row, diagnostic.code, diagnostic.severity.rawValue, span?.lowerBound,
                span?.upperBound,
                diagnostic.message,
            ])
        }
    }

    private func insertCitations(_ document: Document, row: Int64) throws {
        var counts: [String: Int] = [:]
        for reference in document.references {
            guard let work = reference.work else { continue }
            counts[shortTitle(work), default: 0] += 1
        }
        try insertCitations(counts, document: row)
    }

    /// Counts of works named, but for the document's own title.
    func insertCitations(_ counts: [String: Int], document: Int64) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO citation VALUES (?, ?, ?)")
        for (work, count) in counts.sorted(by: { $0.key < $1.key }) {
            try statement.execute(arguments: [document, work, count])
        }
    }
}
