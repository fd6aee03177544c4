import Foundation

/// The specimen documents of Corpus/.
public enum Specimens {
    /// The bytes of every specimen in plain UTF-8.
    public static func texts() throws -> [[UInt8]] {
        let folder = packageRoot + "/Corpus"
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".txt") && !$0.contains("gb18030") }
            .map { Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0))) }
    }
}
