/// A citation of a provision (条文引用): 第五条第二款, 前款, 《…法》第三条, Article 5(2).
public struct Reference: Sendable, Hashable {
    /// Where the citation stands.
    public var span: ByteSpan
    /// The title of the instrument cited; `nil` = this document.
    public var work: String?
    /// The provision cited, as far as the words say; `nil` where only a work is named.
    public var target: EId?
    /// The last provision of a range (第五条至第九条).
    public var through: EId?
    /// Whether the target was found in this document.
    public var isResolved: Bool

    public init(
        span: ByteSpan, work: String? = nil, target: EId?, through: EId? = nil,
        isResolved: Bool = false
    ) {
        self.span = span
        self.work = work
        self.target = target
        self.through = through
        self.isResolved = isResolved
    }
}
