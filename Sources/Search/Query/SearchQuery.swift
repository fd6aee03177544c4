import Grammar

/// A query as it was understood (检索式).
struct SearchQuery: Sendable, Hashable {
    /// What a passage must satisfy.
    indirect enum Clause: Sendable, Hashable {
        /// Words side by side, in a field or anywhere in the text.
        case phrase(String, SearchGrammar.Field?)
        /// Words that stand within so many characters of each other, in any order.
        case near([String], Int)
        /// A word that begins so.
        case prefix(String)
        case all([Clause])
        case any([Clause])
        case not(Clause)
    }

    /// As it was typed.
    var source = ""
    /// The texts that rank: words and questions, and what the clauses ask for.
    var texts: [String] = []
    /// Words that may occur.
    var words: [String] = []
    /// What must hold; `nil` = nothing.
    var required: Clause?
    /// Whether it asks, rather than names what to look for.
    var isQuestion = false
    /// What could not be taken as written.
    var notes: [String] = []
}
