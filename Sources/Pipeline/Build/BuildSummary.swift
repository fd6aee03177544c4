import Ingest

/// What an output folder holds.
public struct BuildCounts: Sendable, Hashable {
    public var documents = 0
    public var articles = 0
    public var pairs = 0
    public var findings = 0
    public var obligations = 0

    static func + (a: BuildCounts, b: BuildCounts) -> BuildCounts {
        BuildCounts(
            documents: a.documents + b.documents, articles: a.articles + b.articles,
            pairs: a.pairs + b.pairs, findings: a.findings + b.findings,
            obligations: a.obligations + b.obligations)
    }
}

/// How a build went.
public struct BuildSummary: Sendable {
    public var counts = BuildCounts()
    /// Files read and worked on.
    public var built = 0
    /// Files that had not changed.
    public var skipped = 0
    /// Files left out, in the order they were met.
    public var failures: [BuildFailure] = []
    /// Corrections that did not apply, by name: the build is good without them.
    public var warnings: [BuildFailure] = []
}

/// A file that could not be read.
public struct BuildFailure: Error, Sendable, Hashable {
    public var path: String
    /// Stable name for programs: `no-such-file`, `not-text`…
    public var code: String
    public var message: String

    init(path: String, code: String, message: String) {
        self.path = path
        self.code = code
        self.message = message
    }

    init(_ error: IngestError) {
        path = error.path
        code = error.code
        message = error.message
    }
}

/// How far a build is.
public struct BuildProgress: Sendable, Hashable {
    public enum Step: String, Sendable, Hashable { case reading, building, gathering }
    public var step: Step
    public var done = 0
    /// Files this step has to do; 0 if that is not known.
    public var total = 0
}
