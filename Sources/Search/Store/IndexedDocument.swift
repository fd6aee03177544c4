public import LegalText

/// A document with what was found in it, ready to be put into an index.
public struct IndexedDocument: Sendable {
    public var document: Document
    /// Its numeric norms (数量性义务).
    public var obligations: [Obligation]

    public init(_ document: Document, obligations: [Obligation] = []) {
        self.document = document
        self.obligations = obligations
    }
}

/// What a source was when it was indexed: if nothing of it changed, it need not be read again.
public struct SourceStamp: Sendable, Hashable {
    public var path: String
    /// SHA-256 of the file's bytes.
    public var sha256: String
    /// Whatever else the result depends on: version of the program, of its grammar, options.
    public var settings: String

    public init(path: String, sha256: String, settings: String) {
        self.path = path
        self.sha256 = sha256
        self.settings = settings
    }
}
