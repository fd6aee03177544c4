import Grammar
import LegalText

/// A text that takes in a decision's instructions one after the other.
struct Consolidation {
    var text: ConsolidatedText
    let old: Document
    let decision: SourceText
    let form: FormFolding
    let relabelling: Relabelling
    var operations: [AmendingOperation] = []
    /// Articles the decision adds, by the number it gives them.
    var added: [AmendedArticle] = []
    /// Whether the decision renumbers what it does not name.
    var isAdjusted = false
    /// Paragraphs and points said to get another number: whether they are there shows at the end.
    var expected: [(instruction: Instruction, old: Place, new: Place)] = []
    /// The numbers of chapters that moved up, by their old ones.
    var movedDivisions: [Place.Step: Place.Step] = [:]
    var deletedDivisions: [Place.Step] = []

    init(
        _ text: ConsolidatedText, old: Document, decision: SourceText, form: FormFolding,
        relabelling: Relabelling
    ) {
        self.text = text
        self.old = old
        self.decision = decision
        self.form = form
        self.relabelling = relabelling
    }

    /// Does what an instruction says, or notes why not.
    mutating func apply(_ instruction: Instruction) {
        switch instruction.effect {
        case .adjust:
            isAdjusted = true
            note(instruction, .renumber, nil, .applied, "the rest is renumbered in order")
        case .replace: replace(instruction)
        case .renumber: renumber(instruction)
        case .renumberReplace:
            renumber(instruction)
            replace(instruction)
        case .insert, .insertAfter: insert(instruction)
        case .append: append(instruction)
        case .delete, .lapse: delete(instruction)
        case .move, .moveAfter, .moveBefore: move(instruction)
        case .split: split(instruction)
        case .merge: merge(instruction)
        case .replaceChapeau: replaceChapeau(instruction)
        case .replaceWords, .deleteWords, .insertOpening, .insertEnding, .insertWordsAfter,
            .insertWordsBefore:
            changeWords(instruction)
        }
    }

    /// Checks what could not be checked before all instructions were done.
    mutating func finish() {
        if isAdjusted { closeGaps() }
        exchangePlaces()
        for (instruction, old, new) in expected {
            let isThere = article(of: old).flatMap { text[article: $0] }?.range(of: new) != nil
            note(
                instruction, .renumber, old, isThere ? .applied : .failed,
                isThere ? "becomes \(new.eid)" : "there is no \(new.eid) after the changes",
                becomes: new)
        }
    }

    mutating func note(
        _ instruction: Instruction, _ operation: AmendingOperation.Operation, _ place: Place?,
        _ status: AmendingOperation.Status, _ message: String, becomes result: Place? = nil
    ) {
        operations.append(
            AmendingOperation(
                operation: operation, target: place?.eid ?? "", span: instruction.span,
                status: status, message: message, result: result?.eid))
    }

    // MARK: Wording

    /// The paragraphs of a quotation as they go into the text: inner quotation marks become outer ones.
    func wording(_ quote: Quotation) -> [[UInt8]] {
        quote.lines.map { span in
            let line = Array(decision.bytes[span])
            var result: [UInt8] = []
            result.reserveCapacity(line.count)
            line.withUnsafeBufferPointer { p in
                var at = 0
                while at < p.count {
                    let width = p.scalarWidth(at)
                    if let pair = relabelling.grammar.innerQuotes.first(where: {
                        p.has($0.inner, at: at)
                    }) {
                        result += pair.outer
                        at += pair.inner.count
                    } else {
                        result += p[at..<at + width]
                        at += width
                    }
                }
            }
            return result
        }
    }

    /// Lines of new wording set as this text sets its lines.
    func lines(_ wording: [[UInt8]], first: [UInt8]) -> [AmendedArticle.Line] {
        relabelling.classified(
            wording.enumerated().map { ($0.offset == 0 ? first : text.lineLeading, $0.element) },
            isNew: true)
    }

    /// New wording article by article, where it brings the labels along.
    func articles(_ quotes: [Quotation]) -> [(number: LabelNumber?, wording: [[UInt8]])] {
        var articles: [(number: LabelNumber?, wording: [[UInt8]])] = []
        for quote in quotes {
            var isFirst = true
            for line in wording(quote) {
                if let label = relabelling.articleLabel(line) {
                    var rest = Array(line[label.end...])
                    let blank = rest.withUnsafeBufferPointer { $0.skipBlanks(0, $0.count) }
                    rest.removeFirst(blank)
                    articles.append((label.number, rest.isEmpty ? [] : [rest]))
                } else if isFirst {
                    articles.append((nil, [line]))
                } else {
                    articles[articles.count - 1].wording.append(line)
                }
                isFirst = false
            }
        }
        return articles
    }

    func newArticle(_ number: LabelNumber, _ wording: [[UInt8]]) -> AmendedArticle {
        AmendedArticle(
            oldNumber: nil, newNumber: number, leading: text.articleLeading,
            label: relabelling.relabelled(text.labelTemplate, as: number),
            lines: lines(wording, first: text.labelGap))
    }

    // MARK: Finding

    /// The node of the article a place lies in.
    func article(of place: Place) -> Int? { place.article.flatMap(text.index(ofArticle:)) }
}
