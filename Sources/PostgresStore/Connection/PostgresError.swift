/// What a PostgreSQL server, or the way to it, answered instead of rows (数据库错误).
///
/// Holds no password: addresses are told as `host:port/database`.
struct PostgresError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The server it is about: `127.0.0.1:5432/law`.
    var place: String
    /// SQLSTATE, five letters (PostgreSQL, appendix A); empty where there was no connection to ask.
    var state: String
    /// The first line of what was said.
    var message: String

    /// Whether a server does not answer, rather than answers that something is wrong: connection
    /// exceptions (class 08), a server that shuts down or starts up (57P).
    var isOutage: Bool {
        state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P")
    }

    /// Whether something that is asked for is not there: a database, a schema, a table.
    var isMissing: Bool { ["3D000", "3F000", "42P01"].contains(state) }

    /// Whether a standby gave up a question to keep up with its primary, or two transactions met.
    var isTransient: Bool { state == "40001" || state == "40P01" }

    var description: String { "\(place): \(message)" }
}
