import Alignment
public import Grammar
import Ingest
import LegalText
import Search
import Structure

/// Reads folders of documents and writes everything that is known of them into one folder:
/// `tiaowen.sqlite`, `documents/*.xml`, `alignments/*.tmx`, `obligations.jsonl`, `obligations.csv` and
/// `report.html`.
///
///     let summary = try Build().run(["Corpus"], output: "Output")
///     summary.counts.articles    // 214
///
/// What did not change since the last run (the file's bytes, its partner in the other language, the
/// program, its grammar) is not done again; what is gone is taken out. Files are replaced whole, and
/// the database holds whole documents only: a run that was cut off is completed by the next.
public struct Build: Sendable {
    public var grammar: GrammarSource
    public var threads: Int
    /// A file of corrections; `nil` for `alignments/overrides.yaml` in the output, if it is there.
    public var overrides: String?

    /// - Parameter threads: how many files are worked on at the same time.
    public init(
        grammar: GrammarSource = .builtIn, threads: Int = 2, overrides: String? = nil
    ) {
        self.overrides = overrides
        self.grammar = grammar
        self.threads = max(threads, 1)
    }

    /// - Parameters:
    ///   - paths: files and folders.
    ///   - output: a folder, made if it is missing.
    ///   - progress: told of each step, by any thread, one at a time.
    /// - Returns: what is in the output now, and which files could not be read; those are left out.
    ///   Where there is nothing to read, the output stays as it is.
    /// - Throws: `OverridesError` before anything is done; `GrammarError`, `OutputError`, `IndexError` or the database's own error: then the
    ///   output is as far as it got, and the next run goes on.
    public func run(
        _ paths: [String], output: String,
        progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
    ) throws -> BuildSummary {
        let run = try BuildRun(self, output: try OutputFolder(output), progress: progress)
        return try run.run(paths)
    }
}

/// Reads a file and makes something of it, or says why not.
@Sendable func reading<Output>(
    _ path: String, _ use: (SourceText) -> Output
) -> Result<Output, BuildFailure> {
    do {
        return .success(use(try Ingest.read(path: path)))
    } catch let error as IngestError {
        return .failure(BuildFailure(error))
    } catch {
        return .failure(BuildFailure(.unreadable(path: path, reason: "\(error)")))
    }
}

/// One run of a build: reads, pairs, works on what is new, gathers.
struct BuildRun {
    let threads: Int
    let folder: OutputFolder
    let progress: @Sendable (BuildProgress) -> Void
    let parser: StructureParser
    let worker: GroupWorker
    /// What every result depends on besides the files.
    let settings: String
    let grammar: GrammarSource
    let overrides: AlignmentOverrides

    init(
        _ build: Build, output: OutputFolder, progress: @escaping @Sendable (BuildProgress) -> Void
    ) throws {
        threads = build.threads
        folder = output
        self.progress = progress
        grammar = build.grammar
        if let path = build.overrides {
            overrides = try AlignmentOverrides(path: path)
        } else {
            overrides =
                output.has(OutputFolder.overrides)
                ? try AlignmentOverrides(path: output.path(OutputFolder.overrides)) : .none
        }
        settings = try BuildSettings.digest(build.grammar)
        parser = try StructureParser(grammar: build.grammar)
        worker = try GroupWorker(
            grammar: build.grammar, parser: parser, folder: output, settings: settings)
    }

    func run(_ paths: [String]) throws -> BuildSummary {
        var summary = BuildSummary()
        let files = InputFiles.find(paths, except: folder.path, failures: &summary.failures)
        // a mistyped path is no reason to throw away what earlier runs made
        if files.isEmpty { return summary }
        var state = BuildState.read(from: folder)
        if let counts = try unchanged(files, state, summary.failures) {
            summary.counts = counts
            summary.skipped = files.count
            return summary
        }
        let sketches = try sketch(files, failures: &summary.failures)
        let groups = WorkGroup.groups(of: sketches, worker.aligner, overrides)
        summary.warnings = unknownNames(sketches)
        let store = try openStore(&state)
        let done = try finishedGroups(groups, state, store)
        state.complete = nil
        state.keep(done)
        try state.write(to: folder)
        try removeGone(groups, state, store)
        let todo = groups.filter { !done.contains($0.key) }
        try work(on: todo, store, &state, &summary)
        progress(BuildProgress(step: .gathering))
        try store.finish()
        summary.counts = try gather(groups, state)
        summary.skipped =
            files.count - todo.reduce(0) { $0 + $1.sources.count } - summary.failures.count
        summary.skipped = max(summary.skipped, 0)
        summary.built = todo.reduce(0) { $0 + $1.sources.count }
        if summary.warnings.isEmpty {
            state.complete = fingerprint(
                sketches.map { SourceStamp(path: $0.path, sha256: $0.sha256, settings: settings) },
                summary.failures)
        }
        try state.write(to: folder)
        return summary
    }

    // MARK: What has to be done

    private func fingerprint(_ stamps: [SourceStamp], _ failures: [BuildFailure]) -> String {
        var digest = Digest()
        digest.add(settings)
        for entry in overrides.entries {
            for text in [entry.zh, entry.en] + entry.links.map(\.description) { digest.add(text) }
        }
        for stamp in stamps {
            digest.add(stamp.path)
            digest.add(stamp.sha256)
        }
        for failure in failures { digest.add(failure.path) }
        return digest.description
    }

    /// The counts of the last run if nothing changed since and all it wrote is there.
    private func unchanged(
        _ files: [String], _ state: BuildState, _ known: [BuildFailure]
    ) throws -> BuildCounts? {
        guard let complete = state.complete, folder.hasAll(OutputFolder.results),
            folder.hasAll(state.groups.values.flatMap(\.files))
        else { return nil }
        let settings = settings
        let stamps = try inParallel(files, .reading) { path in
            reading(path) { source in
                SourceStamp(path: path, sha256: source.origin.sha256, settings: settings)
            }
        }
        var failures = known
        var read: [SourceStamp] = []
        for stamp in stamps {
            switch stamp {
            case .success(let stamp): read.append(stamp)
            case .failure(let failure): failures.append(failure)
            }
        }
        // a file that fails has to be reported each time: the long way does it
        guard failures.isEmpty, fingerprint(read, failures) == complete else { return nil }
        return state.counts
    }

    private func sketch(
        _ files: [String], failures: inout [BuildFailure]
    ) throws -> [SourceSketch] {
        let parser = parser
        let read = try inParallel(files, .reading) { path in
            reading(path) { SourceSketch(path: path, source: $0, documents: parser.parse($0)) }
        }
        var sketches: [SourceSketch] = []
        for result in read {
            switch result {
            case .success(let sketch): sketches.append(sketch)
            case .failure(let failure): failures.append(failure)
            }
        }
        return sketches
    }

    /// The entries of the corrections that name a document which is not there.
    private func unknownNames(_ sketches: [SourceSketch]) -> [BuildFailure] {
        let pairing = DocumentPairing(sketches, worker.aligner)
        return overrides.entries.flatMap { entry in
            [(entry.zh, Language.zho, "Chinese"), (entry.en, .eng, "English")]
                .filter { pairing.place($0.0, $0.1) == nil }
                .map { name, _, language in
                    BuildFailure(
                        path: overrides.path, code: "override-unknown-document",
                        message: "line \(entry.line): no \(language) document is called \(name)")
                }
        }
    }

    /// The groups that need no work: everything of them is written and their inputs are the same.
    private func finishedGroups(
        _ groups: [WorkGroup], _ state: BuildState, _ store: IndexStore
    ) throws -> Set<String> {
        let stored = try store.sources()
        var done: Set<String> = []
        for group in groups {
            guard let entry = state.groups[group.key],
                entry.fingerprint == group.fingerprint(settings: settings),
                group.stamps(settings: settings).allSatisfy({ stored[$0.path] == $0 }),
                folder.hasAll(entry.files)
            else { continue }
            done.insert(group.key)
        }
        return done
    }

    // MARK: Doing it

    /// Opens the database; one of another version, or a damaged one, is made anew.
    private func openStore(_ state: inout BuildState) throws -> IndexStore {
        let path = folder.path(OutputFolder.database)
        do {
            return try IndexStore(path: path, grammar: grammar)
        } catch let error as GrammarError {
            throw error
        } catch {
            guard folder.has(OutputFolder.database) else { throw error }
            try folder.removeDatabase()
            state.keep([])
            return try IndexStore(path: path, grammar: grammar)
        }
    }

    /// Takes out of database and folder what belongs to no group any more.
    private func removeGone(
        _ groups: [WorkGroup], _ state: BuildState, _ store: IndexStore
    ) throws {
        let sources = Set(groups.flatMap { $0.sources.map(\.path) })
        for path in try store.sources().keys.sorted() where !sources.contains(path) {
            try store.remove(sourcePath: path)
        }
        let expected = Set(state.groups.values.flatMap(\.files))
        try folder.removeResults(except: expected)
    }

    private func work(
        on groups: [WorkGroup], _ store: IndexStore, _ state: inout BuildState,
        _ summary: inout BuildSummary
    ) throws {
        let total = groups.reduce(0) { $0 + $1.sources.count }
        struct Written: Sendable {
            var state: BuildState
            var failures: [BuildFailure] = []
            var warnings: [BuildFailure] = []
            var sources = 0
        }
        let (folder, progress, worker) = (folder, progress, worker)
        let overridesPath = overrides.path
        let queue = OrderedQueue<WorkGroup, Result<GroupResult, any Error>, Written>(
            into: Written(state: state), threads: threads, ahead: 8 * threads,
            work: { group in Result { try worker.work(on: group) } },
            finish: { written, result in
                let result = try result.get()
                written.sources += result.group.sources.count
                progress(BuildProgress(step: .building, done: written.sources, total: total))
                written.failures += result.failures
                written.warnings += result.warnings(overridesPath)
                guard result.failures.isEmpty else { return }
                try result.store(in: store)
                written.state.add(result.entry, for: result.group.key)
                if written.state.isDue { try written.state.write(to: folder) }
            })
        for group in groups where !queue.add(group) { break }
        let written = try queue.close()
        state = written.state
        summary.failures += written.failures
        summary.warnings += written.warnings
        try state.write(to: folder)
    }

    /// Writes what is about all groups together, from the parts kept of each.
    private func gather(_ groups: [WorkGroup], _ state: BuildState) throws -> BuildCounts {
        let kept = groups.filter { state.groups[$0.key] != nil }
        try Gatherer(folder: folder).write(kept, counts: state.counts)
        return state.counts
    }

    /// Does something for each file, by several threads; results in the order of the files.
    private func inParallel<Output: Sendable>(
        _ files: [String], _ step: BuildProgress.Step,
        _ work: @escaping @Sendable (String) -> Output
    ) throws -> [Output] {
        let (progress, total) = (progress, files.count)
        let queue = OrderedQueue<String, Output, [Output]>(
            into: [], threads: threads, ahead: 16 * threads, work: work,
            finish: { outputs, output in
                outputs.append(output)
                progress(BuildProgress(step: step, done: outputs.count, total: total))
            })
        for file in files where !queue.add(file) { break }
        return try queue.close()
    }
}
