/// Names for the files made of documents: their source's own, made unique and not too long.
///
/// A name depends on the other sources only where two would be the same.
struct FileNames {
    /// For each source, one for each of its documents, without extension.
    let names: [[String]]

    init(_ sources: [(path: String, documents: Int)]) {
        let bases = sources.map { Self.base($0.path) }
        var uses: [String: Int] = [:]
        for base in bases { uses[base.lowercased(), default: 0] += 1 }
        names = zip(sources, bases).map { source, base in
            let isUnique = uses[base.lowercased()] == 1
            let stem = Self.fitted(base, path: source.path, marked: !isUnique)
            return (0..<source.documents).map { $0 == 0 ? stem : "\(stem)-\($0 + 1)" }
        }
    }

    /// `docs/办法.zho.txt` → `办法.zho`
    private static func base(_ path: String) -> String {
        if path == "-" { return "standard-input" }
        let name = path.split(separator: "/").last.map(String.init) ?? "document"
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// A name of a little over 100 bytes at most, with a mark of the path where it would not be unique.
    private static func fitted(_ name: String, path: String, marked: Bool) -> String {
        let limit = 100
        guard marked || name.utf8.count > limit else { return name }
        var short = name
        while short.utf8.count > limit { short.removeLast() }
        var digest = Digest()
        digest.add(path)
        return "\(short)-\(digest.description.prefix(8))"
    }

    /// The name of what two documents have between them.
    static func joined(_ zh: String, _ en: String) -> String { "\(zh)--\(en)" }
}
