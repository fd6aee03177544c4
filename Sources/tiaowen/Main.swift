import ArgumentParser
import Foundation
import Ingest
import LegalText
import Structure
import Grammar
import Grammar
import Grammar

@main struct Tiaowen: ParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [Parse.self, AlignCommand.self])
}
struct Parse: ParsableCommand {
    @Argument var files: [String] = []
    @Flag var json = false
    @Flag var jsonl = false
    @Flag var outline = false
    @Flag var bench = false
    func run() throws {
        let parser = try StructureParser(grammar: GrammarSource(directory: ProcessInfo.processInfo.environment["TIAOWEN_GRAMMAR"]))
        if bench {
            var sources: [SourceText] = []; var n = 0
            for f in try Ingest.files(under: files) { let s = try Ingest.read(path: f); sources.append(s); n += s.bytes.count }
            var best = 1e9
            for _ in 0..<3 {
                let t = Date(); var k = 0
                for s in sources { k += parser.parse(s).count }
                best = min(best, -t.timeIntervalSinceNow)
            }
            print("\(Double(n) / 1e6) MB, \(Double(n) / 1e6 / best) MB/s"); return
        }
        if jsonl {
            while let line = readLine() {
                let o = try JSONSerialization.jsonObject(with: Data(line.utf8)) as! [String: Any]
                emit(parser.parse(SourceText(o["text"] as! String, name: o["id"] as! String)), id: o["id"] as! String)
            }
            return
        }
        for f in files { let s = try Ingest.read(path: f); let d = parser.parse(s); if outline { for x in d { print("==", x.title, x.kind, x.metadata); for r in x.regions { print("  ", r.kind, String(x.source.string(r.span).prefix(50)).debugDescription) }; x.forEachProvision { p in print(String(repeating: " ", count: p.eid.components.count * 2), p.eid, p.label.map { x.source.string($0) } ?? "", p.heading.map { "[" + x.source.string($0) + "]" } ?? "", String(x.source.string(p.span).prefix(30)).debugDescription, p.confidence) }; for g in x.diagnostics { print("  !", g.code, g.message) }; for g in x.repairs { print("  ~", g.kind, x.source.string(g.span), g.reading ?? "-") } } } else { emit(d, id: f) } }
    }
    func emit(_ docs: [Document], id: String) {
        let off = ScalarOffsets(docs[0].source.bytes)
        func q(_ s: String) -> String { String(data: try! JSONSerialization.data(withJSONObject: s, options: [.fragmentsAllowed, .withoutEscapingSlashes]), encoding: .utf8)! }
        func sp(_ r: ByteSpan) -> String { let a = off.scalars(r); return "[\(a.lowerBound),\(a.upperBound)]" }
        func node(_ p: Provision) -> String { "{\"eid\":\"\(p.eid)\",\"level\":\"\(p.level)\",\"number\":\"\(p.number)\",\"span\":\(sp(p.span)),\"children\":[\(p.children.map(node).joined(separator: ","))]}" }
        for d in docs {
            print("{\"id\":\(q(id)),\"span\":\(sp(d.span)),\"regions\":[\(d.regions.map { "{\"kind\":\"\($0.kind)\",\"span\":\(sp($0.span))}" }.joined(separator: ","))],\"nodes\":[\(d.provisions.map(node).joined(separator: ","))]}")
        }
    }
}
