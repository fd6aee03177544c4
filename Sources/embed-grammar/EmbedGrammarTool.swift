import Foundation

/// `embed-grammar ROOT OUTPUT FILE…`: writes one Swift file that holds every FILE as a string
/// literal, keyed by its path below ROOT.
@main struct EmbedGrammarTool {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 2 else { fatalError("usage: embed-grammar ROOT OUTPUT FILE…") }
        let (root, output) = (arguments[0], arguments[1])
        var source = """
            /// The files of Grammar/ as they were when the program was built: path below Grammar/, text.
            enum EmbeddedGrammar {
                static let files: [(path: String, text: StaticString)] = [

            """
        for file in arguments.dropFirst(2) {
            let path = file.dropFirst(root.count).drop { $0 == "/" }
            let text = try String(contentsOfFile: file, encoding: .utf8)
            source += "        (\"\(path)\", ####\"\"\"\n\(text)\n\"\"\"####),\n"
        }
        source += "    ]\n}\n"
        try source.write(toFile: output, atomically: true, encoding: .utf8)
    }
}
