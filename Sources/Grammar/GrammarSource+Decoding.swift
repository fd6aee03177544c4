import Yams

extension GrammarSource {
    /// One file of `Grammar/`, decoded.
    /// - Throws: `GrammarError` that names the file and what does not fit.
    package func decode<T: Decodable>(_ type: T.Type, from path: String) throws -> T {
        let text = try text(path)
        do {
            return try YAMLDecoder().decode(type, from: text)
        } catch {
            throw GrammarError(file: path, rule: nil, message: "\(error)")
        }
    }
}
