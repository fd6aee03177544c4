import Foundation
import Grammar

/// What the results of a build depend on besides its inputs.
enum BuildSettings {
    /// The program and its grammar, as a short string that changes when either does.
    /// - Throws: `GrammarError` if a file of the grammar cannot be read.
    static func digest(_ grammar: GrammarSource) throws -> String {
        var digest = Digest()
        digest.add(Tiaowen.version)
        // the program itself: a version number alone would keep what an older build of it made
        if let path = Bundle.main.executablePath,
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        {
            digest.add("\(attributes[.size] ?? "")")
            digest.add("\((attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)")
        }
        for path in GrammarSource.paths {
            digest.add(path)
            digest.add(try grammar.text(path))
        }
        return digest.description
    }
}

/// A short name for a sequence of strings (FNV-1a, 64 bits): for telling apart, not for security.
struct Digest: CustomStringConvertible {
    private var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            for byte in bytes { add(byte) }
        }
        // no UTF-8 holds this byte: it keeps "ab", "c" apart from "a", "bc"
        add(0xFF)
    }

    private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// 16 hexadecimal digits
    var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
