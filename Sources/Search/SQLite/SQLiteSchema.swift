import GRDB

/// The tables and views of an index (`tiaowen.sqlite`). ARCHITECTURE.md describes them for other tools.
enum SQLiteSchema {
    /// Kept in `PRAGMA user_version`.
    static let version = 2
    /// `PRAGMA application_id`: "Tiao".
    static let applicationID = 0x5469_616F

    /// A page's row is its segment's, times two to this power, plus its number.
    static let pageBits: Int64 = 24

    static func create(_ db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: tables)
        try db.execute(sql: views)
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }

    static func check(_ db: Database) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if found != version { throw IndexError.version(found: found, expected: version) }
    }

    private static let tables = """
        CREATE TABLE source(
          path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, settings TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE document(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE,
          source TEXT REFERENCES source(path) ON DELETE CASCADE,
          language TEXT NOT NULL, kind TEXT NOT NULL, rank TEXT NOT NULL,
          title TEXT NOT NULL,
          -- without prefix, folded: what it is cited by
          shortTitle TEXT NOT NULL,
          issuer TEXT, region TEXT, documentNumber TEXT, adopted TEXT, effective TEXT, amended TEXT,
          -- since when this version has been in force
          inForce TEXT,
          start INTEGER NOT NULL DEFAULT 0, end INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX document_source ON document(source);
        CREATE INDEX document_shortTitle ON document(shortTitle);

        -- the headings over a stretch of passages, outermost first
        CREATE TABLE heading(
          id INTEGER PRIMARY KEY,
          document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
          path TEXT NOT NULL
        );
        CREATE INDEX heading_document ON heading(document);

        -- what a search answers with: an article, or a part of a text without articles
        CREATE TABLE passage(
          id INTEGER PRIMARY KEY,
          document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
          name TEXT NOT NULL,
          heading INTEGER, -- goes with the document
          label TEXT, start INTEGER NOT NULL, text TEXT NOT NULL
        );
        CREATE INDEX passage_document ON passage(document, name);

        -- every structural unit; its text is a stretch of its passage's
        CREATE TABLE provision(
          document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
          eid TEXT NOT NULL, parent TEXT, level TEXT NOT NULL, number TEXT NOT NULL,
          label TEXT, heading TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL,
          confidence REAL NOT NULL,
          passage INTEGER REFERENCES passage(id) ON DELETE CASCADE,
          PRIMARY KEY(document, eid)
        ) WITHOUT ROWID;
        CREATE INDEX provision_passage ON provision(passage);

        CREATE TABLE diagnostic(
          document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
          code TEXT NOT NULL, severity TEXT NOT NULL, start INTEGER, end INTEGER, message TEXT NOT NULL
        );
        CREATE INDEX diagnostic_document ON diagnostic(document);

        -- how many passages of a document name a work
        CREATE TABLE citation(
          document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
          work TEXT NOT NULL, passages INTEGER NOT NULL,
          PRIMARY KEY(document, work)
        ) WITHOUT ROWID;
        CREATE INDEX citation_work ON citation(work);

        CREATE TABLE link(
          id INTEGER PRIMARY KEY,
          zh INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
          en INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
          level TEXT NOT NULL, kind TEXT NOT NULL, score REAL NOT NULL, basis TEXT NOT NULL,
          zhIds TEXT NOT NULL, enIds TEXT NOT NULL, zhSpans TEXT NOT NULL, enSpans TEXT NOT NULL,
          flags TEXT NOT NULL
        );
        CREATE INDEX link_zh ON link(zh);
        CREATE INDEX link_en ON link(en);

        -- the partner of a provision in the other language, both ways
        CREATE TABLE partner(
          document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE, eid TEXT NOT NULL,
          other INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE, otherEid TEXT NOT NULL,
          score REAL NOT NULL,
          PRIMARY KEY(document, eid, other, otherEid)
        ) WITHOUT ROWID;
        CREATE INDEX partner_other ON partner(other);

        CREATE TABLE finding(
          zh INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
          en INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
          code TEXT NOT NULL, severity TEXT NOT NULL, zhStart INTEGER, zhEnd INTEGER,
          enStart INTEGER, enEnd INTEGER, message TEXT NOT NULL
        );
        CREATE INDEX finding_zh ON finding(zh);
        CREATE INDEX finding_en ON finding(en);

        CREATE TABLE obligation(
          document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
          id TEXT NOT NULL, norm TEXT NOT NULL, pair TEXT, eid TEXT, passage INTEGER,
          kind TEXT NOT NULL, modality TEXT NOT NULL, modalityText TEXT NOT NULL, strength TEXT,
          bearer TEXT, bearerSource TEXT NOT NULL, counterparty TEXT, action TEXT,
          comparator TEXT, value REAL, min REAL, max REAL, unit TEXT, ucum TEXT, raw TEXT,
          perCount REAL, perPeriod TEXT,
          -- the number in the unit that stands for its kind, a year where it is per period
          dimension TEXT, low REAL, high REAL, scope TEXT, reference TEXT,
          deadline TEXT, within TEXT, lead TEXT, after TEXT, before TEXT, dayType TEXT,
          condition TEXT, consequence TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL,
          clauseStart INTEGER NOT NULL, clauseEnd INTEGER NOT NULL, confidence REAL NOT NULL,
          flags TEXT NOT NULL, rule TEXT NOT NULL,
          PRIMARY KEY(document, id)
        ) WITHOUT ROWID;
        CREATE INDEX obligation_passage ON obligation(passage);
        CREATE INDEX obligation_unit ON obligation(unit);

        -- full text: sorted lists of places, see Sources/Search/Index
        CREATE TABLE segment(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          lastDocument INTEGER NOT NULL, passages INTEGER NOT NULL, headings INTEGER NOT NULL,
          documents INTEGER NOT NULL, textLength INTEGER NOT NULL, headingLength INTEGER NOT NULL,
          titleLength INTEGER NOT NULL, weight INTEGER NOT NULL, streamLength INTEGER NOT NULL,
          directory BLOB NOT NULL, passageLengths BLOB NOT NULL, headingTable BLOB NOT NULL,
          documentTable BLOB NOT NULL
        );
        -- id = segment × 2^24 + page
        CREATE TABLE segment_page(id INTEGER PRIMARY KEY, data BLOB NOT NULL);
        -- documents that are gone but still in a segment
        CREATE TABLE removed(document INTEGER PRIMARY KEY);
        CREATE TRIGGER document_removed AFTER DELETE ON document
        WHEN OLD.id <= (SELECT coalesce(max(lastDocument), 0) FROM segment) BEGIN
          INSERT OR IGNORE INTO removed VALUES (OLD.id);
        END;
        """

    private static let views = """
        CREATE VIEW documents AS
          SELECT name AS document, title, language, kind, rank, region, issuer, documentNumber,
            adopted, effective, amended, inForce, source FROM document;
        CREATE VIEW passages AS
          SELECT d.name AS document, d.title, d.language, p.name AS eid, h.path AS headings, p.label,
            p.text
          FROM passage p JOIN document d ON d.id = p.document LEFT JOIN heading h ON h.id = p.heading;
        CREATE VIEW provisions AS
          SELECT d.name AS document, d.title, d.language, v.eid, v.parent, v.level, v.number, v.label,
            v.heading, v.start, v.end, substr(p.text, max(v.start - p.start, 0) + 1,
              max(v.end - max(v.start, p.start), 0)) AS text
          FROM provision v JOIN document d ON d.id = v.document
          LEFT JOIN passage p ON p.id = v.passage;
        CREATE VIEW links AS
          SELECT z.name AS zhDocument, e.name AS enDocument, l.level, l.kind, l.score, l.basis, l.zhIds,
            l.enIds, l.zhSpans, l.enSpans, l.flags
          FROM link l JOIN document z ON z.id = l.zh JOIN document e ON e.id = l.en;
        CREATE VIEW findings AS
          SELECT z.name AS zhDocument, e.name AS enDocument, f.code, f.severity, f.zhStart, f.zhEnd,
            f.enStart, f.enEnd, f.message
          FROM finding f JOIN document z ON z.id = f.zh JOIN document e ON e.id = f.en;
        CREATE VIEW obligations AS
          SELECT d.name AS documentName, d.title, d.language, o.*
          FROM obligation o JOIN document d ON d.id = o.document;
        """
}
