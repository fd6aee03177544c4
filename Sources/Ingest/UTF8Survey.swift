import LegalText

/// How far bytes are UTF-8 (RFC 3629), in one pass.
struct UTF8Survey {
    /// Bytes of well-formed characters above U+007F.
    private(set) var goodBytes = 0
    /// Bytes that belong to no character.
    private(set) var badBytes = 0
    /// Whether the only fault is a character cut off by the end.
    private(set) var endsInside = false
    /// The first byte above 0x7F; the count of bytes if there is none.
    private(set) var firstHighByte: Int

    var isValid: Bool { badBytes == 0 }

    /// UTF-8 with a few bytes lost or changed, rather than another encoding: hardly any text in a
    /// legacy encoding forms UTF-8 characters by accident.
    var looksDamaged: Bool {
        goodBytes > 0 && (badBytes * 10 <= goodBytes || endsInside && badBytes <= 3)
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        firstHighByte = bytes.count
        var at = 0
        while at < bytes.count {
            let lead = bytes[at]
            if lead < 0x80 {
                at += 1
                continue
            }
            // Nearly all of Chinese: three bytes, without the leads that restrict what follows.
            if lead > 0xE0, lead < 0xF0, lead != 0xED, at + 2 < bytes.count,
                firstHighByte < bytes.count,
                bytes[at + 1] & 0xC0 == 0x80, bytes[at + 2] & 0xC0 == 0x80
            {
                goodBytes += 3
                at += 3
                continue
            }
            if firstHighByte == bytes.count { firstHighByte = at }
            let (width, isWhole) = Self.character(bytes, at)
            if isWhole {
                goodBytes += width
            } else {
                endsInside = badBytes == 0 && at + width == bytes.count && width < 4
                badBytes += width
            }
            at += width
        }
    }

    /// The character at `at` (a byte above 0x7F): its bytes, or the longest beginning of one
    /// (Unicode 15, table 3-7 and "maximal subparts").
    static func character(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
    ) -> (width: Int, isWhole: Bool) {
        let lead = bytes[at]
        let needed: Int
        var allowed: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: needed = 2
        case 0xE0: (needed, allowed) = (3, 0xA0...0xBF)
        case 0xED: (needed, allowed) = (3, 0x80...0x9F)
        case 0xE1...0xEF: needed = 3
        case 0xF0: (needed, allowed) = (4, 0x90...0xBF)
        case 0xF4: (needed, allowed) = (4, 0x80...0x8F)
        case 0xF1...0xF3: needed = 4
        default: return (1, false)
        }
        var width = 1
        while width < needed {
            guard at + width < bytes.count, allowed.contains(bytes[at + width]) else {
                return (width, false)
            }
            allowed = 0x80...0xBF
            width += 1
        }
        return (needed, true)
    }
}
