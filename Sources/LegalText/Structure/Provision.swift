/// A structural unit of a document (编章节条款项目, or a level of a plan) with what it contains.
///
/// `span` starts at the label (a paragraph's at its text), ends behind the last text that belongs to
/// the unit, and holds the spans of all `children`, in order.
public struct Provision: Sendable {
    public var eid: EId
    public var level: Level
    /// The number as printed or, for a paragraph, its position from 1.
    public var number: LabelNumber
    /// 第十五条, Article 15, （一）; `nil` where nothing is printed (paragraphs).
    public var label: ByteSpan?
    /// 总则, General Provisions.
    public var heading: ByteSpan?
    public var span: ByteSpan
    /// How sure the reading is, 0…1.
    public var confidence: Double
    public var children: [Provision]

    public init(
        eid: EId, level: Level, number: LabelNumber, label: ByteSpan?, heading: ByteSpan? = nil,
        span: ByteSpan, confidence: Double = 1, children: [Provision] = []
    ) {
        self.eid = eid
        self.level = level
        self.number = number
        self.label = label
        self.heading = heading
        self.span = span
        self.confidence = confidence
        self.children = children
    }

    /// The unit and everything in it, parents first.
    public func forEach(_ body: (Provision) -> Void) {
        body(self)
        for child in children { child.forEach(body) }
    }

    /// The text behind label and heading: where an article's words begin.
    public var bodyStart: Int {
        heading?.upperBound ?? label?.upperBound ?? span.lowerBound
    }
}
