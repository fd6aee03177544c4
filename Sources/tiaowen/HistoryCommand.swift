import ArgumentParser
import Export
import Foundation
import LegalText
import Pipeline
import Revisions
import Search
import Structure

/// `tiaowen history`: one article, or all of a work, through its versions.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Follow a work, or one of its articles, through its versions.",
        discussion: """
            Versions are the texts below the folder that bear the title of the work, and those it took \
            the place of or that took its place (《…》同时废止) where articles live on. Given two files \
            instead, these are the versions. Each sentence stands beside the version that last changed it.
            """)

    @Argument(
        help: ArgumentHelp(
            "A folder of texts, the folder of an index, or the older of two files.",
            valueName: "folder"))
    var folder: String
    @Argument(help: "The title of the work, or the newer file.") var work: String
    @Argument(help: "An article as the last version numbers it: 第十五条, 15 or art_15.")
    var article: String?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup var common: CommonOptions

    func run() throws {
        let versions = try versions()
        guard !versions.isEmpty else { throw nothing("no text bears the title \(work)") }
        let history = try WorkHistory(of: versions, grammar: try common.grammarSource)
        var articles: [ArticleHistory] = []
        if let article {
            guard let found = history.article(article) else {
                throw nothing("no version has an article \(article)")
            }
            articles = [found]
        } else {
            articles = history.articles
        }
        if json {
            return try StandardOutput.write(
                HistoryJSON.line(articles, versions: history.versions))
        }
        let text = HistoryText(versions: history.versions)
        let body =
            article == nil ? text.overview(articles) : articles.map(text.article).joined()
        try StandardOutput.write(text.header + "\n" + body)
    }

    private func versions() throws -> [WorkVersion] {
        if isFile(folder), isFile(work), !isIndex(folder) {
            let parser = try StructureParser(grammar: common.grammarSource)
            return try [folder, work].map {
                WorkVersion(try DiffCommand.document($0, parser))
            }
        }
        let gatherer = try VersionGatherer(grammar: common.grammarSource)
        return try gatherer.versions(of: work, in: try paths()) { error in
            guard !common.quiet, let failure = CommandFailure(error) else { return }
            failure.report(asJSON: json)
        }
    }

    /// The files an index was built from, or the folder as it is.
    private func paths() throws -> [String] {
        let inside = folder + "/tiaowen.sqlite"
        let index = FileManager.default.fileExists(atPath: inside) ? inside : folder
        guard isIndex(index) else { return [folder] }
        let files = try SearchIndex(path: index, grammar: common.grammarSource).sources()
        let there = files.filter { FileManager.default.fileExists(atPath: $0) }
        report(missing: Set(files).subtracting(there).sorted())
        return there
    }

    /// How many missing files are named one by one.
    private static let namedFiles = 10

    /// Versions in files that are not there any more are left out: that must not pass unsaid.
    private func report(missing files: [String]) {
        guard !common.quiet else { return }
        for file in files.prefix(Self.namedFiles) {
            CommandFailure(
                code: "missing-source",
                message: "the index was built from this file; what it held is left out",
                path: file, exitCode: ExitCode.noInput
            ).report(asJSON: json)
        }
        if files.count > Self.namedFiles {
            CommandFailure(
                code: "missing-source",
                message: "\(files.count - Self.namedFiles) more files of the index are missing",
                exitCode: ExitCode.noInput
            ).report(asJSON: json)
        }
    }

    private func isIndex(_ path: String) -> Bool { path.hasSuffix(".sqlite") && isFile(path) }

    private func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && !isFolder.boolValue
    }

    private func nothing(_ message: String) -> CommandFailure {
        CommandFailure(
            code: "nothing-found", message: message, path: folder,
            exitCode: ExitCode.failure.rawValue)
    }
}
