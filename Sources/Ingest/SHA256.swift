import CCrypto

/// SHA-256 (FIPS 180-4), by the system's libcrypto.
enum SHA256 {
    /// The digest as 64 lower-case hexadecimal digits.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        bytes.withUnsafeBufferPointer { source in
            digest.withUnsafeMutableBufferPointer { target in
                _ = CCrypto.SHA256(source.baseAddress, source.count, target.baseAddress)
            }
        }
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}
