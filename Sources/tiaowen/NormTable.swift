import Export
import LegalText
import Pipeline

/// Numeric norms for people: place, reading, bearer and words of each in aligned columns, Chinese
/// characters two columns wide.
struct NormTable {
    /// Whether there is a column for who is bound.
    var showsBearer: Bool
    /// Whether to use ANSI colours; the caller asks NO_COLOR and the terminal.
    var colour: Bool
    /// The document under whose title the last row stands.
    private var document: String?

    init(showsBearer: Bool, colour: Bool) {
        self.showsBearer = showsBearer
        self.colour = colour
    }

    /// One line a norm under the title of each document, in UTF-8.
    mutating func bytes(_ rows: [NormRow]) -> [UInt8] {
        var out = ""
        let places = min(rows.map { displayWidth($0.place) }.max() ?? 0, 36)
        let bearers = min(rows.map { displayWidth($0.bearer ?? "") }.max() ?? 0, 24)
        for row in rows {
            if row.document != document {
                document = row.document
                out += styled(row.title.isEmpty ? row.document : row.title, "1") + "\n"
            }
            out += "  " + Self.padded(row.place, places) + "  "
            out += styled(Self.padded(row.reading, 27), Self.style(of: row)) + " "
            if showsBearer {
                out += Self.padded(Self.cut(row.bearer ?? "", bearers), bearers) + "  "
            }
            let words = row.words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            out += Self.cut(words, 60) + "\n"
        }
        return Array(out.utf8)
    }

    private func styled(_ text: String, _ style: String?) -> String {
        guard colour, let style else { return text }
        return "\u{1B}[\(style)m\(text)\u{1B}[0m"
    }

    /// Red forbids, green allows, yellow decides a case, magenta punishes, dim is uncertain.
    private static func style(of row: NormRow) -> String? {
        if !row.flags.isEmpty { return "2" }
        switch row.kind {
        case .prohibition: return "31"
        case .permission, .entitlement: return "32"
        case .conditionThreshold, .ordinalLevel: return "33"
        case .penalty: return "35"
        case .deadline, .effectiveDate: return "36"
        case .obligation, .target, .composition: return nil
        }
    }

    private static func padded(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: Swift.max(0, columns - displayWidth(text)))
    }

    private static func cut(_ text: String, _ columns: Int) -> String {
        guard displayWidth(text) > columns else { return text }
        var cut = ""
        for character in text.prefix(columns) {
            if displayWidth(cut) + displayWidth(String(character)) >= columns { break }
            cut.append(character)
        }
        return cut + "…"
    }
}
