import LegalText
import Markup

/// The `<meta>` of a document: who identifies it, and its FRBR work, expression and manifestation.
///
/// URIs follow the Akoma Ntoso Naming Convention 1.0 (OASIS, 2019), §4: country, type, subtype, date,
/// number or title.
struct AkomaNtosoMetadata {
    static let toolID = "tiaowen"
    static let authorID = "issuer"
    /// Stands where the schema asks for a date and none is known.
    static let unknownDate = "0001-01-01"

    private let document: Document
    private let country: String
    private let amendment: AkomaNtosoAmendment?
    private let date: (value: String, name: String)
    /// The URI of the work.
    let work: String

    init(_ document: Document, country: String, amendment: AkomaNtosoAmendment? = nil) {
        self.document = document
        self.amendment = amendment
        self.country = country
        date = Self.date(of: document.metadata)
        let type = Self.isAct(document.kind) ? "act" : "doc"
        let name = document.metadata.documentNumber ?? document.title
        work =
            "/akn/\(country)/\(type)/\(document.kind.rawValue)/\(date.value)/"
            + Self.component(name.isEmpty ? document.id : name)
    }

    var isAct: Bool { Self.isAct(document.kind) }

    private static func isAct(_ kind: Document.Kind) -> Bool {
        switch kind {
        case .regulation, .decision, .interpretation: true
        case .plan, .notice, .other: false
        }
    }

    /// Writes the element; an attachment names itself as a component of the work.
    func write(to xml: MarkupWriter, component: String?) {
        let part = "/!\(component ?? "main")"
        let version = amendment?.expressionDate?.value ?? ""
        let expression = "\(work)/\(document.language.rawValue)@\(version)"
        xml.text("\n")
        xml.element("meta") {
            xml.element("identification", ["source": "#\(Self.toolID)"]) {
                xml.element("FRBRWork") {
                    core(xml, this: work + part, uri: work)
                    xml.element("FRBRcountry", ["value": country])
                    if let number = document.metadata.documentNumber, component == nil {
                        xml.element("FRBRnumber", ["value": number])
                    }
                    if !document.title.isEmpty, component == nil {
                        xml.element("FRBRname", ["value": document.title])
                    }
                }
                xml.element("FRBRExpression") {
                    core(
                        xml, this: expression + part, uri: expression, amendment?.expressionDate)
                    xml.element("FRBRlanguage", ["language": document.language.rawValue])
                }
                xml.element("FRBRManifestation") {
                    core(xml, this: expression + part + ".xml", uri: expression + ".xml")
                }
            }
            guard component == nil else { return }
            amendment?.write(to: xml)
            xml.element("references", ["source": "#\(Self.toolID)"]) {
                amendment?.writeReferences(to: xml)
                organization(xml, Self.toolID, showAs: "Tiaowen")
                organization(xml, Self.authorID, showAs: document.metadata.issuer ?? "unknown")
            }
            xml.element("proprietary", ["source": "#\(Self.toolID)"]) { source(xml) }
        }
    }

    private func core(
        _ xml: MarkupWriter, this: String, uri: String, _ own: (value: String, name: String)? = nil
    ) {
        let date = own ?? date
        xml.element("FRBRthis", ["value": this])
        xml.element("FRBRuri", ["value": uri])
        xml.element("FRBRdate", ["date": date.value, "name": date.name])
        xml.element("FRBRauthor", ["href": "#\(Self.authorID)"])
    }

    private func organization(_ xml: MarkupWriter, _ eid: String, showAs name: String) {
        let href = "/akn/ontology/organization/\(country)/\(Self.component(name))"
        xml.element("TLCOrganization", ["eId": eid, "href": href, "showAs": name])
    }

    /// The file the document was read from, in a namespace of our own.
    private func source(_ xml: MarkupWriter) {
        let origin = document.source.origin
        xml.element(
            "source",
            [
                "xmlns": "urn:tiaowen:source", "path": document.source.name,
                "sha256": origin.sha256.isEmpty ? nil : origin.sha256, "encoding": origin.encoding,
            ])
    }

    /// The date of adoption, else of entry into force; the first day of a year or month where only
    /// that is known; `unknownDate`, and so named, where nothing is.
    static func date(of metadata: Document.Metadata) -> (value: String, name: String) {
        for (text, name) in [
            (metadata.adopted, "adoption"), (metadata.effective, "entry-into-force"),
        ] {
            guard let text else { continue }
            if isDate(text) { return (text, name) }
            if isDate(text + "-01") { return (text + "-01", name + "-month") }
            if isDate(text + "-01-01") { return (text + "-01-01", name + "-year") }
        }
        return (unknownDate, "unknown")
    }

    /// Whether a text is a date of the Gregorian calendar as `YYYY-MM-DD`.
    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy(isASCIIDigit) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            year > 0, (1...12).contains(month), day > 0
        else { return false }
        let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= days[month - 1]
    }

    /// A portion of a work (Naming Convention, §4.7): `/~art_5`.
    static func portion(_ eid: EId) -> String { "/~" + component(eid.description) }

    /// The URI of a work known by its title alone, or of a portion of it (Naming Convention, §4.7).
    static func uri(_ title: String, country: String, portion: String?) -> String {
        "/akn/\(country)/act/\(component(title))" + (portion.map { "/~" + component($0) } ?? "")
    }

    /// A text as one component of a URI: blanks become hyphens, what URIs reserve is escaped, other
    /// scripts stay readable (RFC 3987).
    private static func component(_ text: String) -> String {
        var result = ""
        for c in text.unicodeScalars {
            switch c {
            case " ", "\t", "\n", "\r", "\u{3000}", "\u{A0}":
                if result.last != "-" { result += "-" }
            case "A"..."Z", "a"..."z", "0"..."9", "-", "_", ".", "~":
                result.unicodeScalars.append(c)
            case _
            where c.value >= 0xA0 && !c.properties.isWhitespace
                && !c.properties.isNoncharacterCodePoint && !isPrivate(c):
                result.unicodeScalars.append(c)
            default:
                let digits = Array("0123456789ABCDEF")
                for byte in String(c).utf8 {
                    result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
                }
            }
        }
        return result.isEmpty ? "unnamed" : result
    }

    private static func isPrivate(_ c: Unicode.Scalar) -> Bool {
        (0xE000...0xF8FF).contains(c.value) || c.value >= 0xF0000
    }
}
