import Grammar
import LegalText

/// Finds the provisions a citation in a query names. Runs inside a read of the database.
struct CitationFinder {
    /// A provision cited, in the passage that holds it.
    struct Place: Hashable {
        var passage: Int
        var eid: String?
    }

    struct Found {
        var places: [Place]
        /// What of the query is neither title nor citation.
        var rest: String
        var notes: [String]
        /// A name beside the citation that no document bears.
        var unknownTitle: String?
    }

    let parser: CitationParser
    let grammar: SearchGrammar
    let variants: HanVariants
    let index: any IndexReading
    let set: SegmentSet

    /// At most so many documents are looked through for an article.
    private static let most = 200

    /// - Returns: `nil` if the query cites nothing.
    func find(_ text: String) throws -> Found? {
        let folded = variants.folded(text)
        guard let (citation, span) = parser.find(folded) else { return nil }
        let bytes = Array(folded.lowercased().utf8)
        let before = String(decoding: bytes[..<min(span.lowerBound, bytes.count)], as: UTF8.self)
        let behind = String(decoding: bytes[min(span.upperBound, bytes.count)...], as: UTF8.self)
        var rest = clean(before + " " + behind)
        let named = try document(before, behind)
        var notes: [String] = []
        if named == nil, let last = before.last, !last.isWhitespace, !clean(before).isEmpty {
            return Found(
                places: [], rest: rest, notes: ["no document of this name is in the index"],
                unknownTitle: clean(before))
        }
        if let named { rest = clean(named.rest) }
        let documents =
            try named?.ids ?? index.documents(limit: Self.most)
        var places: [Place] = []
        for document in documents { places += try find(citation, in: document) }
        if places.isEmpty { notes.append("no provision is numbered so") }
        if places.contains(where: { ($0.eid ?? citation.eids[0]) != citation.eids[0] }),
            places.count == 1
        {
            notes.append("the article has no such paragraph or point: it is shown whole")
        }
        return Found(places: places, rest: rest, notes: notes)
    }

    /// The documents named by the words around a citation, by all of them or by those on one side.
    private func document(_ before: String, _ behind: String) throws -> (
        ids: [Int64], rest: String
    )? {
        let all = before + " " + behind
        // a title may end in a word that says nothing elsewhere
        if let named = try documents(named: trimmed(all)) ?? documents(named: clean(all)) {
            return named
        }
        if let named = try documents(named: clean(before)) {
            return (named.ids, named.rest + " " + behind)
        }
        return try documents(named: clean(behind)).map { ($0.ids, before + " " + $0.rest) }
    }

    /// Without title marks, and without blanks, commas and stops at either end.
    private func trimmed(_ text: String) -> String {
        // blank , ; . ? and their full-width and Han forms
        let marks: Set<UInt32> = [
            0x20, 0x2C, 0x3B, 0x2E, 0x3F, 0x3001, 0x3002, 0xFF0C, 0xFF1B, 0xFF1F,
        ]
        var scalars = Substring(TitleMarks.removed(from: text)).unicodeScalars
        while let first = scalars.first, marks.contains(first.value) { scalars.removeFirst() }
        while let last = scalars.last, marks.contains(last.value) { scalars.removeLast() }
        return String(scalars)
    }

    /// The same without words that say nothing at either end.
    private func clean(_ text: String) -> String {
        var scalars = Array(trimmed(text).unicodeScalars)
        func trim() {
            while scalars.first == " " { scalars.removeFirst() }
            while scalars.last == " " { scalars.removeLast() }
        }
        var isChanged = true
        while isChanged {
            isChanged = false
            for word in grammar.citation.values.flatMap(\.around).sorted(by: { $0.count > $1.count }
            ) {
                let word = Array(word.unicodeScalars)
                let isLatin = word.first.map { $0.isASCII } ?? false
                if scalars.starts(with: word),
                    !isLatin || scalars.count == word.count || scalars[word.count] == " "
                {
                    scalars.removeFirst(word.count)
                    isChanged = true
                } else if scalars.reversed().starts(with: word.reversed()),
                    !isLatin || scalars.count == word.count
                        || scalars[scalars.count - word.count - 1] == " "
                {
                    scalars.removeLast(word.count)
                    isChanged = true
                }
                if isChanged { break }
            }
            trim()
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// The documents a text names, with what of the text is left; `nil` if it names none.
    private func documents(named text: String) throws -> (ids: [Int64], rest: String)? {
        guard !text.isEmpty else { return nil }
        let short = grammar.shortTitle(text)
        let exact = try index.documents(titled: short)
        if !exact.isEmpty { return (exact, "") }
        // the longest title that stands in the text
        let inside = try index.documents(titledWithin: short, limit: 20)
        if let longest = inside.first {
            let title = longest.shortTitle
            let parts = short.split(
                separator: title, maxSplits: 1, omittingEmptySubsequences: false)
            return (
                inside.filter { $0.shortTitle == title }.map(\.row), parts.joined(separator: " ")
            )
        }
        guard short.unicodeScalars.count >= 2 else { return nil }
        let around = try index.documents(titleContaining: short, limit: 5)
        return around.isEmpty ? nil : (around.map(\.row), "")
    }

    private func find(_ citation: Citation, in document: Int64) throws -> [Place] {
        for eid in citation.eids {
            if let row = try index.passage(ofProvision: eid, in: document),
                let place = set.place(ofRow: row)
            {
                return [Place(passage: place, eid: eid)]
            }
        }
        // documents that came as passages have labels only
        for (row, label) in try index.labels(ofPassagesIn: document)
        where parser.article(ofLabel: variants.folded(label)) == citation.article {
            if let place = set.place(ofRow: row) { return [Place(passage: place, eid: nil)] }
        }
        return []
    }
}
