public import LegalText

/// Reads files into source texts: encodings decoded, web pages turned into plain text.
///
///     let source = try Ingest.read(path: "Corpus/measures.txt")
///     source.origin.encoding    // "GB18030"
///     source.origin.medium      // .plain
public enum Ingest {
    /// The largest file read, in bytes; the text and what is made of it live in memory.
    public static let sizeLimit = 512 << 20

    /// Reads a file; `-` is standard input.
    ///
    /// An empty file is a text of no bytes. Bytes that mean nothing in the file's encoding become
    /// U+FFFD, and a note names each run of them.
    /// - Throws: `IngestError`: there is no such file, it cannot be read, it is not text (an image, a
    ///   PDF, an archive), or it is above `sizeLimit`.
    public static func read(path: String) throws -> SourceText {
        let bytes = try path == "-" ? FileBytes.standardInput() : FileBytes.read(path)
        return try read(bytes: bytes, name: path)
    }

    /// Reads the bytes of a file that is already in memory.
    ///
    /// - Parameter name: the path, or what to call the text; its extension tells Markdown and HTML.
    /// - Throws: `IngestError.notText` and `.tooLarge`.
    public static func read(bytes: [UInt8], name: String) throws -> SourceText {
        if bytes.count > sizeLimit { throw IngestError.tooLarge(path: name, limit: sizeLimit) }
        if let kind = BinaryFormat.name(of: bytes) {
            throw IngestError.notText(path: name, kind: kind)
        }
        let sha256 = SHA256.hexadecimal(bytes)
        let encoding = TextEncoding.detect(bytes)
        if let kind = BinaryFormat.name(of: bytes, in: encoding) {
            throw IngestError.notText(path: name, kind: kind)
        }
        let decoded = encoding.decode(bytes)
        var origin = SourceText.Origin(
            sha256: sha256, encoding: encoding.name, medium: .of(decoded.bytes, name: name))
        if origin.medium == .html, let page = PageText(html: decoded.bytes) {
            origin.notes = page.notes + decoded.pageNotes
            return SourceText(name: name, bytes: page.bytes, origin: origin)
        }
        origin.notes = decoded.notes
        return SourceText(name: name, bytes: decoded.bytes, origin: origin)
    }
}
