import CLibXML2

/// A well-formed XML document in memory, for XPath and validation. One task owns it.
///
///     let document = try MarkupDocument(xml: Array("<law><num>1</num></law>".utf8))
///     document.strings("//num")    // ["1"]
///
/// Entities are not expanded, nothing is fetched, and libxml2's limits on depth (256) and length
/// stay on, so a hostile document is an error and never a hang.
public final class MarkupDocument {
    let pointer: xmlDocPtr

    /// - Throws: `MarkupError`, the first fault, if the bytes are not well-formed XML in UTF-8.
    public init(xml bytes: [UInt8]) throws {
        guard LibXML.isReady, bytes.count < LibXML.sizeLimit else {
            throw MarkupError(line: 0, message: "the document is larger than two gigabytes")
        }
        let sink = ErrorSink()
        let document = sink.during {
            bytes.withUnsafeBytes { raw in
                xmlReadMemory(
                    raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), nil,
                    "UTF-8", Int32(XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue))
            }
        }
        guard let document else {
            throw sink.errors.first ?? MarkupError(line: 0, message: "not readable as XML")
        }
        pointer = document
    }

    deinit { xmlFreeDoc(pointer) }

    /// The text of every node an XPath 1.0 expression finds, in document order; the value itself
    /// where the expression gives a string, number or boolean; none if it is not an expression.
    ///
    /// - Parameter namespaces: prefixes the expression uses, and their URIs.
    public func strings(_ path: String, namespaces: [String: String] = [:]) -> [String] {
        let sink = ErrorSink()
        return sink.during { () -> [String] in
            guard let context = xmlXPathNewContext(pointer) else { return [] }
            defer { xmlXPathFreeContext(context) }
            for (prefix, uri) in namespaces { xmlXPathRegisterNs(context, prefix, uri) }
            guard let result = xmlXPathEvalExpression(path, context) else { return [] }
            defer { xmlXPathFreeObject(result) }
            guard result.pointee.type == XPATH_NODESET else {
                return xmlXPathCastToString(result).map { [$0.takeString()] } ?? []
            }
            guard let nodes = result.pointee.nodesetval, let table = nodes.pointee.nodeTab
            else { return [] }
            return (0..<Int(nodes.pointee.nodeNr)).compactMap {
                xmlNodeGetContent(table[$0])?.takeString()
            }
        }
    }
}
