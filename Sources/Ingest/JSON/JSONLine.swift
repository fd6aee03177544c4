/// One line of JSON Lines: an object whose values are read when they are asked for.
///
///     let line = try JSONLine(Array(#"{"id":[7],"text":"第一条\n"}"#.utf8))
///     line.raw("id")            // the bytes of [7]
///     try line.string("text")   // the UTF-8 of the text, escapes read
///
/// The whole line is checked (RFC 8259); values of any depth cost no recursion. Of a name borne twice
/// the last value counts.
public struct JSONLine: Sendable {
    /// What is wrong with a line.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// Offset in the line, in bytes.
        public var offset: Int
        public var message: String
        /// The JSON of the line's `id`, where it was read before the fault.
        public var id: [UInt8]?

        public var description: String { "\(message) at byte \(offset)" }
    }

    private let bytes: [UInt8]
    private var fields: [(name: [UInt8], value: Range<Int>)] = []

    /// - Throws: `Fault` if the line is no JSON object in UTF-8.
    public init(_ bytes: [UInt8]) throws(Fault) {
        self.bytes = bytes
        var fields: [(name: [UInt8], value: Range<Int>)] = []
        let fault = bytes.withUnsafeBufferPointer { p -> Fault? in
            if !UTF8Survey(p).isValid { return Fault(offset: 0, message: "not UTF-8") }
            var scanner = JSONScanner(p)
            do throws(Fault) {
                try scanner.object { name, value in fields.append((name, value)) }
                return nil
            } catch {
                return error
            }
        }
        self.fields = fields
        if var fault {
            fault.id = raw("id")
            throw fault
        }
    }

    /// The JSON of a value, as it stands; `nil` if there is none of that name.
    public func raw(_ name: String) -> [UInt8]? {
        fields.last { $0.name.elementsEqual(name.utf8) }.map { Array(bytes[$0.value]) }
    }

    /// The UTF-8 of a string; `nil` if there is none of that name or it is `null`.
    ///
    /// An escaped surrogate without its pair is read as U+FFFD.
    /// - Throws: `Fault` if the value is no string.
    public func string(_ name: String) throws(Fault) -> [UInt8]? {
        guard let field = fields.last(where: { $0.name.elementsEqual(name.utf8) }) else {
            return nil
        }
        if bytes[field.value].elementsEqual("null".utf8) { return nil }
        guard bytes[field.value.lowerBound] == 0x22 else {
            throw Fault(
                offset: field.value.lowerBound, message: "\(name) is no string", id: raw("id"))
        }
        return bytes.withUnsafeBufferPointer { JSONScanner.text(of: $0, field.value) }
    }

    /// Whether a value is `true`; `false` if there is none of that name.
    public func bool(_ name: String) -> Bool { raw(name)?.elementsEqual("true".utf8) ?? false }
}
