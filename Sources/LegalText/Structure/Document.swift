/// One instrument found in a source: its text, its parts and what was noticed on the way.
public struct Document: Sendable {
    /// What an instrument is, as far as title and form tell.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case regulation, plan, decision, interpretation, notice, other
    }

    /// What the instrument says of itself.
    public struct Metadata: Sendable, Hashable {
        /// ISO dates.
        public var adopted: String?
        public var effective: String?
        public var issuer: String?
        /// 〔2014〕7号 and its English forms.
        public var documentNumber: String?
        /// Dates of amendments, oldest first.
        public var amended: [String]

        public init(
            adopted: String? = nil, effective: String? = nil, issuer: String? = nil,
            documentNumber: String? = nil, amended: [String] = []
        ) {
            self.adopted = adopted
            self.effective = effective
            self.issuer = issuer
            self.documentNumber = documentNumber
            self.amended = amended
        }
    }

    /// Unique among the documents read together.
    public var id: String
    public var language: Language
    public var kind: Kind
    /// The title on one line, blanks inside tidied; empty if there is none.
    public var title: String
    public var source: SourceText
    /// The document's part of the source; all documents of a source together cover it.
    public var span: ByteSpan
    public var metadata: Metadata
    public var regions: [Region]
    public var provisions: [Provision]
    public var references: [Reference]
    public var repairs: [Repair]
    public var diagnostics: [Diagnostic]

    public init(
        id: String, language: Language, kind: Kind, title: String, source: SourceText,
        span: ByteSpan,
        metadata: Metadata = Metadata(), regions: [Region] = [], provisions: [Provision] = [],
        references: [Reference] = [], repairs: [Repair] = [], diagnostics: [Diagnostic] = []
    ) {
        self.id = id
        self.language = language
        self.kind = kind
        self.title = title
        self.source = source
        self.span = span
        self.metadata = metadata
        self.regions = regions
        self.provisions = provisions
        self.references = references
        self.repairs = repairs
        self.diagnostics = diagnostics
    }

    /// Every provision, parents first.
    public func forEachProvision(_ body: (Provision) -> Void) {
        for provision in provisions { provision.forEach(body) }
    }

    /// Every provision of a level, in order of the text.
    public func provisions(at level: Level) -> [Provision] {
        var found: [Provision] = []
        forEachProvision { if $0.level == level { found.append($0) } }
        return found
    }
}
