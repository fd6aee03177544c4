import ArgumentParser
import Foundation
import Pipeline

/// Standard output: results, and nothing else.
enum StandardOutput {
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Colours where somebody looks at a terminal and has not said no (https://no-color.org).
    static var wantsColour: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
            && environment["TERM"] != "dumb"
    }

    /// - Throws: `OutputError`, for a full disk and the like.
    static func write(_ bytes: [UInt8]) throws { try FileOutput.write(bytes, to: STDOUT_FILENO) }

    static func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// Standard error: progress, warnings, errors. A failure to write there has nowhere to go.
enum StandardError {
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static func write(_ bytes: [UInt8]) { try? FileOutput.write(bytes, to: STDERR_FILENO) }

    static func write(_ text: String) { write(Array(text.utf8)) }

    /// The exit of a command that found nothing; who sits at a terminal is told so.
    static func nothingFound() -> ExitCode {
        if isTerminal { write("nothing found\n") }
        return ExitCode.failure
    }
}
