/// The number a label bears: 第一百二十条之一 is 120-1.
public struct LabelNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var value: Int
    /// The number behind 之 (inserted articles); 0 if none.
    public var insertion: Int

    public init(_ value: Int, insertion: Int = 0) {
        self.value = value
        self.insertion = insertion
    }

    public static func < (a: LabelNumber, b: LabelNumber) -> Bool {
        (a.value, a.insertion) < (b.value, b.insertion)
    }

    /// `15`, `120-1`
    public var description: String { insertion == 0 ? "\(value)" : "\(value)-\(insertion)" }
}
