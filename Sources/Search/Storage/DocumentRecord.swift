package import LegalText

/// One document with everything that belongs to it, as rows ready to be stored. Offsets are Unicode
/// scalars of the source; `passage` and `heading` are places in the lists here, from 0.
package struct DocumentRecord: Sendable {
    package struct Passage: Sendable {
        package var name: String
        /// Place in `headings`.
        package var heading: Int?
        package var label: String?
        package var start: Int
        package var text: String

        package init(name: String, heading: Int?, label: String?, start: Int, text: String) {
            self.name = name
            self.heading = heading
            self.label = label
            self.start = start
            self.text = text
        }
    }

    package struct Provision: Sendable {
        package var eid: String
        package var parent: String?
        package var level: String
        package var number: String
        package var label: String?
        package var heading: String?
        package var span: Range<Int>
        package var confidence: Double
        /// Place in `passages` of the one that holds it.
        package var passage: Int?
    }

    package struct Diagnostic: Sendable {
        package var code: String
        package var severity: String
        package var span: Range<Int>?
        package var message: String
    }

    /// A numeric norm, with the columns it is stored in.
    package struct Norm: Sendable {
        package var passage: Int?
        package var columns: [(name: String, value: StoredValue)]
    }

    package var name: String
    /// Path of the source it was read from.
    package var source: String?
    package var language: Language
    package var kind: LegalText.Document.Kind
    /// Id of its rank in the grammar.
    package var rank: String
    package var title: String
    /// What it is cited by: without prefix and title marks, folded.
    package var shortTitle: String
    package var issuer: String?
    /// The place whose rule it is; `nil` = the whole country, or unknown.
    package var region: String?
    package var documentNumber: String?
    package var adopted: String?
    package var effective: String?
    /// Dates with a blank between.
    package var amended: String?
    /// Since when this version has been in force, as far as its dates tell.
    package var inForce: String?
    package var span = 0..<0
    /// Headings over stretches of passages, outermost first, one a line.
    package var headings: [String] = []
    package var passages: [Passage] = []
    package var provisions: [Provision] = []
    package var diagnostics: [Diagnostic] = []
    /// Short titles of the works it names, with the number of passages that do; sorted.
    package var citations: [(work: String, passages: Int)] = []
    package var norms: [Norm] = []
}

/// A value in a column.
package enum StoredValue: Sendable, Hashable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)

    init(_ value: String?) { self = value.map { .text($0) } ?? .null }
    init(_ value: Double?) { self = value.map { .real($0) } ?? .null }
}

/// Links and findings of two documents, as rows ready to be stored.
package struct AlignmentRecord: Sendable {
    package struct Link: Sendable {
        package var level: String
        package var kind: String
        package var score: Double
        package var basis: String
        /// eIds with a blank between.
        package var zhIds: String
        package var enIds: String
        /// `[[12,40],[41,60]]`
        package var zhSpans: String
        package var enSpans: String
        package var flags: String
    }

    /// Two provisions that say the same.
    package struct Partners: Sendable {
        package var zh: String
        package var en: String
        package var score: Double
    }

    package struct Finding: Sendable {
        package var code: String
        package var severity: String
        package var zh: Range<Int>?
        package var en: Range<Int>?
        package var message: String
    }

    /// Names of the documents.
    package var zh: String
    package var en: String
    package var links: [Link] = []
    package var partners: [Partners] = []
    package var findings: [Finding] = []
}
