import Alignment
import Export
import Grammar
import LegalText
import Obligations
import Search
import Structure

/// Does all that is to be done for a group of sources: reads, aligns, extracts, writes their files.
struct GroupWorker: Sendable {
    let parser: StructureParser
    let extractor: ObligationExtractor
    let aligner: Aligner
    let pairing: NormPairing
    let folder: OutputFolder
    let settings: String

    init(
        grammar: GrammarSource, parser: StructureParser, folder: OutputFolder, settings: String
    ) throws {
        self.parser = parser
        extractor = try ObligationExtractor(grammar: grammar)
        aligner = try Aligner(grammar: grammar)
        pairing = try NormPairing(grammar: grammar)
        self.folder = folder
        self.settings = settings
    }

    /// - Throws: `OutputError` if a file cannot be written.
    func work(on group: WorkGroup) throws -> GroupResult {
        var result = GroupResult(group: group, settings: settings)
        for source in group.sources {
            switch reading(source.path, { parser.parse($0) }) {
            case .success(let documents):
                result.documents.append(
                    documents.map { IndexedDocument($0, obligations: extractor.records(in: $0)) })
            case .failure(let failure):
                result.failures.append(failure)
            }
        }
        // a file that went away since it was first read
        guard result.failures.isEmpty else { return result }
        for pair in group.pairs {
            guard var zh = result.document(pair.zh), var en = result.document(pair.en) else {
                continue
            }
            var alignment = aligner.align(
                zh.document, en.document, corrections: pair.corrections)
            pairing.compare(&zh.obligations, &en.obligations, in: &alignment)
            result.documents[pair.zh.source][pair.zh.document] = zh
            result.documents[pair.en.source][pair.en.document] = en
            result.alignments.append(GroupResult.Aligned(pair: pair, alignment: alignment))
        }
        try write(&result)
        return result
    }

    private func write(_ result: inout GroupResult) throws {
        let group = result.group
        for (names, documents) in zip(group.names, result.documents) {
            for (name, indexed) in zip(names, documents) {
                try write(
                    AkomaNtoso.bytes(indexed.document),
                    to: "\(OutputFolder.documents)/\(name).xml", &result)
            }
        }
        for aligned in result.alignments {
            guard let zh = result.document(aligned.pair.zh),
                let en = result.document(aligned.pair.en)
            else { continue }
            try write(
                TMX.bytes(aligned.alignment, zh: zh.document, en: en.document),
                to: "\(OutputFolder.alignments)/\(aligned.pair.name).tmx", &result)
        }
        let parts = GroupParts(result)
        for part in GroupParts.Part.allCases {
            let bytes = parts.bytes(part)
            if !bytes.isEmpty { try write(bytes, to: part.path(of: group), &result) }
        }
    }

    private func write(_ bytes: [UInt8], to path: String, _ result: inout GroupResult) throws {
        try folder.write(bytes, to: path)
        result.files.append(path)
    }
}

/// What came of a group of sources.
struct GroupResult: Sendable {
    struct Aligned: Sendable {
        var pair: WorkGroup.Pair
        var alignment: Alignment
    }

    let group: WorkGroup
    let settings: String
    /// For each source, its documents.
    var documents: [[IndexedDocument]] = []
    var alignments: [Aligned] = []
    /// Written, relative to the output folder.
    var files: [String] = []
    var failures: [BuildFailure] = []

    init(group: WorkGroup, settings: String) {
        self.group = group
        self.settings = settings
    }

    /// `nil` if the source has changed since it was first read.
    func document(_ place: DocumentPairing.Place) -> IndexedDocument? {
        guard documents.indices.contains(place.source),
            documents[place.source].indices.contains(place.document)
        else { return nil }
        return documents[place.source][place.document]
    }

    var counts: BuildCounts {
        let all = documents.flatMap { $0 }
        return BuildCounts(
            documents: all.count,
            articles: all.reduce(0) { $0 + $1.document.provisions(at: .article).count },
            pairs: alignments.count,
            findings: alignments.reduce(0) { $0 + $1.alignment.findings.count },
            obligations: all.reduce(0) { $0 + $1.obligations.count })
    }

    /// Corrections that name what the documents no longer have.
    var unapplied: [AlignmentCorrection] { alignments.flatMap(\.alignment.unapplied) }

    /// The corrections that did not apply, each by name.
    func warnings(_ path: String) -> [BuildFailure] {
        alignments.flatMap { aligned in
            aligned.alignment.unapplied.map { correction in
                let titles = [aligned.pair.zh, aligned.pair.en]
                    .compactMap { document($0)?.document.title }.joined(separator: " – ")
                return BuildFailure(
                    path: path, code: "override-unapplied",
                    message: "\(correction): no longer in \(titles), or not in one linked article")
            }
        }
    }

    /// What to remember of the group, once everything is in place; where a correction did not apply, it
    /// has to be told each time, so the group never counts as finished.
    var entry: BuildState.Entry {
        BuildState.Entry(
            fingerprint: unapplied.isEmpty ? group.fingerprint(settings: settings) : "",
            files: files, counts: counts)
    }

    /// Puts documents, alignments and obligations into the database.
    func store(in store: IndexStore) throws {
        for (stamp, documents) in zip(group.stamps(settings: settings), documents) {
            try store.replace(stamp, with: documents)
        }
        for aligned in alignments {
            guard let zh = document(aligned.pair.zh), let en = document(aligned.pair.en) else {
                continue
            }
            try store.setAlignment(aligned.alignment, zh: zh.document, en: en.document)
        }
    }
}
