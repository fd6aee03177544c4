import Foundation
import Grammar
import LegalText
import Structure
import TestSupport

@testable import Revisions

/// Documents and what is compared of them, for tests.
enum Versions {
    static func parse(_ text: String, _ name: String = "") throws -> Document {
        try parser.get().parse(SourceText(text, name: name))[0]
    }

    static func specimen(_ name: String) throws -> Document {
        let url = URL(fileURLWithPath: packageRoot + "/Corpus/" + name)
        return try parse(String(contentsOf: url, encoding: .utf8), name)
    }

    /// Reading the grammar takes longer than any of these texts.
    private static let parser = Result { try StructureParser(grammar: .builtIn) }
    static let comparer = Result { try RevisionComparer(grammar: .builtIn) }
    static let applier = Result { try DecisionApplier(grammar: .builtIn) }

    /// One line an entry: `art_1 → art_2: modified, renumbered`.
    static func lines(_ old: String, _ new: String) throws -> [String] {
        try comparer.get().compare(parse(old), parse(new)).map(line)
    }

    static func line(_ change: ArticleChange) -> String {
        func names(_ eids: [EId]) -> String {
            eids.isEmpty ? "–" : eids.map(\.description).joined(separator: " ")
        }
        return "\(names(change.old)) → \(names(change.new)): "
            + change.kinds.map(\.rawValue).joined(separator: ", ")
    }

    /// The articles of a text, folded, by name: what eval_revisions.py compares.
    static func articles(_ document: Document, _ form: FormFolding) -> [EId: [UInt32]] {
        var articles: [EId: [UInt32]] = [:]
        for provision in document.provisions(at: .article) {
            articles[provision.eid] = form.folded(document.source.string(provision.span))
        }
        return articles
    }
}
