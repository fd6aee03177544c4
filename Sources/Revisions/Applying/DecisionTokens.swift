import Grammar
import LegalText

/// A word of an instruction.
struct DecisionToken {
    var term: AmendingGrammar.Term
    var span: ByteSpan
    var place: Place?
    var quote: Quotation?
    var count: (number: Int, level: Level)?
    /// Whether a comma lies between it and the word before.
    var isBehindComma = false
}

/// One point of a decision (第一项修改), cut into sentences of words.
struct DecisionItem {
    /// The work it amends, if it names one (《…》).
    var work: ByteSpan?
    var sentences: [[DecisionToken]] = []
}

/// Cuts an amending decision into points, sentences and words.
///
/// Quotations may run over many paragraphs; each may begin with an opening mark of its own, which is not
/// closed. Marks inside are counted.
struct DecisionScanner {
    let p: UnsafeBufferPointer<UInt8>
    let end: Int
    let words: AmendingGrammar
    let labels: LabelGrammar

    private var items: [DecisionItem] = [DecisionItem()]
    private var sentence: [DecisionToken] = []
    private var section: ByteSpan?
    private var sawComma = false

    init(
        _ p: UnsafeBufferPointer<UInt8>, end: Int, words: AmendingGrammar, labels: LabelGrammar
    ) {
        self.p = p
        self.end = end
        self.words = words
        self.labels = labels
    }

    /// The points of a part of the text; what stands before the first is one too.
    mutating func items(in part: ByteSpan) -> [DecisionItem] {
        var at = part.lowerBound
        while at < end { at = readLine(at) }
        closeSentence()
        return items.filter { !$0.sentences.isEmpty }
    }

    /// Reads a line and the quotations that begin in it; gives the start of the next.
    private mutating func readLine(_ start: Int) -> Int {
        var at = p.skipBlanks(start, end)
        let stop = lineEnd(at)
        if stop == at { return nextLine(at) }
        if let body = labelEnd(at, stop) {
            closeSentence()
            items.append(DecisionItem(work: section))
            at = body
            if let work = workTitle(at, stop) {
                items[items.count - 1].work = work
                if isSectionHeading(at, stop) { section = work }
            }
        }
        var lastMark = at
        while at < end, !isLineEnd(at) {
            if let length = words.quoteOpen.length(at: at, in: p, end: end) {
                let (quote, next) = quotation(at + length)
                append(DecisionToken(term: .quote, span: at..<next, quote: quote))
                at = next
                lastMark = at
                continue
            }
            let next = readWord(at)
            if p.blankWidth(at) == 0 { lastMark = at }
            at = next
        }
        // an instruction goes on in the next paragraph behind a colon or a comma
        if lastMark < end, !isColon(lastMark), !isComma(lastMark) { closeSentence() }
        return nextLine(at)
    }

    /// The place a quotation consists of, if it holds nothing else: “第八条”.
    func wholePlace(_ quote: Quotation) -> Place? {
        guard quote.lines.count == 1, let (found, next) = place(quote.lines[0].lowerBound),
            next == quote.lines[0].upperBound
        else { return nil }
        return found
    }

    /// Reads what stands at `at`: a place, a word, a mark or nothing of interest.
    private mutating func readWord(_ at: Int) -> Int {
        if let (title, next) = newTitle(at) {
            append(DecisionToken(term: .quote, span: at..<next, quote: Quotation(lines: [title])))
            return next
        }
        if let (place, next) = place(at) {
            append(DecisionToken(term: .place, span: at..<next, place: place))
            return next
        }
        if let last = sentence.last, last.span.upperBound == at,
            last.term == .place || last.term == .quote
        {
            if let length = words.after.length(at: at, in: p, end: end) {
                append(DecisionToken(term: .after, span: at..<at + length))
                return at + length
            }
            if let length = words.before.length(at: at, in: p, end: end) {
                append(DecisionToken(term: .before, span: at..<at + length))
                return at + length
            }
        }
        for word in words.words where p.has(word.text, at: at) {
            append(DecisionToken(term: word.term, span: at..<at + word.text.count))
            return at + word.text.count
        }
        if let (count, next) = count(at) {
            append(DecisionToken(term: .count, span: at..<next, count: count))
            return next
        }
        for (special, set) in [(Place.Special.title, words.titleWords), (.intro, words.introWords)]
        {
            if let length = set.length(at: at, in: p, end: end) {
                var place = Place()
                place.special = special
                append(DecisionToken(term: .place, span: at..<at + length, place: place))
                return at + length
            }
        }
        if isComma(at) { sawComma = true }
        if isColon(at) { sawComma = false }
        if isStop(at) { closeSentence() }
        return at + p.scalarWidth(at)
    }

    /// 名称修改为《…条例》: the marks of a title instead of quotation marks.
    private func newTitle(_ at: Int) -> (ByteSpan, Int)? {
        guard sentence.last?.term == .into, sentence.dropLast().last?.place?.special == .title,
            p.has(words.workOpen, at: at), let title = workTitle(at, lineEnd(at)),
            title.lowerBound == at + words.workOpen.count
        else { return nil }
        return (title, title.upperBound + words.workClose.count)
    }

    private mutating func append(_ token: DecisionToken) {
        var token = token
        token.isBehindComma = sawComma
        sawComma = false
        sentence.append(token)
    }

    private mutating func closeSentence() {
        sawComma = false
        guard !sentence.isEmpty else { return }
        items[items.count - 1].sentences.append(sentence)
        sentence = []
    }
}

// MARK: Places, counts, labels

extension DecisionScanner {
    /// 原第五条第二款, 至第七条, 第三段
    func place(_ start: Int) -> (Place, Int)? {
        var place = Place()
        var at = start
        if let length = words.ranges.length(at: at, in: p, end: end),
            p.has(words.ordinal, at: at + length)
        {
            place.endsRange = true
            at += length
        }
        if p.has(words.former, at: at), p.has(words.ordinal, at: at + words.former.count) {
            place.isFormer = true
            at += words.former.count
        }
        while p.has(words.ordinal, at: at) {
            guard let number = number(at + words.ordinal.count) else { break }
            if p.has(words.segment, at: number.end), place.steps.isEmpty {
                place.special = .segment(number.value)
                return (place, number.end + words.segment.count)
            }
            guard let unit = words.units.first(where: { p.has($0.text, at: number.end) }) else {
                break
            }
            var step = Place.Step(level: unit.level, number: LabelNumber(number.value))
            at = number.end + unit.text.count
            if p.has(words.insertion, at: at),
                let inserted = self.number(at + words.insertion.count)
            {
                step.number.insertion = inserted.value
                at = inserted.end
            }
            place.steps.append(step)
        }
        return place.steps.isEmpty ? nil : (place, at)
    }

    private func number(_ at: Int) -> (value: Int, end: Int)? {
        for script in [NumeralScript.han, .arabic, .fullwidth] {
            if at < end, let found = labels.numerals.integer(p, at: at, end: end, script: script) {
                return (found.value, found.end)
            }
        }
        return nil
    }

    /// 一条, 两款
    private func count(_ at: Int) -> ((number: Int, level: Level), Int)? {
        guard let number = number(at),
            let unit = words.units.first(where: { p.has($0.text, at: number.end) })
        else { return nil }
        return ((number.value, unit.level), number.end + unit.text.count)
    }

    /// Behind the label of a point at the start of a line: 一、 1. （一） or, in amendments to the
    /// constitution, 第一条 and a blank.
    func labelEnd(_ at: Int, _ stop: Int) -> Int? {
        guard at < stop else { return nil }
        var found: [LabelGrammar.Match] = []
        labels.matches(p, at: at, end: stop, isLineStart: true, isSentenceStart: true, into: &found)
        for match in found {
            switch labels.rules[match.rule].role {
            case .list: return match.end
            case .article: if match.end < stop, p.blankWidth(match.end) > 0 { return match.end }
            default: continue
            }
        }
        return nil
    }

    /// The title in the outermost 《》 of a line.
    private func workTitle(_ at: Int, _ stop: Int) -> ByteSpan? {
        let (open, close) = (words.workOpen, words.workClose)
        var i = at
        var start: Int?
        var depth = 0
        while i < stop {
            if words.quoteOpen.length(at: i, in: p, end: stop) != nil { return nil }
            if p.has(open, at: i) {
                if depth == 0 { start = i + open.count }
                depth += 1
            } else if p.has(close, at: i) {
                depth -= 1
                if depth == 0, let start { return start..<i }
            }
            i += p.scalarWidth(i)
        }
        return nil
    }

    /// 一、修改《…》: names a work and nothing to do in it.
    private func isSectionHeading(_ at: Int, _ stop: Int) -> Bool {
        guard words.sectionLeads.length(at: p.skipBlanks(at, stop), in: p, end: stop) != nil else {
            return false
        }
        var i = at
        while i < stop {
            if place(i) != nil || words.quoteOpen.length(at: i, in: p, end: stop) != nil {
                return false
            }
            i += p.scalarWidth(i)
        }
        return true
    }
}
