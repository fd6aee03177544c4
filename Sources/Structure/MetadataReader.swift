import Grammar
import LegalText

/// Reads what a document says of itself: dates, issuer, document number, kind.
struct MetadataReader {
    let p: UnsafeBufferPointer<UInt8>
    let cues: Cues
    private let isEnglish: Bool

    init(_ p: UnsafeBufferPointer<UInt8>, cues: Cues) {
        self.p = p
        self.cues = cues
        isEnglish = cues.language == .eng
    }

    /// The kind of instrument: the word that ends its title first, else its form.
    func kind(title: String, hasArticles: Bool, hasLevels: Bool) -> Document.Kind {
        let bytes = Array(title.utf8)
        let found: Document.Kind? = bytes.withUnsafeBufferPointer { t in
            if isEnglish {
                // the first of the words names the instrument: Decision on Amending the Measures
                let places = cues.kinds.compactMap { kind, words in
                    words.first(in: t, 0..<t.count, words: true).map { (kind, $0.at) }
                }
                return places.min { $0.1 < $1.1 }?.0
            }
            var end = t.count
            for (open, close) in cues.headingBrackets
            where end > 0 && t.has(close, at: end - close.count) {
                var at = end
                while at > 0, !t.has(open, at: at) { at -= 1 }
                if at > 0 { end = at }
                break
            }
            return cues.kinds.first { $0.words.length(endingAt: end, in: t) != nil }?.kind
        }
        if hasArticles, found == nil || found == .plan { return .regulation }
        return found ?? (hasLevels ? .plan : .other)
    }

    /// - Parameters:
    ///   - header: title, adoption note, preface.
    ///   - articles: the document's provisions that may say when it takes effect, last first.
    func metadata(header: [ByteSpan], articles: [Provision]) -> Document.Metadata {
        var metadata = Document.Metadata()
        for span in header {
            for clause in clauses(span) {
                let dates = DateReader(p, cues: cues).all(in: clause)
                // adopted and amended in one breath: the words stand behind their date, in English before
                for (index, date) in dates.enumerated() {
                    let start =
                        index == 0
                        ? clause.lowerBound
                        : isEnglish ? dates[index - 1].span.upperBound : date.span.lowerBound
                    let end =
                        index + 1 == dates.count
                        ? clause.upperBound
                        : isEnglish ? date.span.upperBound : dates[index + 1].span.lowerBound
                    let part = start..<end
                    if cues.amended.first(in: p, part, words: isEnglish) != nil {
                        metadata.amended.append(date.iso)
                    } else if metadata.adopted == nil,
                        index == 0 || cues.adopted.first(in: p, part, words: isEnglish) != nil
                    {
                        metadata.adopted = date.iso
                    }
                }
                if let effective = effective(clause, dates) { metadata.effective = effective }
            }
            if metadata.documentNumber == nil { metadata.documentNumber = documentNumber(span) }
            if metadata.issuer == nil { metadata.issuer = issuer(span) }
        }
        if metadata.effective == nil {
            for article in articles.suffix(4).reversed()
            where cues.effective.first(in: p, article.span, words: isEnglish) != nil {
                let dates = DateReader(p, cues: cues).all(in: article.span)
                if let effective = effective(article.span, dates) {
                    metadata.effective = effective
                    break
                }
            }
        }
        return metadata
    }

    /// The first date of a stretch with the words for taking effect right behind it (自…起施行) or, in
    /// English, right before it (take effect on …).
    private func effective(_ span: ByteSpan, _ dates: [DateReader.Found]) -> String? {
        dates.first { date in
            let near =
                isEnglish
                ? max(span.lowerBound, date.span.lowerBound - 60)..<date.span.lowerBound
                : date.span.upperBound..<min(span.upperBound, date.span.upperBound + 24)
            return cues.effective.first(in: p, near, words: isEnglish) != nil
        }?.iso
    }

    /// A span cut at commas and blanks wide enough to part notes on one line.
    private func clauses(_ span: ByteSpan) -> [ByteSpan] {
        var found: [ByteSpan] = []
        var start = span.lowerBound
        var at = start
        while at < span.upperBound {
            let width = p.scalarWidth(at)
            let scalar = p.scalar(at)
            if scalar == 0xFF0C || scalar == 0x3002 || scalar == 0xFF1B || scalar == 0x3B
                || scalar == 0x0A
            {
                found.append(start..<at)
                start = at + width
            }
            at += width
        }
        found.append(start..<span.upperBound)
        return found.filter { !$0.isEmpty }
    }

    /// 〔2014〕7号 with the words before the bracket; (Guowei [2014] No. 7).
    private func documentNumber(_ span: ByteSpan) -> String? {
        var from = span.lowerBound
        while let open = cues.numberOpen.first(in: p, from..<span.upperBound) {
            from = open.at + open.length
            guard
                let year = cues.labels.numerals.integer(
                    p, at: from, end: span.upperBound, script: .arabic),
                (1900...2200).contains(year.value),
                let close = cues.numberClose.length(at: year.end, in: p, end: span.upperBound),
                let end = cues.numberEnd.first(
                    in: p, (year.end + close)..<min(span.upperBound, year.end + close + 40))
            else { continue }
            var stop = end.at + end.length
            if isEnglish {
                stop = p.skipBlanks(stop, span.upperBound)
                while stop < span.upperBound, isASCIIDigit(p[stop]) { stop += 1 }
            }
            var start = open.at
            while start > span.lowerBound {
                let before = p.scalarStart(before: start)
                let isWord =
                    isEnglish ? isASCIILetter(p[before]) || p[before] == 0x20 : p.isHan(before)
                guard isWord, open.at - before < 40 else { break }
                start = before
            }
            return String(decoding: p[p.skipBlanks(start, open.at)..<stop], as: UTF8.self)
        }
        return nil
    }

    /// The words from a line's start, or from a comma, up to the name of an authority.
    private func issuer(_ span: ByteSpan) -> String? {
        guard let found = cues.issuers.first(in: p, span, words: isEnglish), !isEnglish else {
            return nil
        }
        var start = found.at
        while start > span.lowerBound {
            let before = p.scalarStart(before: start)
            guard p.isHan(before), found.at - before < 60 else { break }
            start = before
        }
        // words of a date stand before the name
        if let date = DateReader(p, cues: cues).first(
            in: max(span.lowerBound, start - 40)..<found.at)
        {
            start = max(start, date.span.upperBound)
        }
        return String(decoding: p[start..<(found.at + found.length)], as: UTF8.self)
    }
}
