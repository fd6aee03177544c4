import CLibPQ

/// Where a server is and as whom to enter (连接参数): libpq's keywords with their values.
///
///     let options = try ConnectionOptions("postgres://reader@127.0.0.1:5432/law")
///     options.place                                   // "127.0.0.1:5432/law"
struct ConnectionOptions: Sendable, Hashable {
    private(set) var values: [String: String]

    init(_ values: [String: String]) { self.values = values }

    /// - Parameter text: a URL (`postgres://user@host1:port1,host2:port2/database?keyword=value`) or
    ///   `keyword=value` pairs (PostgreSQL's manual, 34.1.1).
    /// - Throws: `PostgresError` that does not repeat the text, which may hold a password.
    init(_ text: String) throws {
        guard let parsed = PQconninfoParse(text, nil) else {
            throw PostgresError(
                place: "store", state: "",
                message: "not the address of a PostgreSQL database: postgres://user@host:port/name")
        }
        defer { PQconninfoFree(parsed) }
        values = [:]
        var at = parsed
        while let keyword = at.pointee.keyword {
            if let value = at.pointee.val, value.pointee != 0 {
                values[String(cString: keyword)] = String(cString: value)
            }
            at += 1
        }
    }

    subscript(keyword: String) -> String? {
        get { values[keyword] }
        set { values[keyword] = newValue }
    }

    /// The address without user and password.
    var place: String {
        let hosts = (values["host"] ?? values["hostaddr"] ?? "localhost").split(separator: ",")
        let ports = (values["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let servers = hosts.enumerated().map { i, host in
            // one port is that of all hosts
            let port = ports.count == 1 ? ports[0] : i < ports.count ? ports[i] : ""
            return "\(host):\(port.isEmpty ? "5432" : port)"
        }
        return servers.joined(separator: ",") + (values["dbname"].map { "/" + $0 } ?? "")
    }
}
