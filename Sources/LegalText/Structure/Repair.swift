/// A place read otherwise than written; the source keeps what it has.
public struct Repair: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case numeral, label, censored, spacing, markup
    }

    public var kind: Kind
    public var span: ByteSpan
    /// What is read instead; `nil` where that is not certain.
    public var reading: String?
    /// 0…1
    public var confidence: Double
    public var note: String

    public init(kind: Kind, span: ByteSpan, reading: String?, confidence: Double, note: String) {
        self.kind = kind
        self.span = span
        self.reading = reading
        self.confidence = confidence
        self.note = note
    }
}
