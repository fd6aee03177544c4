/// One line of JSON Lines input: an object whose fields are found once and decoded when asked for.
///
///     let line = try JSONLine(Array(#"{"id":7,"text":"第一条\n"}"#.utf8))
///     line.id                     // the bytes of 7
///     try line.text("text")       // the bytes of 第一条 and a line feed
///
/// Works on bytes and keeps every character, a byte order mark in front included: what another
/// program counts in its string is what is counted here. A surrogate without its other half, which
/// JSON can write and UTF-8 cannot, becomes U+FFFD. Of a field given twice, the last counts.
/// (RFC 8259)
public struct JSONLine: Sendable {
    /// What is wrong with a line.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// Stable name for programs: `bad-json`, `bad-utf8`, `missing-field`, `bad-field`…
        public var code: String
        public var message: String

        public init(code: String, message: String) {
            self.code = code
            self.message = message
        }

        public var description: String { message }
    }

    private let bytes: [UInt8]
    private var fields: [Field] = []
    /// What broke the line, if something did; fields before it are known.
    let fault: Fault?

    private struct Field: Sendable {
        /// Between the quotes.
        var name: Range<Int>
        var value: Range<Int>
    }

    /// - Throws: `Fault` if the line is no JSON object in UTF-8.
    public init(_ bytes: [UInt8]) throws {
        self.init(reading: bytes)
        if let fault { throw fault }
    }

    /// Reads as far as it goes and keeps the fault, so that even a broken line may tell its id.
    init(reading bytes: [UInt8]) {
        self.bytes = bytes
        var fields: [Field] = []
        fault = bytes.withUnsafeBufferPointer { p -> Fault? in
            do throws(Fault) {
                if let place = UTF8Check.firstFault(p) {
                    throw Fault(code: "bad-utf8", message: "not UTF-8 at byte \(place) of the line")
                }
                var scanner = JSONScanner(p)
                try scanner.object { name, value in fields.append(Field(name: name, value: value)) }
                return nil
            } catch {
                return error
            }
        }
        self.fields = fields
    }

    /// The value of `id` as it stands, to be written in front of each answer; `null` if there is none.
    public var id: [UInt8] { raw("id") ?? Array("null".utf8) }

    /// The id as a name for the text: a string without its quotes, anything else as it stands.
    public var name: String {
        let name = (try? text("id")) ?? id
        return String(decoding: name, as: UTF8.self)
    }

    /// The value of a field as it stands; `nil` if the line has none.
    public func raw(_ field: String) -> [UInt8]? {
        range(field).map { Array(bytes[$0]) }
    }

    /// Whether a field is there and not `null`.
    public func has(_ field: String) -> Bool {
        guard let range = range(field) else { return false }
        return bytes[range.lowerBound] != UInt8(ascii: "n")
    }

    /// The characters of a string field as UTF-8.
    /// - Throws: `Fault` if the field is missing or no string.
    public func text(_ field: String) throws -> [UInt8] {
        guard let range = range(field) else {
            throw Fault(code: "missing-field", message: "the line has no field \"\(field)\"")
        }
        guard bytes[range.lowerBound] == UInt8(ascii: "\"") else {
            throw Fault(code: "bad-field", message: "the field \"\(field)\" is not a string")
        }
        return bytes.withUnsafeBufferPointer { p in
            JSONScanner.unescaped(p, range.lowerBound + 1..<range.upperBound - 1)
        }
    }

    /// The value of `true` or `false`; `nil` if the field is missing or `null`.
    /// - Throws: `Fault` if it is something else.
    public func flag(_ field: String) throws -> Bool? {
        guard has(field), let range = range(field) else { return nil }
        switch bytes[range.lowerBound] {
        case UInt8(ascii: "t"): return true
        case UInt8(ascii: "f"): return false
        default:
            throw Fault(code: "bad-field", message: "the field \"\(field)\" is not true or false")
        }
    }

    private func range(_ name: String) -> Range<Int>? {
        var name = name
        return name.withUTF8 { wanted in
            fields.last { field in
                let found = bytes[field.name]
                if found.elementsEqual(wanted) { return true }
                guard found.contains(UInt8(ascii: "\\")) else { return false }
                return bytes.withUnsafeBufferPointer {
                    JSONScanner.unescaped($0, field.name).elementsEqual(wanted)
                }
            }?.value
        }
    }
}
