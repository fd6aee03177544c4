import Grammar
import LegalText

/// The amounts that differ between two versions of an article (数量变化): 不少于两次 → 不少于三次 is a
/// new value, 5万元 → 五万元 another notation.
struct NumberChanges {
    let words: QuantityWords

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
            var before: [QuantityWords.Mention] = []
            var after: [QuantityWords.Mention] = []
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
            changes += paired(before, after, old.source, new.source)
        }
        return changes
    }

    private func mentions(_ source: SourceText, _ spans: [ByteSpan]) -> [QuantityWords.Mention] {
        source.bytes.withUnsafeBufferPointer { p in spans.flatMap { words.mentions(in: p, $0) } }
    }

    /// The amounts that overlap an edit, or in which it inserts something.
    private func take(
        _ mentions: [QuantityWords.Mention], _ at: inout Int, touching span: ByteSpan
    ) -> [QuantityWords.Mention] {
        while at < mentions.count, mentions[at].span.upperBound <= span.lowerBound { at += 1 }
        var taken: [QuantityWords.Mention] = []
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
        _ before: [QuantityWords.Mention], _ after: [QuantityWords.Mention], _ old: SourceText,
        _ new: SourceText
    ) -> [ArticleChange.NumberChange] {
        var rest = after
        var changes: [ArticleChange.NumberChange] = []
        for a in before {
            let place =
                rest.firstIndex { $0.unit == a.unit && $0.isPeriod == a.isPeriod }
                ?? (before.count == after.count ? rest.indices.first : nil)
            let b = place.map { rest.remove(at: $0) }
            if let b, old.string(a.span) == new.string(b.span) { continue }
            let isSame =
                b.map { $0.value == a.value && $0.unit == a.unit && $0.bound == a.bound } ?? false
            changes.append(
                ArticleChange.NumberChange(
                    old: old.string(a.span), new: b.map { new.string($0.span) },
                    unit: a.unit == b?.unit || b == nil ? a.unit : b?.unit,
                    change: isSame ? .notation : .value))
        }
        for b in rest {
            changes.append(
                ArticleChange.NumberChange(
                    old: nil, new: new.string(b.span), unit: b.unit, change: .value))
        }
        return changes
    }
}
