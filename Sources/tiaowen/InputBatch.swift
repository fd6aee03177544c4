import ArgumentParser
import Ingest
import LegalText

/// The files a command was given: each is read on its own, and one that cannot be read is reported
/// without stopping the others.
struct InputBatch {
    private let paths: [String]
    private let json: Bool

    /// - Parameters:
    ///   - paths: files, folders, `-` for standard input.
    ///   - json: whether errors are reported as JSON.
    init(_ paths: [String], json: Bool) {
        self.paths = paths
        self.json = json
    }

    /// Hands over the text of each file, in order.
    /// - Throws: what `body` throws, at once; `ExitCode` at the end if a file could not be read: the
    ///   code of the first that could not.
    func forEach(_ body: (SourceText) throws -> Void) throws {
        var failed: Int32?
        func report(_ error: IngestError) {
            CommandFailure(error)?.report(asJSON: json)
            failed = failed ?? error.exitCode
        }
        for path in paths {
            var files: [String] = []
            do {
                files = try Ingest.files(under: [path])
            } catch let error as IngestError {
                report(error)
            }
            for file in files {
                let source: SourceText
                do {
                    source = try Ingest.read(path: file)
                } catch let error as IngestError {
                    report(error)
                    continue
                }
                try body(source)
            }
        }
        if let failed { throw ExitCode(failed) }
    }
}
