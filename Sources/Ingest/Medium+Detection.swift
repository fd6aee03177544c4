import LegalText

extension SourceText.Medium {
    /// What a text was written as: by the extension of its name, then by how it begins.
    static func of(_ bytes: [UInt8], name: String) -> SourceText.Medium {
        switch fileExtension(name) {
        case "md", "markdown": return .markdown
        case "html", "htm", "xhtml": return .html
        default: return startsPage(bytes) ? .html : .plain
        }
    }

    /// The last component of a path.
    static func fileName(_ path: String) -> Substring {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return path[...] }
        return path[path.utf8.index(after: slash)...]
    }

    /// The lower-case extension of a path, without its dot; empty if it has none.
    static func fileExtension(_ path: String) -> String {
        let file = fileName(path)
        guard let dot = file.utf8.lastIndex(of: 0x2E), dot != file.startIndex else { return "" }
        return file[file.utf8.index(after: dot)...].lowercased()
    }

    /// Whether `<!doctype html` or `<html` comes first, behind blanks, comments and `<?xml …?>`.
    private static func startsPage(_ bytes: [UInt8]) -> Bool {
        var at = 0
        func has(_ word: String) -> Bool {
            let word = Array(word.utf8)
            guard at + word.count <= bytes.count else { return false }
            return word.indices.allSatisfy { k in
                let byte = bytes[at + k]
                return (isASCIILetter(byte) ? byte | 0x20 : byte) == word[k]
            }
        }
        func skip(behind end: String) {
            let end = Array(end.utf8)
            let limit = min(bytes.count, at + 4096) - end.count
            while at <= limit, !bytes[at...].starts(with: end) { at += 1 }
            at += end.count
        }
        while at < bytes.count {
            if bytes[at] <= 0x20 {
                at += 1
            } else if has("<?xml") {
                skip(behind: "?>")
            } else if has("<!--") {
                skip(behind: "-->")
            } else {
                return has("<!doctype html") || has("<html")
            }
        }
        return false
    }
}
