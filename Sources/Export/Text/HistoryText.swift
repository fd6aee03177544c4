public import LegalText

/// The versions of a work and what became of its articles, as aligned tables for a terminal
/// (条文沿革表).
///
///     HistoryText(versions: history.versions).article(found)
///     //   2019-03-02  第二十一条
///     //   2023-07-20  第二十二条  modified, renumbered
public struct HistoryText: Sendable {
    private let versions: [WorkVersion]
    private let labels: [[EId: String]]

    public init(versions: [WorkVersion]) {
        self.versions = versions
        labels = versions.map { version in
            var labels: [EId: String] = [:]
            version.document.forEachProvision { provision in
                guard let label = provision.label, labels[provision.eid] == nil else { return }
                labels[provision.eid] = version.document.source.string(label)
            }
            return labels
        }
    }

    /// The versions, oldest first: date, title and file.
    public var header: String {
        let count = versions.count == 1 ? "1 version" : "\(versions.count) versions"
        return "\(versions.last?.document.title ?? ""): \(count)\n"
            + Self.table(
                versions.indices.map {
                    [date($0), versions[$0].document.title, versions[$0].document.source.name]
                })
    }

    /// One article: a line for each version, then its sentences with the version that last changed
    /// them, and the one they go back to where that is another.
    public func article(_ article: ArticleHistory) -> String {
        let name = article.stages.last { !$0.eids.isEmpty }
        var text = name.map { names($0) } ?? ""
        text += "\n"
        text += Self.table(
            article.stages.map { stage in
                let kinds = stage.kinds.map(\.rawValue).joined(separator: ", ")
                let numbers = stage.numbers.filter { $0.change == .value }.map {
                    "\($0.old?.text ?? "–") → \($0.new?.text ?? "–")"
                }
                return [date(stage.version), names(stage), kinds, numbers.joined(separator: "; ")]
            })
        guard !article.sentences.isEmpty, let last = versions.last else { return text }
        text += "\n"
        text += Self.table(
            article.sentences.map { sentence in
                let words = last.document.source.string(sentence.span)
                    .split(whereSeparator: \.isWhitespace).joined(separator: " ")
                let since = sentence.since == sentence.changed ? "" : "of \(date(sentence.since))"
                return [date(sentence.changed), since, words]
            })
        return text
    }

    /// All articles: a row for each, a column for each version. `*` marks new wording, `+` an article
    /// that came, `–` one that was gone.
    public func overview(_ articles: [ArticleHistory]) -> String {
        var rows = [versions.indices.map(date)]
        for article in articles {
            rows.append(
                versions.indices.map { version in
                    guard let stage = article.stages.first(where: { $0.version == version }) else {
                        return ""
                    }
                    guard !stage.eids.isEmpty else { return "–" }
                    let isNew = version > 0 && stage == article.stages.first
                    let isModified = stage.kinds.contains(.modified)
                    return names(stage) + (isNew ? " +" : isModified ? " *" : "")
                })
        }
        return Self.table(rows)
    }

    private func date(_ version: Int) -> String { versions[version].date ?? "no date" }

    private func names(_ stage: ArticleHistory.Stage) -> String {
        stage.eids.isEmpty
            ? "–"
            : stage.eids.map { labels[stage.version][$0] ?? $0.description }.joined(separator: ", ")
    }

    /// Rows in columns two blanks apart; a column nobody fills takes no room.
    private static func table(_ rows: [[String]]) -> String {
        var widths: [Int] = []
        for row in rows {
            for (k, cell) in row.enumerated() {
                if k == widths.count { widths.append(0) }
                widths[k] = max(widths[k], displayWidth(cell))
            }
        }
        return rows.map { row in
            var line = " "
            var room = 0
            for (k, cell) in row.enumerated() where widths[k] > 0 {
                if cell.isEmpty {
                    room += widths[k] + 2
                } else {
                    line += String(repeating: " ", count: room + 1) + cell
                    room = widths[k] - displayWidth(cell) + 1
                }
            }
            return line + "\n"
        }.joined()
    }
}
