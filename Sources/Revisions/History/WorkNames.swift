public import Grammar
public import LegalText

/// Tells which texts are versions of one work (法规沿革), by their names and by what they repeal.
///
///     let names = try WorkNames(grammar: .builtIn)
///     names.name(of: "中华人民共和国渡口管理条例（2024年修订）")    // 渡口管理条例
///     names.repealed(by: document)                           // 《渡口管理办法》同时废止: [渡口管理办法]
public struct WorkNames: Sendable {
    private let form: FormFolding
    private let words: RevisionGrammar.WorkWords
    private let sentenceEnds: Set<UInt32>

    /// - Throws: `GrammarError` where Grammar/ is at fault.
    public init(grammar: GrammarSource = .builtIn) throws {
        self.init(try RevisionGrammar(source: grammar))
    }

    init(_ grammar: RevisionGrammar) {
        form = grammar.form
        words = grammar.works
        sentenceEnds = grammar.sentenceEnds
    }

    /// What the versions of a work share: the title folded, without the name of the country, the marks
    /// around it and a bracket that names the version.
    public func name(of title: String) -> String {
        String(String.UnicodeScalarView(core(title).compactMap { Unicode.Scalar($0.folded) }))
    }

    /// The same part of a title as it is written: where it does not occur, the work is not named.
    public func written(_ title: String) -> String {
        String(String.UnicodeScalarView(core(title).map(\.scalar)))
    }

    private func core(_ title: String) -> [(scalar: Unicode.Scalar, folded: UInt32)] {
        var scalars = title.unicodeScalars.map { ($0, form.fold($0.value)) }
            .filter { $0.1 != FormFolding.ignored }
        if scalars.last?.1 == words.bracketClose,
            let open = scalars.lastIndex(where: { $0.1 == words.bracketOpen }),
            words.versions.contains(where: { Self.holds(scalars[open...].map(\.1), $0) })
        {
            scalars.removeSubrange(open...)
        }
        scalars.removeAll { words.marks.contains($0.1) }
        for country in words.countries where scalars.map(\.1).starts(with: country) {
            scalars.removeFirst(country.count)
        }
        return scalars
    }

    private static func holds(_ text: [UInt32], _ part: [UInt32]) -> Bool {
        text.indices.contains { text[$0...].starts(with: part) }
    }

    /// The names of works a text repeals as it takes effect, in its order.
    public func repealed(by document: Document) -> [String] {
        document.source.bytes.withUnsafeBufferPointer { p in
            var found: [String] = []
            var titles: [ByteSpan] = []
            var start: Int?
            var depth = 0
            var at = document.span.lowerBound
            let end = document.span.upperBound
            while at < end {
                if let length = words.open.length(at: at, in: p, end: end) {
                    if depth == 0 { start = at + length }
                    depth += 1
                    at += length
                } else if let length = words.close.length(at: at, in: p, end: end) {
                    depth = max(depth - 1, 0)
                    if depth == 0, let from = start { titles.append(from..<at) }
                    at += length
                } else if depth == 0, words.repeal.length(at: at, in: p, end: end) != nil,
                    let last = titles.last, at - last.upperBound <= Self.reach
                {
                    found += titles.map { name(of: document.source.string($0)) }
                    titles = []
                    at += p.scalarWidth(at)
                } else {
                    // a title counts to the end of its sentence
                    if p[at] == 0x0A || sentenceEnds.contains(form.fold(p.scalar(at))) {
                        titles = []
                        depth = 0
                    }
                    at += p.scalarWidth(at)
                }
            }
            return found
        }
    }

    /// How many bytes may stand between a title and the words that repeal it: a mark and a comma.
    private static let reach = 9
}
