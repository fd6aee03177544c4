/// A table whose rows are divided among the shards (分片表): on each shard `name_0`, `name_1` …, on the
/// coordinator one table of which these are the partitions.
struct ShardTable {
    let name: String
    /// Columns behind `shard`, with their types.
    let columns: [(name: String, type: String)]
    /// What the shard's own table has besides: keys and indexes; `%` stands for its name.
    let indexes: [String]

    private init(_ name: String, _ columns: String, _ indexes: [String]) {
        self.name = name
        self.columns = columns.split(separator: ",").map { column in
            let parts = column.split(separator: " ", maxSplits: 1)
            // bytewise, as in SQLite; a shard is asked to compare only where its collation is known
            let type = String(parts[1]).replacing("text", with: "text COLLATE \"C\"")
            return (String(parts[0]), type)
        }
        self.indexes = indexes
    }

    /// The columns as a definition, `shard` first.
    var definition: String {
        (["shard integer NOT NULL"] + columns.map { "\($0.name) \($0.type)" })
            .joined(separator: ", ")
    }

    /// What rows are copied into: `passage_1(shard, id, …)`.
    func target(_ shard: Int32, columns: [String]? = nil) -> String {
        let columns = columns ?? self.columns.map(\.name)
        return "\(name)_\(shard)(\((["shard"] + columns).joined(separator: ", ")))"
    }

    static let document = ShardTable(
        "document",
        """
        id bigint NOT NULL,name text NOT NULL,source text,language text NOT NULL,kind text NOT NULL,\
        rank text NOT NULL,title text NOT NULL,short_title text NOT NULL,issuer text,region text,\
        document_number text,adopted text,effective text,amended text,in_force text,span_start bigint NOT NULL,\
        span_end bigint NOT NULL
        """, ["ALTER TABLE % ADD PRIMARY KEY (id)"])

    /// What a search answers with; `path` = headings over it, outermost first, one a line.
    static let passage = ShardTable(
        "passage",
        """
        id bigint NOT NULL,document bigint NOT NULL,name text NOT NULL,path text NOT NULL,\
        label text,span_start bigint NOT NULL,body text NOT NULL
        """, ["ALTER TABLE % ADD PRIMARY KEY (id)", "CREATE INDEX ON % (document)"])

    static let provision = ShardTable(
        "provision",
        """
        document bigint NOT NULL,eid text NOT NULL,parent text,level text NOT NULL,\
        number text NOT NULL,label text,heading text,span_start bigint NOT NULL,\
        span_end bigint NOT NULL,confidence double precision NOT NULL,passage bigint
        """, ["CREATE INDEX ON % (document, eid)"])

    static let diagnostic = ShardTable(
        "diagnostic",
        """
        document bigint NOT NULL,code text NOT NULL,severity text NOT NULL,span_start bigint,\
        span_end bigint,message text NOT NULL
        """, ["CREATE INDEX ON % (document)"])

    static let link = ShardTable(
        "link",
        """
        alignment bigint NOT NULL,zh bigint NOT NULL,en bigint NOT NULL,level text NOT NULL,\
        kind text NOT NULL,score double precision NOT NULL,basis text NOT NULL,zh_ids text NOT NULL,\
        en_ids text NOT NULL,zh_spans text NOT NULL,en_spans text NOT NULL,flags text NOT NULL
        """, ["CREATE INDEX ON % (alignment)"])

    /// The partner of a provision in the other language, both ways.
    static let partner = ShardTable(
        "partner",
        """
        alignment bigint NOT NULL,document bigint NOT NULL,eid text NOT NULL,\
        other bigint NOT NULL,other_eid text NOT NULL,score double precision NOT NULL
        """, ["CREATE INDEX ON % (alignment, document, eid)"])

    static let finding = ShardTable(
        "finding",
        """
        alignment bigint NOT NULL,zh bigint NOT NULL,en bigint NOT NULL,code text NOT NULL,\
        severity text NOT NULL,zh_start bigint,zh_end bigint,en_start bigint,en_end bigint,\
        message text NOT NULL
        """, ["CREATE INDEX ON % (alignment)"])

    static let obligation = ShardTable(
        "obligation",
        """
        document bigint NOT NULL,passage bigint,id text NOT NULL,norm text NOT NULL,pair text,\
        eid text,kind text NOT NULL,modality text NOT NULL,modality_text text NOT NULL,\
        strength text,bearer text,bearer_source text NOT NULL,counterparty text,action text,\
        comparator text,value double precision,min double precision,max double precision,unit text,\
        ucum text,raw text,per_count double precision,per_period text,dimension text,low double precision,high double precision,scope text,reference text,\
        deadline text,within text,lead text,after text,before text,day_type text,condition text,\
        consequence text,span_start bigint NOT NULL,span_end bigint NOT NULL,\
        clause_start bigint NOT NULL,clause_end bigint NOT NULL,\
        confidence double precision NOT NULL,flags text NOT NULL,rule text NOT NULL
        """, ["CREATE INDEX ON % (document)", "CREATE INDEX ON % (passage)"])

    /// What ranking needs of the passages of a segment; its lists are in `segment_page`.
    static let segment = ShardTable(
        "segment",
        """
        id bigint NOT NULL,passages bigint NOT NULL,headings bigint NOT NULL,\
        documents bigint NOT NULL,text_length bigint NOT NULL,heading_length bigint NOT NULL,\
        title_length bigint NOT NULL,stream_length bigint NOT NULL,directory bytea NOT NULL,\
        passage_lengths bytea NOT NULL,heading_table bytea NOT NULL,document_table bytea NOT NULL
        """,
        ["ALTER TABLE % ADD PRIMARY KEY (id)"]
            + ["directory", "passage_lengths", "heading_table", "document_table"].map {
                "ALTER TABLE % ALTER \($0) SET STORAGE EXTERNAL"
            })

    /// `id` = segment × 2^24 + page. Two rows fill a page of the database, so none goes elsewhere.
    static let segmentPage = ShardTable(
        "segment_page", "id bigint NOT NULL,data bytea NOT NULL",
        ["ALTER TABLE % ADD PRIMARY KEY (id)", "ALTER TABLE % ALTER data SET STORAGE PLAIN"])

    /// Two to this power pages at most are in a segment.
    static let pageBits: Int64 = 24

    static let all = [
        document, passage, provision, diagnostic, link, partner, finding, obligation, segment,
        segmentPage,
    ]
}

extension ShardTable {
    /// The column of an index in SQLite by its name here: `modalityText` → `modality_text`, and
    /// `start`, `end` (a reserved word) → `span_start`, `span_end`.
    static func column(_ name: String) -> String {
        if name == "start" || name == "end" { return "span_" + name }
        return name.reduce(into: "") { column, letter in
            if letter.isUppercase { column += "_" }
            column += letter.lowercased()
        }
    }
}
