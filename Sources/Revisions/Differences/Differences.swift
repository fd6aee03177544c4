import Grammar
import LegalText

/// Where two texts differ, as people read it.
struct Differences {
    let changes: [TokenDiff.Change]
    let old: TextRun
    let new: TextRun

    init(old: TextRun, new: TextRun, _ grammar: RevisionGrammar) {
        self.old = old
        self.new = new
        let readable = ReadableChanges(
            old: old.ids, new: new.ids, sentenceEnds: grammar.sentenceEnds,
            clauseEnds: grammar.clauseEnds)
        changes = readable.readable(TokenDiff.changes(old.ids, new.ids))
    }

    var edits: [ArticleChange.Edit] {
        changes.flatMap { TextRun.edits($0, old: old, new: new) }
    }
}
