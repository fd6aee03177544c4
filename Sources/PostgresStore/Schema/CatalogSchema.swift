/// What the coordinator keeps itself (目录): which documents, alignments and segments there are, and on
/// which shard. A row of a shard counts only if the catalog names it, so that a transaction over
/// several shards happens at once, when the catalog's part of it does.
enum CatalogSchema {
    /// Kept in `setting`; another version is refused.
    static let version: Int64 = 1

    static let tables = """
        CREATE TABLE setting(version bigint NOT NULL);
        INSERT INTO setting VALUES (\(version));

        -- never given out twice, so that what an interrupted writer left behind stays unseen
        CREATE SEQUENCE document_id;
        CREATE SEQUENCE passage_id;
        CREATE SEQUENCE segment_id;
        CREATE SEQUENCE alignment_id;

        -- locked while somebody reads, writes: ACCESS SHARE and EXCLUSIVE
        CREATE TABLE reading();
        CREATE TABLE writing();

        -- server: of postgres_fdw; none = the coordinator's own database
        CREATE TABLE shard(id integer PRIMARY KEY, server text);

        CREATE TABLE source(
          path text PRIMARY KEY, sha256 text NOT NULL, settings text NOT NULL
        );

        CREATE TABLE catalog(
          id bigint PRIMARY KEY, shard integer NOT NULL REFERENCES shard(id),
          name text NOT NULL, source text REFERENCES source(path) ON DELETE CASCADE,
          language text NOT NULL, rank text NOT NULL, title text COLLATE "C" NOT NULL,
          -- without prefix, folded: what it is cited by
          short_title text NOT NULL,
          -- since when this version has been in force
          in_force text COLLATE "C",
          first_passage bigint NOT NULL, passages bigint NOT NULL,
          -- bytes of text
          weight bigint NOT NULL, has_provisions boolean NOT NULL
        );
        -- names and titles may be longer than an entry of an index
        CREATE UNIQUE INDEX catalog_name ON catalog(md5(name));
        CREATE INDEX catalog_short_title ON catalog USING hash(short_title);
        CREATE INDEX catalog_source ON catalog(source);
        CREATE INDEX catalog_shard ON catalog(shard, id);

        -- how many passages of a document name a work
        CREATE TABLE citation(
          document bigint NOT NULL REFERENCES catalog(id) ON DELETE CASCADE,
          work text NOT NULL, passages bigint NOT NULL
        );
        CREATE INDEX citation_document ON citation(document);
        CREATE INDEX citation_work ON citation USING hash(work);

        -- its rows are on the shard of the Chinese document
        CREATE TABLE alignment(
          id bigint PRIMARY KEY, shard integer NOT NULL REFERENCES shard(id),
          zh bigint NOT NULL REFERENCES catalog(id) ON DELETE CASCADE,
          en bigint NOT NULL REFERENCES catalog(id) ON DELETE CASCADE
        );
        CREATE INDEX alignment_zh ON alignment(zh);
        CREATE INDEX alignment_en ON alignment(en);

        -- the segments: each covers a stretch of the documents of its shard, up to the last
        CREATE TABLE extent(
          id bigint PRIMARY KEY, shard integer NOT NULL REFERENCES shard(id),
          last_document bigint NOT NULL, weight bigint NOT NULL
        );

        -- documents that are gone but still in a segment
        CREATE TABLE removed(document bigint PRIMARY KEY, shard integer NOT NULL);

        -- rows of shards nobody sees any more, to be swept
        CREATE TABLE leftover(shard integer NOT NULL, kind text NOT NULL, id bigint NOT NULL);

        CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
        BEGIN
          INSERT INTO leftover VALUES (OLD.shard, TG_ARGV[0], OLD.id);
          IF TG_ARGV[0] = 'document' AND OLD.id <=
            (SELECT max(last_document) FROM extent WHERE shard = OLD.shard)
          THEN
            INSERT INTO removed VALUES (OLD.id, OLD.shard) ON CONFLICT DO NOTHING;
          END IF;
          RETURN OLD;
        END $$;
        CREATE TRIGGER leave AFTER DELETE ON catalog
          FOR EACH ROW EXECUTE FUNCTION leave('document');
        CREATE TRIGGER leave AFTER DELETE ON alignment
          FOR EACH ROW EXECUTE FUNCTION leave('alignment');
        CREATE TRIGGER leave AFTER DELETE ON extent
          FOR EACH ROW EXECUTE FUNCTION leave('segment');
        """

    /// The same names for other tools as an index in SQLite has; offsets are Unicode scalars.
    static let views = """
        CREATE VIEW documents AS
          SELECT d.name AS document, d.title, d.language, d.kind, d.rank, d.issuer, d.region,
            d.document_number, d.adopted, d.effective, d.amended, d.in_force, d.source
          FROM document d JOIN catalog c ON c.id = d.id;
        CREATE VIEW passages AS
          SELECT c.name AS document, c.title, c.language, p.name AS eid, p.path AS headings, p.label,
            p.body AS text
          FROM passage p JOIN catalog c ON c.id = p.document;
        CREATE VIEW provisions AS
          SELECT c.name AS document, c.title, c.language, v.eid, v.parent, v.level, v.number,
            v.label, v.heading, v.span_start, v.span_end,
            substr(p.body, greatest(v.span_start - p.span_start, 0)::integer + 1,
              greatest(v.span_end - greatest(v.span_start, p.span_start), 0)::integer) AS text
          FROM provision v JOIN catalog c ON c.id = v.document
          LEFT JOIN passage p ON p.shard = v.shard AND p.id = v.passage;
        CREATE VIEW links AS
          SELECT z.name AS zh_document, e.name AS en_document, l.level, l.kind, l.score, l.basis,
            l.zh_ids, l.en_ids, l.zh_spans, l.en_spans, l.flags
          FROM link l JOIN alignment a ON a.id = l.alignment
          JOIN catalog z ON z.id = a.zh JOIN catalog e ON e.id = a.en;
        CREATE VIEW findings AS
          SELECT z.name AS zh_document, e.name AS en_document, f.code, f.severity, f.zh_start,
            f.zh_end, f.en_start, f.en_end, f.message
          FROM finding f JOIN alignment a ON a.id = f.alignment
          JOIN catalog z ON z.id = a.zh JOIN catalog e ON e.id = a.en;
        CREATE VIEW obligations AS
          SELECT c.name AS document_name, c.title, c.language, o.*
          FROM obligation o JOIN catalog c ON c.id = o.document;
        """
}
