import ArgumentParser
import Export
import Foundation
import Grammar
import Ingest
import Pipeline
import Search

/// An error as the command line tells it: a stable code, one sentence, the file it concerns, and the
/// exit code (sysexits.h) the program ends in.
struct CommandFailure: Error {
    var code: String
    var message: String
    var path: String?
    var exitCode: Int32

    init(code: String, message: String, path: String? = nil, exitCode: Int32) {
        self.code = code
        self.message = message
        self.path = path
        self.exitCode = exitCode
    }

    /// What is known of an error of some module; `nil` for what the argument parser raised.
    init?(_ error: any Error) {
        switch error {
        case let failure as CommandFailure:
            self = failure
        case let error as IngestError:
            self.init(
                code: error.code, message: error.message, path: error.path, exitCode: error.exitCode
            )
        case let error as GrammarError:
            self.init(
                code: "bad-grammar", message: error.description, exitCode: ExitCode.badData)
        case let error as OverridesError:
            self.init(
                code: "bad-overrides", message: error.message,
                path: error.path + (error.line.map { ":\($0)" } ?? ""), exitCode: ExitCode.badData)
        case let error as OutputError:
            self.init(
                code: "input-output", message: error.reason, path: error.path,
                exitCode: ExitCode.inputOutput)
        case let error as IndexError:
            var isMissing = false
            if case .missing = error { isMissing = true }
            self.init(
                code: isMissing ? "no-index" : "bad-index", message: error.description,
                exitCode: isMissing ? ExitCode.noInput : ExitCode.badData)
        case is ExitCode, is ValidationError, is CleanExit:
            return nil
        default:
            // the argument parser's own errors are not public: it knows their exit codes
            let code = TiaowenCommand.exitCode(for: error)
            if code == .success || code == .validationFailure { return nil }
            self.init(
                code: "fault", message: "\(error)", exitCode: ExitCode.fault)
        }
    }

    /// Writes the error to standard error.
    func report(asJSON: Bool) {
        guard asJSON else {
            StandardError.write("tiaowen: \(path.map { "\($0): " } ?? "")\(message)\n")
            return
        }
        var json = JSONWriter()
        json.object { json in
            json.key("error")
            json.object { json in
                json.field("code", code)
                json.field("message", message)
                if let path { json.field("path", path) }
            }
        }
        json.endLine()
        StandardError.write(json.bytes)
    }
}

extension ExitCode {
    /// The codes of sysexits.h the contract names.
    static let badData: Int32 = 65
    static let noInput: Int32 = 66
    static let fault: Int32 = 70
    static let inputOutput: Int32 = 74
}
