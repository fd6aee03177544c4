import Grammar
import LegalText

/// Makes the rows of documents.
struct RecordWriter: Sendable {
    let grammar: SearchGrammar
    let variants: HanVariants
    let measures: Measures

    /// A document with its numeric norms.
    func record(_ indexed: IndexedDocument, source: String?) -> DocumentRecord {
        let document = indexed.document
        let offsets = ScalarOffsets(document.source.bytes)
        let metadata = document.metadata
        var record = record(
            name: document.id, title: document.title, language: document.language,
            kind: document.kind)
        record.source = source
        record.issuer = metadata.issuer
        record.documentNumber = metadata.documentNumber
        record.adopted = metadata.adopted
        record.effective = metadata.effective
        record.amended =
            metadata.amended.isEmpty ? nil : metadata.amended.joined(separator: " ")
        record.inForce = ([metadata.effective ?? metadata.adopted] + metadata.amended)
            .compactMap { $0 }.max()
        record.region =
            grammar.region(in: variants.folded(document.title), language: document.language)
            ?? grammar.region(
                in: variants.folded(metadata.issuer ?? ""), language: document.language)
        record.span = offsets.scalars(document.span)
        let places = addPassages(document, to: &record, offsets)
        for provision in document.provisions {
            add(provision, parent: nil, of: document, to: &record, places, offsets)
        }
        record.diagnostics = document.diagnostics.map { diagnostic in
            DocumentRecord.Diagnostic(
                code: diagnostic.code, severity: diagnostic.severity.rawValue,
                span: diagnostic.span.map { offsets.scalars($0) }, message: diagnostic.message)
        }
        var citations: [String: Int] = [:]
        for reference in document.references {
            guard let work = reference.work else { continue }
            citations[shortTitle(work), default: 0] += 1
        }
        record.citations = Self.sorted(citations)
        record.norms = indexed.obligations.map { obligation in
            DocumentRecord.Norm(
                obligation, passage: Self.passage(of: obligation.span, in: places), offsets,
                measures)
        }
        return record
    }

    /// A document without content yet.
    func record(name: String, title: String, language: Language, kind: Document.Kind)
        -> DocumentRecord
    {
        let rank = grammar.rank(ofTitle: title)
        return DocumentRecord(
            name: name, language: language, kind: kind,
            rank: grammar.ranks.indices.contains(rank) ? grammar.ranks[rank].id : "",
            title: title, shortTitle: shortTitle(title))
    }

    /// A title as it is cited: folded, without title marks.
    func shortTitle(_ title: String) -> String {
        grammar.shortTitle(TitleMarks.removed(from: variants.folded(title))).lowercased()
    }

    static func sorted(_ citations: [String: Int]) -> [(work: String, passages: Int)] {
        citations.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Where a passage stands in its document, to find the passage of a provision.
    private struct PassagePlace {
        var index: Int
        var span: ByteSpan
    }

    private func addPassages(
        _ document: Document, to record: inout DocumentRecord, _ offsets: ScalarOffsets
    ) -> [PassagePlace] {
        var places: [PassagePlace] = []
        var path: String?
        var heading: Int?
        for passage in document.passages {
            if passage.headings != path {
                path = passage.headings
                heading = nil
                if !passage.headings.isEmpty {
                    heading = record.headings.count
                    record.headings.append(passage.headings)
                }
            }
            places.append(PassagePlace(index: record.passages.count, span: passage.span))
            record.passages.append(
                DocumentRecord.Passage(
                    name: passage.name, heading: heading, label: passage.label,
                    start: offsets.scalar(atByte: passage.span.lowerBound),
                    text: document.source.string(passage.span)))
        }
        return places.sorted { $0.span.lowerBound < $1.span.lowerBound }
    }

    private func add(
        _ provision: Provision, parent: String?, of document: Document,
        to record: inout DocumentRecord, _ places: [PassagePlace], _ offsets: ScalarOffsets
    ) {
        let text = { (span: ByteSpan?) in span.map { document.source.string($0) } }
        let eid = provision.eid.description
        record.provisions.append(
            DocumentRecord.Provision(
                eid: eid, parent: parent, level: provision.level.rawValue,
                number: provision.number.description, label: text(provision.label),
                heading: text(provision.heading), span: offsets.scalars(provision.span),
                confidence: provision.confidence,
                passage: provision.level.isDivision
                    ? nil : Self.passage(of: provision.span, in: places)))
        for child in provision.children {
            add(child, parent: eid, of: document, to: &record, places, offsets)
        }
    }

    /// The passage that begins in a span or, failing that, the one the span lies in.
    private static func passage(of span: ByteSpan, in sorted: [PassagePlace]) -> Int? {
        let low = sorted.partitioningIndex { $0.span.lowerBound >= span.upperBound }
        // the first that overlaps, looking back from the last that starts before the span ends
        var found: Int?
        var at = low - 1
        while at >= 0, sorted[at].span.upperBound > span.lowerBound {
            found = sorted[at].index
            at -= 1
        }
        return found
    }
}
