/// A way of writing characters as bytes (字符编码), by its IANA name.
struct TextEncoding: Hashable {
    /// `UTF-8`, `GB18030`, `Big5`, `UTF-16LE`, `windows-1252`…
    let name: String
    /// What the C library calls it.
    let iconvName: String
    /// Bytes of the byte order mark the file starts with.
    var markLength = 0

    /// Bytes of one code unit.
    var unitWidth: Int {
        name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
    }

    static let utf8 = TextEncoding(name: "UTF-8", iconvName: "UTF-8")
    static let utf16LE = TextEncoding(name: "UTF-16LE", iconvName: "UTF-16LE")
    static let utf16BE = TextEncoding(name: "UTF-16BE", iconvName: "UTF-16BE")
    static let utf32LE = TextEncoding(name: "UTF-32LE", iconvName: "UTF-32LE")
    static let utf32BE = TextEncoding(name: "UTF-32BE", iconvName: "UTF-32BE")
    /// Holds GB2312 and GBK: what pages declare as either is read as this.
    static let gb18030 = TextEncoding(name: "GB18030", iconvName: "GB18030")
    /// With the Hong Kong characters, as the WHATWG Encoding Standard has it.
    static let big5 = TextEncoding(name: "Big5", iconvName: "BIG5-HKSCS")
    static let windows1252 = TextEncoding(name: "windows-1252", iconvName: "CP1252")

    /// The encoding a page or a detector names; `nil` if the C library does not know it.
    init?(label: String) {
        let label = label.lowercased()
        switch label {
        case "utf-8", "utf8", "ascii", "us-ascii": self = .utf8
        case "gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "euc-cn", "hz-gb-2312":
            self = .gb18030
        case "big5", "big5-hkscs", "cp950", "x-x-big5", "cn-big5": self = .big5
        case "iso-8859-1", "latin1", "windows-1252", "cp1252", "iso8859-1": self = .windows1252
        case "utf-16", "utf-16le": self = .utf16LE
        case "utf-16be": self = .utf16BE
        default:
            guard !label.isEmpty, label.utf8.allSatisfy({ $0 > 0x2C && $0 < 0x7B }),
                IconvDecoder(encoding: label) != nil
            else { return nil }
            self.init(name: label.uppercased(), iconvName: label)
        }
    }

    private init(name: String, iconvName: String) {
        self.name = name
        self.iconvName = iconvName
    }

    /// This encoding behind a byte order mark.
    func marked(_ length: Int) -> TextEncoding {
        var copy = self
        copy.markLength = length
        return copy
    }
}
