import Grammar
import LegalText

/// A citation of a provision in a query (条文引用): numbers of article, paragraph, point.
struct Citation: Sendable, Hashable {
    var article: LabelNumber
    var paragraph: Int?
    var point: Int?

    /// The eIds it may mean, most exact first; the article itself last.
    var eids: [String] {
        let base = "art_\(article)"
        var found: [String] = []
        if let point {
            found =
                paragraph.map { ["\(base)__para_\($0)__point_\(point)"] }
                ?? ["\(base)__point_\(point)", "\(base)__para_1__point_\(point)"]
        }
        if let paragraph { found.append("\(base)__para_\(paragraph)") }
        return found + [base]
    }
}

/// Reads citations in both languages: 第十五条第二款第（三）项, 15条, 第一百二十条之一, art 15(2)(c), Article XV,
/// paragraph 2 of Article 15. The text is folded before.
struct CitationParser {
    let numerals: Numerals
    let forms: [(language: Language, words: SearchGrammar.Citation)]

    init(grammar: SearchGrammar, source: GrammarSource) throws {
        numerals = try Numerals(source)
        forms = grammar.citation.sorted { $0.key.rawValue > $1.key.rawValue }.map {
            ($0.key, $0.value)
        }
    }

    /// The first citation of an article and the bytes it takes.
    func find(_ text: String) -> (citation: Citation, span: ByteSpan)? {
        let bytes = Array(text.lowercased().utf8)
        return bytes.withUnsafeBufferPointer { p in
            for (language, words) in forms {
                let reader = Reader(p: p, numerals: numerals, words: words)
                var at = 0
                while at < p.count {
                    if let found = language == .zho ? reader.chinese(at) : reader.english(at) {
                        return found
                    }
                    at += p.scalarWidth(at)
                }
            }
            return nil
        }
    }

    /// The article a label names: 第十五条, Article 15.
    func article(ofLabel label: String) -> LabelNumber? { find(label)?.citation.article }
}

private struct Reader {
    let p: UnsafeBufferPointer<UInt8>
    let numerals: Numerals
    let words: SearchGrammar.Citation

    private func match(_ list: [String], _ at: Int) -> Int? {
        for word in list where p.has(Array(word.utf8), at: at) { return at + word.utf8.count }
        return nil
    }

    private func number(_ at: Int, _ more: [NumeralScript] = []) -> (value: Int, end: Int)? {
        for script in words.numbers.compactMap(NumeralScript.init(rawValue:)) + more {
            if let found = numerals.integer(p, at: at, end: p.count, script: script) {
                return (found.value, found.end)
            }
        }
        return nil
    }

    /// 第 number unit, brackets around the number allowed.
    private func chineseUnit(_ start: Int, _ unit: [String]) -> (number: LabelNumber, end: Int)? {
        var at = p.skipBlanks(match(words.before, start) ?? start, p.count)
        let isBracketed = at < p.count && p[at] == 0x28
        if isBracketed { at += 1 }
        guard let number = number(at) else { return nil }
        at = number.end
        if isBracketed {
            guard at < p.count, p[at] == 0x29 else { return nil }
            at += 1
        }
        var value = LabelNumber(number.value)
        if let behind = match(words.inserted, at), let inserted = self.number(behind) {
            value.insertion = inserted.value
            at = inserted.end
        }
        guard let end = match(unit, p.skipBlanks(at, p.count)) else { return nil }
        at = end
        if value.insertion == 0, let behind = match(words.inserted, at),
            let inserted = self.number(behind)
        {
            value.insertion = inserted.value
            at = inserted.end
        }
        return (value, at)
    }

    func chinese(_ at: Int) -> (citation: Citation, span: ByteSpan)? {
        guard let article = chineseUnit(at, words.article) else { return nil }
        var citation = Citation(article: article.number)
        var end = article.end
        if let paragraph = chineseUnit(p.skipBlanks(end, p.count), words.paragraph) {
            citation.paragraph = paragraph.number.value
            end = paragraph.end
        }
        if let point = chineseUnit(p.skipBlanks(end, p.count), words.point) {
            citation.point = point.number.value
            end = point.end
        }
        return (citation, at..<end)
    }

    /// A unit's name and its number; the name must begin a word.
    private func englishUnit(_ at: Int, _ unit: [String]) -> (number: LabelNumber, end: Int)? {
        if at > 0, at < p.count, isASCIILetter(p[at - 1]), isASCIILetter(p[at]) { return nil }
        guard let name = match(unit, at) else { return nil }
        var start = p.skipBlanks(name, p.count)
        if start == name, name < p.count, isASCIILetter(p[name]) { return nil }
        let isBracketed = start < p.count && p[start] == 0x28
        if isBracketed { start += 1 }
        guard let number = number(start) else { return nil }
        var end = number.end
        if end < p.count, isASCIILetter(p[end]), isASCIILetter(p[end - 1]) { return nil }
        if isBracketed, end < p.count, p[end] == 0x29 { end += 1 }
        var value = LabelNumber(number.value)
        if let behind = match(words.inserted, end), behind < p.count, isASCIIDigit(p[behind]),
            let inserted = self.number(behind)
        {
            value.insertion = inserted.value
            end = inserted.end
        }
        return (value, end)
    }

    /// Skips blanks, a comma and words like "of the".
    private func skip(_ at: Int) -> Int {
        var at = p.skipBlanks(at, p.count)
        if at < p.count, p[at] == 0x2C { at = p.skipBlanks(at + 1, p.count) }
        while let next = match(words.around, at), next == p.count || !isASCIILetter(p[next]) {
            at = p.skipBlanks(next, p.count)
        }
        return at
    }

    func english(_ at: Int) -> (citation: Citation, span: ByteSpan)? {
        // paragraph 2 of article 15
        var (paragraph, point): (Int?, Int?)
        var start = at
        if let found = englishUnit(start, words.point) {
            point = found.number.value
            start = skip(found.end)
        }
        if let found = englishUnit(start, words.paragraph) {
            paragraph = found.number.value
            start = skip(found.end)
        }
        guard let article = englishUnit(start, words.article) else { return nil }
        var citation = Citation(article: article.number, paragraph: paragraph, point: point)
        var end = article.end
        if paragraph == nil, point == nil {
            // (2)(c)
            var parts: [Int] = []
            while parts.count < 2, end < p.count {
                let open = p.skipBlanks(end, p.count)
                guard open < p.count, p[open] == 0x28, let number = number(open + 1, [.letter]),
                    number.end < p.count, p[number.end] == 0x29
                else { break }
                parts.append(number.value)
                end = number.end + 1
            }
            citation.paragraph = parts.first
            citation.point = parts.dropFirst().first
            if parts.isEmpty, let found = englishUnit(skip(end), words.paragraph) {
                citation.paragraph = found.number.value
                end = found.end
            }
            if let found = englishUnit(skip(end), words.point) {
                citation.point = found.number.value
                end = found.end
            }
        }
        return (citation, at..<end)
    }
}
