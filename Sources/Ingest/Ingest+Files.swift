import Glibc
import LegalText

extension Ingest {
    /// The documents below some paths, each once, in the order of the paths and sorted inside folders.
    ///
    /// A file is taken as it is. In a folder, files with the extension of a document (`.txt`, `.md`,
    /// `.html`, `.htm`, `.xhtml`) are, at any depth; hidden files and files called README are left
    /// out. Symbolic links are followed, but no folder is read twice.
    /// - Throws: `IngestError` for a path that does not exist or a folder that cannot be read.
    public static func files(under paths: [String]) throws -> [String] {
        var found: [String] = []
        var seen: Set<FileIdentity> = []
        for path in paths {
            guard path != "-" else {
                found.append(path)
                continue
            }
            guard let entry = FileIdentity.of(path) else {
                throw IngestError.noSuchFile(path: path)
            }
            guard entry.isFolder else {
                if seen.insert(entry.identity).inserted { found.append(path) }
                continue
            }
            try collect(path, entry.identity, into: &found, &seen)
        }
        return found
    }

    private static let extensions: Set<String> = ["txt", "md", "markdown", "html", "htm", "xhtml"]

    private static func collect(
        _ folder: String, _ identity: FileIdentity, into found: inout [String],
        _ seen: inout Set<FileIdentity>
    ) throws {
        guard seen.insert(identity).inserted else { return }
        // What is still to be looked at, next last: a folder is replaced by its sorted entries.
        var open = try entries(of: folder).reversed() as [String]
        while let path = open.popLast() {
            guard let entry = FileIdentity.of(path) else { continue }
            if entry.isFolder {
                guard seen.insert(entry.identity).inserted else { continue }
                open.append(contentsOf: try entries(of: path).reversed())
            } else if isDocument(path), seen.insert(entry.identity).inserted {
                found.append(path)
            }
        }
    }

    private static func isDocument(_ path: String) -> Bool {
        guard extensions.contains(SourceText.Medium.fileExtension(path)) else { return false }
        return !SourceText.Medium.fileName(path).lowercased().hasPrefix("readme.")
    }

    /// The entries of a folder with their paths, sorted by their bytes, without the hidden ones.
    private static func entries(of folder: String) throws -> [String] {
        guard let stream = opendir(folder) else {
            throw IngestError.unreadable(path: folder, reason: String(cString: strerror(errno)))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { base + $0 }
    }
}

/// What the file system knows a file by, whatever its path.
private struct FileIdentity: Hashable {
    var device: UInt
    var number: UInt

    static func of(_ path: String) -> (identity: FileIdentity, isFolder: Bool)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let identity = FileIdentity(device: UInt(status.st_dev), number: UInt(status.st_ino))
        return (identity, status.st_mode & S_IFMT == S_IFDIR)
    }
}
