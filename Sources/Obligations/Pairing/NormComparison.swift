import Grammar
import LegalText

/// A Chinese record beside the English record of the same norm: what is the same, what is not.
struct NormComparison {
    private let zh: Obligation
    private let en: Obligation
    /// What an English number is to be multiplied by to be told in the Chinese unit; `nil` where the
    /// two measure different things.
    private let factor: Double?

    init(_ zh: Obligation, _ en: Obligation, _ measures: Measures) {
        self.zh = zh
        self.en = en
        switch (zh.quantity?.unit, en.quantity?.unit) {
        case (nil, nil): factor = 1
        case (let a?, let b?):
            // things counted have many names
            factor =
                measures.convert(1, from: b, to: a)
                ?? (measures.isMeasure(a) || measures.isMeasure(b) ? nil : 1)
        default: factor = nil
        }
    }

    /// Whether both are numbers of one unit, or both dates.
    var isSameKindOfAmount: Bool {
        factor != nil && numbers(zh).count == numbers(en).count
            && (zh.deadline?.iso == nil) == (en.deadline?.iso == nil)
            && (zh.deadline?.lead == nil) == (en.deadline?.lead == nil)
            && isFirm(zh) && isFirm(en)
    }

    /// Vague and relative bounds have nothing to compare.
    private func isFirm(_ record: Obligation) -> Bool {
        !record.flags.contains(.vague) && !record.flags.contains(.relative)
            && !record.flags.contains(.garbled)
    }

    var isSameAmount: Bool {
        guard let factor, zh.deadline?.iso == en.deadline?.iso else { return false }
        return isSameCount
            || zip(numbers(zh), numbers(en)).allSatisfy {
                abs($0 - $1 * factor) <= 1e-6 * max(1, abs($0))
            }
    }

    /// 二人以上 and "more than one": the same, where whole things are counted.
    private var isSameCount: Bool {
        guard let unit = en.quantity?.unit, factor == 1,
            zh.quantity?.ucum == nil || unit == "persons", let a = zh.quantity?.value,
            let b = en.quantity?.value
        else { return false }
        return zh.quantity?.comparator == .atLeast && en.quantity?.comparator == .moreThan
            && a == b + 1
    }

    /// Whether the numbers are at odds. One of anything is told in many ways (各观测一次, once at each
    /// hour: twice a day; 二件以上, more than one): a number that is one on either side shows nothing.
    private var hasOtherAmount: Bool {
        !isSameAmount && numbers(zh) != [1] && numbers(en) != [1]
    }

    private func numbers(_ record: Obligation) -> [Double] {
        [record.quantity?.value, record.quantity?.min, record.quantity?.max].compactMap { $0 }
    }

    // MARK: - At odds

    private var periods: (zh: String?, en: String?) {
        (zh.quantity?.per?.period, en.quantity?.per?.period)
    }

    private var hasOtherPeriod: Bool {
        guard let a = periods.zh, let b = periods.en else { return false }
        return a != b
    }

    /// Whether the bounds point in different directions; "more than" for 以上 is a habit of translators.
    private var hasOtherBound: Bool {
        func direction(_ record: Obligation) -> Int? {
            switch record.quantity?.comparator {
            case .atLeast, .moreThan: 1
            case .atMost, .lessThan: -1
            case .equal: 0
            case .range, .approximately, nil: nil
            }
        }
        // 三十日前 and "within 30 days before", 逾五年 and "not exercised within five years" are one case,
        // told from both sides
        if zh.quantity?.ucum.map(Self.times.contains) == true || zh.deadline != nil { return false }
        // 不得填列超过五个, no more than five: one forbids what the other bounds
        let isForbidden =
            (zh.modality.kind == .prohibition) != (en.modality.kind == .prohibition)
        guard let a = direction(zh), let b = direction(en), !isForbidden else { return false }
        return a * b < 0
    }

    /// UCUM codes of times.
    private static let times: Set<String> = ["a", "mo", "wk", "d", "h", "min"]

    private var hasOtherForce: Bool {
        guard hasOwnForce(zh), hasOwnForce(en), let a = zh.modality.strength,
            let b = en.modality.strength
        else { return false }
        // must not exceed, may up to: the same
        let isLimit =
            zh.deadline == nil && zh.quantity?.comparator == .atMost
            && en.quantity?.comparator == .atMost
        return (a == .may) != (b == .may) && !isLimit
    }

    /// Whether the words of force stand in the norm's own clause: what a neighbouring clause or the words
    /// above a list say is told of other things too.
    private func hasOwnForce(_ record: Obligation) -> Bool {
        switch record.kind {
        case .penalty, .conditionThreshold, .ordinalLevel: false
        default: record.evidence.modality.map { record.clause.contains($0.lowerBound) } ?? false
        }
    }

    /// Whether the Chinese commands and the English has no word for it, or a weaker one.
    var losesModality: Bool {
        zh.modality.strength == .must && !zh.modality.text.isEmpty
            && (en.modality.text.isEmpty || en.modality.strength == .should)
    }

    var isMismatch: Bool { hasOtherAmount || hasOtherPeriod || hasOtherBound }

    /// What is at odds, each with both places.
    var findings: [Finding] {
        var found: [Finding] = []
        func note(_ code: String, _ severity: Diagnostic.Severity, _ a: String, _ b: String) {
            found.append(
                Finding(
                    code: code, severity: severity, zh: zh.span, en: en.span,
                    message: "\(a) is “\(b)” in English."))
        }
        let raw = (zh.quantity?.raw ?? "", en.quantity?.raw ?? "")
        if hasOtherAmount { note("number-mismatch", .error, raw.0, raw.1) }
        if hasOtherPeriod {
            note(
                "period-mismatch", .error, "\(raw.0) per \(periods.zh ?? "")",
                "\(raw.1) per \(periods.en ?? "")")
        }
        if hasOtherBound {
            note(
                "comparator-mismatch", .error,
                "\(zh.quantity?.comparator?.rawValue ?? "") \(raw.0)",
                "\(en.quantity?.comparator?.rawValue ?? "") \(raw.1)")
        }
        if hasOtherForce {
            note("modality-mismatch", .warning, zh.modality.text, en.modality.text)
        }
        return found
    }
}
