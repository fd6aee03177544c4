/// A Chinese unit beside its English counterpart (对齐), or one that has none.
public struct AlignmentLink: Sendable, Hashable {
    public enum Level: String, Sendable, Hashable, CaseIterable {
        case chapter, article, paragraph, sentence
    }
    /// What the link rests on.
    public enum Basis: String, Sendable, Hashable, CaseIterable { case number, order, text }

    public var level: Level
    public var zhIds: [EId]
    public var enIds: [EId]
    /// Byte spans in the Chinese source.
    public var zh: [ByteSpan]
    /// Byte spans in the English source.
    public var en: [ByteSpan]
    /// How sure the link is, 0…1.
    public var score: Double
    public var basis: Basis
    public var flags: [String]

    public init(
        level: Level, zhIds: [EId], enIds: [EId], zh: [ByteSpan], en: [ByteSpan], score: Double,
        basis: Basis, flags: [String] = []
    ) {
        self.level = level
        self.zhIds = zhIds
        self.enIds = enIds
        self.zh = zh
        self.en = en
        self.score = score
        self.basis = basis
        self.flags = flags
    }

    /// `1-1`, `1-2`, `2-1`, `n-m`, `1-0`, `0-1`
    public var kind: String {
        let (z, e) = (max(zhIds.count, zh.count), max(enIds.count, en.count))
        switch (z, e) {
        case (1, 1), (1, 2), (2, 1), (1, 0), (0, 1): return "\(z)-\(e)"
        case (_, 0): return "1-0"
        case (0, _): return "0-1"
        default: return "n-m"
        }
    }
}

/// Something at odds between the two languages, with both places.
public struct Finding: Sendable, Hashable {
    /// Stable name for programs: `missing-article`, `number-mismatch`…
    public var code: String
    public var severity: Diagnostic.Severity
    public var zh: ByteSpan?
    public var en: ByteSpan?
    /// One sentence for people.
    public var message: String

    public init(
        code: String, severity: Diagnostic.Severity, zh: ByteSpan?, en: ByteSpan?, message: String
    ) {
        self.code = code
        self.severity = severity
        self.zh = zh
        self.en = en
        self.message = message
    }
}

/// The alignment of one Chinese and one English document.
public struct Alignment: Sendable {
    public var links: [AlignmentLink]
    public var findings: [Finding]
    /// Corrections that name what the documents do not have, or not within one linked article.
    public var unapplied: [AlignmentCorrection]

    public init(
        links: [AlignmentLink] = [], findings: [Finding] = [],
        unapplied: [AlignmentCorrection] = []
    ) {
        self.links = links
        self.findings = findings
        self.unapplied = unapplied
    }
}
