/// What became of one connected group of articles between two versions (条文对照).
public struct ArticleChange: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case unchanged
        case formOnly = "form-only"
        case modified, renumbered, moved, split, merged, inserted, deleted
        case referencesOnly = "references-only"
    }

    /// A changed stretch; an empty range marks the place of an insertion or deletion.
    public struct Edit: Sendable, Hashable {
        public var old: ByteSpan
        public var new: ByteSpan
        public init(old: ByteSpan, new: ByteSpan) {
            self.old = old
            self.new = new
        }
    }

    /// A number that changed; either side may be missing.
    public struct NumberChange: Sendable, Hashable {
        public enum Change: String, Sendable, Hashable { case value, notation }
        public var old: String?
        public var new: String?
        public var unit: String?
        public var change: Change
        public init(old: String?, new: String?, unit: String?, change: Change) {
            self.old = old
            self.new = new
            self.unit = unit
            self.change = change
        }
    }

    /// Empty = inserted.
    public var old: [EId]
    /// Empty = deleted; the best target first.
    public var new: [EId]
    public var kinds: [Kind]
    /// 0…1
    public var similarity: Double
    public var edits: [Edit]
    public var numbers: [NumberChange]

    public init(
        old: [EId], new: [EId], kinds: [Kind], similarity: Double, edits: [Edit] = [],
        numbers: [NumberChange] = []
    ) {
        self.old = old
        self.new = new
        self.kinds = kinds
        self.similarity = similarity
        self.edits = edits
        self.numbers = numbers
    }
}

/// One instruction of an amending decision (修改决定) and what came of it.
public struct AmendingOperation: Sendable, Hashable {
    public enum Operation: String, Sendable, Hashable {
        case replace, insert, delete, renumber
        case replaceWords = "replace-words"
    }
    public enum Status: String, Sendable, Hashable { case applied, ambiguous, failed }

    public var operation: Operation
    public var target: EId
    /// Where the decision says it.
    public var span: ByteSpan
    public var status: Status
    public var message: String

    public init(
        operation: Operation, target: EId, span: ByteSpan, status: Status, message: String
    ) {
        self.operation = operation
        self.target = target
        self.span = span
        self.status = status
        self.message = message
    }
}
