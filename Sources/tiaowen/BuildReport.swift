import Export
import Foundation
import Pipeline

/// What a build found and made, for people and for programs.
struct BuildReport {
    let summary: BuildSummary
    let output: String
    /// Address of the database that takes the place of `tiaowen.sqlite`.
    var store: String?
    let took: Duration

    private var rows: [(name: String, value: String, note: String)] {
        let counts = summary.counts
        let files = summary.built + summary.skipped
        var note = "\(number(files)) \(files == 1 ? "file" : "files")"
        if summary.skipped > 0 { note += ", \(number(summary.skipped)) unchanged" }
        if !summary.failures.isEmpty { note += ", \(number(summary.failures.count)) left out" }
        return [
            ("documents", number(counts.documents), note),
            ("articles", number(counts.articles), "documents/*.xml"),
            ("pairs", number(counts.pairs), "alignments/*.tmx"),
            ("findings", number(counts.findings), "report.html"),
            ("obligations", number(counts.obligations), "obligations.csv, obligations.jsonl"),
            ("seconds", seconds, ""),
        ]
    }

    /// Aligned columns, then what to try next.
    var text: String {
        let rows = rows
        let name = rows.map { displayWidth($0.name) }.max() ?? 0
        let value = rows.map { displayWidth($0.value) }.max() ?? 0
        var lines: [String] = []
        for row in rows {
            let pad = String(repeating: " ", count: name - displayWidth(row.name))
            let space = String(repeating: " ", count: value - displayWidth(row.value))
            lines.append("  \(row.name)\(pad)  \(space)\(row.value)  \(row.note)".trimmed)
        }
        lines += ["", "What to try next", "  open \(output)/report.html"]
        if let store {
            lines += [
                "  tiaowen search '\(Self.sampleQuery)' --store \(store)",
                "  psql \(store) -c 'SELECT * FROM tiaowen.obligations LIMIT 5'", "",
            ]
        } else {
            lines += [
                "  tiaowen search '\(Self.sampleQuery)' --index \(output)",
                "  sqlite3 \(output)/tiaowen.sqlite 'SELECT * FROM obligations LIMIT 5'", "",
            ]
        }
        return lines.joined(separator: "\n")
    }

    private static let sampleQuery = "at least twice a year"

    /// `{"documents":…,"articles":…,…}`
    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("documents")
            json.integer(summary.counts.documents)
            json.key("articles")
            json.integer(summary.counts.articles)
            json.key("pairs")
            json.integer(summary.counts.pairs)
            json.key("findings")
            json.integer(summary.counts.findings)
            json.key("obligations")
            json.integer(summary.counts.obligations)
            json.key("built")
            json.integer(summary.built)
            json.key("skipped")
            json.integer(summary.skipped)
            json.key("failed")
            json.integer(summary.failures.count)
            json.field("seconds", (Self.seconds(took) * 1000).rounded() / 1000)
            json.field("output", output)
        }
        json.endLine()
        return json.bytes
    }

    private var seconds: String { String(format: "%.1f", Self.seconds(took)) }

    private static func seconds(_ duration: Duration) -> Double {
        let parts = duration.components
        return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
    }

    /// `12,345`
    private func number(_ value: Int) -> String {
        var digits = Array(String(value))
        var at = digits.count - 3
        while at > 0 {
            digits.insert(",", at: at)
            at -= 3
        }
        return String(digits)
    }
}

extension String {
    /// Without blanks at the end.
    fileprivate var trimmed: String {
        var text = self
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
