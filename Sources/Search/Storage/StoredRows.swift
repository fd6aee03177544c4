package import LegalText

/// Which segments and loose documents an index has.
package struct IndexState: Sendable, Hashable {
    /// Whatever tells one state from another.
    package var mark: [Int64]
    /// The last document in a segment.
    package var lastGathered: Int64
    /// The last of all documents: those between are loose.
    package var lastDocument: Int64

    package init(mark: [Int64], lastGathered: Int64, lastDocument: Int64) {
        self.mark = mark
        self.lastGathered = lastGathered
        self.lastDocument = lastDocument
    }
}

/// Pages of a segment's stream, `SegmentData.pageSize` bytes each.
package struct SegmentPages: Sendable, Hashable {
    package var segment: Int64
    package var pages: Range<Int>

    package init(segment: Int64, pages: Range<Int>) {
        self.segment = segment
        self.pages = pages
    }
}

/// The documents a segment covers: those behind the segment before, up to the last.
package struct SegmentExtent: Sendable, Hashable {
    package var id: Int64
    package var lastDocument: Int64
    /// Bytes of text.
    package var weight: Int

    package init(id: Int64, lastDocument: Int64, weight: Int) {
        self.id = id
        self.lastDocument = lastDocument
        self.weight = weight
    }
}

/// A document as segments take it in.
package struct LooseDocument: Sendable {
    package var row: Int64
    /// The row of its first passage; 0 if it has none.
    package var firstPassage: Int64
    package var shortTitle: String
    /// Id of its rank in the grammar.
    package var rank: String
    /// How many passages of other documents name it.
    package var cited: Int
    /// Its passages in order; `path` = headings, one a line, the same string for neighbours below the same.
    package var passages: [(text: String, path: String)]

    package init(
        row: Int64, firstPassage: Int64, shortTitle: String, rank: String, cited: Int,
        passages: [(text: String, path: String)]
    ) {
        self.row = row
        self.firstPassage = firstPassage
        self.shortTitle = shortTitle
        self.rank = rank
        self.cited = cited
        self.passages = passages
    }
}

/// A document as it is stored, as far as answers show it.
package struct StoredDocument: Sendable, Hashable {
    package var row: Int64
    /// Its id outside.
    package var name: String
    package var language: Language
    package var title: String
    package var shortTitle: String
    /// Whether it was read from a source, with its structure.
    package var hasSource: Bool

    package init(
        row: Int64, name: String, language: Language, title: String, shortTitle: String,
        hasSource: Bool
    ) {
        self.row = row
        self.name = name
        self.language = language
        self.title = title
        self.shortTitle = shortTitle
        self.hasSource = hasSource
    }
}

/// A passage as it is stored.
package struct StoredPassage: Sendable, Hashable {
    package var document: StoredDocument
    /// eId of the provision, or what the passage is called otherwise.
    package var name: String
    package var label: String?
    /// Headings, outermost first, one a line; empty if there are none.
    package var path: String
    /// Where its text starts in the source, in Unicode scalars.
    package var start: Int
    package var text: String

    package init(
        document: StoredDocument, name: String, label: String?, path: String, start: Int,
        text: String
    ) {
        self.document = document
        self.name = name
        self.label = label
        self.path = path
        self.start = start
        self.text = text
    }
}

/// The provision in the other language that says the same.
package struct StoredPartner: Sendable, Hashable {
    package var document: StoredDocument
    package var eid: String
    package var label: String?
    /// Where its text starts in its source, in Unicode scalars.
    package var start: Int
    package var text: String

    package init(
        document: StoredDocument, eid: String, label: String?, start: Int, text: String
    ) {
        self.document = document
        self.eid = eid
        self.label = label
        self.start = start
        self.text = text
    }
}

/// Sentences of two documents that say the same.
package struct LinkedSentences: Sendable, Hashable {
    package var own: [Range<Int>]
    package var other: [Range<Int>]

    package init(own: [Range<Int>], other: [Range<Int>]) {
        self.own = own
        self.other = other
    }
}
