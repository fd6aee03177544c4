import LegalText
import Markup

/// The part of `<meta>` that says which decision changed what: events of the life cycle, modifications,
/// and the works they name.
///
/// In a consolidated text the modifications are passive: their source is a place in the decision, their
/// destination one in this text. In the decision they are active: the other way round. A place that is
/// gone is named in the old text.
struct AkomaNtosoAmendment {
    private static let originalID = "original"
    private static let decisionID = "amending"

    private let amendment: Amendment
    private let isDecision: Bool
    /// The URIs of the works: of the text amended and of the decision.
    private let old: String
    private let decision: String
    /// The provisions of the document that is written: only they can be pointed at inside it.
    private let known: Set<EId>
    private let units: [Provision]

    init(_ amendment: Amendment, in document: Document, country: String) {
        self.amendment = amendment
        isDecision =
            document.source.name == amendment.decision.source.name
            && document.span == amendment.decision.span
        old = AkomaNtosoMetadata(amendment.old, country: country).work
        decision = AkomaNtosoMetadata(amendment.decision, country: country).work
        var known: Set<EId> = []
        document.forEachProvision { known.insert($0.eid) }
        self.known = known
        var units: [Provision] = []
        amendment.decision.forEachProvision { units.append($0) }
        self.units = units
    }

    /// When the text became what it is; `nil` for the decision, whose own date says it.
    var expressionDate: (value: String, name: String)? {
        guard !isDecision else { return nil }
        let date = AkomaNtosoMetadata.date(of: amendment.decision.metadata)
        return date.value == AkomaNtosoMetadata.unknownDate ? nil : (date.value, "amendment")
    }

    // MARK: References

    func writeReferences(to xml: MarkupWriter) {
        func reference(_ element: String, _ id: String, _ work: String, _ document: Document) {
            let name = document.title.isEmpty ? document.id : document.title
            xml.element(element, ["eId": id, "href": work, "showAs": name])
        }
        if isDecision {
            reference("activeRef", Self.originalID, old, amendment.old)
        } else {
            reference("original", Self.originalID, old, amendment.old)
            reference("passiveRef", Self.decisionID, decision, amendment.decision)
        }
    }

    // MARK: Life cycle and modifications

    func write(to xml: MarkupWriter) {
        let tool = "#\(AkomaNtosoMetadata.toolID)"
        if !isDecision {
            xml.element("lifecycle", ["source": tool]) {
                event(xml, "generation", amendment.old, Self.originalID)
                event(xml, "amendment", amendment.decision, Self.decisionID)
            }
        }
        let applied = amendment.operations.filter { $0.status == .applied && !$0.target.isEmpty }
        guard !applied.isEmpty else { return }
        xml.element("analysis", ["source": tool]) {
            xml.element(isDecision ? "activeModifications" : "passiveModifications") {
                for (index, operation) in applied.enumerated() {
                    modification(xml, index + 1, operation)
                }
            }
        }
    }

    private func event(_ xml: MarkupWriter, _ type: String, _ document: Document, _ id: String) {
        let date = AkomaNtosoMetadata.date(of: document.metadata)
        xml.element(
            "eventRef",
            ["eId": "event_\(type)", "date": date.value, "source": "#\(id)", "type": type])
    }

    private func modification(_ xml: MarkupWriter, _ number: Int, _ operation: AmendingOperation) {
        let former = old + AkomaNtosoMetadata.portion(operation.target)
        let prefix = isDecision ? "amod" : "pmod"
        xml.element(
            "textualMod", ["type": Self.type(operation.operation), "eId": "\(prefix)_\(number)"]
        ) {
            xml.element("source", ["href": source(operation)])
            let place = operation.result.flatMap { here($0) }
            xml.element("destination", ["href": isDecision ? former : place ?? former])
            if operation.operation == .renumber, let result = operation.result {
                xml.element("old", ["href": former])
                xml.element(
                    "new", ["href": place ?? old + AkomaNtosoMetadata.portion(result)])
            }
        }
    }

    /// The point of the decision that says it.
    private func source(_ operation: AmendingOperation) -> String {
        let unit = units.last { unit in
            !operation.span.isEmpty && unit.span.contains(operation.span.lowerBound)
        }
        guard let unit else { return decision }
        return isDecision ? "#\(unit.eid)" : decision + AkomaNtosoMetadata.portion(unit.eid)
    }

    /// A place of this document, or what is around it if the place itself has no name here. A decision may
    /// leave the paragraph out: 第十八条第五项.
    private func here(_ eid: EId) -> String? {
        guard !isDecision else { return nil }
        var parts = eid.components
        while let first = parts.first {
            let name = EId(parts.joined(separator: "__"))
            if known.contains(name) { return "#\(name)" }
            let (head, tail) = (first + "__", "__" + parts.dropFirst().joined(separator: "__"))
            let inside = known.filter {
                parts.count > 1 && $0.description.hasPrefix(head) && $0.description.hasSuffix(tail)
            }
            if let only = inside.first, inside.count == 1 { return "#\(only)" }
            parts.removeLast()
        }
        return nil
    }

    private static func type(_ operation: AmendingOperation.Operation) -> String {
        switch operation {
        case .replace, .replaceWords: "substitution"
        case .insert: "insertion"
        case .delete: "repeal"
        case .renumber: "renumbering"
        }
    }
}

extension EId {
    fileprivate var isEmpty: Bool { description.isEmpty }
}
