import LegalText

/// What one side has and the other lacks, and what stands elsewhere: articles, divisions, notes.
extension PairAligner {
    func checkGaps() {
        checkUnits()
        checkDivisions()
        checkNote()
        checkReadings()
    }

    func label(_ unit: TextUnit, _ source: SourceText) -> String {
        unit.label.map { source.string($0) } ?? unit.eid.map(\.description) ?? ""
    }

    /// Two texts most of whose equal numbers belong to different articles are two versions.
    private func checkVersion() {
        var (all, other) = (0, 0)
        var first: (zh: Int, en: Int)?
        for (index, en) in matcher.partner.enumerated() {
            guard let en, matcher.words(index, en) >= 12, zhOutline.units[index].number != nil
            else { continue }
            all += 1
            if matcher.zhTaken[index] != en {
                other += 1
                if first == nil { first = (index, en) }
            }
        }
        guard all >= 5, other * 2 > all, let first else { return }
        note(
            "same-number-other-text", .warning, zh: zhOutline.units[first.zh].span,
            en: enOutline.units[first.en].span,
            "From \(label(zhOutline.units[first.zh], zh.source)) on, \(other) of \(all) equal numbers bear different text: renumbered, or another version of the instrument."
        )
    }

    private func checkUnits() {
        checkVersion()
        let refused = Set(matcher.refusals.map(\.zh))
        let refusedEnglish = Set(matcher.refusals.map(\.en))
        for refusal in matcher.refusals {
            let (a, b) = (zhOutline.units[refusal.zh], enOutline.units[refusal.en])
            note(
                "same-number-other-text", .warning, zh: a.span, en: b.span,
                "\(label(a, zh.source)) and \(label(b, en.source)) bear the same number but do not say the same: perhaps another version of the text."
            )
        }
        for match in matcher.matches where match.moved || !match.sameNumber {
            let (a, b) = (
                zhOutline.units[match.zh], enOutline.units[match.en].cut(to: match.enParts)
            )
            guard a.eid != nil, b.eid != nil else { continue }
            if b.isTail {
                note(
                    "merged", .warning, zh: a.span, en: b.span,
                    "\(label(a, zh.source)) has no label in English: its text stands under \(label(enOutline.units[match.en], en.source))."
                )
            } else if match.moved {
                note(
                    "moved", .warning, zh: a.span, en: b.span,
                    "\(label(a, zh.source)) stands elsewhere in the English text, as \(label(b, en.source))."
                )
            } else if a.number != nil, a.number != b.number {
                note(
                    "renumbered", .info, zh: a.span, en: b.span,
                    "\(label(a, zh.source)) is \(label(b, en.source)) in the English text.")
            }
        }
        // runs of units without partner
        var zhLinked = [Bool](repeating: false, count: zhOutline.units.count)
        var enLinked = [Bool](repeating: false, count: enOutline.units.count)
        for match in matcher.matches {
            zhLinked[match.zh] = true
            enLinked[match.en] = true
            for more in match.zhMore {
                zhLinked[more] = true
                note(
                    "merged", .info, zh: zhOutline.units[more].span,
                    en: enOutline.units[match.en].span,
                    "\(label(zhOutline.units[more], zh.source)) is told in \(label(enOutline.units[match.en], en.source)) with its neighbour."
                )
            }
            for more in match.enMore {
                enLinked[more] = true
                note(
                    "split", .info, zh: zhOutline.units[match.zh].span,
                    en: enOutline.units[more].span,
                    "\(label(zhOutline.units[match.zh], zh.source)) is split: \(label(enOutline.units[more], en.source)) tells a part of it."
                )
            }
        }
        for run in Self.runs(
            zhOutline.units.indices.filter {
                !zhLinked[$0] && !refused.contains($0) && zhOutline.units[$0].eid != nil
            })
        {
            let (first, last) = (
                zhOutline.units[run.lowerBound], zhOutline.units[run.upperBound - 1]
            )
            let span = first.span.lowerBound..<last.span.upperBound
            let names =
                run.count == 1
                ? label(first, zh.source)
                : "\(label(first, zh.source)) to \(label(last, zh.source)) (\(run.count))"
            note("missing-article", .error, zh: span, en: nil, "\(names): not in the English text.")
            if run.upperBound == zhOutline.units.count, run.lowerBound > 0, run.count > 1 {
                let end = enOutline.units.last.map { $0.span.upperBound } ?? en.span.upperBound
                note(
                    "truncated", .error, zh: span, en: max(end - 1, en.span.lowerBound)..<end,
                    "The English text ends before \(label(first, zh.source)).")
            }
        }
        for run in Self.runs(
            enOutline.units.indices.filter {
                !enLinked[$0] && !refusedEnglish.contains($0) && enOutline.units[$0].eid != nil
            })
        {
            let (first, last) = (
                enOutline.units[run.lowerBound], enOutline.units[run.upperBound - 1]
            )
            let names =
                run.count == 1
                ? label(first, en.source)
                : "\(label(first, en.source)) to \(label(last, en.source)) (\(run.count))"
            note(
                "extra-article", .warning, zh: nil,
                en: first.span.lowerBound..<last.span.upperBound,
                "\(names): not in the Chinese text.")
        }
    }

    /// Neighbouring indices joined.
    static func runs(_ indices: [Int]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for index in indices {
            if let last = runs.last, last.upperBound == index {
                runs[runs.count - 1] = last.lowerBound..<index + 1
            } else {
                runs.append(index..<index + 1)
            }
        }
        return runs
    }

    private func checkDivisions() {
        var linked = [Bool](repeating: false, count: zhOutline.units.count)
        for match in matcher.matches { linked[match.zh] = true }
        var unheaded: [DivisionUnit] = []
        for link in links where link.level == .chapter && link.enIds.isEmpty {
            guard let eid = link.zhIds.first,
                let division = zhOutline.divisions.first(where: { $0.eid == eid })
            else { continue }
            if division.units.contains(where: { linked[$0] }),
                division.units.count < 2 * division.units.filter({ linked[$0] }).count
            {
                unheaded.append(division)
                continue
            }
            note(
                "missing-chapter", .error, zh: head(division), en: nil,
                "\(zh.source.string(head(division))): neither heading nor articles are in the English text."
            )
        }
        if let first = unheaded.first {
            let others = unheaded.count > 1 ? " and \(unheaded.count - 1) more" : ""
            note(
                "missing-chapter", .info, zh: head(first), en: nil,
                "\(zh.source.string(head(first)))\(others): the articles are there, the heading is not in the English text."
            )
        }
        for link in links where link.level == .chapter && link.zhIds.isEmpty {
            guard let eid = link.enIds.first,
                let division = enOutline.divisions.first(where: { $0.eid == eid })
            else { continue }
            note(
                "extra-chapter", .info, zh: nil, en: head(division),
                "\(en.source.string(head(division))) has no heading in the Chinese text.")
        }
    }

    private func head(_ division: DivisionUnit) -> ByteSpan {
        division.span
            .lowerBound..<(division.heading?.upperBound ?? division.label?.upperBound
            ?? division.span.upperBound)
    }

    /// The adoption note (题注) that only the Chinese text has.
    private func checkNote() {
        guard zh.metadata.adopted != nil,
            let preface = zh.regions.first(where: { $0.kind == .preface }),
            en.metadata.adopted == nil
        else { return }
        let prefaces = en.regions.filter { $0.kind == .preface || $0.kind == .closing }
        let hasFigure = prefaces.contains { region in
            enFigures.contains { region.span.contains($0.span.lowerBound) }
        }
        guard !hasFigure else { return }
        note(
            "missing-note", .warning, zh: trimmed(preface.span, zhText), en: nil,
            "The adoption note with date and body is not in the English text.")
    }

    private func trimmed(_ span: ByteSpan, _ p: UnsafeBufferPointer<UInt8>) -> ByteSpan {
        var (low, high) = (span.lowerBound, span.upperBound)
        while low < high, p[low] <= 0x20 { low += 1 }
        while high > low, p[high - 1] <= 0x20 { high -= 1 }
        return low..<high
    }

    /// What the reader of either text had to repair: censored words, labels, leftover markup.
    private func checkReadings() {
        for repair in en.repairs { noteRepair(repair, isChinese: false) }
        for repair in zh.repairs { noteRepair(repair, isChinese: true) }
        for diagnostic in en.diagnostics where diagnostic.code == "heading-inline" {
            guard let span = diagnostic.span else { continue }
            note(
                "heading-inline", .info, zh: nil, en: span,
                "The label stands in running text: \(en.source.string(span.lowerBound..<min(span.upperBound, span.lowerBound + 40)))."
            )
        }
        checkLabelStyles()
    }

    private func noteRepair(_ repair: Repair, isChinese: Bool) {
        let source = isChinese ? zh.source : en.source
        let words = source.string(repair.span)
        let (code, severity, message): (String, Diagnostic.Severity, String)
        switch repair.kind {
        case .censored:
            (code, severity, message) = ("censored", .warning, "Words are masked here: \(words).")
        case .label:
            (code, severity, message) = (
                "label-repaired", .info, "The label is read as \(repair.reading ?? "?"): \(words)."
            )
        case .markup where words.utf8.contains(where: isASCIILetter):
            (code, severity, message) = ("markup", .info, "Leftover markup: \(words).")
        case .numeral:
            guard repair.reading == nil else { return }
            (code, severity, message) = (
                "number-garbled", .warning, "A number beyond repair: \(words)."
            )
        case .spacing, .markup:
            return
        }
        note(
            code, severity, zh: isChinese ? repair.span : nil, en: isChinese ? nil : repair.span,
            message)
    }

    /// Labels of articles that number in another script than most (VI among 5, 7, 8), or that a sentence
    /// has swallowed (Article VI of the …).
    private func checkLabelStyles() {
        var roman: [TextUnit] = []
        var arabic = 0
        for unit in enOutline.units where unit.number != nil {
            guard let label = unit.label else { continue }
            var digits = false
            for i in label where isASCIIDigit(enText[i]) { digits = true }
            if digits {
                arabic += 1
            } else {
                roman.append(unit)
            }
        }
        for unit in roman where arabic > roman.count {
            guard let label = unit.label else { continue }
            note(
                "label-repaired", .info, zh: nil, en: label,
                "\(en.source.string(label)): most labels of this text are numbered in Arabic figures."
            )
        }
        for unit in enOutline.units where unit.number != nil {
            guard let label = unit.label else { continue }
            let next = enText.skipBlanks(label.upperBound, unit.span.upperBound)
            guard next < unit.span.upperBound, next > label.upperBound, enText[next] &- 0x61 < 26
            else { continue }
            note(
                "heading-inline", .info, zh: nil,
                en: label.lowerBound..<min(next + 20, unit.span.upperBound),
                "The label runs into the sentence: \(en.source.string(label.lowerBound..<min(next + 20, unit.span.upperBound)))…"
            )
        }
    }
}
