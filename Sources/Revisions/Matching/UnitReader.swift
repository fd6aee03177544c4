import Grammar
import LegalText

/// Takes the articles of a document, or what stands in their place, and cuts them into words.
struct UnitReader {
    let grammar: RevisionGrammar
    var lexicon = Lexicon()

    /// The units of a document: its articles; levels where it has none (plans, decisions); paragraphs
    /// where it has no levels either.
    mutating func units(of document: Document) -> [ComparedUnit] {
        var articles: [ComparedUnit] = []
        var levels: [ComparedUnit] = []
        var paragraphs: [ComparedUnit] = []
        var divisions = 0
        func unit(_ provision: Provision, _ division: Int, _ end: Int) -> ComparedUnit {
            let start = provision.label?.upperBound ?? provision.span.lowerBound
            return ComparedUnit(
                eid: provision.eid, number: provision.number, division: division,
                span: start..<max(start, end))
        }
        func walk(_ provisions: [Provision], _ division: Int) {
            for provision in provisions {
                switch provision.level {
                case .book, .part, .chapter, .section:
                    divisions += 1
                    walk(provision.children, divisions - 1)
                case .annex: walk(provision.children, division)
                case .article: articles.append(unit(provision, division, provision.span.upperBound))
                case .level:
                    let inner = provision.children.first { $0.level == .level }
                    let end = inner?.span.lowerBound ?? provision.span.upperBound
                    levels.append(unit(provision, division, end))
                    walk(provision.children.filter { $0.level == .level }, division)
                default: paragraphs.append(unit(provision, division, provision.span.upperBound))
                }
            }
        }
        walk(document.provisions, -1)
        var units = !articles.isEmpty ? articles : !levels.isEmpty ? levels : paragraphs
        document.source.bytes.withUnsafeBufferPointer { p in
            for i in units.indices { read(&units[i], p) }
        }
        return units
    }

    /// Fills in words and sentences.
    mutating func read(_ unit: inout ComparedUnit, _ p: UnsafeBufferPointer<UInt8>) {
        unit.tokens.reserveCapacity(unit.span.count / 3 + 1)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var at = unit.span.lowerBound
        let end = min(unit.span.upperBound, p.count)
        var opensLine = true
        var word: [UInt32] = []
        var wordKind = WordKind.single
        var (wordStart, wordEnd) = (at, at)
        var sentenceStart = 0
        var sawBlank = false

        func closeSentence() {
            if unit.tokens.count > sentenceStart {
                unit.sentences.append(sentenceStart..<unit.tokens.count)
                sentenceStart = unit.tokens.count
            }
        }
        func closeWord() {
            guard !word.isEmpty else { return }
            unit.tokens.append(
                ComparedUnit.Token(
                    id: lexicon.number(word), start: Int32(wordStart), end: Int32(wordEnd),
                    isNumeral: wordKind == .han || wordKind == .digits, opensLine: opensLine))
            word.removeAll(keepingCapacity: true)
            opensLine = false
        }
        while at < end {
            let width = p.scalarWidth(at)
            let scalar = p.scalar(at)
            let folded = grammar.form.fold(scalar)
            guard folded != FormFolding.ignored else {
                if scalar == 0x0A || scalar == 0x0D || scalar == 0x2028 || scalar == 0x2029 {
                    closeWord()
                    closeSentence()
                    opensLine = true
                }
                sawBlank = true
                at += width
                continue
            }
            hash = (hash ^ UInt64(folded)) &* 0x0000_0100_0000_01b3
            if !unit.isSanction, grammar.matching.sanctions.length(at: at, in: p, end: end) != nil {
                unit.isSanction = true
            }
            let kind = kind(of: folded)
            let joins =
                kind == wordKind && kind != .single && !word.isEmpty
                && (!sawBlank || kind != .latin)
            if !joins {
                closeWord()
                wordStart = at
                wordKind = kind
            }
            word.append(folded)
            at += width
            wordEnd = at
            sawBlank = false
            if grammar.sentenceEnds.contains(folded) || isFullStop(folded, at, end, p) {
                closeWord()
                closeSentence()
            }
        }
        closeWord()
        closeSentence()
        unit.fingerprint = hash
    }

    private enum WordKind { case single, han, digits, latin }

    private func kind(of folded: UInt32) -> WordKind {
        if folded < 0x80 {
            if folded &- 0x30 < 10 { return .digits }
            return (folded | 0x20) &- 0x61 < 26 ? .latin : .single
        }
        if folded >= 0xC0, folded < 0x250 { return .latin }
        return grammar.numeralScalars.contains(folded) ? .han : .single
    }

    /// Whether a point ends an English sentence: a blank or the end follows.
    private func isFullStop(
        _ folded: UInt32, _ next: Int, _ end: Int, _ p: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        folded == 0x2E && (next >= end || p[next] == 0x20 || p[next] == 0x0A)
    }
}
