import Foundation
import TestSupport

/// The program as users run it.
struct Program {
    /// What a run of it gave.
    struct Run {
        var output: String
        var errors: String
        var status: Int32
    }

    /// Built beside the tests.
    static var url: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("tiaowen")
    }

    /// A run that has not been started, in the folder of the package.
    static func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: packageRoot)
        var environment = ProcessInfo.processInfo.environment
        environment["COLUMNS"] = "80"
        environment["TIAOWEN_GRAMMAR"] = nil
        process.environment = environment
        return process
    }

    /// Runs it to its end.
    static func run(_ arguments: [String], input: String? = nil) throws -> Run {
        let process = process(arguments)
        let folder = try TemporaryFolder()
        // files, not pipes: nothing can fill up
        let names = ["in", "out", "err"].map { folder.path + "/" + $0 }
        for name in names { try Data().write(to: URL(fileURLWithPath: name)) }
        try (input ?? "").write(toFile: names[0], atomically: false, encoding: .utf8)
        let handles = try [
            FileHandle(forReadingFrom: URL(fileURLWithPath: names[0])),
            FileHandle(forWritingTo: URL(fileURLWithPath: names[1])),
            FileHandle(forWritingTo: URL(fileURLWithPath: names[2])),
        ]
        process.standardInput = handles[0]
        process.standardOutput = handles[1]
        process.standardError = handles[2]
        try process.run()
        process.waitUntilExit()
        func text(_ name: String) -> String {
            String(decoding: FileManager.default.contents(atPath: name) ?? Data(), as: UTF8.self)
        }
        return Run(
            output: text(names[1]), errors: text(names[2]), status: process.terminationStatus)
    }
}

/// A folder that goes when it is no longer held.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("tiaowen-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

    func write(_ data: Data, to name: String) throws {
        try data.write(to: URL(fileURLWithPath: path + "/" + name))
    }
}
