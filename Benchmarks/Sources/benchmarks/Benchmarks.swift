import Alignment
import Foundation
import Grammar
import Ingest
import LegalText
import Obligations
import Structure

/// `benchmarks [FOLDER…]`: MB/s of each step on one core, over the texts of the folders (default: Corpus/).
@main struct Benchmarks {
    static func main() throws {
        let folders =
            CommandLine.arguments.count > 1 ? Array(CommandLine.arguments.dropFirst()) : ["Corpus"]
        var sources = try Ingest.files(under: folders).compactMap { try? Ingest.read(path: $0) }
        var bytes = sources.reduce(0) { $0 + $1.bytes.count }
        guard bytes > 0 else { return print("no texts below \(folders.joined(separator: ", "))") }
        // a few specimens are read many times over, so that a run takes long enough to be told
        while bytes < 4_000_000 {
            sources += sources
            bytes *= 2
        }
        let watch = Stopwatch()
        func tell(_ name: String, _ speed: Double) {
            let padded = name.padding(toLength: 28, withPad: " ", startingAt: 0)
            print(padded + String(format: "%8.1f MB/s", speed))
        }
        print(
            "\(sources.count) texts, \(String(format: "%.1f", Double(bytes) / 1e6)) MB, one core, median of \(watch.runs)"
        )

        tell(
            "lines (String.split, a peer)",
            watch.megabytesPerSecond(of: bytes) {
                for source in sources {
                    _ = String(decoding: source.bytes, as: UTF8.self).split(separator: "\n").count
                }
            })
        let parser = try StructureParser()
        tell(
            "structure",
            watch.megabytesPerSecond(of: bytes) {
                for source in sources { _ = parser.parse(source) }
            })
        let documents = sources.flatMap { parser.parse($0) }
        let extractor = try ObligationExtractor(grammar: .builtIn)
        tell(
            "obligations",
            watch.megabytesPerSecond(of: bytes) {
                for document in documents { _ = extractor.records(in: document) }
            })
        tellAlignment(folders, parser, watch)
        tell(
            "decoding and digest",
            watch.megabytesPerSecond(of: bytes) {
                for source in sources {
                    _ = try? Ingest.read(bytes: source.bytes, name: source.name)
                }
            })
    }

    /// Sentences a second over the pairs of the folders: `NAME.zho.txt` beside `NAME.eng.txt`, or `zh.txt`
    /// beside `en.txt`.
    private static func tellAlignment(
        _ folders: [String], _ parser: StructureParser, _ watch: Stopwatch
    ) {
        let paths = (try? Ingest.files(under: folders)) ?? []
        var pairs: [(zh: Document, en: Document)] = []
        for path in paths {
            for (zh, en) in [(".zho.txt", ".eng.txt"), ("/zh.txt", "/en.txt")]
            where path.hasSuffix(zh) {
                let other = path.dropLast(zh.count) + en
                guard let first = try? Ingest.read(path: path),
                    let second = try? Ingest.read(path: String(other)),
                    let chinese = parser.parse(first, language: .zho).first,
                    let english = parser.parse(second, language: .eng).first
                else { continue }
                pairs.append((chinese, english))
            }
        }
        guard !pairs.isEmpty, let aligner = try? Aligner(grammar: .builtIn) else { return }
        var links = 0
        for pair in pairs {
            links +=
                aligner.align(pair.zh, pair.en).links.filter { $0.level == .sentence }.count
        }
        let rounds = max(1, 20_000 / max(links, 1))
        // the watch tells millions a second
        let speed = watch.megabytesPerSecond(of: links * rounds) {
            for _ in 0..<rounds { for pair in pairs { _ = aligner.align(pair.zh, pair.en) } }
        }
        print(
            "alignment".padding(toLength: 28, withPad: " ", startingAt: 0)
                + String(format: "%8.0f sentences/s", speed * 1e6))
    }
}
