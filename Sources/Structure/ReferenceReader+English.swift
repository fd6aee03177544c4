import Grammar
import LegalText

extension ReferenceReader {
    private enum Word { case article, paragraph, point }

    /// Reads the citation that starts with the word at `at`; its end, if it is one.
    mutating func english(_ at: Int, _ end: Int) -> Int? {
        if let length = words.preceding.wordLength(at: at, in: p, end: end) {
            return preceding(at, at + length, end)
        }
        guard let (word, length) = word(at, end) else { return nil }
        let number = p.skipBlanks(at + length, end)
        switch word {
        case .article: return articles(at, number, end, CitedPlace())
        case .paragraph, .point: return parts(at, word, number, end)
        }
    }

    private func word(_ at: Int, _ end: Int) -> (Word, Int)? {
        let sets: [(Word, PhraseSet)] = [
            (.article, words.article), (.paragraph, words.paragraph), (.point, words.point),
        ]
        for (word, set) in sets {
            if let length = set.wordLength(at: at, in: p, end: end) { return (word, length) }
        }
        return nil
    }

    /// Article 5(2), Articles 5, 6 and 9, Articles 9 to 12; `place` may hold a paragraph named before.
    private mutating func articles(_ start: Int, _ number: Int, _ end: Int, _ place: CitedPlace)
        -> Int?
    {
        guard let first = articleNumber(number, end) else { return nil }
        var place = place
        place.article = first.number
        var at = first.end
        if place.paragraph == nil { refineEnglish(&place, &at, end) }
        let list = list(at, end)
        let work = work(behind: list.end, end)
        var through: CitedPlace?
        var stop = at
        if let last = list.through {
            through = CitedPlace(article: last.number)
            stop = last.end
        }
        add(start..<stop, place, through: through, work: work)
        for (span, number) in list.others { add(span, CitedPlace(article: number), work: work) }
        return list.end
    }

    /// What follows the first number: a range or more numbers.
    private func list(_ at: Int, _ end: Int) -> (
        through: (number: LabelNumber, end: Int)?, others: [(ByteSpan, LabelNumber)], end: Int
    ) {
        var stop = at
        var others: [(ByteSpan, LabelNumber)] = []
        var next = p.skipBlanks(at, end)
        if let length = words.ranges.wordLength(at: next, in: p, end: end) {
            var number = p.skipBlanks(next + length, end)
            if let (word, length) = word(number, end), word == .article {
                number = p.skipBlanks(number + length, end)
            }
            if let last = articleNumber(number, end) { return (last, [], last.end) }
        }
        while let length = words.joiners.wordLength(at: next, in: p, end: end) {
            var number = p.skipBlanks(next + length, end)
            if let more = words.joiners.wordLength(at: number, in: p, end: end) {
                number = p.skipBlanks(number + more, end)
            }
            guard number < end, isASCIIDigit(p[number]), let found = articleNumber(number, end)
            else { break }
            others.append((number..<found.end, found.number))
            stop = found.end
            next = p.skipBlanks(stop, end)
        }
        return (nil, others, stop)
    }

    private func articleNumber(_ at: Int, _ end: Int) -> (number: LabelNumber, end: Int)? {
        guard let reading = integer(at, end, [.arabic, .roman]) else { return nil }
        if reading.script == .roman, p[at] & 0x20 != 0 { return nil }
        if reading.end + 1 < end, p[reading.end] == 0x2D, isASCIIDigit(p[reading.end + 1]),
            let inserted = integer(reading.end + 1, end, [.arabic])
        {
            return (LabelNumber(reading.value, insertion: inserted.value), inserted.end)
        }
        return (LabelNumber(reading.value), reading.end)
    }

    /// (2)(a), paragraph 2, item 3 behind an article's number.
    private func refineEnglish(_ place: inout CitedPlace, _ at: inout Int, _ end: Int) {
        while at < end {
            if p[at] == 0x28, let number = integer(at + 1, end, [.arabic, .letter]),
                number.end < end,
                p[number.end] == 0x29
            {
                if place.paragraph == nil {
                    place.paragraph = number.value
                } else if place.point == nil {
                    place.point = number.value
                } else {
                    return
                }
                at = number.end + 1
                continue
            }
            var next = at
            if p[next] == 0x2C { next += 1 }
            next = p.skipBlanks(next, end)
            guard next > at, let (word, length) = word(next, end), word != .article,
                let number = integer(p.skipBlanks(next + length, end), end, [.arabic])
            else { return }
            if word == .paragraph {
                place.paragraph = number.value
            } else {
                place.point = number.value
            }
            at = number.end
        }
    }

    /// Paragraph 2 of Article 5; Item 1, Paragraph 2, Article 5; paragraph 2 (of this article).
    private mutating func parts(_ start: Int, _ word: Word, _ at: Int, _ end: Int) -> Int? {
        guard let number = integer(at, end, [.arabic]) else { return nil }
        var place = CitedPlace()
        if word == .paragraph { place.paragraph = number.value } else { place.point = number.value }
        var stop = number.end
        while true {
            var next = stop
            if next < end, p[next] == 0x2C { next += 1 }
            next = p.skipBlanks(next, end)
            if let of = words.of.wordLength(at: next, in: p, end: end) {
                next = p.skipBlanks(next + of, end)
            }
            if let length = words.the.wordLength(at: next, in: p, end: end) {
                next = p.skipBlanks(next + length, end)
            }
            if let length = words.preceding.wordLength(at: next, in: p, end: end) {
                return preceding(start, next + length, end, place)
            }
            guard next > stop, let (inner, length) = self.word(next, end) else { break }
            let number = p.skipBlanks(next + length, end)
            if inner == .article { return articles(start, number, end, place) ?? stop }
            guard let reading = integer(number, end, [.arabic]) else { break }
            if inner == .paragraph {
                place.paragraph = reading.value
            } else {
                place.point = reading.value
            }
            stop = reading.end
        }
        guard let here = self.place(of: start) else { return stop }
        place.article = here.article.number
        if place.paragraph == nil { place.paragraph = here.paragraph }
        add(start..<stop, place, work: nil)
        return stop
    }

    /// The preceding article, the preceding paragraph, the preceding two paragraphs.
    private mutating func preceding(
        _ start: Int, _ after: Int, _ end: Int, _ part: CitedPlace = CitedPlace()
    ) -> Int? {
        var at = p.skipBlanks(after, end)
        var count = 1
        if let number = integer(at, end, [.cardinal, .arabic]), number.value < 20 {
            count = number.value
            at = p.skipBlanks(number.end, end)
        }
        guard let (word, length) = word(at, end), let here = place(of: start) else { return nil }
        let stop = at + length
        switch word {
        case .article:
            guard here.position >= count, let first = index.article(at: here.position - count),
                let last = index.article(at: here.position - 1)
            else { return stop }
            var place = part
            place.article = first.number
            add(
                start..<stop, place, through: count > 1 ? CitedPlace(article: last.number) : nil,
                work: nil)
        case .paragraph:
            guard here.paragraph > count else { return stop }
            var place = part
            place.article = here.article.number
            place.paragraph = here.paragraph - count
            let through = CitedPlace(article: here.article.number, paragraph: here.paragraph - 1)
            add(start..<stop, place, through: count > 1 ? through : nil, work: nil)
        case .point: return nil
        }
        return stop
    }

    /// The instrument behind "of the": Article 5 of the Company Law; `nil` where it is this one.
    private func work(behind at: Int, _ end: Int) -> String? {
        var next = p.skipBlanks(at, end)
        guard let of = words.of.wordLength(at: next, in: p, end: end) else { return nil }
        next = p.skipBlanks(next + of, end)
        if words.own.wordLength(at: next, in: p, end: end) != nil { return nil }
        if let length = words.the.wordLength(at: next, in: p, end: end) {
            next = p.skipBlanks(next + length, end)
        }
        // a name: capitalised words, with small ones between, up to a word for an instrument
        var stop = next
        var at = next
        let kinds = cues.kinds.map(\.words)
        while at < end, at - next < 160 {
            let isName = p[at] >= 0x41 && p[at] <= 0x5A
            var tail = at
            while tail < end, isASCIILetter(p[tail]) || p[tail] == 0x2D || p[tail] == 0x27 {
                tail += 1
            }
            guard tail > at else { break }
            if !isName, tail - at > 4 || at == next { break }
            if isName { stop = tail }
            if isName,
                kinds.contains(where: { $0.wordLength(at: at, in: p, end: end) == tail - at })
            {
                return String(decoding: p[next..<tail], as: UTF8.self)
            }
            at = p.skipBlanks(tail, end)
        }
        return stop > next ? String(decoding: p[next..<stop], as: UTF8.self) : nil
    }
}
