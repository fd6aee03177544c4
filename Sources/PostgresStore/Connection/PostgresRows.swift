import CLibPQ

/// The rows a statement answered, in binary form (查询结果). Belongs to the connection's thread.
final class PostgresRows {
    fileprivate let result: OpaquePointer
    let count: Int

    init(_ result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
    }

    deinit { PQclear(result) }

    subscript(row: Int) -> PostgresRow { PostgresRow(rows: self, row: Int32(row)) }

    var first: PostgresRow? { count > 0 ? self[0] : nil }

    func map<T>(_ body: (PostgresRow) throws -> T) rethrows -> [T] {
        try (0..<count).map { try body(self[$0]) }
    }

    func forEach(_ body: (PostgresRow) throws -> Void) rethrows {
        for row in 0..<count { try body(self[row]) }
    }
}

/// One row.
struct PostgresRow {
    // the values lie in the result: the row keeps it
    fileprivate let rows: PostgresRows
    fileprivate let row: Int32

    func isNull(_ column: Int) -> Bool { PQgetisnull(rows.result, row, Int32(column)) != 0 }

    /// The value's bytes, valid while the row is; empty for null.
    func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(rows.result, row, Int32(column)),
            count: Int(PQgetlength(rows.result, row, Int32(column))))
    }

    /// A `smallint`, `integer`, `bigint` or `boolean`; 0 for null.
    func int(_ column: Int) -> Int64 {
        let bytes = bytes(column)
        guard let first = bytes.first else { return 0 }
        let start: Int64 = first & 0x80 != 0 && bytes.count > 1 ? -1 : 0
        return bytes.reduce(start) { $0 << 8 | Int64($1) }
    }

    func bool(_ column: Int) -> Bool { int(column) != 0 }

    /// A `text`; empty for null.
    func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
}
