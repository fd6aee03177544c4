import CLibXML2

/// Writes an XML document into memory through libxml2's writer, in UTF-8 and without indentation,
/// because blanks between elements would become part of mixed content.
///
///     let writer = MarkupWriter()
///     writer.element("num", ["eId": "art_1"]) { writer.text("1 < 2") }
///     writer.finish()    // <?xml …?><num eId="art_1">1 &lt; 2</num>
///
/// Characters XML 1.0 does not allow (most control characters) are written as U+FFFD.
package final class MarkupWriter {
    private let buffer: xmlBufferPtr
    private let writer: xmlTextWriterPtr
    private var scratch: [UInt8] = []

    /// Begins an empty document.
    package init() {
        precondition(LibXML.isReady)
        guard let buffer = xmlBufferCreate(), let writer = xmlNewTextWriterMemory(buffer, 0) else {
            fatalError("out of memory")
        }
        self.buffer = buffer
        self.writer = writer
        xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT)
        xmlTextWriterSetIndent(writer, 0)
        xmlTextWriterStartDocument(writer, nil, "UTF-8", nil)
    }

    deinit {
        xmlFreeTextWriter(writer)
        xmlBufferFree(buffer)
    }

    /// Opens an element; `close` must follow.
    package func open(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        xmlTextWriterStartElement(writer, name)
        for (key, value) in attributes {
            if let value { xmlTextWriterWriteAttribute(writer, key, Self.legal(value)) }
        }
    }

    /// Closes the element opened last.
    package func close() { xmlTextWriterEndElement(writer) }

    /// Writes an element around whatever `content` writes.
    package func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
        content: () -> Void = {}
    ) {
        open(name, attributes)
        content()
        close()
    }

    /// Writes text, escaped.
    package func text(_ text: String) {
        var text = text
        text.withUTF8 { self.text($0) }
    }

    /// Writes valid UTF-8 as text, escaped.
    package func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        scratch.removeAll(keepingCapacity: true)
        Self.escape(bytes, into: &scratch)
        scratch.withUnsafeBufferPointer { escaped in
            _ = xmlTextWriterWriteRawLen(writer, escaped.baseAddress, Int32(escaped.count))
        }
    }

    /// Ends the document and gives its bytes.
    package func finish() -> [UInt8] {
        xmlTextWriterEndDocument(writer)
        xmlTextWriterFlush(writer)
        let count = Int(xmlBufferLength(buffer))
        guard let content = xmlBufferContent(buffer) else { return [] }
        return Array(UnsafeBufferPointer(start: content, count: count))
    }

    private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        out.reserveCapacity(bytes.count + bytes.count / 8)
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case 0x26: out.append(contentsOf: [0x26, 0x61, 0x6D, 0x70, 0x3B])
            case 0x3C: out.append(contentsOf: [0x26, 0x6C, 0x74, 0x3B])
            case 0x3E: out.append(contentsOf: [0x26, 0x67, 0x74, 0x3B])
            case 0x0D: out.append(contentsOf: [0x26, 0x23, 0x31, 0x33, 0x3B])
            case 0x09, 0x0A: out.append(byte)
            case 0x00..<0x20: out.append(contentsOf: [0xEF, 0xBF, 0xBD])
            case 0xEF where isNonCharacter(bytes, at):
                out.append(contentsOf: [0xEF, 0xBF, 0xBD])
                at += 2
            default: out.append(byte)
            }
            at += 1
        }
    }

    /// U+FFFE and U+FFFF.
    private static func isNonCharacter(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        at + 2 < bytes.count && bytes[at + 1] == 0xBF && bytes[at + 2] >= 0xBE
    }

    private static func legal(_ value: String) -> String {
        let isLegal = { (c: Unicode.Scalar) in
            c.value >= 0x20 && c.value != 0xFFFE && c.value != 0xFFFF
                || c == "\t" || c == "\n" || c == "\r"
        }
        if value.unicodeScalars.allSatisfy(isLegal) { return value }
        var result = String.UnicodeScalarView()
        for c in value.unicodeScalars { result.append(isLegal(c) ? c : "\u{FFFD}") }
        return String(result)
    }
}
