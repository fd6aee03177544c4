/// Tells files that hold no text, by their first bytes or by what stands in them.
enum BinaryFormat {
    private static let signatures: [(start: [UInt8], name: String)] = [
        (Array("%PDF-".utf8), "a PDF document"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive (.docx, .xlsx, .odt and .zip files are)"),
        ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP archive"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office document (.doc, .xls)"),
        (Array("{\\rtf".utf8), "an RTF document"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        (Array("GIF87a".utf8), "a GIF image"),
        (Array("GIF89a".utf8), "a GIF image"),
        ([0x49, 0x49, 0x2A, 0x00], "a TIFF image"),
        ([0x4D, 0x4D, 0x00, 0x2A], "a TIFF image"),
        (Array("RIFF".utf8), "a sound, film or WebP image"),
        ([0x1F, 0x8B], "a gzip archive"),
        (Array("BZh".utf8), "a bzip2 archive"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
        (Array("Rar!".utf8), "a RAR archive"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        (Array("SQLite format 3".utf8), "an SQLite database"),
    ]

    /// What the file is by its signature; `nil` if it may be text.
    static func name(of bytes: [UInt8]) -> String? {
        signatures.first { bytes.starts(with: $0.start) }?.name
    }

    /// What the file is by its control characters; `nil` if it may be text in that encoding.
    ///
    /// One NUL or two in a thousand bytes of control characters is a damaged text; more is none.
    static func name(of bytes: [UInt8], in encoding: TextEncoding) -> String? {
        if encoding.unitWidth > 1 { return nil }
        var (nuls, controls) = (0, 0)
        bytes.withUnsafeBufferPointer { p in
            // Without branches, so that the compiler takes many bytes at once.
            for byte in p {
                nuls &+= byte == 0 ? 1 : 0
                let isControl = byte &- 1 < 8 || byte &- 0x0E < 0x0D || byte &- 0x1C < 4
                controls &+= isControl ? 1 : 0
            }
        }
        if nuls > bytes.count / 1000 { return "binary data (it holds NUL bytes)" }
        if controls > bytes.count / 50 { return "binary data (it holds control characters)" }
        return nil
    }
}
