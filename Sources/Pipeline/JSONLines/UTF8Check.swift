/// Strict UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    /// The offset of the first byte that is not UTF-8; `nil` if all is.
    static func firstFault(_ p: UnsafeBufferPointer<UInt8>) -> Int? {
        var at = 0
        let count = p.count
        while at < count {
            let lead = p[at]
            if lead < 0x80 {
                at += 1
            } else if lead >= 0xE1, lead <= 0xEC, at + 3 <= count, p[at + 1] & 0xC0 == 0x80,
                p[at + 2] & 0xC0 == 0x80
            {
                // nearly all Chinese text
                at += 3
            } else {
                let width = width(p, at)
                if width == 0 { return at }
                at += width
            }
        }
        return nil
    }

    /// Bytes of the sequence at `at`, 0 if there is none.
    private static func width(_ p: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        func byte(_ k: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            at + k < p.count && range.contains(p[at + k])
        }
        switch p[at] {
        case 0xC2...0xDF: return byte(1) ? 2 : 0
        case 0xE0: return byte(1, 0xA0...0xBF) && byte(2) ? 3 : 0
        case 0xED: return byte(1, 0x80...0x9F) && byte(2) ? 3 : 0
        case 0xE1...0xEF: return byte(1) && byte(2) ? 3 : 0
        case 0xF0: return byte(1, 0x90...0xBF) && byte(2) && byte(3) ? 4 : 0
        case 0xF1...0xF3: return byte(1) && byte(2) && byte(3) ? 4 : 0
        case 0xF4: return byte(1, 0x80...0x8F) && byte(2) && byte(3) ? 4 : 0
        default: return 0
        }
    }
}
