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

    /// An amount as a text has it (数量): 每年不少于两次 is two times, at least, in a year.
    public struct Amount: Sendable, Hashable {
        /// As written: 不少于两次.
        public var text: String
        /// In units of `unit`: 20000 for 2万元; the length of a period by itself (每季度 is 3 months).
        public var value: Double
        /// Normal form: `CNY`, `days`, `occurrence`; `nil` for a bare number.
        public var unit: String?
        /// `>=`, `<=`, `>`, `<`; `nil` where nothing bounds it.
        public var comparator: String?
        /// The period it is counted in, ISO 8601: `P1Y` beside 每年.
        public var period: String?
        public init(
            text: String, value: Double, unit: String? = nil, comparator: String? = nil,
            period: String? = nil
        ) {
            self.text = text
            self.value = value
            self.unit = unit
            self.comparator = comparator
            self.period = period
        }
    }

    /// A number that changed (数量变化); either side may be missing.
    public struct NumberChange: Sendable, Hashable {
        /// `notation`: the same amount written another way (5万元 → 五万元).
        public enum Change: String, Sendable, Hashable { case value, notation }
        /// A part in which two amounts differ.
        public enum Part: String, Sendable, Hashable, CaseIterable {
            case value, unit, comparator, period
        }
        public var old: Amount?
        public var new: Amount?

        public init(old: Amount?, new: Amount?) {
            self.old = old
            self.new = new
        }

        /// What differs between both sides; all that one side has where the other is missing.
        public var differs: [Part] {
            Part.allCases.filter { part in
                switch part {
                case .value: old?.value != new?.value
                case .unit: old?.unit != new?.unit
                case .comparator: old?.comparator != new?.comparator
                case .period: old?.period != new?.period
                }
            }
        }

        public var change: Change { differs.isEmpty ? .notation : .value }

        /// The unit of the new amount, else of the old one.
        public var unit: String? { new?.unit ?? old?.unit }
    }

    /// A citation that stayed as it was though the article it names got another number or went
    /// (引用未随条文序号调整).
    public struct StaleReference: Sendable, Hashable {
        /// Where it stands in the new text.
        public var span: ByteSpan
        /// The article it names, by its old number.
        public var cited: EId
        /// Where that article is now; empty if it was deleted.
        public var heirs: [EId]
        public init(span: ByteSpan, cited: EId, heirs: [EId]) {
            self.span = span
            self.cited = cited
            self.heirs = heirs
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
    public var staleReferences: [StaleReference]

    public init(
        old: [EId], new: [EId], kinds: [Kind], similarity: Double, edits: [Edit] = [],
        numbers: [NumberChange] = [], staleReferences: [StaleReference] = []
    ) {
        self.old = old
        self.new = new
        self.kinds = kinds
        self.similarity = similarity
        self.edits = edits
        self.numbers = numbers
        self.staleReferences = staleReferences
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
    /// The place in the consolidated text; `nil` where it is gone or was never reached.
    public var result: EId?

    public init(
        operation: Operation, target: EId, span: ByteSpan, status: Status, message: String,
        result: EId? = nil
    ) {
        self.operation = operation
        self.target = target
        self.span = span
        self.status = status
        self.message = message
        self.result = result
    }
}

/// A decision applied to the text it amends: who changed what in a consolidated text (修订沿革).
public struct Amendment: Sendable {
    public var decision: Document
    /// The text before the decision.
    public var old: Document
    /// In the order of the decision, with the places they came to.
    public var operations: [AmendingOperation]

    public init(decision: Document, old: Document, operations: [AmendingOperation]) {
        self.decision = decision
        self.old = old
        self.operations = operations
    }
}
