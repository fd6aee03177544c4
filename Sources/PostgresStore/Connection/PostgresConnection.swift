import CLibPQ

/// A connection to one PostgreSQL server through libpq (数据库连接). Belongs to one thread at a time.
///
///     let connection = try PostgresConnection(ConnectionOptions("postgres://127.0.0.1/law"))
///     try connection.query("SELECT title FROM documents WHERE kind = $1", [.text("plan")])
///         .map { $0.text(0) }
///
/// Values travel beside the statement, never inside it. Every error is a `PostgresError`.
final class PostgresConnection {
    private let handle: OpaquePointer
    /// `host:port/database`, for messages.
    let place: String
    /// Statements the server has, with their names there.
    private var prepared: [String: String] = [:]

    /// - Throws: `PostgresError` if the server cannot be reached or refuses.
    init(_ options: ConnectionOptions) throws {
        var options = options
        place = options.place
        options["client_encoding"] = "UTF8"
        options["fallback_application_name"] = "tiaowen"
        if options["connect_timeout"] == nil { options["connect_timeout"] = "10" }
        let pairs = options.values.sorted { $0.key < $1.key }
        let handle = Self.withPointers(pairs.map(\.key)) { keywords in
            Self.withPointers(pairs.map(\.value)) { PQconnectdbParams(keywords, $0, 0) }
        }
        guard let handle else {
            throw PostgresError(place: place, state: "", message: "out of memory")
        }
        self.handle = handle
        tiaowen_silence_notices(handle)
        guard PQstatus(handle) == CONNECTION_OK else {
            // there is no SQLSTATE of a failed connection: only the words tell a missing database
            let message = Self.firstLine(PQerrorMessage(handle))
            throw PostgresError(
                place: place,
                state: message.hasSuffix("does not exist") && message.contains("database")
                    ? "3D000" : "",
                message: message)
        }
    }

    deinit { PQfinish(handle) }

    private static func withPointers<T>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T?
    ) -> T? {
        let bytes = strings.map { Array($0.utf8CString) }
        func point(_ at: Int, _ pointers: inout [UnsafePointer<CChar>?]) -> T? {
            guard at < bytes.count else {
                return (pointers + [nil]).withUnsafeBufferPointer { p in
                    p.baseAddress.flatMap(body)
                }
            }
            return bytes[at].withUnsafeBufferPointer { p in
                pointers.append(p.baseAddress)
                return point(at + 1, &pointers)
            }
        }
        var pointers: [UnsafePointer<CChar>?] = []
        return point(0, &pointers)
    }

    private static func firstLine(_ message: UnsafePointer<CChar>?) -> String {
        let text = message.map { String(cString: $0) } ?? ""
        return text.split(separator: "\n").first.map(String.init) ?? "no reason given"
    }

    /// Whether the server still was there when last spoken to.
    var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

    /// Whom the server knows the connection as, and what it was let in with.
    var credentials: (user: String, password: String) {
        (
            PQuser(handle).map { String(cString: $0) } ?? "",
            PQpass(handle).map { String(cString: $0) } ?? ""
        )
    }

    /// Text as a literal of the statements that take no parameters (CREATE SERVER … OPTIONS).
    func literal(_ text: String) throws -> String {
        let escaped = text.withCString { PQescapeLiteral(handle, $0, text.utf8.count) }
        guard let escaped else { throw failure() }
        defer { PQfreemem(escaped) }
        return String(cString: escaped)
    }

    // MARK: Statements

    /// Runs statements without parameters, one after the other, in one round trip.
    func execute(_ sql: String) throws {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        try check(result)
    }

    /// Runs one statement; it is parsed once for each connection.
    @discardableResult
    func query(_ sql: String, _ parameters: [PostgresValue] = []) throws -> PostgresRows {
        let name = try prepare(sql, parameters)
        let result = send(parameters) { values, lengths, formats in
            PQexecPrepared(handle, name, Int32(parameters.count), values, lengths, formats, 1)
        }
        guard let result else { throw failure() }
        let rows = PostgresRows(result)
        try check(result)
        return rows
    }

    /// Asks without waiting, so that several servers work at the same time; `answer` must follow.
    func ask(_ sql: String, _ parameters: [PostgresValue]) throws {
        let name = try prepare(sql, parameters)
        let sent = send(parameters) { values, lengths, formats in
            PQsendQueryPrepared(
                handle, name, Int32(parameters.count), values, lengths, formats, 1)
        }
        if sent != 1 { throw failure() }
    }

    /// The rows of what was asked.
    func answer() throws -> PostgresRows {
        var last: OpaquePointer?
        while let result = PQgetResult(handle) {
            PQclear(last)
            last = result
        }
        guard let last else { throw failure() }
        let rows = PostgresRows(last)
        try check(last)
        return rows
    }

    private func prepare(_ sql: String, _ parameters: [PostgresValue]) throws -> String {
        if let name = prepared[sql] { return name }
        let name = "t\(prepared.count)"
        let types = parameters.map(\.type)
        let result = PQprepare(handle, name, sql, Int32(types.count), types)
        defer { PQclear(result) }
        try check(result)
        prepared[sql] = name
        return name
    }

    private func send<T>(
        _ parameters: [PostgresValue],
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> T
    ) -> T {
        var bytes: [UInt8] = [0]
        let ends = parameters.map { value -> Int in
            value.append(to: &bytes)
            return bytes.count
        }
        let starts = [1] + ends.dropLast()
        return bytes.withUnsafeBytes { p in
            let base = p.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = zip(parameters, starts).map { value, start in
                value == .null ? nil : base.map { $0 + start }
            }
            let lengths = zip(starts, ends).map { Int32($1 - $0) }
            let formats = [Int32](repeating: 1, count: parameters.count)
            return body(values, lengths, formats)
        }
    }

    // MARK: Bulk loading

    /// Sends rows by COPY; on return they are in the table, or nothing is.
    func copy(_ rows: inout CopyRows) throws {
        guard rows.count > 0 else { return }
        let start = PQexec(handle, "COPY \(rows.target) FROM STDIN (FORMAT binary)")
        defer { PQclear(start) }
        guard PQresultStatus(start) == PGRES_COPY_IN else { return try check(start) }
        let data = rows.take()
        let sent = data.withUnsafeBytes { p in
            PQputCopyData(
                handle, p.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(p.count))
        }
        guard sent == 1, PQputCopyEnd(handle, nil) == 1 else { throw failure() }
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            try check(result)
        }
    }

    // MARK: Errors

    private func failure() -> PostgresError {
        PostgresError(
            place: place, state: isAlive ? "XX000" : "",
            message: Self.firstLine(PQerrorMessage(handle)))
    }

    private func check(_ result: OpaquePointer?) throws {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        default:
            guard let result,
                let state = PQresultErrorField(result, 67 /* PG_DIAG_SQLSTATE, 'C' */)
            else { throw failure() }
            throw PostgresError(
                place: place, state: String(cString: state),
                message: Self.firstLine(PQresultErrorField(result, 77 /* PRIMARY, 'M' */)))
        }
    }
}
