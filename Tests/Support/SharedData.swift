import Foundation

/// The measuring data kept beside a checkout in `../shared`; tests that need it skip without it.
public enum SharedData {
    /// The folder, or `nil` where there is none.
    public static let root: String? = {
        let package = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = package.appendingPathComponent("../shared").standardizedFileURL.path
        return FileManager.default.fileExists(atPath: path + "/corpus") ? path : nil
    }()

    /// Whether tests of the shared data are to run: always under `CI=true`, where its absence fails.
    public static let isExpected =
        root != nil || ProcessInfo.processInfo.environment["CI"] == "true"

    /// Said beside a skipped test.
    public static let skipMessage = "no ../shared beside this checkout"

    /// A path below the folder.
    public static func path(_ relative: String) throws -> String {
        guard let root else { throw Missing() }
        return root + "/" + relative
    }

    /// `../shared` is missing although `CI=true` asks for it.
    public struct Missing: Error, CustomStringConvertible {
        public var description: String { "../shared is missing beside this checkout" }
    }
}

/// The folder of this package, for tests that read Corpus/ and Grammar/.
public let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
