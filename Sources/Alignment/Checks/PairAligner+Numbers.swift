import Grammar
import LegalText

/// Figures that are not the same in both languages, article by article.
extension PairAligner {
    func checkNumbers() {
        for match in matcher.matches {
            let zhUnit = zhOutline.units[match.zh]
            let enUnit = enOutline.units[match.en].cut(to: match.enParts)
            let a = Self.figures(zhFigures, in: zhUnit.words)
            let b = Self.figures(enFigures, in: enUnit.words)
            if a.isEmpty || b.isEmpty && a.count > 3 { continue }
            compare(a, b, zhUnit, enUnit)
        }
    }

    static func figures(_ figures: [Figure], in span: ByteSpan) -> ArraySlice<Figure> {
        let low = figures.partitioningIndex { $0.span.lowerBound >= span.lowerBound }
        var end = low
        while end < figures.count, figures[end].span.upperBound <= span.upperBound { end += 1 }
        return figures[low..<end]
    }

    private static func same(_ a: Double, _ b: Double) -> Bool {
        abs(a - b) <= 1e-6 * max(1, abs(a), abs(b))
    }

    /// Whether an English figure can stand for a Chinese one, units left aside.
    static func stands(_ b: Figure, for a: Figure) -> Bool {
        if same(a.value, b.value) { return true }
        // a year of the Republic, a percentage without its sign, months for years, days for weeks
        for factor in [
            100, 0.01, 12, 1.0 / 12, 7, 1.0 / 7, 24, 1.0 / 24, 30, 1.0 / 30, 60, 1.0 / 60, 1000,
            0.001, 10000, 0.0001,
        ]
        where same(a.value * factor, b.value) { return true }
        return same(a.value + 1911, b.value) || same(a.value - 1911, b.value)
            || same(1 - a.value, b.value)
    }

    /// 一年六个月: eighteen months.
    private static func yearsAndMonths(_ figures: ArraySlice<Figure>) -> [(
        parts: [Int], months: Double
    )] {
        zip(figures, figures.dropFirst()).compactMap { year, month in
            guard year.unit == .year, month.unit == .month, year.end == month.span.lowerBound
            else { return nil }
            return (
                [year.span.lowerBound, month.span.lowerBound], year.value * 12 + month.value
            )
        }
    }

    private func stand(
        for whole: (parts: [Int], months: Double), _ figures: ArraySlice<Figure>
    ) -> Bool {
        figures.contains {
            Self.same($0.value, whole.months) || Self.same($0.value * 12, whole.months)
        }
    }

    private static let times: Set<FigureUnit> = [
        .workday, .day, .month, .year, .hour, .minute, .week,
    ]

    private static func isComparable(_ unit: FigureUnit?) -> Bool {
        guard let unit else { return false }
        switch unit {
        case .day, .workday, .month, .year, .hour, .minute, .week, .money, .person, .times, .length,
            .area, .mass:
            return true
        default: return false
        }
    }

    private func compare(
        _ a: ArraySlice<Figure>, _ b: ArraySlice<Figure>, _ zhUnit: TextUnit, _ enUnit: TextUnit
    ) {
        let spans = Self.yearsAndMonths(a)
        let left = a.filter { figure in
            !b.contains { Self.stands($0, for: figure) }
                && !spans.contains {
                    $0.parts.contains(figure.span.lowerBound) && stand(for: $0, b)
                }
        }
        let over = b.filter { figure in !a.contains { Self.stands(figure, for: $0) } }
        for figure in left
        where figure.value >= 2 || figure.form == .percent || figure.form == .fraction {
            if figure.form == .ordinal || figure.form == .bare { continue }
            let rivals = over.filter { other in
                if figure.form == .percent { return other.form == .percent }
                if figure.form == .fraction { return other.form == .fraction }
                return Self.isComparable(figure.unit) && other.unit == figure.unit
                    && other.form == .plain
            }
            guard rivals.count == 1, let rival = rivals.first,
                left.filter({ $0.unit == figure.unit && $0.form == figure.form }).count == 1
            else { continue }
            let (zhSpan, enSpan) = (
                figure.span.lowerBound..<figure.end, rival.span.lowerBound..<rival.end
            )
            note(
                "number-mismatch", .error, zh: zhSpan, en: enSpan,
                "\(zh.source.string(zhSpan)) is “\(en.source.string(enSpan))” in English.")
        }
        // the same number of another unit of time
        for figure in a where figure.unit.map(Self.times.contains) == true && figure.form == .plain
        {
            let same = b.filter { Self.same($0.value, figure.value) && $0.form != .ordinal }
            guard !same.isEmpty, same.allSatisfy({ $0.unit.map(Self.times.contains) == true }),
                !same.contains(where: { $0.unit == figure.unit }),
                let other = same.first,
                // nothing else of that value on the Chinese side, nothing else of that unit
                a.filter({ Self.same($0.value, figure.value) }).count == 1, same.count == 1
            else { continue }
            let (zhSpan, enSpan) = (
                figure.span.lowerBound..<figure.end, other.span.lowerBound..<other.end
            )
            note(
                "period-mismatch",
                figure.unit == .workday || other.unit == .workday ? .warning : .error,
                zh: zhSpan, en: enSpan,
                "\(zh.source.string(zhSpan)) is “\(en.source.string(enSpan))” in English.")
        }
    }
}
