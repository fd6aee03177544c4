/// A stretch of a document and what it is for; a document's regions partition its span.
public struct Region: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case title, preface, preamble, toc, body, annex, closing, boilerplate, noise, blank
    }

    public var kind: Kind
    public var span: ByteSpan
    public var note: String?

    public init(kind: Kind, span: ByteSpan, note: String? = nil) {
        self.kind = kind
        self.span = span
        self.note = note
    }
}
