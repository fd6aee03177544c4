import Foundation
import Ingest

/// The files a build reads.
enum InputFiles {
    /// All documents below some paths, without what lies in the output folder; a path that does not
    /// exist is a failure, the others count.
    static func find(
        _ paths: [String], except output: String, failures: inout [BuildFailure]
    ) -> [String] {
        var good: [String] = []
        for path in paths {
            do throws(IngestError) {
                _ = try files([path])
                good.append(path)
            } catch {
                failures.append(BuildFailure(error))
            }
        }
        let output = real(output) + "/"
        return ((try? files(good)) ?? []).filter { !(real($0) + "/").hasPrefix(output) }
    }

    /// `Ingest.files`, whose errors are of one kind.
    private static func files(_ paths: [String]) throws(IngestError) -> [String] {
        do {
            return try Ingest.files(under: paths)
        } catch let error as IngestError {
            throw error
        } catch {
            throw .unreadable(path: paths.first ?? "", reason: "\(error)")
        }
    }

    private static func real(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
}
