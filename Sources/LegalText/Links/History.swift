/// One version of a work (版本) and when it was made.
public struct WorkVersion: Sendable {
    public var document: Document
    /// ISO 8601; `nil` where neither the text nor the name of its file tells.
    public var date: String?

    /// A version dated by the name of its file (…(2023-07-20).md), else by the last amendment, the
    /// adoption or the day it takes effect, as the text has them.
    public init(_ document: Document) {
        self.document = document
        let metadata = document.metadata
        date =
            Self.date(in: document.source.name) ?? metadata.amended.max() ?? metadata.adopted
            ?? metadata.effective
    }

    /// The last `YYYY-MM-DD` in a text.
    private static func date(in text: String) -> String? {
        let bytes = Array(text.utf8)
        let form = Array("dddd-dd-dd".utf8)
        guard bytes.count >= form.count else { return nil }
        for start in (0...bytes.count - form.count).reversed() {
            let part = bytes[start..<start + form.count]
            let fits = zip(part, form).allSatisfy { byte, sign in
                sign == 0x2D ? byte == sign : byte &- 0x30 < 10
            }
            if fits { return String(decoding: part, as: UTF8.self) }
        }
        return nil
    }
}

/// One article through the versions of a work (条文沿革).
public struct ArticleHistory: Sendable, Hashable {
    /// The article in one version.
    public struct Stage: Sendable, Hashable {
        /// Index of the version.
        public var version: Int
        /// Its names there: several where it came from several or was split; none where it was deleted.
        public var eids: [EId]
        /// What happened on the way from the version before; empty for the first.
        public var kinds: [ArticleChange.Kind]
        public var numbers: [ArticleChange.NumberChange]

        public init(
            version: Int, eids: [EId], kinds: [ArticleChange.Kind] = [],
            numbers: [ArticleChange.NumberChange] = []
        ) {
            self.version = version
            self.eids = eids
            self.kinds = kinds
            self.numbers = numbers
        }
    }

    /// A sentence of the last version and where its words come from.
    public struct Sentence: Sendable, Hashable {
        public var span: ByteSpan
        /// The oldest version that has words of it, and the newest that brought any.
        public var since: Int
        public var changed: Int

        public init(span: ByteSpan, since: Int, changed: Int) {
            self.span = span
            self.since = since
            self.changed = changed
        }
    }

    /// Oldest first.
    public var stages: [Stage]
    /// Empty where the last version does not have the article.
    public var sentences: [Sentence]

    public init(stages: [Stage], sentences: [Sentence]) {
        self.stages = stages
        self.sentences = sentences
    }
}
