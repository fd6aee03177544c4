/// One thing worth telling about a text, with its place: the same value for every module.
public struct Diagnostic: Sendable, Hashable {
    public enum Severity: String, Sendable, Hashable, CaseIterable { case info, warning, error }

    /// Stable name for programs: `numbering-gap`, `truncated`, `encoding`…
    public var code: String
    public var severity: Severity
    /// Place in the source; `nil` where the whole text is meant.
    public var span: ByteSpan?
    /// One sentence for people.
    public var message: String
    /// What the reader could do about it.
    public var hint: String?

    public init(
        code: String, severity: Severity, span: ByteSpan?, message: String, hint: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.span = span
        self.message = message
        self.hint = hint
    }
}
