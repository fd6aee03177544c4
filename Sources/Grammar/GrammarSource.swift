import Foundation

/// Where the words and numbers come from: the copy of `Grammar/` inside the program, or a folder
/// that overrides it file by file.
///
///     let grammar = GrammarSource.builtIn
///     try grammar.text("zho/numerals.yaml")
public struct GrammarSource: Sendable {
    private let directory: String?

    /// The copy compiled into the program.
    public static let builtIn = GrammarSource(directory: nil)

    /// - Parameter directory: a folder laid out like `Grammar/`; files it lacks are the built-in ones.
    public init(directory: String?) { self.directory = directory }

    /// The text of one file, by its path below `Grammar/`.
    /// - Throws: `GrammarError` if neither the folder nor the program has it, or it is not UTF-8.
    public func text(_ path: String) throws -> String {
        if let directory {
            let file = directory + "/" + path
            if FileManager.default.fileExists(atPath: file) {
                guard let data = FileManager.default.contents(atPath: file),
                    let text = String(validating: data, as: UTF8.self)
                else { throw GrammarError(file: path, rule: nil, message: "not readable as UTF-8") }
                return text
            }
        }
        guard let text = EmbeddedGrammar.files.first(where: { $0.path == path })?.text else {
            throw GrammarError(file: path, rule: nil, message: "no such file in Grammar/")
        }
        return text.description
    }

    /// The paths of the built-in files, sorted.
    public static var paths: [String] { EmbeddedGrammar.files.map(\.path) }
}

/// What is wrong with a file of `Grammar/`, and where.
public struct GrammarError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The path below `Grammar/`.
    public var file: String
    /// The id of the rule, if one is to blame.
    public var rule: String?
    public var message: String

    public init(file: String, rule: String?, message: String) {
        self.file = file
        self.rule = rule
        self.message = message
    }

    public var description: String {
        "Grammar/\(file)\(rule.map { ", rule \($0)" } ?? ""): \(message)"
    }
}
