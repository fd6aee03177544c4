import LegalText

/// The kinds of unit a figure may be counted in: as far as two languages must agree.
package enum FigureUnit: String, Sendable, Hashable, CaseIterable, CodingKeyRepresentable, Decodable
{
    case provision, workday, day, month, calendar, year, hour, minute, week, money, person, times
    case length, area, mass, level, copy

    package static let all = Array(allCases)
}

/// The words around figures in one language, as `Grammar/*/alignment.yaml` lists them.
package final class FigureWords: Sendable {
    /// Values are places in `FigureUnit.all`.
    package let units: PhraseTable
    /// Units of one kind, for looking backwards.
    package let provisions: PhraseTable
    package let money: PhraseTable
    package let percent: PhraseTable
    /// Chinese only: 第, 分之, 点.
    package let ordinal: PhraseTable
    package let fraction: PhraseTable
    package let decimal: PhraseTable
    /// Chinese only: 半 behind a unit.
    package let half: PhraseTable
    /// 万 10000, million 1000000.
    package let scales: PhraseTable
    /// 民国: what is added to a year.
    package let eras: PhraseTable
    /// English only: thirds 3; twice 2; march 3.
    package let denominators: PhraseTable
    package let words: PhraseTable
    package let months: PhraseTable
    /// By the first three letters, five bits each: whether a number word may begin so.
    private let beginnings: [Bool]

    /// Whether a number word may begin with the three letters at `at`: a cheap test before reading.
    @inline(__always) package func mayBegin(
        _ p: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
    ) -> Bool {
        guard at + 3 <= end else { return false }
        return beginnings[
            Int(p[at] & 0x1F) << 10 | Int(p[at + 1] & 0x1F) << 5 | Int(p[at + 2] & 0x1F)]
    }

    struct File: Decodable {
        var units: [String: [String]]
        var percent: [String]
        var ordinal: [String]?
        var fraction: [String]?
        var decimal: [String]?
        var half: [String]?
        var scales: [String: Int]
        var era: [String: Int]?
        var halves: [String: Int]?
        var words: [String: Int]?
        var months: [String: Int]?
    }

    init(_ file: File, path: String, numberWords: [String] = []) throws {
        var entries: [(String, Int)] = []
        for (name, words) in file.units {
            guard let unit = FigureUnit(rawValue: name),
                let index = FigureUnit.all.firstIndex(of: unit)
            else { throw GrammarError(file: path, rule: name, message: "no such unit") }
            entries += words.map { ($0, index) }
        }
        units = PhraseTable(entries)
        func list(_ words: [String]?) -> PhraseTable { PhraseTable((words ?? []).map { ($0, 1) }) }
        func table(_ map: [String: Int]?) -> PhraseTable {
            PhraseTable((map ?? [:]).map { ($0.key, $0.value) })
        }
        provisions = list(file.units["provision"])
        money = list(file.units["money"])
        percent = list(file.percent)
        ordinal = list(file.ordinal)
        fraction = list(file.fraction)
        decimal = list(file.decimal)
        half = list(file.half)
        scales = table(file.scales)
        eras = table(file.era)
        denominators = table(file.halves)
        words = table(file.words)
        months = table(file.months)
        var beginnings = [Bool](repeating: false, count: 1 << 15)
        let known =
            numberWords + (file.halves ?? [:]).keys + (file.words ?? [:]).keys
            + (file.months ?? [:]).keys
        for word in known where word.utf8.count >= 3 {
            beginnings[word.utf8.prefix(3).reduce(0) { $0 << 5 | Int($1 & 0x1F) }] = true
        }
        self.beginnings = beginnings
    }
}
