public import Grammar
import Ingest
public import LegalText
import Revisions
import Structure

/// Finds the versions of a work among many files (版本收集), under all the names it had.
///
///     let gatherer = try VersionGatherer(grammar: .builtIn)
///     try gatherer.versions(of: "促进渡口发展条例", in: ["laws"])    // 渡口条例 2016, 促进渡口发展条例 2022
///
/// A text belongs to the work if it bears its name; if it repeals a text that does, or is repealed by
/// one, and at least a few of its articles live on there. Only files that hold the name are parsed.
public struct VersionGatherer {
    private let parser: StructureParser
    private let names: WorkNames
    private let grammar: GrammarSource

    /// - Throws: `GrammarError` where Grammar/ is at fault.
    public init(grammar: GrammarSource = .builtIn) throws {
        self.grammar = grammar
        parser = try StructureParser(grammar: grammar)
        names = try WorkNames(grammar: grammar)
    }

    /// A file and, once somebody asked, the documents in it.
    private struct File {
        var source: SourceText
        var documents: [Document]?
    }

    /// The versions in no order; empty where no text bears the name.
    ///
    /// - Parameters:
    ///   - paths: files and folders.
    ///   - unreadable: told of each file that cannot be read.
    /// - Throws: `IngestError` for a path that does not exist, `GrammarError`.
    public func versions(
        of work: String, in paths: [String], unreadable: (any Error) -> Void = { _ in }
    ) throws -> [WorkVersion] {
        var files: [File] = []
        for path in try Ingest.files(under: paths) {
            do {
                files.append(File(source: try Ingest.read(path: path)))
            } catch {
                unreadable(error)
            }
        }
        var comparer: RevisionComparer?
        var found: [Document] = []
        var known: Set<String> = []
        var waiting = [work]
        while let title = waiting.popLast() {
            let name = names.name(of: title)
            guard !name.isEmpty, known.insert(name).inserted else { continue }
            var bearers: [Document] = []
            var repealers: [Document] = []
            for document in documents(naming: names.written(title), &files) {
                if names.name(of: document.title) == name {
                    bearers.append(document)
                } else if names.repealed(by: document).contains(name) {
                    repealers.append(document)
                }
            }
            // the first name is what was asked for; another must share the content
            if !found.isEmpty {
                if comparer == nil { comparer = try RevisionComparer(grammar: grammar) }
                guard let comparer, goesOn(bearers, found, comparer) else { continue }
            }
            found += bearers
            guard !bearers.isEmpty else { continue }
            waiting += repealers.map(\.title)
            waiting += bearers.flatMap(names.repealed(by:))
        }
        return distinct(found).map(WorkVersion.init)
    }

    /// The documents of the files that hold some words.
    private func documents(naming words: String, _ files: inout [File]) -> [Document] {
        let needle = PhraseSet([words])
        return files.indices.flatMap { k -> [Document] in
            // a title may stand on several lines
            let holds = Self.withoutBlanks(files[k].source.bytes).withUnsafeBufferPointer { p in
                needle.first(in: p, p.indices) != nil
            }
            guard holds else { return [] }
            let documents = files[k].documents ?? parser.parse(files[k].source)
            files[k].documents = documents
            return documents
        }
    }

    private static func withoutBlanks(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBufferPointer { p in
            [UInt8](unsafeUninitializedCapacity: p.count) { kept, count in
                var at = 0
                while at < p.count {
                    let byte = p[at]
                    let isBreak = byte == 0x0A || byte == 0x0D
                    let blank = isBreak ? 1 : byte <= 0x20 || byte >= 0xC2 ? p.blankWidth(at) : 0
                    if blank > 0 {
                        at += blank
                    } else {
                        kept[count] = byte
                        count += 1
                        at += 1
                    }
                }
            }
        }
    }

    /// Whether enough articles of one text live on in another: at least a few, and a fifth of the shorter.
    private func goesOn(
        _ some: [Document], _ others: [Document], _ comparer: RevisionComparer
    ) -> Bool {
        some.contains { a in
            others.contains { b in
                let changes = comparer.compare(a, b)
                let kept = changes.filter { !$0.old.isEmpty && !$0.new.isEmpty }.count
                let gone = changes.filter { $0.new.isEmpty }.count
                let come = changes.filter { $0.old.isEmpty }.count
                return kept >= 3 && kept * 5 >= kept + min(gone, come)
            }
        }
    }

    /// One document for each date and wording: collections hold texts twice.
    private func distinct(_ documents: [Document]) -> [Document] {
        var seen: Set<String> = []
        return documents.filter { document in
            let date = WorkVersion(document).date ?? ""
            return seen.insert("\(date) \(document.source.string(document.span))").inserted
        }
    }
}
