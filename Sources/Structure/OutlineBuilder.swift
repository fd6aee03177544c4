import Grammar
import LegalText

/// Turns the chosen labels of one document into its tree of provisions.
///
/// Works with one list of open units, outermost first; a label closes what it does not stand in.
struct OutlineBuilder {
    let p: UnsafeBufferPointer<UInt8>
    let lines: [Line]
    let cues: Cues
    let isHeading: (Int, Int) -> Bool

    /// A unit while it is being filled.
    private struct Open {
        var provision: Provision
        var role: Numbering.Role?
        /// Paragraphs it has so far.
        var paragraphs = 0
    }

    private var open: [Open] = []
    private var roots: [Provision] = []
    /// Paragraphs that stand in no unit.
    private var looseParagraphs = 0
    /// Whether the next label stands inside the one being added.
    private var hasInner = false

    init(
        _ p: UnsafeBufferPointer<UInt8>, lines: [Line], cues: Cues,
        isHeading: @escaping (Int, Int) -> Bool
    ) {
        self.p = p
        self.lines = lines
        self.cues = cues
        self.isHeading = isHeading
    }

    /// - Parameter end: where the body ends.
    static func build(
        _ builder: OutlineBuilder, _ steps: [LabelSequence.Step], _ candidates: [Candidate],
        end: Int
    ) -> [Provision] {
        var builder = builder
        for (index, step) in steps.enumerated() {
            let candidate = candidates[step.candidate]
            let stop =
                index + 1 < steps.count
                ? candidates[steps[index + 1].candidate].blockStart(builder.lines) : end
            builder.hasInner = index + 1 < steps.count && isInner(steps[index + 1].role, step.role)
            builder.add(step, candidate, stop: max(stop, candidate.end))
        }
        builder.close(to: 0)
        return builder.roots
    }

    /// Whether one label stands directly inside another of a list.
    private static func isInner(_ inner: Numbering.Role, _ outer: Numbering.Role) -> Bool {
        guard case .list(let depth) = inner, case .list(let above) = outer else { return false }
        return depth > above
    }

    private mutating func add(_ step: LabelSequence.Step, _ candidate: Candidate, stop: Int) {
        let block = TextBlock(p, candidate.end..<stop, lines: lines, from: candidate.line)
        let label = candidate.start..<labelEnd(candidate)
        var provision = Provision(
            eid: "", level: .article, number: step.number, label: label,
            span: label, confidence: confidence(step.points))
        switch step.role {
        case .annex:
            close(to: 0)
            provision.level = .annex
            addDivision(provision, step.role, block, candidate)
        case .division(let depth):
            close { role in
                if case .division(let other) = role { return other >= depth }
                return role != .annex
            }
            provision.level = [.book, .part, .chapter, .section][min(depth, 3)]
            addDivision(provision, step.role, block, candidate)
        case .article:
            close { role in
                switch role {
                case .division, .annex: false
                default: true
                }
            }
            addArticle(provision, block, candidate)
        case .list(let depth):
            let inArticle = open.contains { $0.role == .article }
            close { role in
                guard case .list(let other) = role else { return role == nil && !inArticle }
                return other >= depth
            }
            addListItem(provision, depth, block, candidate)
        }
    }

    /// The label without a blank or mark at its end.
    private func labelEnd(_ candidate: Candidate) -> Int {
        p.trimBlanks(candidate.start, candidate.end)
    }

    private func confidence(_ points: Float) -> Double {
        // 0 points = as likely as not; ten points leave one doubt in a hundred
        let odds = Double(max(-8, min(points, 12))) * 0.46
        var power = 1.0
        var term = 1.0
        for k in 1...24 {
            term *= abs(odds) / Double(k)
            power += term
        }
        let probability = odds >= 0 ? power / (1 + power) : 1 / (1 + power)
        return (probability * 1000).rounded() / 1000
    }

    // MARK: units

    private mutating func addDivision(
        _ provision: Provision, _ role: Numbering.Role, _ block: TextBlock, _ candidate: Candidate
    ) {
        var provision = provision
        var rest = block.paragraphs[...]
        if let first = rest.first, isHeading(first.lowerBound, first.upperBound),
            first.lowerBound < lines[candidate.line].end || rest.count == 1 || isShort(first)
        {
            var end = first.upperBound
            rest = rest.dropFirst()
            while let next = rest.first, headingGoesOn(first.lowerBound..<end, next) {
                end = next.upperBound
                rest = rest.dropFirst()
            }
            provision.heading = first.lowerBound..<end
            provision.span = provision.span.lowerBound..<end
        }
        open.append(Open(provision: provision, role: role))
        for paragraph in rest { addParagraph(paragraph) }
    }

    /// Whether a heading breaks off and goes on in the next line: Chapter Three Home ⏎ and Community Services.
    private func headingGoesOn(_ heading: ByteSpan, _ next: ByteSpan) -> Bool {
        guard isShort(next), isHeading(next.lowerBound, next.upperBound),
            p[heading.upperBound..<next.lowerBound].count(where: { $0 == 0x0A }) <= 1
        else { return false }
        return cues.titleJoiners.wordLength(at: next.lowerBound, in: p, end: next.upperBound) != nil
            || cues.titleJoiners.wordLength(
                endingAt: heading.upperBound, in: p, start: heading.lowerBound) != nil
    }

    private func isShort(_ span: ByteSpan) -> Bool { span.count <= 90 }

    private mutating func addArticle(
        _ provision: Provision, _ block: TextBlock, _ candidate: Candidate
    ) {
        var provision = provision
        var rest = block.paragraphs[...]
        if let first = rest.first, isBracketed(first) {
            provision.heading = first
            provision.span = provision.span.lowerBound..<first.upperBound
            rest = rest.dropFirst()
        }
        open.append(Open(provision: provision, role: .article))
        for paragraph in rest { addParagraph(paragraph) }
    }

    /// （立法目的）, [Purpose]: a caption in brackets that fills its line.
    private func isBracketed(_ span: ByteSpan) -> Bool {
        guard span.count < 200 else { return false }
        for (opening, closing) in cues.headingBrackets
        where span.count > opening.count + closing.count && p.has(opening, at: span.lowerBound)
            && p.has(closing, at: span.upperBound - closing.count)
        {
            var at = span.lowerBound + opening.count
            while at < span.upperBound - closing.count {
                if p.has(closing, at: at) { return false }
                at += 1
            }
            return true
        }
        return false
    }

    /// A 项 or 目 inside an article, a level of a plan elsewhere.
    private mutating func addListItem(
        _ provision: Provision, _ depth: Int, _ block: TextBlock, _ candidate: Candidate
    ) {
        var provision = provision
        let inArticle = open.contains { $0.role == .article }
        guard inArticle else {
            provision.level = .level
            var rest = block.paragraphs[...]
            if let first = rest.first, first.lowerBound < lines[candidate.line].end,
                isLevelHeading(first, leads: hasInner || rest.count > 1)
            {
                provision.heading = first
                provision.span = provision.span.lowerBound..<first.upperBound
                rest = rest.dropFirst()
            }
            open.append(Open(provision: provision, role: .list(depth: depth)))
            for paragraph in rest { addParagraph(paragraph) }
            return
        }
        provision.level = depth == 0 ? .point : .indent
        if depth == 0, open.last?.role == .article { openParagraph(at: provision.span.lowerBound) }
        if let first = block.paragraphs.first {
            provision.span = provision.span.lowerBound..<first.upperBound
        }
        open.append(Open(provision: provision, role: .list(depth: depth)))
        // what follows an item on lines of its own is a new 款
        for paragraph in block.paragraphs.dropFirst() {
            close { $0 != .article && !Self.isDivision($0) }
            addParagraph(paragraph)
        }
    }

    private static func isDivision(_ role: Numbering.Role?) -> Bool {
        switch role {
        case .division, .annex: true
        default: false
        }
    }

    /// Whether the text behind a plan's label is its heading: short, and no sentence, or one that only
    /// leads in what stands below it.
    private func isLevelHeading(_ span: ByteSpan, leads: Bool) -> Bool {
        guard span.count <= 120 else { return false }
        var ends = 0
        var at = span.lowerBound
        while at < span.upperBound {
            let byte = p[at]
            if byte == 0x2E || byte == 0x3B, at + 1 == span.upperBound || p[at + 1] == 0x20 {
                ends += 1
            }
            if byte == 0xE3, p.has([0xE3, 0x80, 0x82], at: at) { ends += 1 }
            if byte == 0xEF, p.has([0xEF, 0xBC, 0x9B], at: at) { ends += 1 }
            at += p.scalarWidth(at)
        }
        let last = p.scalar(p.scalarStart(before: span.upperBound))
        if last == 0xFF1B || last == 0x3B || last == 0xFF0C || last == 0x2C { return false }
        return ends == 0 || ends == 1 && span.count <= 80 && leads
    }

    // MARK: paragraphs

    /// Adds a paragraph (款) to the innermost open unit that has paragraphs.
    private mutating func addParagraph(_ span: ByteSpan) {
        close { $0 == nil }
        openParagraph(at: span.lowerBound)
        open[open.count - 1].provision.span = span
    }

    private mutating func openParagraph(at start: Int) {
        let count: Int
        if open.isEmpty {
            looseParagraphs += 1
            count = looseParagraphs
        } else {
            open[open.count - 1].paragraphs += 1
            count = open[open.count - 1].paragraphs
        }
        open.append(
            Open(
                provision: Provision(
                    eid: "", level: .paragraph, number: LabelNumber(count), label: nil,
                    span: start..<start),
                role: nil))
    }

    // MARK: closing

    /// Closes the innermost units as long as the test holds.
    private mutating func close(while test: (Numbering.Role?) -> Bool) {
        while let last = open.last, test(last.role) { closeLast() }
    }

    private mutating func close(to count: Int) {
        while open.count > count { closeLast() }
    }

    private mutating func closeLast() {
        guard let last = open.popLast() else { return }
        if open.isEmpty {
            roots.append(last.provision)
        } else {
            let parent = open.count - 1
            let span = open[parent].provision.span
            open[parent].provision.span =
                span.lowerBound..<max(span.upperBound, last.provision.span.upperBound)
            open[parent].provision.children.append(last.provision)
        }
    }

    /// The paragraphs of a text without labels.
    static func paragraphs(_ builder: OutlineBuilder, _ range: Range<Int>, from line: Int)
        -> [Provision]
    {
        var builder = builder
        for span in TextBlock(builder.p, range, lines: builder.lines, from: line).paragraphs {
            builder.addParagraph(span)
        }
        builder.close(to: 0)
        return builder.roots
    }
}
