import LegalText

extension TextEncoding {
    /// The file's bytes as UTF-8 without their byte order mark.
    func decode(_ bytes: [UInt8]) -> DecodedText {
        if self == .utf8, bytes.withUnsafeBufferPointer({ UTF8Survey($0).isValid }) {
            return DecodedText(encoding: name, bytes: bytes)
        }
        return bytes.withUnsafeBufferPointer { p in
            let body = UnsafeBufferPointer(rebasing: p[min(markLength, p.count)...])
            var decoded =
                if name == "UTF-8" {
                    Self.repaired(body)
                } else if let decoder = IconvDecoder(encoding: iconvName) {
                    decoder.decode(body, unitWidth: unitWidth)
                } else {
                    Self.repaired(body)
                }
            decoded.encoding = name
            for k in decoded.replacements.indices { decoded.replacements[k].offset += markLength }
            return decoded
        }
    }

    /// UTF-8 with each part that is none replaced by one U+FFFD.
    private static func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> DecodedText {
        var decoded = DecodedText(encoding: "UTF-8", bytes: [])
        decoded.bytes.reserveCapacity(bytes.count)
        var (at, copied) = (0, 0)
        while at < bytes.count {
            if bytes[at] < 0x80 {
                at += 1
                continue
            }
            let (width, isWhole) = UTF8Survey.character(bytes, at)
            if !isWhole {
                decoded.bytes.append(contentsOf: bytes[copied..<at])
                decoded.replace(width, at: at)
                copied = at + width
            }
            at += width
        }
        decoded.bytes.append(contentsOf: bytes[copied...])
        return decoded
    }
}

extension DecodedText {
    /// Writes one U+FFFD for `count` bytes at `offset`, as part of the run before where they touch.
    mutating func replace(_ count: Int, at offset: Int) {
        let start = bytes.count
        bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
        if let last = replacements.indices.last,
            replacements[last].offset + replacements[last].byteCount == offset
        {
            replacements[last].byteCount += count
            replacements[last].span = replacements[last].span.lowerBound..<bytes.count
        } else {
            replacements.append(
                Replacement(offset: offset, byteCount: count, span: start..<bytes.count))
        }
    }
}
