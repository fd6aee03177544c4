/// A parameter of a statement, sent in PostgreSQL's binary form (参数).
///
/// Numbers are big-endian; text has no U+0000 in PostgreSQL, which stores U+FFFD in its place.
enum PostgresValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// `integer`
    case int4(Int32)
    /// `bigint`
    case int(Int64)
    /// `double precision`
    case real(Double)
    case text(String)
    /// `integer[]`
    case int4s([Int32])
    /// `bigint[]`
    case ints([Int64])
    /// `text[]`
    case texts([String])
    case bytes([UInt8])

    init(_ value: String?) { self = value.map { .text($0) } ?? .null }

    /// The object id of its type (`pg_type.dat`); 0 lets the server find it.
    var type: UInt32 {
        switch self {
        case .null: 0
        case .bool: 16
        case .int4: 23
        case .int: 20
        case .real: 701
        case .text: 25
        case .int4s: 1007
        case .ints: 1016
        case .texts: 1009
        case .bytes: 17
        }
    }

    /// Adds the value without its length; nothing for `null`.
    func append(to out: inout [UInt8]) {
        switch self {
        case .null: break
        case .bool(let value): out.append(value ? 1 : 0)
        case .int4(let value): out.append(bigEndian: value)
        case .int(let value): out.append(bigEndian: value)
        case .real(let value): out.append(bigEndian: value.bitPattern)
        case .text(let text): Self.append(text, to: &out)
        case .bytes(let bytes): out.append(contentsOf: bytes)
        case .int4s(let values):
            Self.appendArray(values, of: 23, to: &out) { $1.append(bigEndian: $0) }
        case .ints(let values):
            Self.appendArray(values, of: 20, to: &out) { $1.append(bigEndian: $0) }
        case .texts(let values):
            Self.appendArray(values, of: 25, to: &out) { Self.append($0, to: &$1) }
        }
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        var text = text
        text.withUTF8 { utf8 in
            guard utf8.contains(0) else { return out.append(contentsOf: utf8) }
            for byte in utf8 {
                if byte == 0 { out += [0xEF, 0xBF, 0xBD] } else { out.append(byte) }
            }
        }
    }

    /// One dimension, from 1, without nulls.
    private static func appendArray<Element>(
        _ values: [Element], of type: Int32, to out: inout [UInt8],
        _ body: (Element, inout [UInt8]) -> Void
    ) {
        for field in [values.isEmpty ? 0 : 1, 0, type] { out.append(bigEndian: field) }
        guard !values.isEmpty else { return }
        out.append(bigEndian: Int32(values.count))
        out.append(bigEndian: Int32(1))
        for value in values { out.appendSized { body(value, &$0) } }
    }
}

extension [UInt8] {
    mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    /// Adds what `body` adds, behind its length in four bytes.
    mutating func appendSized(_ body: (inout [UInt8]) -> Void) {
        let start = count
        append(bigEndian: Int32(0))
        body(&self)
        Swift.withUnsafeBytes(of: Int32(count - start - 4).bigEndian) {
            replaceSubrange(start..<start + 4, with: $0)
        }
    }
}
