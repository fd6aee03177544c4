import Foundation
import PackagePlugin

/// Compiles the files below `Grammar/` into the module that asks for it, as `EmbeddedGrammar.files`.
@main struct EmbedGrammar: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL.appending(path: "Grammar")
        let inputs = try FileManager.default.subpathsOfDirectory(atPath: root.path)
            .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".tsv") }.sorted()
            .map { root.appending(path: $0) }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedGrammar.swift")
        return [
            .buildCommand(
                displayName: "Embedding Grammar/",
                executable: try context.tool(named: "embed-grammar").url,
                arguments: [root.path, output.path] + inputs.map(\.path),
                inputFiles: inputs, outputFiles: [output])
        ]
    }
}
