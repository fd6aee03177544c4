package import LegalText

/// The words that make a number an amount (数量): units, bounds and periods, from `quantities.yaml`.
///
/// Less than `NormGrammar`: enough to tell that 不少于两次 became 不少于三次.
package struct QuantityWords: Sendable {
    private let amounts: AmountReader
    private let units: [UnitRule]
    private let unitWords: PhraseTrie
    private let rules: [WordRule]
    private let leading: PhraseTrie?
    private let following: PhraseTrie?

    /// An amount with what belongs to it: 不少于两次, 五万元以下, 每季度.
    package struct Mention: Sendable, Hashable {
        package var span: ByteSpan
        package var value: Double
        /// Normal form of the unit; `nil` where only the number and a bound tell.
        package var unit: String?
        /// `>=`, `<=`…
        package var bound: String?
        package var isPeriod: Bool
        /// A period by itself, ISO 8601: `P3M` for 每季度.
        package var period: String?
    }

    private struct File: Decodable {
        var amounts: AmountReader.Words
        var units: [UnitRule]
        var rules: [WordRule]
    }

    /// - Throws: `GrammarError` where the file is missing or does not fit.
    package init(_ language: Language, source: GrammarSource, numerals: Numerals) throws {
        let path = "\(language.rawValue)/quantities.yaml"
        let file = try source.decode(File.self, from: path)
        let folds = language == .eng
        func trie(_ words: [(String, Int)]) -> PhraseTrie? {
            var seen: Set<String> = []
            let list = words.map { (folds ? $0.0.lowercased() : $0.0, $0.1) }
                .filter { seen.insert($0.0).inserted }
            return PhraseTrie(list.map { (text: $0.0, entry: $0.1) }, foldsCase: folds)
        }
        amounts = try AmountReader(file.amounts, language, numerals)
        units = file.units
        rules = file.rules
        guard
            let unitWords = trie(
                file.units.enumerated().flatMap { index, unit in unit.words.map { ($0, index) } })
        else { throw GrammarError(file: path, rule: nil, message: "units: an empty word") }
        self.unitWords = unitWords
        let before: Set<WordRule.Role> = [.comparator, .each, .ordinal, .lexical, .currency]
        func words(_ isMeant: (WordRule.Role) -> Bool) -> [(String, Int)] {
            file.rules.enumerated().filter { isMeant($0.element.role) }
                .flatMap { index, rule in rule.words.map { ($0, index) } }
        }
        leading = trie(words { before.contains($0) })
        following = trie(words { $0.isFollowing && $0 != .lead && $0 != .later })
    }

    /// The amounts of a part of a text, in order.
    package func mentions(in p: UnsafeBufferPointer<UInt8>, _ span: ByteSpan) -> [Mention] {
        var found: [Mention] = []
        var at = span.lowerBound
        // where words that belong to the next number begin, and the bound they set
        var start: Int?
        var bound: String?
        var isPeriod = false
        var isOrdinal = false
        while at < span.upperBound {
            if let word = leading?.longest(p, at, span.upperBound) {
                switch rules[word.entry].role {
                case .ordinal: isOrdinal = true
                case .lexical: (start, bound, isPeriod) = (nil, nil, false)
                case .each:
                    start = start ?? at
                    isPeriod = true
                    if let unit = unitWords.longest(p, word.end, span.upperBound),
                        units[unit.entry].iso != nil
                    {
                        let rule = units[unit.entry]
                        found.append(
                            Mention(
                                span: at..<unit.end, value: rule.factor ?? 1, unit: rule.unit,
                                bound: nil, isPeriod: true,
                                period: Self.duration(rule.factor ?? 1, rule)))
                        (start, bound, isPeriod) = (nil, nil, false)
                        at = unit.end
                        continue
                    }
                default:
                    start = start ?? at
                    bound = rules[word.entry].is ?? bound
                }
                at = word.end
                continue
            }
            guard let amount = amounts.amount(p, at, span.upperBound), amount.end > at else {
                if p.blankWidth(at) == 0 {
                    (start, bound, isPeriod, isOrdinal) = (nil, nil, false, false)
                }
                at += p.scalarWidth(at)
                continue
            }
            if isOrdinal {
                (start, bound, isPeriod, isOrdinal) = (nil, nil, false, false)
                at = amount.end
                continue
            }
            let mention = mention(amount, p, at, start, bound, isPeriod, span.upperBound)
            if let mention { found.append(mention) }
            at = max(mention?.span.upperBound ?? 0, amount.end)
            (start, bound, isPeriod) = (nil, nil, false)
        }
        return found
    }

    /// The amount with its unit and what bounds it from behind; `nil` for a bare number.
    private func mention(
        _ amount: AmountReader.Amount, _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ start: Int?,
        _ bound: String?, _ isPeriod: Bool, _ end: Int
    ) -> Mention? {
        var mention = Mention(
            span: (start ?? at)..<amount.end, value: amount.value, unit: nil, bound: bound,
            isPeriod: isPeriod)
        if let unit = unitWords.longest(p, p.skipBlanks(amount.end, end), end) {
            mention.unit = units[unit.entry].unit
            mention.value *= units[unit.entry].factor ?? 1
            if isPeriod { mention.period = Self.duration(mention.value, units[unit.entry]) }
            mention.span = mention.span.lowerBound..<unit.end
        } else {
            // 千分之五 and 0.5 % are the same share
            switch amount.form {
            case .percent: (mention.unit, mention.value) = ("ratio", amount.value / 100)
            case .permille: (mention.unit, mention.value) = ("ratio", amount.value / 1000)
            case .fraction: mention.unit = "ratio"
            default: break
            }
        }
        if let behind = following?.longest(p, mention.span.upperBound, end) {
            mention.bound = rules[behind.entry].is ?? mention.bound
            mention.span = mention.span.lowerBound..<behind.end
        }
        return mention.unit == nil && mention.bound == nil ? nil : mention
    }

    /// Some units of time in ISO 8601: `P3M`, `PT24H`, half a year as `P6M`; `nil` for another part of a
    /// unit or another kind of unit.
    private static func duration(_ value: Double, _ rule: UnitRule) -> String? {
        guard var iso = rule.iso, value > 0, value < 1e6 else { return nil }
        var value = value
        if iso == "Y", value != value.rounded() { (value, iso) = (value * 12, "M") }
        guard value == value.rounded() else { return nil }
        switch iso {
        case "H": return "PT\(Int(value))H"
        case "N": return "PT\(Int(value))M"
        default: return "P\(Int(value))\(iso)"
        }
    }
}
