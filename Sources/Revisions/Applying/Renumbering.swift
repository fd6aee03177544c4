import Grammar
import LegalText

/// Puts the articles of an amended text in order, numbers them, and lets citations follow.
struct Renumbering {
    private let consolidation: Consolidation
    private let words: RevisionGrammar.CitationWords
    private(set) var operations: [AmendingOperation] = []

    /// The nodes in their final order, articles with their final numbers.
    private var nodes: [ConsolidatedText.Node] = []
    /// What became of each old number that changed; `nil` = deleted.
    private var numbers: [LabelNumber: LabelNumber] = [:]

    init(_ consolidation: Consolidation, words: RevisionGrammar.CitationWords) {
        self.consolidation = consolidation
        self.words = words
        let changesNumbers =
            consolidation.isAdjusted
            || consolidation.added.contains { $0.newNumber?.insertion == 0 }
            || consolidation.text.articles.contains {
                $0.newNumber != nil && $0.newNumber != $0.oldNumber
            }
        if changesNumbers { orderAnew() } else { insertInOrder() }
        if consolidation.isAdjusted { followCitations() }
    }

    /// The whole text.
    func text() -> String {
        var bytes: [UInt8] = []
        for node in nodes {
            switch node {
            case .other(let text, _, _): bytes += text.bytes
            case .article(let article): bytes += article.leading + article.bytes
            }
        }
        bytes += consolidation.text.tail
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Where places came to

    /// The new name of each old article that is still there.
    var articles: [EId: EId] {
        var names: [EId: EId] = [:]
        for case .article(let article) in nodes {
            guard let old = article.oldNumber else { continue }
            names[EId(.article, old.description)] =
                EId(.article, (numbers[old] ?? article.newNumber ?? old).description)
        }
        return names
    }

    // MARK: Without new numbers

    /// Articles keep their numbers; those added stand where theirs belongs (第十条之一 behind 第十条).
    private mutating func insertInOrder() {
        var waiting = consolidation.added.sorted {
            ($0.newNumber ?? LabelNumber(0)) < ($1.newNumber ?? LabelNumber(0))
        }
        for node in consolidation.text.nodes {
            if case .article(let article) = node {
                if article.isDeleted { continue }
                while let next = waiting.first, let number = next.newNumber,
                    let old = article.oldNumber,
                    number < old
                {
                    place(next, beforeHeadings: true)
                    waiting.removeFirst()
                }
            }
            nodes.append(node)
        }
        for article in waiting { place(article, beforeHeadings: true) }
    }

    /// Adds an article at the end of what is in order so far, before headings that stand there already
    /// unless the decision puts it under one of them.
    private mutating func place(_ article: AmendedArticle, beforeHeadings: Bool) {
        var at = nodes.count
        if beforeHeadings, case .other(_, let opens, nil)? = nodes.last, !opens.isEmpty,
            nodes.contains(where: { if case .article = $0 { true } else { false } }),
            !opens.contains(where: { $0 == article.division })
        {
            at -= 1
        }
        if !article.headings.isEmpty {
            let leading = consolidation.text.headingLeading
            let heading = article.headings.flatMap { leading + $0 }
            nodes.insert(.other(AmendedText(heading, isNew: true), opens: [], part: nil), at: at)
            at += 1
        }
        nodes.insert(.article(article), at: at)
    }

    // MARK: With new numbers

    /// Articles get the numbers the decision gives them, the others those between, in their order. One
    /// whose number is taken by then leaves its place for where the number belongs, and all are numbered
    /// once more.
    private mutating func orderAnew() {
        var moved = outOfOrder()
        while let early = arrange(moved) { moved.insert(early) }
        for k in nodes.indices {
            if case .article(var article) = nodes[k], let number = article.newNumber {
                article.label = consolidation.relabelling.relabelled(article.label, as: number)
                nodes[k] = .article(article)
            }
        }
    }

    /// Puts the articles in order and numbers them; gives the first whose number comes too late for its
    /// place.
    private mutating func arrange(_ moved: Set<Int>) -> Int? {
        let text = consolidation.text
        (nodes, numbers, operations) = ([], [:], [])
        var claimed: [LabelNumber: [AmendedArticle]] = [:]
        func claim(_ article: AmendedArticle) {
            guard let number = article.newNumber else { return }
            claimed[number, default: []].append(article)
        }
        consolidation.added.forEach(claim)
        for (index, article) in text.articles.enumerated()
        where moved.contains(index) && !article.isDeleted {
            claim(article)
        }
        var next = LabelNumber(text.articles.compactMap(\.oldNumber?.value).min() ?? 1)
        func takeClaimed(_ self: inout Renumbering) {
            while true {
                if let articles = claimed.removeValue(forKey: next) {
                    for (k, article) in articles.enumerated() {
                        if k > 0 {
                            self.note(article, next, "another article is to have its number")
                        }
                        self.place(article, number: next)
                        next = LabelNumber(next.value + 1)
                    }
                } else if next.value > 1,
                    let number = claimed.keys.filter({
                        $0.value == next.value - 1 && $0.insertion > 0
                    }).min()
                {
                    for article in claimed.removeValue(forKey: number) ?? [] {
                        self.place(article, number: number)
                    }
                } else {
                    return
                }
            }
        }
        var index = -1
        for node in text.nodes {
            guard case .article(var article) = node else {
                nodes.append(node)
                continue
            }
            index += 1
            if article.isDeleted || moved.contains(index) { continue }
            takeClaimed(&self)
            var number = article.newNumber ?? next
            if let old = article.oldNumber, old.insertion > 0, article.newNumber == nil {
                // 之一 stays with the article before it
                number = LabelNumber(next.value - 1, insertion: old.insertion)
            } else {
                if number < next { return index }
                if number > next {
                    note(article, number, "nothing stands at \(next) to \(number.value - 1)")
                }
                next = LabelNumber(number.value + 1)
            }
            article.label = consolidation.relabelling.relabelled(article.label, as: number)
            settle(article, number)
            nodes.append(.article(article))
        }
        takeClaimed(&self)
        for (number, articles) in claimed.sorted(by: { $0.key < $1.key }) {
            for article in articles {
                note(article, number, "the text ends before number \(number)")
                nodes.append(.article(article))
                settle(article, number)
            }
        }
        return nil
    }

    private mutating func place(_ article: AmendedArticle, number: LabelNumber) {
        var article = article
        article.newNumber = number
        place(article, beforeHeadings: true)
        settle(article, number)
    }

    private mutating func settle(_ article: AmendedArticle, _ number: LabelNumber) {
        if let old = article.oldNumber { numbers[old] = number }
    }

    private mutating func note(
        _ article: AmendedArticle, _ number: LabelNumber, _ message: String
    ) {
        let eid = EId(.article, (article.oldNumber ?? number).description)
        operations.append(
            AmendingOperation(
                operation: .renumber, target: eid, span: 0..<0, status: .ambiguous, message: message
            ))
    }

    /// Articles whose new number does not rise with the others': they leave their place.
    private func outOfOrder() -> Set<Int> {
        let articles = consolidation.text.articles
        var items: [(old: Int, new: Int, weight: Float)] = []
        for (index, article) in articles.enumerated() where !article.isDeleted && !article.isMoved {
            if let number = article.newNumber {
                items.append((index, number.value * 64 + number.insertion, 1))
            }
        }
        let width = (items.map(\.new).max() ?? 0) + 1
        let kept = Set(OrderChain.heaviestRise(items, width: width).map { items[$0].old })
        var moved = Set(items.map(\.old)).subtracting(kept)
        for (index, article) in articles.enumerated()
        where article.isMoved && article.newNumber != nil {
            moved.insert(index)
        }
        return moved
    }

    // MARK: Citations

    /// 本办法第二十一条 becomes 第二十二条 where that article did; what the decision wrote stays.
    private mutating func followCitations() {
        let changed = numbers.filter { $0.key != $0.value }
        guard !changed.isEmpty else { return }
        let finder = OwnCitations(
            grammar: consolidation.relabelling.grammar, labels: consolidation.relabelling.labels,
            words: words)
        for k in nodes.indices {
            guard case .article(var article) = nodes[k] else { continue }
            var count = 0
            for line in article.lines.indices {
                let found = finder.citations(in: article.lines[line].text.bytes)
                for citation in found.reversed() {
                    guard let number = changed[citation.number],
                        !article.lines[line].text.isNew[citation.span].contains(true)
                    else { continue }
                    let old = Array(article.lines[line].text.bytes[citation.span])
                    let new = consolidation.relabelling.relabelled(old, as: number)
                    article.lines[line].text.replace(citation.span, with: new)
                    count += 1
                }
            }
            if count > 0 {
                nodes[k] = .article(article)
                let number = article.newNumber ?? article.oldNumber.flatMap { numbers[$0] ?? $0 }
                operations.append(
                    AmendingOperation(
                        operation: .renumber,
                        target: EId(
                            .article, (article.oldNumber ?? number ?? LabelNumber(0)).description),
                        span: 0..<0, status: .applied,
                        message: "\(count) citations follow the new numbers"))
            }
        }
    }
}
