import CUchardet
import LegalText

extension TextEncoding {
    /// The encoding of a file: its byte order mark; strict UTF-8; else the evidence.
    ///
    /// GB18030, Big5 and UTF-16 accept most of each other's bytes, so a sample is decoded in each and
    /// the one that yields frequent Chinese characters wins (`FrequentHan`). A text that yields few in
    /// all of them is left to what a page declares and to uchardet, then to windows-1252.
    static func detect(_ bytes: [UInt8]) -> TextEncoding {
        if let marked = byteOrderMark(bytes) { return marked }
        return bytes.withUnsafeBufferPointer { p in
            let survey = UTF8Survey(p)
            let hasNul = p.prefix(1 << 16).contains(0)
            if survey.isValid, !hasNul { return .utf8 }
            let sample = sample(p, from: survey.isValid ? 0 : survey.firstHighByte)
            let declared = declaration(p)
            let wide = best([utf16LE, utf16BE, utf32LE, utf32BE]) { share(sample.wide, in: $0) }
            if survey.isValid || survey.looksDamaged {
                return hasNul && wide.share > 0.6 ? wide.encoding : .utf8
            }
            let han = best([gb18030, big5]) {
                share(sample.narrow, in: $0) + ($0 == declared ? 0.1 : 0)
            }
            if wide.share >= 0.35, wide.share > han.share { return wide.encoding }
            if han.share >= 0.25 { return han.encoding }
            let fits = { share(sample.narrow, in: $0, countingAll: true) > 0.95 }
            if let declared, declared != .utf8, declared.unitWidth == 1, fits(declared) {
                return declared
            }
            if let guess = guess(sample.narrow) { return guess }
            // A few rare characters: no Western text has a letter above 0x7F in every other place.
            let high = sample.narrow.count { $0 >= 0x80 }
            return high * 2 >= sample.narrow.count && fits(han.encoding)
                ? han.encoding : .windows1252
        }
    }

    private static func best(
        _ encodings: [TextEncoding], _ share: (TextEncoding) -> Double
    ) -> (encoding: TextEncoding, share: Double) {
        encodings.reduce((encoding: .windows1252, share: -1)) { best, encoding in
            let share = share(encoding)
            return share > best.share ? (encoding, share) : best
        }
    }

    private static func byteOrderMark(_ bytes: [UInt8]) -> TextEncoding? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return utf8.marked(3) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]), bytes.count % 4 == 0 {
            return utf32LE.marked(4)
        }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return utf32BE.marked(4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16LE.marked(2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16BE.marked(2) }
        if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return gb18030.marked(4) }
        return nil
    }

    /// 64 KiB from the first byte above 0x7F on, which starts a character in every encoding; for the
    /// wide ones from a whole unit on.
    private static func sample(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> (narrow: UnsafeBufferPointer<UInt8>, wide: UnsafeBufferPointer<UInt8>) {
        let unit = max(0, start - 1024) & ~3
        return (
            UnsafeBufferPointer(rebasing: bytes[start..<min(start + 1 << 16, bytes.count)]),
            UnsafeBufferPointer(rebasing: bytes[unit..<min(unit + 1 << 16, bytes.count)])
        )
    }

    /// How much of the decoded sample is what Chinese texts are made of, 0…1: frequent Han characters
    /// and CJK punctuation among all that is not ASCII (in wide encodings: with ASCII, among all).
    private static func share(
        _ sample: UnsafeBufferPointer<UInt8>, in encoding: TextEncoding, countingAll: Bool = false
    ) -> Double {
        guard let decoder = IconvDecoder(encoding: encoding.iconvName) else { return 0 }
        let decoded = decoder.decode(sample, unitWidth: encoding.unitWidth)
        let isWide = encoding.unitWidth > 1
        var (good, all) = (0, decoded.replacements.reduce(0) { $0 + $1.byteCount })
        if let last = decoded.replacements.last, last.offset + last.byteCount == sample.count {
            all -= last.byteCount
        }
        decoded.bytes.withUnsafeBufferPointer { p in
            var at = 0
            while at < p.count {
                let c = p.scalar(at)
                at += p.scalarWidth(at)
                if c < 0x80 {
                    guard isWide else { continue }
                    all += 1
                    if c >= 0x20 || c == 0x0A || c == 0x0D || c == 0x09 { good += 1 }
                } else if c != 0xFFFD {
                    all += 1
                    if countingAll || FrequentHan.contains(c) { good += 1 }
                }
            }
        }
        return all == 0 ? 0 : Double(good) / Double(all)
    }

    /// The charset a page names in its first 4 KiB.
    private static func declaration(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        let head = String(decoding: bytes.prefix(4096).map { $0 < 0x80 ? $0 : 0x20 }, as: UTF8.self)
            .lowercased()
        guard head.contains("<") else { return nil }
        for mark in ["charset=", "encoding="] {
            guard let place = head.firstRange(of: mark) else { continue }
            let label = head[place.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
                .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            return TextEncoding(label: String(label))
        }
        return nil
    }

    /// uchardet's answer, where it has one; a text with few bytes above 0x7F is not enough for it.
    private static func guess(_ sample: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        let high = sample.count { $0 >= 0x80 }
        guard high * 20 > sample.count, high > 8, let detector = uchardet_new() else { return nil }
        defer { uchardet_delete(detector) }
        let status = sample.withMemoryRebound(to: CChar.self) {
            uchardet_handle_data(detector, $0.baseAddress, $0.count)
        }
        guard status == 0 else { return nil }
        uchardet_data_end(detector)
        return uchardet_get_charset(detector).flatMap { TextEncoding(label: String(cString: $0)) }
    }
}
