public import LegalText

/// A document of the report with what was found in it.
public struct ReportDocument: Sendable {
    public var document: Document
    public var obligations: [Obligation]

    public init(_ document: Document, obligations: [Obligation] = []) {
        self.document = document
        self.obligations = obligations
    }
}

/// What the report shows in one place: a document, or a Chinese one and its English version side by
/// side (双语对照).
public struct ReportWork: Sendable {
    /// Unique in the page; letters and digits.
    public var anchor: String
    public var first: ReportDocument
    /// The English version, and how both align.
    public var second: ReportDocument?
    public var alignment: Alignment

    public init(anchor: String, document: ReportDocument) {
        self.anchor = anchor
        first = document
        alignment = Alignment()
    }

    public init(anchor: String, zh: ReportDocument, en: ReportDocument, alignment: Alignment) {
        self.anchor = anchor
        first = zh
        second = en
        self.alignment = alignment
    }

    var documents: [ReportDocument] { [first] + (second.map { [$0] } ?? []) }

    /// Everything there is to say, in the order of the text.
    var remarks: [ReportRemark] {
        var remarks = alignment.findings.map(ReportRemark.init)
        for item in documents {
            remarks += item.document.diagnostics.filter { $0.severity != .info }
                .map { ReportRemark($0, item.document.language) }
        }
        return remarks
    }
}

/// One sentence about a place: a finding between the languages, or a diagnostic of one text.
struct ReportRemark {
    var code: String
    var severity: Diagnostic.Severity
    var zh: ByteSpan?
    var en: ByteSpan?
    var message: String

    init(_ finding: Finding) {
        code = finding.code
        severity = finding.severity
        zh = finding.zh
        en = finding.en
        message = finding.message
    }

    init(_ diagnostic: Diagnostic, _ language: Language) {
        code = diagnostic.code
        severity = diagnostic.severity
        zh = language == .zho ? diagnostic.span : nil
        en = language == .eng ? diagnostic.span : nil
        message = diagnostic.message + (diagnostic.hint.map { "; \($0)" } ?? "")
    }

    func span(_ language: Language) -> ByteSpan? { language == .zho ? zh : en }
}
