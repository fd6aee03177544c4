import Grammar
import LegalText

/// Words inside a place, title and introduction.
extension Consolidation {
    mutating func changeWords(_ instruction: Instruction) {
        let pairs: [(old: [UInt8], new: [UInt8])]
        let quotes = instruction.quotes.map { self.words($0) }
        let later = instruction.laterQuotes.map { self.words($0) }
        switch instruction.effect {
        case .replaceWords:
            if quotes.count == later.count {
                pairs = zip(quotes, later).map { ($0, $1) }
            } else if later.count == 1 {
                pairs = quotes.map { ($0, later[0]) }
            } else if replaceParagraphs(quotes, later, instruction) {
                return
            } else {
                return note(
                    instruction, .replaceWords, instruction.subjects.first, .ambiguous,
                    "\(quotes.count) wordings are to become \(later.count)")
            }
        case .insertWordsAfter: pairs = zip(quotes, later).map { ($0, $0 + $1) }
        case .insertWordsBefore: pairs = zip(quotes, later).map { ($0, $1 + $0) }
        case .deleteWords: pairs = quotes.map { ($0, []) }
        default: return addWords(instruction, quotes.first ?? [])
        }
        // without a place the whole text is meant
        if instruction.subjects.isEmpty {
            for pair in pairs { changeEverywhere(pair.old, pair.new, instruction) }
            return
        }
        changeWords(pairs, instruction)
    }

    /// Each of the words must stand in one of the places, each place that is named must have one of them;
    /// places between the ends of a range need none.
    private mutating func changeWords(
        _ pairs: [(old: [UInt8], new: [UInt8])], _ instruction: Instruction
    ) {
        let places = expanded(instruction.subjects)
        var isFound = [Bool](repeating: false, count: pairs.count)
        let hasRange = instruction.subjects.contains(where: \.endsRange)
        for place in places {
            guard let counts = changeWords(pairs, place, instruction) else { continue }
            for k in pairs.indices where counts[k] > 0 { isFound[k] = true }
            let count = counts.reduce(0, +)
            guard count > 0 || !hasRange else { continue }
            let words = pairs.map { String(decoding: $0.old, as: UTF8.self) }
            note(
                instruction, .replaceWords, place, count > 0 ? .applied : .failed,
                count == 0
                    ? "the words are not there: \(words.joined(separator: ", "))"
                    : count == 1 ? "1 place" : "\(count) places, all of them")
        }
        for (pair, found) in zip(pairs, isFound) where !found && (pairs.count > 1 || hasRange) {
            note(
                instruction, .replaceWords, places.first, .failed,
                "the words are not there: \(String(decoding: pair.old, as: UTF8.self))")
        }
    }

    /// Two paragraphs that become three: the quoted ones, where they stand one after the other.
    private mutating func replaceParagraphs(
        _ old: [[UInt8]], _ new: [[UInt8]], _ instruction: Instruction
    ) -> Bool {
        guard instruction.subjects.count == 1, let place = instruction.subjects.first,
            let index = article(of: place), var article = text[article: index],
            article.lines.count >= old.count
        else { return false }
        for start in 0...article.lines.count - old.count {
            let isHere = old.indices.allSatisfy { k in
                let line = article.lines[start + k].text
                return line.places(of: old[k], form: form).first == 0..<line.bytes.count
            }
            guard isHere else { continue }
            article.lines.replaceSubrange(
                start..<start + old.count,
                with: lines(new, first: article.lines[start].leading))
            text[article: index] = article
            note(
                instruction, .replace, place, .applied,
                "\(old.count) paragraphs are \(new.count) now")
            return true
        }
        return false
    }

    /// A quotation of a few words, on one line.
    private func words(_ quote: Quotation) -> [UInt8] { wording(quote).flatMap { $0 } }

    /// How often each of the words was changed in a place; `nil`, and a note, if there is no such place.
    private mutating func changeWords(
        _ pairs: [(old: [UInt8], new: [UInt8])], _ place: Place, _ instruction: Instruction
    ) -> [Int]? {
        if place.special != nil {
            guard let index = specialNode(place),
                case .other(var other, let opens, let part) = text.nodes[index]
            else {
                note(instruction, .replaceWords, place, .failed, "the old text has no such part")
                return nil
            }
            let counts = pairs.map { Self.replaceAll($0.old, $0.new, in: &other, form) }
            text.nodes[index] = .other(other, opens: opens, part: part)
            return counts
        }
        guard let index = article(of: place), var article = text[article: index],
            !article.isDeleted, let range = article.range(of: place)
        else {
            note(instruction, .replaceWords, place, .failed, "the old text has no such place")
            return nil
        }
        let counts = pairs.map { pair in
            range.reduce(0) { count, k in
                count + Self.replaceAll(pair.old, pair.new, in: &article.lines[k].text, form)
            }
        }
        text[article: index] = article
        return counts
    }

    private mutating func changeEverywhere(
        _ old: [UInt8], _ new: [UInt8], _ instruction: Instruction
    ) {
        var count = 0
        for index in text.nodes.indices {
            switch text.nodes[index] {
            case .other(var other, let opens, let part):
                count += Self.replaceAll(old, new, in: &other, form)
                text.nodes[index] = .other(other, opens: opens, part: part)
            case .article(var article):
                for k in article.lines.indices {
                    count += Self.replaceAll(old, new, in: &article.lines[k].text, form)
                }
                text.nodes[index] = .article(article)
            }
        }
        note(
            instruction, .replaceWords, nil, count > 0 ? .applied : .failed,
            count > 0 ? "\(count) places" : "the words are not in the text")
    }

    /// Replaces words wherever the old text, not the decision, has them.
    private static func replaceAll(
        _ old: [UInt8], _ new: [UInt8], in text: inout AmendedText, _ form: FormFolding
    ) -> Int {
        let places = text.places(of: old, form: form).filter { !text.isNew[$0].contains(true) }
        for place in places.reversed() { text.replace(place, with: new) }
        return places.count
    }

    /// 开始部分增加, 末尾增加
    private mutating func addWords(_ instruction: Instruction, _ words: [UInt8]) {
        guard let place = instruction.subjects.last, let index = article(of: place),
            var article = text[article: index], let range = article.range(of: place), !range.isEmpty
        else {
            return note(
                instruction, .replaceWords, instruction.subjects.last, .failed,
                "the old text has no such place")
        }
        if instruction.effect == .insertOpening {
            let label = relabelling.listLabel(article.lines[range.lowerBound].text.bytes)?.end ?? 0
            article.lines[range.lowerBound].text.replace(label..<label, with: words)
        } else {
            let last = range.upperBound - 1
            let end = article.lines[last].text.bytes.count
            article.lines[last].text.replace(end..<end, with: words)
        }
        text[article: index] = article
        note(instruction, .replaceWords, place, .applied, "added")
    }

    /// 条首部分: what stands before the list.
    mutating func replaceChapeau(_ instruction: Instruction) {
        guard let place = instruction.subjects.last, let index = article(of: place),
            var article = text[article: index], let range = article.range(of: place),
            let quote = instruction.quotes.first,
            let line = range.first(where: { article.lines[$0].level == .paragraph })
        else {
            return note(
                instruction, .replace, instruction.subjects.last, .failed,
                "the old text has no such place")
        }
        var words = self.words(quote)
        let bytes = article.lines[line].text.bytes
        // the colon before a list stays
        let end = bytes.withUnsafeBufferPointer { $0.scalarStart(before: $0.count) }
        let colon = Array(bytes[end...])
        if AmendedText(words, isNew: true).places(of: colon, form: form).isEmpty,
            form.folded(String(decoding: colon, as: UTF8.self)) == [0x3A]
        {
            words += colon
        }
        article.lines[line].text.replace(0..<bytes.count, with: words)
        text[article: index] = article
        note(instruction, .replace, place, .applied, "the words before the list replaced")
    }

    // MARK: Title and introduction

    /// The node that holds the title or the introduction.
    private func specialNode(_ place: Place) -> Int? {
        let part: Region.Kind = place.special == .title ? .title : .preamble
        return text.nodes.firstIndex {
            if case .other(_, _, part) = $0 { true } else { false }
        }
    }

    /// 将名称修改为, 将引言修改为
    mutating func replaceSpecial(_ instruction: Instruction) {
        let place = instruction.subjects[0]
        guard let index = specialNode(place),
            case .other(var other, let opens, let part) = text.nodes[index],
            let range = trimmed(other), let quote = instruction.quotes.first
        else { return note(instruction, .replace, place, .failed, "the old text has no such part") }
        let wording = self.wording(quote)
        var new: [UInt8] = []
        for (k, line) in wording.enumerated() {
            if k > 0 { new += text.lineLeading }
            new += line
        }
        other.replace(range, with: new)
        text.nodes[index] = .other(other, opens: opens, part: part)
        note(instruction, .replace, place, .applied, "replaced")
    }

    /// All of a text but the blanks and marks around it.
    private func trimmed(_ text: AmendedText) -> Range<Int>? {
        var (start, end) = (0, text.bytes.count)
        text.bytes.withUnsafeBufferPointer { p in
            while start < end {
                let width = p.blankWidth(start)
                if width > 0 {
                    start += width
                } else if p[start] == 0x0A || p[start] == 0x0D || p[start] == 0x23 {
                    start += 1
                } else {
                    break
                }
            }
            while end > start {
                let trimmed = p.trimBlanks(start, end)
                if trimmed < end {
                    end = trimmed
                } else if p[end - 1] == 0x0A || p[end - 1] == 0x0D {
                    end -= 1
                } else {
                    break
                }
            }
        }
        return start < end ? start..<end : nil
    }
}
