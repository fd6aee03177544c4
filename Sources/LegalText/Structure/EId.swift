/// The name of a provision inside its document, after Akoma Ntoso's naming convention
/// (Akoma Ntoso Naming Convention 1.0, §5): `chp_2__sec_1`, `art_15__para_2`, `lvl_2__lvl_1`.
///
///     EId("art_15").child(.paragraph, "2")    // art_15__para_2
public struct EId: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let description: String

    public init(_ text: String) { description = text }
    public init(stringLiteral text: String) { description = text }

    /// The name of a top-level provision.
    public init(_ level: Level, _ number: String) {
        description = level.abbreviation + "_" + number
    }

    /// The name of a provision inside this one.
    public func child(_ level: Level, _ number: String) -> EId {
        EId(description + "__" + level.abbreviation + "_" + number)
    }

    /// This name for the second, third… provision that bears it: `art_33~2`.
    public func occurrence(_ count: Int) -> EId { EId(description + "~\(count)") }

    /// The components, outermost first: `art_15`, `para_2`.
    public var components: [String] {
        var parts: [String] = []
        var part = ""
        var underscores = 0
        for c in description {
            if c == "_" {
                underscores += 1
                if underscores == 2 {
                    part.removeLast()
                    parts.append(part)
                    part = ""
                    continue
                }
            } else {
                underscores = 0
            }
            part.append(c)
        }
        parts.append(part)
        return parts
    }
}
