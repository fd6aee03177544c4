import LegalText

/// Reads amounts (数额): integers of every script, decimals, thousands separators, 1.5万, 百分之五,
/// 三分之二, 5‰, one half, two and a half million.
package final class AmountReader: Sendable {
    struct Words: Decodable {
        /// Multipliers behind digits: 万, million.
        var scales: [String: Double]
        /// Words that stand for a fraction by themselves: 半, half.
        var halves: [String: Double]
        /// Before the numerator: 百分之 → percent.
        var ratioPrefixes: [String: String]
        /// Behind the number: %, ‰, percent.
        var ratioSuffixes: [String: String]
        /// Between denominator and numerator: 分之.
        var fractionJoiners: [String]
        /// Denominators as words: third, quarter.
        var denominators: [String: Double]
        /// Decimal point as a word: 点.
        var points: [String]
        /// Decimal points as signs, between digits: ．
        var pointSigns: [String]
        /// Signs printed for a zero before a decimal point: ○.
        var zeros: [String]
        /// Numbers as words that no numeral reader knows: a dozen.
        var others: [String: Double]
    }

    /// What kind of amount was written.
    package enum Form: String, Sendable { case plain, percent, permille, fraction, half }

    package struct Amount: Sendable, Hashable {
        package var value: Double
        package var form: Form
        package var end: Int
        /// Digits without a separator or scale, so that it may be a year.
        package var digits: Int
        /// The value as a pair of integers where it was written as a fraction.
        package var denominator: Double?
        /// Digits that cannot be one number: 654.38+10,000.
        package var isGarbled = false
        /// Written with a numeral character or word rather than digits.
        package var isWord = false

        fileprivate mutating func add(_ decimals: (value: Double, end: Int)) {
            value += decimals.value
            end = decimals.end
            digits = 0
        }
    }

    private let language: Language
    private let numerals: Numerals
    private let scales: PhraseTrie
    private let scaleValues: [Double]
    private let halves: PhraseTrie?
    private let halfValues: [Double]
    private let prefixes: PhraseTrie?
    private let prefixForms: [(Form, Double)]
    private let suffixes: PhraseTrie
    private let suffixForms: [(Form, Double)]
    private let joiners: PhraseTrie?
    private let denominators: PhraseTrie?
    private let denominatorValues: [Double]
    private let points: PhraseTrie?
    private let pointSigns: PhraseTrie?
    private let zeros: PhraseTrie?
    private let others: PhraseTrie?
    private let otherValues: [Double]

    init(_ words: Words, _ language: Language, _ numerals: Numerals) throws {
        self.language = language
        self.numerals = numerals
        let folds = language == .eng
        func make<Value>(_ map: [String: Value]) -> (PhraseTrie?, [Value]) {
            let list = map.sorted { $0.key < $1.key }
            if list.isEmpty { return (nil, []) }
            let trie = PhraseTrie(list.enumerated().map { ($1.key, $0) }, foldsCase: folds)
            return (trie, list.map(\.value))
        }
        func form(_ name: String) -> (Form, Double) {
            if let form = Form(rawValue: name) { return (form, 1) }
            return (.fraction, Double(name) ?? 1)
        }
        let (scales, scaleValues) = make(words.scales)
        guard let scales else {
            throw GrammarError(file: "quantities.yaml", rule: nil, message: "amounts: no scales")
        }
        (self.scales, self.scaleValues) = (scales, scaleValues)
        (halves, halfValues) = make(words.halves)
        let (prefixes, prefixNames) = make(words.ratioPrefixes)
        (self.prefixes, prefixForms) = (prefixes, prefixNames.map(form))
        let (suffixes, suffixNames) = make(words.ratioSuffixes)
        guard let suffixes else {
            throw GrammarError(file: "quantities.yaml", rule: nil, message: "amounts: no ratios")
        }
        (self.suffixes, suffixForms) = (suffixes, suffixNames.map(form))
        (denominators, denominatorValues) = make(words.denominators)
        func signs(_ list: [String]) -> PhraseTrie? {
            make(Dictionary(uniqueKeysWithValues: list.map { ($0, 0) })).0
        }
        points = signs(words.points + words.pointSigns)
        pointSigns = signs(words.pointSigns)
        zeros = signs(words.zeros)
        joiners = signs(words.fractionJoiners)
        (others, otherValues) = make(words.others)
    }

    /// Sets `bit` for every BMP scalar an amount can begin with.
    func markBeginnings(_ bit: UInt8, _ words: Words, in table: inout [UInt8]) {
        let phrases =
            Array(words.ratioPrefixes.keys) + Array(words.halves.keys) + Array(words.others.keys)
            + words.zeros
        for phrase in phrases {
            if let first = phrase.unicodeScalars.first, first.value < 0x10000 {
                table[Int(first.value)] |= bit
            }
        }
        for digit in 0x30...0x39 { table[digit] |= bit }
        var bytes: [UInt8] = [0, 0, 0]
        for scalar in 0x3000..<0xFFF0 where scalar & 0xF800 != 0xD800 {
            bytes[0] = UInt8(0xE0 | scalar >> 12)
            bytes[1] = UInt8(0x80 | scalar >> 6 & 0x3F)
            bytes[2] = UInt8(0x80 | scalar & 0x3F)
            let isNumeral = bytes.withUnsafeBufferPointer {
                numerals.han.isNumeral($0, 0, 3)
                    || scalar >= 0xFF00 && numerals.symbols.fullwidth($0, 0, 3) != nil
            }
            if isNumeral { table[scalar] |= bit }
        }
    }

    /// The amount that starts at `at`; `nil` where there is none.
    package func amount(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> Amount? {
        if let prefixes, let prefix = prefixes.longest(p, at, end) {
            guard let number = number(p, p.skipBlanks(prefix.end, end), end) else { return nil }
            let (form, divisor) = prefixForms[prefix.entry]
            var amount = number
            amount.form = form
            amount.value /= divisor
            if form == .fraction { amount.denominator = divisor }
            amount.digits = 0
            return amount
        }
        if let halves, let half = halves.longest(p, at, end) {
            return Amount(
                value: halfValues[half.entry], form: .half, end: half.end, digits: 0, isWord: true)
        }
        guard var first = number(p, at, end) else { return nil }
        if let joiners, let joiner = joiners.longest(p, first.end, end),
            let numerator = number(p, joiner.end, end), first.value > 0
        {
            return Amount(
                value: numerator.value / first.value, form: .fraction, end: numerator.end,
                digits: 0,
                denominator: first.value, isWord: first.isWord)
        }
        if let denominators {
            var next = first.end
            if next < end, p[next] == 0x2D { next += 1 } else { next = p.skipBlanks(next, end) }
            if next > first.end, let below = denominators.longest(p, next, end) {
                let value = denominatorValues[below.entry]
                return Amount(
                    value: first.value / value, form: .fraction, end: below.end, digits: 0,
                    denominator: value, isWord: true)
            }
        }
        // 1/3
        if first.digits > 0, first.digits < 3, first.end + 1 < end, p[first.end] == 0x2F,
            isASCIIDigit(p[first.end + 1]), let below = number(p, first.end + 1, end),
            below.value > first.value, below.digits > 0, below.digits < 4
        {
            return Amount(
                value: first.value / below.value, form: .fraction, end: below.end, digits: 0,
                denominator: below.value)
        }
        let gap = p.skipBlanks(first.end, end)
        if let suffix = suffixes.longest(p, gap, end) {
            let (form, divisor) = suffixForms[suffix.entry]
            first.form = form
            first.value /= divisor
            first.end = suffix.end
            first.digits = 0
        }
        return first
    }

    /// An ordinal number (second, 3rd) at `at`.
    package func ordinal(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> (value: Int, end: Int)? {
        numerals.integer(p, at: at, end: end, script: .ordinal).map { ($0.value, $0.end) }
    }

    /// Behind an ordinal or Roman number at `at`.
    package func ordinalOrRoman(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        numerals.integer(p, at: at, end: end, script: .ordinal)?.end
            ?? numerals.integer(p, at: at, end: end, script: .roman)?.end
    }

    /// Digits with separators, or a numeral in characters or words, and its scale.
    private func number(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Amount? {
        guard at < end else { return nil }
        let lead = p[at]
        var found: Amount?
        if let zeros, let zero = zeros.longest(p, at, end) {
            // ○．六
            guard let rest = decimals(p, zero.end, end, points, [.han, .fullwidth, .arabic]) else {
                return nil
            }
            found = Amount(value: rest.value, form: .plain, end: rest.end, digits: 0, isWord: true)
        } else if isASCIIDigit(lead) {
            found = digits(p, at, end)
        } else if lead == 0xEF {
            found = fullwidth(p, at, end)
        } else if language == .zho {
            guard lead >= 0xE3, let han = numerals.integer(p, at: at, end: end, script: .han)
            else { return nil }
            var amount = Amount(
                value: Double(han.value), form: .plain, end: han.end, digits: 0, isWord: true)
            let characters = (han.end - at) / 3
            if characters == 4, han.value >= 1000 { amount.digits = 4 }
            guard let rest = decimals(p, han.end, end, points, [.han]) else { return amount }
            amount.add(rest)
            found = amount
        } else if isASCIILetter(lead) {
            if let word = numerals.integer(p, at: at, end: end, script: .cardinal) {
                found = Amount(
                    value: Double(word.value), form: .plain, end: word.end, digits: 0, isWord: true)
            } else if let others, let other = others.longest(p, at, end) {
                found = Amount(
                    value: otherValues[other.entry], form: .plain, end: other.end, digits: 0,
                    isWord: true)
            }
        }
        guard var amount = found else { return nil }
        let gap = language == .eng ? p.skipBlanks(amount.end, end) : amount.end
        if let scale = scales.longest(p, gap, end) {
            amount.value *= scaleValues[scale.entry]
            amount.end = scale.end
            amount.digits = 0
        }
        return amount
    }

    /// Digits behind a decimal point: 点零五, ．5.
    private func decimals(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ points: PhraseTrie?,
        _ scripts: [NumeralScript]
    ) -> (value: Double, end: Int)? {
        guard let point = points?.longest(p, at, end) else { return nil }
        for script in scripts {
            let found =
                script == .han
                ? numerals.han.digits(p, point.end, end)
                : numerals.integer(p, at: point.end, end: end, script: script)
                    .map { ($0.value, $0.end) }
            guard let (value, end) = found else { continue }
            let places = (end - point.end) / (script == .arabic ? 1 : 3)
            var scale = 1.0
            for _ in 0..<places { scale *= 10 }
            return (Double(value) / scale, end)
        }
        return nil
    }

    /// 1, 1.5, 10,000 and, as garbled, 654.38+10,000.
    private func digits(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Amount? {
        var i = at
        var value = 0.0
        var count = 0
        func run() -> Int {
            let start = i
            while i < end, isASCIIDigit(p[i]) { i += 1 }
            return i - start
        }
        count = run()
        guard count <= 15 else { return nil }
        for k in at..<i { value = value * 10 + Double(p[k] - 0x30) }
        var plain = count
        // thousands
        while i + 3 < end, p[i] == 0x2C || (p[i] == 0xEF && p.has([0xEF, 0xBC, 0x8C], at: i)) {
            let comma = p[i] == 0x2C ? 1 : 3
            let start = i
            i += comma
            if run() == 3, count <= 3 || plain == 0 {
                for k in (start + comma)..<i { value = value * 10 + Double(p[k] - 0x30) }
                plain = 0
            } else {
                i = start
                break
            }
        }
        if i + 1 < end, p[i] == 0x2E, isASCIIDigit(p[i + 1]) {
            i += 1
            let start = i
            let places = run()
            var scale = 1.0
            for k in start..<(start + min(places, 12)) {
                scale /= 10
                value += Double(p[k] - 0x30) * scale
            }
            value = (value * 1e12).rounded() / 1e12
            plain = 0
        } else if let rest = decimals(p, i, end, pointSigns, [.arabic, .fullwidth]) {
            value += rest.value
            i = rest.end
            plain = 0
        }
        var amount = Amount(value: value, form: .plain, end: i, digits: plain)
        if i + 1 < end, p[i] == 0x2B, isASCIIDigit(p[i + 1]) {
            amount.isGarbled = true
            while i < end, isASCIIDigit(p[i]) || p[i] == 0x2B || p[i] == 0x2C || p[i] == 0x2E {
                if p[i] == 0x2C || p[i] == 0x2E, i + 1 >= end || !isASCIIDigit(p[i + 1]) { break }
                i += 1
            }
            amount.end = i
            amount.digits = 0
        }
        return amount
    }

    private func fullwidth(_ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Amount? {
        guard let whole = numerals.integer(p, at: at, end: end, script: .fullwidth) else {
            return nil
        }
        var amount = Amount(
            value: Double(whole.value), form: .plain, end: whole.end, digits: (whole.end - at) / 3)
        if let rest = decimals(p, whole.end, end, pointSigns, [.fullwidth]) { amount.add(rest) }
        return amount
    }
}
