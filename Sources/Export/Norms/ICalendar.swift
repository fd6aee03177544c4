import LegalText

/// Dated deadlines as a calendar (期限日历): an event a day, with a rule where it comes again.
///
///     BEGIN:VEVENT
///     UID:law_zho#4@tiaowen
///     DTSTART;VALUE=DATE:20220831
///     RRULE:FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=31
///     SUMMARY:各单位：8月31日前报送
///
/// A deadline of a year or a month falls on its last day. A deadline that comes again begins with the
/// first such day after the law took effect. Times that run from an event (within thirty days of
/// receipt) have no day and are left out, as are garbled ones.
///
/// Source: RFC 5545 (iCalendar); lines are folded at 75 bytes and end in CR LF.
public enum ICalendar {
    public static func bytes(_ collection: NormCollection) -> [UInt8] {
        var out = ICalendarLines()
        out.line("BEGIN", "VCALENDAR")
        out.line("VERSION", "2.0")
        out.line("PRODID", "-//Tiaowen//Tiaowen//EN")
        out.line("CALSCALE", "GREGORIAN")
        for entry in collection.entries {
            for record in entry.records where !record.flags.contains(.garbled) {
                guard let iso = record.deadline?.iso,
                    let date = RecurringDate(iso, after: entry.day)
                else { continue }
                event(record, entry, date, &out)
            }
        }
        out.line("END", "VCALENDAR")
        return out.bytes
    }

    private static func event(
        _ record: Obligation, _ entry: NormCollection.Entry, _ date: RecurringDate,
        _ out: inout ICalendarLines
    ) {
        let words = entry.words(of: record)
        out.line("BEGIN", "VEVENT")
        out.line("UID", ICalendarLines.escaped(record.id) + "@tiaowen")
        // the text was last revised when it was enacted
        out.line("DTSTAMP", (CalendarDay(entry.day ?? "")?.text("") ?? "19700101") + "T000000Z")
        out.line("DTSTART;VALUE=DATE", date.first.text(""))
        out.line("DTEND;VALUE=DATE", date.first.next.text(""))
        if let rule = date.rule { out.line("RRULE", rule) }
        let summary = record.bearer.words.map { "\($0.text): \(words)" } ?? words
        out.line("SUMMARY", ICalendarLines.escaped(summary))
        out.line("DESCRIPTION", ICalendarLines.escaped(entry.place(of: record)))
        out.line("CATEGORIES", record.kind.rawValue.uppercased())
        out.line("TRANSP", "TRANSPARENT")
        out.line("END", "VEVENT")
    }
}

/// The days a date stands for: one, or the first of those that come again and the rule for the rest.
struct RecurringDate {
    var first: CalendarDay
    /// `FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=31`; `nil` for a single day.
    var rule: String?

    /// - Parameters:
    ///   - iso: `2021-07-01`, `2021-07`, `2017`, `--08-31`, `--08`, `---15`.
    ///   - after: the day from which a date that comes again is counted, as `2021-07-01`.
    init?(_ iso: String, after: String?) {
        if let day = CalendarDay(iso) {
            first = day
            return
        }
        let start = CalendarDay(after ?? "") ?? CalendarDay(year: 1970, month: 1, day: 1)
        let parts = iso.split(separator: "-").compactMap { Int($0) }
        switch (iso.prefix { $0 == "-" }.count, parts.count) {
        case (0, 1):
            first = CalendarDay(year: parts[0], month: 12, day: 31)
        case (0, 2) where (1...12).contains(parts[1]):
            let last = CalendarDay.length(of: parts[1], in: parts[0])
            first = CalendarDay(year: parts[0], month: parts[1], day: last)
        case (2, 1...2) where (1...12).contains(parts[0]):
            let month = parts[0]
            var year = start.year
            func day(_ year: Int) -> Int {
                parts.count == 2 ? parts[1] : CalendarDay.length(of: month, in: year)
            }
            if (month, day(year)) < (start.month, start.day) { year += 1 }
            guard (1...CalendarDay.length(of: month, in: 2000)).contains(day(year)) else {
                return nil
            }
            // a leap day waits for a leap year
            while day(year) > CalendarDay.length(of: month, in: year) { year += 1 }
            first = CalendarDay(year: year, month: month, day: day(year))
            rule = "FREQ=YEARLY;BYMONTH=\(month);BYMONTHDAY=\(parts.count == 2 ? parts[1] : -1)"
        case (3, 1) where (1...31).contains(parts[0]):
            var (year, month) = (start.year, start.month)
            while parts[0] > CalendarDay.length(of: month, in: year)
                || (year, month, parts[0]) < (start.year, start.month, start.day)
            {
                (year, month) = month < 12 ? (year, month + 1) : (year + 1, 1)
            }
            first = CalendarDay(year: year, month: month, day: parts[0])
            rule = "FREQ=MONTHLY;BYMONTHDAY=\(parts[0])"
        default: return nil
        }
    }
}

/// Content lines of RFC 5545: folded at 75 bytes, ended by CR LF.
private struct ICalendarLines {
    private(set) var bytes: [UInt8] = []

    mutating func line(_ name: String, _ value: String) {
        var width = 0
        for scalar in (name + ":" + value).unicodeScalars {
            let piece = Array(String(scalar).utf8)
            if width + piece.count > 75 {
                bytes += [0x0D, 0x0A, 0x20]
                width = 1
            }
            bytes += piece
            width += piece.count
        }
        bytes += [0x0D, 0x0A]
    }

    /// Backslash, comma, semicolon and line ends in a TEXT value.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ",", ";":
                out += "\\"
                out.unicodeScalars.append(scalar)
            case "\n": out += "\\n"
            case "\r": break
            default:
                if scalar.value >= 0x20 || scalar == "\t" { out.unicodeScalars.append(scalar) }
            }
        }
        return out
    }
}
