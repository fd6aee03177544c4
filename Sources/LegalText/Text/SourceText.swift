/// A half-open range of UTF-8 byte offsets into `SourceText.bytes`.
public typealias ByteSpan = Range<Int>

/// A text and where it came from: the bytes every other value points into.
///
/// The bytes are valid UTF-8 without a byte order mark; line ends are as they were. Nothing is ever
/// changed in them: what is read otherwise than written is a `Repair` beside the text.
///
///     let source = SourceText("第一条 为了……")
///     source.string(0..<9)    // "第一条"
public struct SourceText: Sendable {
    /// The path, or the caller's name for it.
    public let name: String
    public let bytes: [UInt8]
    public let origin: Origin

    /// What is known of the file behind a text.
    public struct Origin: Sendable, Hashable {
        /// SHA-256 of the file's bytes as found on disk, in lower-case hexadecimal; empty if it was no file.
        public var sha256: String
        /// The encoding the bytes were in, by its IANA name: `UTF-8`, `GB18030`, `Big5`, `UTF-16LE`…
        public var encoding: String
        /// What the text was taken from.
        public var medium: Medium
        /// Places the reader of the file already judged: navigation of a web page, replaced bytes.
        public var notes: [Note]

        public init(
            sha256: String = "", encoding: String = "UTF-8", medium: Medium = .plain,
            notes: [Note] = []
        ) {
            self.sha256 = sha256
            self.encoding = encoding
            self.medium = medium
            self.notes = notes
        }
    }

    /// The kind of file a text was taken from.
    public enum Medium: String, Sendable, Hashable, CaseIterable { case plain, markdown, html }

    /// A place in the text and what its reader knew of it.
    public struct Note: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable { case boilerplate, undecodable, truncated }
        public var kind: Kind
        public var span: ByteSpan
        public var message: String

        public init(kind: Kind, span: ByteSpan, message: String) {
            self.kind = kind
            self.span = span
            self.message = message
        }
    }

    /// - Parameter bytes: UTF-8; bytes that are not become U+FFFD (`Ingest` says where it met them).
    public init(name: String = "", bytes: [UInt8], origin: Origin = Origin()) {
        self.name = name
        let isValid = String(validating: bytes, as: UTF8.self) != nil
        self.bytes = isValid ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
        self.origin = origin
    }

    public init(_ text: String, name: String = "") {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// The text of a span, made anew on every call.
    public func string(_ span: ByteSpan) -> String {
        String(decoding: bytes[span.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}
