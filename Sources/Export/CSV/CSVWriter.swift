/// Writes comma-separated values (RFC 4180) that spreadsheets open as they are: UTF-8 with a byte order
/// mark, CR LF, and text guarded against being run as a formula.
struct CSVWriter {
    private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    private var isFirst = true

    /// Adds text; what a spreadsheet would run (`=`, `+`, `-`, `@`, TAB or CR first) gets an apostrophe
    /// before it (OWASP, CSV Injection).
    mutating func text(_ value: String?) {
        let value = value ?? ""
        if let first = value.utf8.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first) {
            cell("'" + value)
        } else {
            cell(value)
        }
    }

    /// Adds a number, whole ones without a point.
    mutating func number(_ value: Double?) {
        var json = JSONWriter()
        if let value, value.isFinite { json.number(value) }
        cell(String(decoding: json.bytes, as: UTF8.self))
    }

    mutating func endRow() {
        bytes.append(contentsOf: [0x0D, 0x0A])
        isFirst = true
    }

    /// The names of the columns, as one row.
    mutating func header(_ names: [String]) {
        for name in names { cell(name) }
        endRow()
    }

    private mutating func cell(_ value: String) {
        if !isFirst { bytes.append(0x2C) }
        isFirst = false
        let needsQuotes = value.utf8.contains {
            $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D
        }
        guard needsQuotes else { return bytes.append(contentsOf: value.utf8) }
        bytes.append(0x22)
        for byte in value.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
