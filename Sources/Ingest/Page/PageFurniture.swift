import LegalText
import Markup

/// Tells the furniture of a page (导航, 页脚: navigation, breadcrumbs, link lists, copyright lines) from
/// its content. Furniture is noted, never dropped.
struct PageFurniture {
    let bytes: [UInt8]
    let lines: [PageLine]
    let regions: [PageRegion]

    /// One note for each run of lines that are furniture for one reason, line ends included.
    var notes: [SourceText.Note] {
        var reasons = [String?](repeating: nil, count: lines.count)
        markRegions(&reasons)
        markLinks(&reasons)
        markImprint(&reasons)
        markBetween(&reasons)
        var notes: [SourceText.Note] = []
        var first = 0
        while first < lines.count {
            var next = first + 1
            while next < lines.count, reasons[next] == reasons[first] { next += 1 }
            if let reason = reasons[first] {
                let end = next < lines.count ? lines[next].span.lowerBound : bytes.count
                notes.append(
                    SourceText.Note(
                        kind: .boilerplate, span: lines[first].span.lowerBound..<end,
                        message: reason))
            }
            first = next
        }
        return notes
    }

    /// Marks what stands in the outermost regions that hold up: a region that holds most of the page's
    /// text beside links is its content, whatever it is called, and so is one with a sentence in it
    /// unless its element settles the matter.
    private func markRegions(_ reasons: inout [String?]) {
        // Sums over the lines before each, so that a region costs two look-ups however deep they nest.
        var (words, sentences) = ([0], [0])
        for line in lines {
            let own = line.count - line.linkCount
            words.append(words[words.count - 1] + own)
            sentences.append(sentences[sentences.count - 1] + (own >= 80 ? 1 : 0))
        }
        var covered = 0
        var headings: [Int] = []
        var uncertain: [Int] = []
        for region in regions where region.span.upperBound > covered {
            let first = firstLine(from: max(region.span.lowerBound, covered))
            let end = endLine(to: region.span.upperBound)
            guard first < end else { continue }
            let inside = words[end] - words[first]
            if inside > 40, inside * 2 > words[lines.count] { continue }
            if !region.isCertain, sentences[end] > sentences[first] { continue }
            for k in first..<end {
                if lines[k].isMainHeading { headings.append(k) }
                if !region.isCertain { uncertain.append(k) }
                reasons[k] = region.reason
            }
            covered = region.span.upperBound
        }
        // Names alone do not make most of a page furniture.
        let doubted = uncertain.reduce(0) { $0 + lines[$1].count - lines[$1].linkCount }
        if doubted > 200, doubted * 2 > words[lines.count] {
            for k in uncertain { reasons[k] = nil }
        }
        // The only main heading of a page is its title, even inside a <header>.
        let hasHeading = lines.indices.contains { lines[$0].isMainHeading && reasons[$0] == nil }
        if !hasHeading { for k in headings { reasons[k] = nil } }
    }

    /// Marks three lines of links or more in a row, and lines of two links or more: menus, breadcrumbs.
    /// One link alone on its line may be an annex.
    private func markLinks(_ reasons: inout [String?]) {
        var first = 0
        while first < lines.count {
            var next = first
            while next < lines.count, lines[next].isLinks { next += 1 }
            let run = first..<next
            let isList = run.count >= 3
            for k in run where isList || lines[k].links >= 2 {
                if reasons[k] == nil { reasons[k] = "links of the web page" }
            }
            first = max(next, first + 1)
        }
    }

    /// Marks short lines that state a copyright or the licence number every Chinese site must show.
    private func markImprint(_ reasons: inout [String?]) {
        for (k, line) in lines.enumerated() where reasons[k] == nil && line.count < 200 {
            let text = bytes[line.span]
            if Self.imprints.contains(where: { text.containsFolded($0) }) {
                reasons[k] = "imprint of the web page"
            }
        }
    }

    /// Marks a few short lines between furniture, behind the content: the next article, a page number.
    private func markBetween(_ reasons: inout [String?]) {
        var runs: [(lines: Range<Int>, count: Int)] = []
        var first = 0
        while first < lines.count {
            var next = first
            while next < lines.count, reasons[next] == nil { next += 1 }
            if next > first {
                runs.append((first..<next, lines[first..<next].reduce(0) { $0 + $1.count }))
            }
            first = max(next, first) + 1
        }
        guard let content = runs.indices.max(by: { runs[$0].count < runs[$1].count }) else {
            return
        }
        for run in runs[(content + 1)...]
        where run.lines.upperBound < lines.count && run.lines.count <= 3 && run.count < 80 {
            for k in run.lines where !lines[k].isMainHeading {
                reasons[k] = "between furniture of the web page"
            }
        }
    }

    /// ©, "copyright ©", ICP备 (the licence of the Ministry of Industry, Order No. 33 of 2005).
    private static let imprints = [
        "\u{A9}", "all rights reserved", "powered by", "icp\u{5907}", "icp\u{8BC1}", "icp\u{5099}",
    ].map { Array($0.utf8) }

    private func firstLine(from offset: Int) -> Int {
        return lines.partitioningIndex { $0.span.lowerBound >= offset }
    }

    private func endLine(to offset: Int) -> Int {
        return lines.partitioningIndex { $0.span.upperBound > offset }
    }
}

extension PageFurniture {
    /// Why an element's attributes make it furniture: hidden from view, an ARIA landmark, or a class or
    /// id that says so.
    static func reason(for attributes: HTMLAttributes) -> String? {
        if attributes["hidden"] != nil { return "hidden in the web page" }
        if let style = attributes["style"]?.lowercased().filter({ $0 != " " }),
            style.contains("display:none") || style.contains("visibility:hidden")
        {
            return "hidden in the web page"
        }
        if let role = attributes["role"]?.lowercased(), roles.contains(role) {
            return "\(role) of the web page"
        }
        for key in ["class", "id"] {
            guard let value = attributes[key] else { continue }
            for word in value.utf8.prefix(400).split(whereSeparator: { !isASCIILetter($0) }) {
                let word = String(decoding: word, as: UTF8.self).lowercased()
                if names.contains(word) || endings.contains(where: word.hasSuffix)
                    || beginnings.contains(where: word.hasPrefix)
                {
                    return "\(word) of the web page"
                }
            }
        }
        return nil
    }

    private static let roles: Set<String> = [
        "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar",
    ]

    /// Compounds as designers write them: leftnav, topMenu, footerWrap.
    private static let endings = ["nav", "menu", "sidebar", "footer", "breadcrumb", "crumbs"]
    private static let beginnings = ["footer", "sidebar", "breadcrumb", "copyright", "navbar"]

    private static let names: Set<String> = [
        "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "crumb",
        "crumbs", "location", "position", "footer", "foot", "header", "topbar", "sidebar",
        "sidenav",
        "copyright", "share", "sharebar", "pager", "pagination", "paging", "toolbar", "search",
        "login", "related", "recommend", "banner", "logo", "sitemap", "friendlink", "friendlinks",
        "top", "bottom", "side", "head", "qrcode", "comments", "advert", "adverts", "ads",
        "subscribe", "cookie", "cookies", "skip",
    ]
}

extension ArraySlice<UInt8> {
    /// Whether the words (lower case) stand in the text, ASCII letters in either case.
    fileprivate func containsFolded(_ words: [UInt8]) -> Bool {
        guard let first = words.first, count >= words.count else { return false }
        for start in startIndex...(endIndex - words.count) {
            guard fold(self[start]) == first else { continue }
            if words.indices.allSatisfy({ fold(self[start + $0]) == words[$0] }) { return true }
        }
        return false
    }

    private func fold(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}
