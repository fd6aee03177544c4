import Grammar
import LegalText

/// Finds the citations of a text's own articles (本法第五条, 第五条): not those of other works.
struct OwnCitations {
    let grammar: AmendingGrammar
    let labels: LabelGrammar
    let words: RevisionGrammar.CitationWords

    struct Citation {
        var number: LabelNumber
        /// 第五条, 第十条之一
        var span: Range<Int>
    }

    func citations(in bytes: [UInt8]) -> [Citation] {
        bytes.withUnsafeBufferPointer { p in
            var found: [Citation] = []
            // whether the list of citations that is being read belongs to another work
            var isForeign = false
            var lastEnd = -1
            var at = 0
            while at < p.count {
                guard p.has(grammar.ordinal, at: at), let citation = article(p, at) else {
                    at += p.scalarWidth(at)
                    continue
                }
                if !continues(p, lastEnd, at) { isForeign = isForeignWork(p, endingAt: at) }
                if !isForeign { found.append(citation) }
                at = citation.span.upperBound
                lastEnd = at
            }
            return found
        }
    }

    private func article(_ p: UnsafeBufferPointer<UInt8>, _ at: Int) -> Citation? {
        let start = at + grammar.ordinal.count
        for script in [NumeralScript.han, .arabic, .fullwidth] {
            guard start < p.count,
                let number = labels.numerals.integer(p, at: start, end: p.count, script: script),
                let unit = grammar.units.first(where: { p.has($0.text, at: number.end) }),
                unit.level == .article
            else { continue }
            var citation = Citation(
                number: LabelNumber(number.value), span: at..<number.end + unit.text.count)
            let behind = citation.span.upperBound
            if p.has(grammar.insertion, at: behind), behind + grammar.insertion.count < p.count,
                let inserted = labels.numerals.integer(
                    p, at: behind + grammar.insertion.count, end: p.count, script: script)
            {
                citation.number.insertion = inserted.value
                citation.span = at..<inserted.end
            }
            return citation
        }
        return nil
    }

    /// Whether only 款, 项 and joining words stand between two citations.
    private func continues(_ p: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> Bool {
        guard from >= 0, to - from <= 60 else { return false }
        var at = from
        while at < to {
            if p.has(grammar.ordinal, at: at) {
                let start = at + grammar.ordinal.count
                guard let number = labels.numerals.integer(p, at: start, end: to, script: .han),
                    let unit = grammar.units.first(where: { p.has($0.text, at: number.end) })
                else { return false }
                at = number.end + unit.text.count
            } else if let length = grammar.joiners.length(at: at, in: p, end: to) {
                at += length
            } else {
                return false
            }
        }
        return true
    }

    /// Whether the title of another work stands right before a citation.
    private func isForeignWork(_ p: UnsafeBufferPointer<UInt8>, endingAt at: Int) -> Bool {
        let end = p.trimBlanks(0, at)
        if end >= grammar.workClose.count,
            p.has(grammar.workClose, at: end - grammar.workClose.count)
        {
            return true
        }
        guard let length = grammar.workEnds.length(endingAt: end, in: p) else { return false }
        return grammar.ownLeads.length(endingAt: end - length, in: p) == nil
    }
}
