import Foundation
import TestSupport

@testable import PostgresStore

/// A PostgreSQL server on 127.0.0.1 for the tests of this module, with an empty database for each part of an
/// index. It goes when it is let go; where this runs as root, it runs as the user `postgres`.
final class TestServer: Sendable {
    /// The folder of initdb and pg_ctl, the newest version; `nil` where there is no server.
    static let binaries: String? = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "\(root)/\($0)/bin" }
            .first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
    }()

    static let skipMessage = "no PostgreSQL server programs here (Debian: postgresql)"

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let folder: String
    private let port: Int

    init() throws {
        folder = NSTemporaryDirectory() + "tiaowen-server-" + UUID().uuidString.prefix(8)
        port = try Self.freePort()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if getuid() == 0 { try Self.run(["chown", "postgres", folder], as: nil) }
        try run(
            "initdb", "-D", folder + "/data", "-U", "tiaowen", "-A", "trust", "-E", "UTF8",
            "--locale=C", "-N")
        try run(
            "pg_ctl", "-D", folder + "/data", "-w", "-l", folder + "/log", "-o",
            "-p \(port) -c listen_addresses=127.0.0.1 -k \(folder) -c fsync=off", "start")
    }

    deinit {
        try? run("pg_ctl", "-D", folder + "/data", "-w", "-m", "immediate", "stop")
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The address of a new database.
    func database(_ name: String = "db" + UUID().uuidString.prefix(8).lowercased()) throws -> String
    {
        try maintenance().execute("CREATE DATABASE \(name)")
        return "postgres://tiaowen@127.0.0.1:\(port)/\(name)"
    }

    /// Lets nobody into a database any more, as if its server were down; or lets them in again.
    func setOpen(_ isOpen: Bool, _ address: String) throws {
        let name = address.split(separator: "/").last.map(String.init) ?? ""
        let connection = try maintenance()
        try connection.execute("ALTER DATABASE \(name) ALLOW_CONNECTIONS \(isOpen)")
        if !isOpen {
            try connection.query(
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1
                """, [.text(name)])
        }
    }

    private func maintenance() throws -> PostgresConnection {
        try PostgresConnection(
            ConnectionOptions("postgres://tiaowen@127.0.0.1:\(port)/postgres"))
    }

    private func run(_ program: String, _ arguments: String...) throws {
        guard let binaries = Self.binaries else { throw Failure(description: Self.skipMessage) }
        try Self.run(
            [binaries + "/" + program] + arguments, as: getuid() == 0 ? "postgres" : nil)
    }

    /// Without Foundation's Process, which waits until the server that a command leaves behind has ended, too.
    private static func run(_ command: [String], as user: String?) throws {
        let words = ["/usr/bin/env"] + (user.map { ["runuser", "-u", $0, "--"] } ?? []) + command
        var arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        var process: pid_t = 0
        guard posix_spawn(&process, words[0], &actions, nil, &arguments, environ) == 0 else {
            throw Failure(description: "\(command[0]) does not start")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        if status != 0 { throw Failure(description: "\(command[0]) ended in \(status)") }
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 ? getsockname(descriptor, $0, &size) : -1
            }
        }
        guard status == 0 else { throw Failure(description: "no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
