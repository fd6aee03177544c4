public import LegalText

/// The numeric norms of some documents, to be written as one file (规范汇编): what a form needs that has
/// a head and an end, other than one record a line.
public struct NormCollection: Sendable {
    /// A document and its records.
    public struct Entry: Sendable {
        public var document: Document
        public var records: [Obligation]
        public init(document: Document, records: [Obligation]) {
            self.document = document
            self.records = records
        }
    }

    public var entries: [Entry]

    public init(_ entries: [Entry] = []) { self.entries = entries }
}

extension NormCollection.Entry {
    /// The day the document's norms begin to hold, else the day it was adopted: `2021-07-01`.
    var day: String? {
        [document.metadata.effective, document.metadata.adopted].compactMap { $0 }
            .first { CalendarDay($0) != nil }
    }

    /// Where a record stands, for people: title and provision.
    func place(of record: Obligation) -> String {
        let title = document.title.isEmpty ? document.id : document.title
        return record.eid.map { "\(title), \($0)" } ?? title
    }

    /// A record's clause on one line.
    func words(of record: Obligation) -> String {
        document.source.string(record.clause).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}

/// A day of the Gregorian calendar as numbers.
struct CalendarDay: Equatable {
    var year: Int
    var month: Int
    var day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2021-07-01`; `nil` for anything else.
    init?(_ iso: String) {
        let parts = iso.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard iso.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1],
            let day = parts[2], (1...12).contains(month),
            (1...Self.length(of: month, in: year)).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `2021-07-01` with a separator, or `20210701` without.
    func text(_ separator: String = "-") -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return [padded(year, 4), padded(month, 2), padded(day, 2)].joined(separator: separator)
    }

    /// The day after.
    var next: CalendarDay {
        if day < Self.length(of: month, in: year) {
            return CalendarDay(year: year, month: month, day: day + 1)
        }
        return month < 12
            ? CalendarDay(year: year, month: month + 1, day: 1)
            : CalendarDay(year: year + 1, month: 1, day: 1)
    }
}
