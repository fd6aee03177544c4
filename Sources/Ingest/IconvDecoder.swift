import Glibc

/// The C library's converter (iconv) from one encoding to UTF-8.
final class IconvDecoder {
    private let descriptor: iconv_t

    /// `nil` if the C library does not know the encoding.
    init?(encoding: String) {
        guard let descriptor = iconv_open("UTF-8", encoding), Int(bitPattern: descriptor) != -1
        else { return nil }
        self.descriptor = descriptor
    }

    deinit { iconv_close(descriptor) }

    /// Decodes all of `bytes` in one pass; what cannot be decoded becomes U+FFFD, unit by unit.
    func decode(_ bytes: UnsafeBufferPointer<UInt8>, unitWidth: Int) -> DecodedText {
        var decoded = DecodedText(encoding: "", bytes: [])
        guard let start = bytes.baseAddress else { return decoded }
        decoded.bytes.reserveCapacity(bytes.count + bytes.count / 2)
        iconv(descriptor, nil, nil, nil, nil)
        var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: start)
            .assumingMemoryBound(to: CChar.self)
        var left = bytes.count
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 16) { chunk in
            while left > 0 {
                var output = chunk.baseAddress
                var room = chunk.count
                let status = iconv(descriptor, &input, &left, &output, &room)
                let problem = errno
                decoded.bytes.append(
                    contentsOf: UnsafeRawBufferPointer(chunk)[..<(chunk.count - room)])
                guard status == -1, problem != E2BIG else { continue }
                // A character cut off by the end (EINVAL) takes all that is left.
                let width = problem == EINVAL ? left : min(unitWidth, left)
                decoded.replace(width, at: bytes.count - left)
                input = input.map { $0 + width }
                left -= width
            }
            var output = chunk.baseAddress
            var room = chunk.count
            iconv(descriptor, nil, nil, &output, &room)
            decoded.bytes.append(contentsOf: UnsafeRawBufferPointer(chunk)[..<(chunk.count - room)])
        }
        return decoded
    }
}
