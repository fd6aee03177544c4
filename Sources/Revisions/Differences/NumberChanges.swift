import Grammar
import LegalText

/// The amounts that differ between two versions of an article (数量变化): 不少于两次 → 不少于三次 is a
/// new value, 5万元 → 五万元 another notation.
struct NumberChanges {
    let words: QuantityWords
    /// Folded scalars behind which a sentence ends.
    let sentenceEnds: Set<UInt32>
    let form: FormFolding

    /// An amount and the period that stands before it in the same sentence.
    private struct Mention {
        var amount: ArticleChange.Amount
        var span: ByteSpan
        var isPeriod: Bool
    }

    /// - Parameters:
    ///   - edits: where the texts differ, in order.
    ///   - old: the spans of the old articles, `new` those of the new ones.
    func changes(
        _ edits: [ArticleChange.Edit], old: (source: SourceText, spans: [ByteSpan]),
        new: (source: SourceText, spans: [ByteSpan])
    ) -> [ArticleChange.NumberChange] {
        guard !edits.isEmpty else { return [] }
        let (olds, news) = (mentions(old.source, old.spans), mentions(new.source, new.spans))
        var changes: [ArticleChange.NumberChange] = []
        var (i, j) = (0, 0)
        var k = 0
        while k < edits.count {
            // amounts an edit touches; an amount two edits touch makes them one
            var before: [Mention] = []
            var after: [Mention] = []
            var goesOn = true
            while goesOn, k < edits.count {
                let a = take(olds, &i, touching: edits[k].old)
                let b = take(news, &j, touching: edits[k].new)
                before += a
                after += b
                goesOn = false
                if k + 1 < edits.count {
                    let reachesA =
                        before.last.map { $0.span.upperBound > edits[k + 1].old.lowerBound }
                        ?? false
                    let reachesB =
                        after.last.map { $0.span.upperBound > edits[k + 1].new.lowerBound } ?? false
                    goesOn = reachesA || reachesB
                }
                k += 1
            }
            changes += paired(before, after)
        }
        return changes
    }

    private func mentions(_ source: SourceText, _ spans: [ByteSpan]) -> [Mention] {
        source.bytes.withUnsafeBufferPointer { p in
            spans.flatMap { span in
                var last: (period: String, end: Int)?
                return words.mentions(in: p, span).map { found in
                    if let before = last, endsSentence(p, before.end..<found.span.lowerBound) {
                        last = nil
                    }
                    let period = found.period ?? last?.period
                    if let own = found.period { last = (own, found.span.upperBound) }
                    return Mention(
                        amount: ArticleChange.Amount(
                            text: source.string(found.span), value: found.value, unit: found.unit,
                            comparator: found.bound, period: period),
                        span: found.span, isPeriod: found.isPeriod)
                }
            }
        }
    }

    private func endsSentence(_ p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan) -> Bool {
        var at = span.lowerBound
        while at < span.upperBound {
            if p[at] == 0x0A || sentenceEnds.contains(form.fold(p.scalar(at))) { return true }
            at += p.scalarWidth(at)
        }
        return false
    }

    /// The amounts that overlap an edit, or in which it inserts something.
    private func take(
        _ mentions: [Mention], _ at: inout Int, touching span: ByteSpan
    ) -> [Mention] {
        while at < mentions.count, mentions[at].span.upperBound <= span.lowerBound { at += 1 }
        var taken: [Mention] = []
        while at < mentions.count {
            let mention = mentions[at].span
            let touches =
                span.isEmpty
                ? mention.lowerBound < span.lowerBound && span.lowerBound < mention.upperBound
                : mention.lowerBound < span.upperBound
            guard touches else { break }
            taken.append(mentions[at])
            at += 1
        }
        return taken
    }

    /// Pairs amounts of the same unit in order; the rest pair in order too, or stand alone.
    private func paired(
        _ before: [Mention], _ after: [Mention]
    ) -> [ArticleChange.NumberChange] {
        var rest = after
        var changes: [ArticleChange.NumberChange] = []
        for a in before {
            let place =
                rest.firstIndex { $0.amount.unit == a.amount.unit && $0.isPeriod == a.isPeriod }
                ?? (before.count == after.count ? rest.indices.first : nil)
            let b = place.map { rest.remove(at: $0) }
            if let b, a.amount == b.amount { continue }
            changes.append(ArticleChange.NumberChange(old: a.amount, new: b?.amount))
        }
        return changes + rest.map { ArticleChange.NumberChange(old: nil, new: $0.amount) }
    }
}
