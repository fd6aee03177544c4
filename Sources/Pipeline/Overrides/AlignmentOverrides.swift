import Foundation
public import LegalText
import Yams

/// A person's corrections of alignments, kept in a file (人工校正): what it says is done again in every
/// build, and what no longer applies is named.
///
/// ```yaml
/// # Output/alignments/overrides.yaml
/// - zh: regulation.zho.txt        # a path, a file's name, or a document's title
///   en: regulation.eng.txt
///   links:
///     - art_3 = art_3             # confirmed
///     - art_5 = art_5 + art_6     # split in English
///     - art_7 + art_8 = art_8     # merged
///     - art_9__para_2 = art_10__para_1
///     - art_12 =                  # has no counterpart
/// ```
///
/// The two documents named are paired with each other, whatever else would fit.
public struct AlignmentOverrides: Sendable, Hashable {
    /// The corrections of one pair of documents.
    public struct Entry: Sendable, Hashable {
        public var zh: String
        public var en: String
        public var links: [AlignmentCorrection]
        /// Line of the file, from 1.
        public var line: Int
    }

    public var path: String
    public var entries: [Entry]

    /// No corrections.
    public static let none = AlignmentOverrides(path: "", entries: [])

    init(path: String, entries: [Entry]) {
        self.path = path
        self.entries = entries
    }

    /// Reads a file.
    /// - Throws: `OverridesError` if it cannot be read, is no YAML or does not fit.
    public init(path: String) throws(OverridesError) {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw OverridesError(path: path, line: nil, message: "the file cannot be read")
        }
        self.init(
            path: path, entries: try Self.entries(String(decoding: bytes, as: UTF8.self), path))
    }

    /// Reads the text of a file.
    static func entries(_ text: String, _ path: String) throws(OverridesError) -> [Entry] {
        let root: Node?
        do {
            root = try compose(yaml: text)
        } catch let error as YamlError {
            throw OverridesError(path: path, line: nil, message: "\(error)")
        } catch {
            throw OverridesError(path: path, line: nil, message: "this is no YAML")
        }
        guard let root, root != Node("") else { return [] }
        func fail(_ node: Node, _ message: String) -> OverridesError {
            OverridesError(path: path, line: node.mark?.line, message: message)
        }
        guard let list = root.sequence else {
            throw fail(root, "a list of pairs of documents is expected")
        }
        var entries: [Entry] = []
        for node in list {
            guard let zh = node["zh"]?.string, let en = node["en"]?.string,
                let links = node["links"]?.sequence
            else { throw fail(node, "an entry needs zh, en and links") }
            var corrections: [AlignmentCorrection] = []
            for link in links {
                guard let text = link.string, let correction = AlignmentCorrection(text) else {
                    throw fail(link, "a link is written like art_5 = art_5 + art_6")
                }
                corrections.append(correction)
            }
            entries.append(
                Entry(zh: zh, en: en, links: corrections, line: node.mark?.line ?? 0))
        }
        return entries
    }

    /// The corrections of two documents.
    public func corrections(zh: DocumentName, en: DocumentName) -> [AlignmentCorrection] {
        entries.filter { zh.answers(to: $0.zh) && en.answers(to: $0.en) }.flatMap(\.links)
    }
}

/// The names a document answers to.
public struct DocumentName: Sendable, Hashable {
    var path: String
    var title: String

    public init(path: String, title: String) {
        self.path = path
        self.title = title
    }

    /// Whether a name is its path, the end of its path from a folder on, or its title.
    func answers(to name: String) -> Bool {
        path == name || path.hasSuffix("/" + name) || !title.isEmpty && title == name
    }
}

/// A file of corrections that cannot be used.
public struct OverridesError: Error, Sendable, Hashable, CustomStringConvertible {
    public var path: String
    /// From 1; `nil` if it is not about a line.
    public var line: Int?
    public var message: String

    public var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(message)" }
}
