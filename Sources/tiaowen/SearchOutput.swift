import Export
import LegalText
import Search

/// Hits as they are printed.
struct SearchOutput {
    var isJSON: Bool
    var explains: Bool
    var isColoured: Bool

    func text(_ answer: SearchAnswer) -> String {
        var text = ""
        if isJSON {
            text = lines { json in
                for hit in answer.hits {
                    write(hit, to: &json)
                    json.endLine()
                }
                if !answer.facets.isEmpty {
                    write(answer.facets, to: &json)
                    json.endLine()
                }
            }
        } else {
            text = answer.hits.map { readable($0) + "\n" }.joined()
            if !answer.facets.isEmpty { text += "\n" + readable(answer.facets) }
        }
        return text
    }

    func text(_ groups: [SearchGroup]) -> String {
        guard isJSON else { return groups.map(readable).joined(separator: "\n") }
        return lines { json in
            for group in groups {
                guard let first = group.hits.first else { continue }
                json.object { json in
                    json.field("doc", first.document)
                    json.field("title", first.title)
                    json.field("lang", first.language.rawValue)
                    json.key("count")
                    json.integer(group.count)
                    json.key("hits")
                    json.array(group.hits) { json, hit in write(hit, to: &json) }
                }
                json.endLine()
            }
        }
    }

    // MARK: JSON

    private func lines(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func write(_ hit: SearchHit, to json: inout JSONWriter) {
        json.object { json in
            json.key("rank")
            json.integer(hit.rank)
            json.field("doc", hit.document)
            json.field("eid", hit.eid)
            json.field("lang", hit.language.rawValue)
            json.field("label", hit.label)
            json.field("title", hit.title)
            json.key("score")
            json.number((hit.score * 1000).rounded() / 1000)
            json.field("snippet", hit.snippet)
            json.key("highlights")
            write(hit.highlights, to: &json)
            json.key("pair")
            if let pair = hit.pair {
                json.object { json in
                    json.field("doc", pair.document)
                    json.field("eid", pair.eid)
                    json.field("title", pair.title)
                    json.field("label", pair.label)
                    json.field("text", pair.text)
                    json.key("highlights")
                    write(pair.highlights, to: &json)
                }
            } else {
                json.null()
            }
            json.key("why")
            json.array(hit.why) { json, reason in json.string(reason) }
        }
    }

    private func write(_ spans: [Range<Int>], to json: inout JSONWriter) {
        json.array(spans) { json, span in
            json.array { json in
                json.integer(span.lowerBound)
                json.integer(span.upperBound)
            }
        }
    }

    private func write(_ facets: [Facet: [FacetCount]], to json: inout JSONWriter) {
        json.object { json in
            json.key("facets")
            json.object { json in
                for facet in Facet.allCases {
                    guard let counts = facets[facet] else { continue }
                    json.key(facet.rawValue)
                    json.array(counts) { json, count in
                        json.object { json in
                            json.field("value", count.value)
                            json.key("count")
                            json.integer(count.count)
                        }
                    }
                }
            }
        }
    }

    // MARK: For people

    private func readable(_ hit: SearchHit) -> String {
        let title = [hit.title, hit.label ?? hit.eid].joined(separator: " ")
        return "\(hit.rank). \(bold(title))\n" + details(hit)
    }

    private func readable(_ group: SearchGroup) -> String {
        guard let first = group.hits.first else { return "" }
        let count = group.count == 1 ? "1 hit" : "\(group.count) hits"
        return "\(bold(first.title))  (\(count))\n"
            + group.hits.map { "\($0.rank). \(bold($0.label ?? $0.eid))\n" + details($0) }.joined()
    }

    private func details(_ hit: SearchHit) -> String {
        var lines: [String] = []
        if !hit.headings.isEmpty { lines.append("   " + hit.headings.joined(separator: " › ")) }
        lines.append("   " + marked(hit.snippet, hit.highlights))
        if let pair = hit.pair {
            lines.append(
                "   = \(pair.title) \(pair.label ?? pair.eid): \(excerpt(pair.text, pair.highlights))"
            )
        }
        if hit.why.first == "translated query", !explains {
            lines.append("   (found through the lexicon)")
        }
        if explains { lines.append("   (" + hit.why.joined(separator: ", ") + ")") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Columns a partner's text may take.
    private static let room = 200

    /// A text on one line from its first marked place on, as far as there is room.
    private func excerpt(_ text: String, _ marks: [Range<Int>]) -> String {
        let scalars = Array(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 })
        let isShort = displayWidth(text) <= Self.room
        let start = isShort ? 0 : min(marks.first?.lowerBound ?? 0, scalars.count)
        var (end, used) = (start, 0)
        while end < scalars.count {
            used += displayWidth(String(Character(scalars[end])))
            if used > Self.room { break }
            end += 1
        }
        let shown = marks.map { $0.clamped(to: start..<end) }.filter { !$0.isEmpty }.map {
            $0.lowerBound - start..<$0.upperBound - start
        }
        // where all of it is shown and marked, nothing needs to be
        let isAll = shown == [0..<end - start]
        return (start > 0 ? "…" : "")
            + marked(String(String.UnicodeScalarView(scalars[start..<end])), isAll ? [] : shown)
            + (end < scalars.count ? "…" : "")
    }

    private func marked(_ text: String, _ spans: [Range<Int>]) -> String {
        guard isColoured, !spans.isEmpty else { return text }
        var (result, at) = (String.UnicodeScalarView(), 0)
        let starts = Set(spans.map(\.lowerBound))
        let ends = Set(spans.map(\.upperBound))
        for scalar in text.unicodeScalars {
            if ends.contains(at) { result.append(contentsOf: "\u{1B}[0m".unicodeScalars) }
            if starts.contains(at) { result.append(contentsOf: "\u{1B}[1;33m".unicodeScalars) }
            result.append(scalar)
            at += 1
        }
        if ends.contains(at) { result.append(contentsOf: "\u{1B}[0m".unicodeScalars) }
        return String(result)
    }

    private func bold(_ text: String) -> String {
        isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }

    private func readable(_ facets: [Facet: [FacetCount]]) -> String {
        var text = ""
        for facet in Facet.allCases {
            guard let counts = facets[facet], !counts.isEmpty else { continue }
            text += bold(facet.rawValue) + "\n"
            for count in counts.prefix(10) {
                let number = String(count.count)
                text +=
                    String(repeating: " ", count: max(8 - number.count, 1)) + number
                    + "  \(count.value)\n"
            }
        }
        return text
    }
}
