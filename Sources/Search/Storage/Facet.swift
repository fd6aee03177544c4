/// What hits can be counted by (分面).
public enum Facet: String, Sendable, Hashable, CaseIterable {
    case language, kind, rank, region, issuer, year, document
    /// The outermost heading over the passage.
    case chapter
    /// Of the numeric norms in the passage.
    case modality, bearer, unit
}

/// A value of a facet with the number of passages that have it.
public struct FacetCount: Sendable, Hashable {
    public var value: String
    public var count: Int

    public init(value: String, count: Int) {
        self.value = value
        self.count = count
    }
}
