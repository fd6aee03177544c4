import LegalText

/// A source as far as pairing needs it: small enough to keep thousands.
struct SourceSketch: Sendable {
    var path: String
    var sha256: String
    /// Bytes of its text.
    var size: Int
    var documents: [DocumentSketch]

    init(path: String, source: SourceText, documents: [Document]) {
        self.path = path
        sha256 = source.origin.sha256
        size = source.bytes.count
        self.documents = documents.map(DocumentSketch.init)
    }

    /// What a document of it is called.
    func name(of document: Int) -> DocumentName {
        DocumentName(path: path, title: documents[document].title)
    }
}

/// A document as far as pairing needs it.
struct DocumentSketch: Sendable {
    /// A unit of the outline and how long its text is.
    struct Unit: Sendable, Hashable {
        /// What it is called in both languages: its eId.
        var eid: EId
        /// Bytes.
        var length: Int
    }

    var id: String
    var language: Language
    var kind: Document.Kind
    var title: String
    var articles: Int
    var adopted: String?
    /// Articles, or the levels of a plan.
    var units: [Unit]
    /// The lengths of the units by name.
    var lengths: [EId: Int]
    /// The document without its text: title, span and the names of its parts.
    var outline: Document
    /// The Arabic figures of the text, each once.
    var figures: Set<UInt32>

    init(_ document: Document) {
        id = document.id
        language = document.language
        kind = document.kind
        title = document.title
        adopted = document.metadata.adopted
        var units: [Unit] = []
        var articles = 0
        document.forEachProvision { provision in
            guard provision.level == .article || provision.level == .level else { return }
            if provision.level == .article { articles += 1 }
            let end = provision.level == .level ? provision.children.first?.span.lowerBound : nil
            units.append(
                Unit(
                    eid: provision.eid,
                    length: (end ?? provision.span.upperBound) - provision.span.lowerBound))
        }
        self.units = units
        lengths = Dictionary(units.map { ($0.eid, $0.length) }) { first, _ in first }
        outline = Self.outline(document)
        self.articles = articles
        figures = Self.figures(document)
    }

    private static func outline(_ document: Document) -> Document {
        var outline = Document(
            id: document.id, language: document.language, kind: document.kind,
            title: document.title, source: SourceText("", name: document.source.name),
            span: document.span)
        document.forEachProvision { provision in
            guard provision.level != .paragraph, provision.level != .point,
                provision.level != .indent
            else { return }
            var bare = provision
            bare.children = []
            outline.provisions.append(bare)
        }
        return outline
    }

    /// Numbers of two digits or more.
    private static func figures(_ document: Document) -> Set<UInt32> {
        var found: Set<UInt32> = []
        document.source.bytes.withUnsafeBufferPointer { p in
            var at = document.span.lowerBound
            while at < document.span.upperBound {
                guard isASCIIDigit(p[at]) else {
                    at += 1
                    continue
                }
                let start = at
                var value: UInt32 = 0
                while at < document.span.upperBound, isASCIIDigit(p[at]) {
                    value = value &* 10 &+ UInt32(p[at] - 0x30)
                    at += 1
                }
                if at - start >= 2, at - start <= 9 { found.insert(value) }
            }
        }
        return found
    }
}
