import Grammar
import LegalText

extension ReferenceReader {
    private enum Unit { case article, paragraph, point, indent }

    /// Reads the citation that starts at `at`, with the list or range it leads; its end, if it is one.
    mutating func chinese(_ at: Int, _ range: Range<Int>) -> Int? {
        let end = range.upperBound
        if words.ordinal.length(at: at, in: p, end: end) != nil { return cited(at, range) }
        if let length = words.previous.length(at: at, in: p, end: end) {
            return previous(at, length, end)
        }
        return nil
    }

    /// 第五条第二款第（三）项, alone or in a list.
    private mutating func cited(_ start: Int, _ range: Range<Int>) -> Int? {
        let end = range.upperBound
        guard let first = step(start, end) else { return nil }
        let work = work(before: start, range)
        let here = work.isOther ? nil : place(of: start)
        var place = CitedPlace()
        switch first.unit {
        case .article: place.article = first.number
        case .paragraph, .point, .indent:
            // 第二款 of the article it stands in; with a work's name before it, nothing certain
            guard let here, !work.isOther else { return nil }
            place.article = here.article.number
            if first.unit == .paragraph {
                place.paragraph = first.number.value
            } else {
                place.paragraph = here.paragraph
                place.point = first.number.value
            }
        }
        var at = first.end
        refine(&place, &at, end)
        var span = start..<at
        // 第五条至第九条
        if let joint = words.ranges.length(at: at, in: p, end: end),
            let last = step(at + joint, end)
        {
            var through = place
            set(&through, last)
            var stop = last.end
            refine(&through, &stop, end)
            span = start..<stop
            at = stop
            add(span, place, through: through, work: work.name)
        } else {
            add(span, place, work: work.name)
        }
        // 第五条、第六条和第九条
        while let joint = words.joiners.length(at: at, in: p, end: end) {
            let next = at + joint
            guard let step = step(next, end) else { break }
            var other = place
            set(&other, step)
            at = step.end
            refine(&other, &at, end)
            if let joint = words.ranges.length(at: at, in: p, end: end),
                let last = self.step(at + joint, end)
            {
                var through = other
                set(&through, last)
                at = last.end
                refine(&through, &at, end)
                add(next..<at, other, through: through, work: work.name)
            } else {
                add(next..<at, other, work: work.name)
            }
            place = other
        }
        return at
    }

    private func set(_ place: inout CitedPlace, _ step: (unit: Unit, number: LabelNumber, end: Int))
    {
        switch step.unit {
        case .article: place = CitedPlace(article: step.number)
        case .paragraph:
            place.paragraph = step.number.value
            place.point = nil
            place.indent = nil
        case .point:
            place.point = step.number.value
            place.indent = nil
        case .indent: place.indent = step.number.value
        }
    }

    /// Takes in 第二款第三项 behind 第五条.
    private func refine(_ place: inout CitedPlace, _ at: inout Int, _ end: Int) {
        while let next = step(at, end), next.unit != .article {
            set(&place, next)
            at = next.end
        }
    }

    /// One step: 第, a number, a unit.
    private func step(_ start: Int, _ end: Int) -> (unit: Unit, number: LabelNumber, end: Int)? {
        guard let length = words.ordinal.length(at: start, in: p, end: end) else { return nil }
        var at = p.skipBlanks(start + length, end)
        // 第（三）项
        let bracket = cues.headingBrackets.first { p.has($0.open, at: at) }
        if let bracket { at += bracket.open.count }
        guard let number = integer(at, end, [.han, .arabic, .fullwidth]) else { return nil }
        at = number.end
        if let bracket {
            guard p.has(bracket.close, at: at) else { return nil }
            at += bracket.close.count
        }
        var insertion = 0
        if at < end, p[at] == 0x2D, let reading = integer(at + 1, end, [.arabic]) {
            insertion = reading.value
            at = reading.end
        }
        at = p.skipBlanks(at, end)
        let units: [(Unit, PhraseSet)] = [
            (.article, words.article), (isTaiwan ? .point : .paragraph, words.paragraph),
            (isTaiwan ? .paragraph : .point, words.point), (.indent, words.indent),
        ]
        for (unit, set) in units {
            guard let length = set.length(at: at, in: p, end: end) else { continue }
            at += length
            if unit == .article, let inserted = inserted(at, end) {
                insertion = inserted.value
                at = inserted.end
            }
            return (unit, LabelNumber(number.value, insertion: insertion), at)
        }
        return nil
    }

    /// 之一 behind 条.
    private func inserted(_ at: Int, _ end: Int) -> (value: Int, end: Int)? {
        guard let length = words.insertion.length(at: at, in: p, end: end),
            let number = integer(at + length, end, [.han])
        else { return nil }
        return (number.value, number.end)
    }

    /// 前款, 前条, 前两款.
    private mutating func previous(_ start: Int, _ length: Int, _ end: Int) -> Int? {
        var at = start + length
        var count = 1
        if let number = integer(at, end, [.han]), number.value < 20 {
            count = number.value
            at = number.end
        }
        let isArticle = words.article.length(at: at, in: p, end: end)
        let isParagraph = (isTaiwan ? words.point : words.paragraph).length(at: at, in: p, end: end)
        guard let unit = isArticle ?? isParagraph, let here = place(of: start) else { return nil }
        at += unit
        if isArticle != nil {
            guard here.position >= count, let first = index.article(at: here.position - count),
                let last = index.article(at: here.position - 1)
            else { return at }
            var place = CitedPlace(article: first.number)
            // 前条第二款
            refine(&place, &at, end)
            add(
                start..<at, place, through: count > 1 ? CitedPlace(article: last.number) : nil,
                work: nil)
        } else {
            guard here.paragraph > count else { return at }
            var place = CitedPlace(article: here.article.number, paragraph: here.paragraph - count)
            refine(&place, &at, end)
            let through =
                count > 1
                ? CitedPlace(article: here.article.number, paragraph: here.paragraph - 1) : nil
            add(start..<at, place, through: through, work: nil)
        }
        return at
    }

    /// The instrument named right before a citation: 《…法》 or …法; this one where it is 本法 or none.
    private func work(before at: Int, _ range: Range<Int>) -> (name: String?, isOther: Bool) {
        let low = range.lowerBound
        if words.own.length(endingAt: at, in: p, start: low) != nil { return (nil, false) }
        if let length = words.titleClose.length(endingAt: at, in: p, start: low) {
            var start = at - length
            let limit = max(low, at - 300)
            while start > limit {
                if words.titleOpen.length(endingAt: start, in: p, start: low) != nil {
                    return (String(decoding: p[start..<(at - length)], as: UTF8.self), true)
                }
                start = p.scalarStart(before: start)
            }
            return (nil, true)
        }
        guard words.bareWorkEnds.length(endingAt: at, in: p, start: low) != nil else {
            return (nil, false)
        }
        var start = at
        while start > low {
            let before = p.scalarStart(before: start)
            guard p.isHan(before), at - before <= 90 else { break }
            if words.bareWorkStops.length(at: before, in: p, end: at) != nil, at - before > 6 {
                break
            }
            start = before
        }
        guard at - start >= 6 else { return (nil, false) }
        return (String(decoding: p[start..<at], as: UTF8.self), true)
    }
}
