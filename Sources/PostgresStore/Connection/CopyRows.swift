/// Rows on their way into a table by `COPY … (FORMAT binary)` (PostgreSQL's manual, COPY, "Binary
/// Format"), kept in memory until they are sent.
struct CopyRows {
    /// `passage_0(shard, id, text)`: constant names of the schema, never what a user wrote.
    let target: String
    private(set) var bytes: [UInt8] = CopyRows.header
    private(set) var count = 0

    private static let header: [UInt8] =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)

    init(target: String) { self.target = target }

    mutating func append(_ values: [PostgresValue]) {
        bytes.append(bigEndian: Int16(values.count))
        for value in values {
            if value == .null {
                bytes.append(bigEndian: Int32(-1))
            } else {
                bytes.appendSized { value.append(to: &$0) }
            }
        }
        count += 1
    }

    /// Everything gathered, closed by the trailer; the rows begin anew.
    mutating func take() -> [UInt8] {
        var taken = bytes
        taken.append(bigEndian: Int16(-1))
        bytes = Self.header
        count = 0
        return taken
    }
}
