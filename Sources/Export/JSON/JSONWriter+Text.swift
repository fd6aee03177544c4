public import LegalText

/// A source whose byte offsets are to be written as Unicode scalars, the form of the contract.
public struct ScalarText: Sendable {
    let source: SourceText
    let offsets: ScalarOffsets

    /// Counts the source once; share it among the documents of one source.
    public init(_ source: SourceText) {
        self.source = source
        offsets = ScalarOffsets(source.bytes)
    }
}

extension JSONWriter {
    /// `[start,end]` in scalars.
    mutating func span(_ span: ByteSpan, in text: ScalarText) {
        let scalars = text.offsets.scalars(span)
        array { json in
            json.integer(scalars.lowerBound)
            json.integer(scalars.upperBound)
        }
    }

    mutating func span(_ name: StaticString, _ span: ByteSpan?, in text: ScalarText) {
        key(name)
        if let span { self.span(span, in: text) } else { null() }
    }

    mutating func spans(_ name: StaticString, _ spans: [ByteSpan], in text: ScalarText) {
        key(name)
        array(spans) { json, span in json.span(span, in: text) }
    }

    /// The words of a span.
    mutating func words(_ name: StaticString, _ span: ByteSpan?, of text: ScalarText) {
        key(name)
        guard let span else { return null() }
        text.source.bytes.withUnsafeBufferPointer { bytes in
            string(UnsafeBufferPointer(rebasing: bytes[span.clamped(to: bytes.indices)]))
        }
    }

    mutating func ids(_ name: StaticString, _ ids: [EId]) {
        key(name)
        array(ids) { json, id in json.string(id.description) }
    }

    mutating func strings(_ name: StaticString, _ strings: [String]) {
        key(name)
        array(strings) { json, string in json.string(string) }
    }

    /// How often each name occurs, sorted by name.
    mutating func counts(_ name: StaticString, _ names: some Sequence<String>) {
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        key(name)
        object { json in
            for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
                json.key(name)
                json.integer(count)
            }
        }
    }
}
