import LegalText

/// The kinds of unit a figure may be counted in: as far as two languages must agree.
package enum FigureUnit: String, Sendable, Hashable, CaseIterable, CodingKeyRepresentable, Decodable {
    case provision, workday, day, month, calendar, year, hour, minute, week, money, person, times
    case length, area, mass, level, copy
}

/// The words around figures in one language, as `Grammar/*/alignment.yaml` lists them.
package struct FigureWords: Sendable {
    package let units: [(unit: FigureUnit, words: PhraseSet)]
    package let percent: PhraseSet
    /// Chinese only: 第, 分之, 点.
    package let ordinal: PhraseSet
    package let fraction: PhraseSet
    package let decimal: PhraseSet
    /// 万 10000, million 1000000; longest word first.
    package let scales: [(word: [UInt8], value: Double)]
    /// 民国: what is added to a year.
    package let eras: [(word: [UInt8], value: Double)]
    /// English only: thirds 3; twice 2; march 3.
    package let denominators: [(word: [UInt8], value: Double)]
    package let words: [(word: [UInt8], value: Double)]
    package let months: [(word: [UInt8], value: Double)]
    /// By the first three letters, five bits each: whether a number word may begin so.
    private let beginnings: [Bool]

    /// Whether a number word may begin with the three letters at `at`: a cheap test before reading.
    @inline(__always) package func mayBegin(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> Bool {
        guard at + 3 <= end else { return false }
        let key = Int(p[at] & 0x1F) << 10 | Int(p[at + 1] & 0x1F) << 5 | Int(p[at + 2] & 0x1F)
        return beginnings[key]
    }

    struct File: Decodable {
        var units: [String: [String]]
        var percent: [String]
        var ordinal: [String]?
        var fraction: [String]?
        var decimal: [String]?
        var scales: [String: Double]
        var era: [String: Double]?
        var halves: [String: Double]?
        var words: [String: Double]?
        var months: [String: Double]?
    }

    init(_ file: File, path: String, numberWords: [String] = []) throws {
        // a longer word wins over a shorter one of another unit: 个工作日 is no 日
        units = try file.units.flatMap { name, words in
            guard let unit = FigureUnit(rawValue: name) else {
                throw GrammarError(file: path, rule: name, message: "no such unit")
            }
            return words.map { (unit, $0) }
        }
        .sorted { ($0.1.utf8.count, $0.1) > ($1.1.utf8.count, $1.1) }
        .map { ($0.0, PhraseSet([$0.1])) }
        percent = PhraseSet(file.percent)
        ordinal = PhraseSet(file.ordinal ?? [])
        fraction = PhraseSet(file.fraction ?? [])
        decimal = PhraseSet(file.decimal ?? [])
        func table(_ map: [String: Double]?) -> [(word: [UInt8], value: Double)] {
            (map ?? [:]).map { (word: Array($0.key.utf8), value: $0.value) }
                .sorted { ($0.word.count, $0.value) > ($1.word.count, $1.value) }
        }
        scales = table(file.scales)
        eras = table(file.era)
        denominators = table(file.halves)
        words = table(file.words)
        months = table(file.months)
        var beginnings = [Bool](repeating: false, count: 1 << 15)
        let known = numberWords + (file.halves ?? [:]).keys + (file.words ?? [:]).keys + (file.months ?? [:]).keys
        for word in known where word.utf8.count >= 3 {
            beginnings[word.utf8.prefix(3).reduce(0) { $0 << 5 | Int($1 & 0x1F) }] = true
        }
        self.beginnings = beginnings
    }
}
