import CLibXML2

/// Checks documents against an XML Schema (XSD 1.0). One task owns it.
///
///     let validator = try SchemaValidator(path: "schemas/akomantoso30.xsd")
///     validator.errors(in: document)    // [] where the document is valid
///
/// A schema may import others by relative path; nothing is fetched from the network.
public final class SchemaValidator {
    private let schema: xmlSchemaPtr

    /// - Throws: `MarkupError` if the file is missing or is no schema.
    public init(path: String) throws {
        let sink = ErrorSink()
        let schema = sink.during { () -> xmlSchemaPtr? in
            guard LibXML.isReady, let parser = xmlSchemaNewParserCtxt(path) else { return nil }
            defer { xmlSchemaFreeParserCtxt(parser) }
            xmlSchemaSetParserStructuredErrors(parser, ErrorSink.report, sink.opaque)
            return xmlSchemaParse(parser)
        }
        guard let schema else {
            throw sink.errors.first ?? MarkupError(line: 0, message: "not readable as a schema")
        }
        self.schema = schema
    }

    deinit { xmlSchemaFree(schema) }

    /// What is wrong with a document, in order of its lines; at most 200 faults are told.
    public func errors(in document: MarkupDocument) -> [MarkupError] {
        let sink = ErrorSink()
        return sink.during {
            guard let context = xmlSchemaNewValidCtxt(schema) else { return [] }
            defer { xmlSchemaFreeValidCtxt(context) }
            xmlSchemaSetValidStructuredErrors(context, ErrorSink.report, sink.opaque)
            let status = xmlSchemaValidateDoc(context, document.pointer)
            if status != 0, sink.errors.isEmpty {
                return [MarkupError(line: 0, message: "the document is not valid")]
            }
            return sink.errors
        }
    }
}
