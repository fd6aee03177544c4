import Grammar
import LegalText

/// A place where a label can be read, before it is decided whether it is one.
struct Candidate {
    /// Index into the rules of the language.
    var rule: Int
    /// Index of the line.
    var line: Int
    /// The label's bytes.
    var start: Int
    var end: Int
    var number: LabelNumber
    var otherValue: Int?
    /// Points for and against a heading here, before its place in the numbering is looked at.
    var evidence: Float
    var isLineStart: Bool
    var isRepaired: Bool
    /// Whether a line that looks like a title stands right above.
    var followsTitle = false

    /// Where what belongs to the label begins: its line if it is first there, else the label itself.
    func blockStart(_ lines: [Line]) -> Int { isLineStart ? lines[line].start : start }
}
