import Grammar
import LegalText

/// Duties, permissions and limits (情态, 比较) that the two languages put differently.
extension PairAligner {
    func checkModality(_ all: [SentenceCues]) {
        // “shall” where the Chinese has no word of duty is usual drafting English; it tells something
        // only in a translation that is careless of “shall” and “should” anyway
        var (duties, advised) = (0, 0)
        for cues in all where cues.zh(.duty) > 0 {
            duties += 1
            if cues.en(.duty) == 0, cues.en(.advice) > 0 { advised += 1 }
        }
        let isStrict = advised >= 3 && advised * 5 >= duties
        for cues in all {
            checkDuty(cues, isStrict: isStrict)
            checkPermission(cues)
            checkForm(cues)
        }
        checkOwnName(all)
    }

    private func checkDuty(_ cues: SentenceCues, isStrict: Bool) {
        let (duty, advice) = (cues.en(.duty), cues.en(.advice))
        if cues.zh(.duty) > 0 {
            if duty == 0, advice > 0 {
                note(
                    "modality-mismatch", .warning, zh: cues.first([.duty], cues.zh),
                    en: cues.first([.advice], cues.en),
                    "\(quoted(.duty, cues)) lays down a duty; “should” reads as advice: “shall” is expected."
                )
            } else if duty == 0, advice == 0, cues.en(.dutyLoose) == 0, cues.pair.fit > 0.3 {
                note(
                    "modality-mismatch", .warning, zh: cues.first([.duty], cues.zh), en: cues.enAll,
                    "The duty is not put into English words: no “shall” or its like in the sentence."
                )
            }
            if isStrict,
                advice + duty > cues.zh(.duty) + cues.zh(.dutyLoose) + cues.zh(.prohibition),
                cues.zh(.duty) == 1, advice + duty == 2,
                let second = cues.en.last(where: { $0.cue == .advice || $0.cue == .duty })
            {
                note(
                    "modality-mismatch", .info, zh: cues.first([.duty], cues.zh), en: second.span,
                    "One duty in Chinese, two in English: perhaps one was added.")
            }
        } else if isStrict, duty + advice > 0,
            cues.zh(.dutyLoose) + cues.zh(.prohibition) + cues.zh(.permission) + cues.zh(.atMost)
                == 0
        {
            note(
                "modality-mismatch", .info, zh: cues.zhAll,
                en: cues.first([.duty, .advice], cues.en),
                "The Chinese has no word of duty here; the English adds one.")
        }
    }

    private func quoted(_ cue: Cue, _ cues: SentenceCues) -> String {
        cues.first([cue], cues.zh).map { zh.source.string($0) } ?? ""
    }

    private func checkPermission(_ cues: SentenceCues) {
        guard let granted = cues.first([.permission], cues.zh), cues.en(.permission) == 0,
            !isAttributive(granted)
        else { return }
        if cues.en(.ability) > 0 {
            note(
                "modality-mismatch", .info, zh: cues.first([.permission], cues.zh),
                en: cues.first([.ability], cues.en),
                "\(quoted(.permission, cues)) grants a permission; “can” reads as ability: “may” is expected."
            )
        } else if cues.en(.duty) > 0,
            cues.zh(.duty) + cues.zh(.dutyLoose) + cues.zh(.prohibition) == 0
        {
            note(
                "modality-mismatch", .error, zh: cues.first([.permission], cues.zh),
                en: cues.first([.duty], cues.en),
                "\(quoted(.permission, cues)) grants a permission; the English makes it a duty.")
        }
    }

    /// Whether the clause of a word says of what it speaks (可以补正者) and grants nothing.
    private func isAttributive(_ word: ByteSpan) -> Bool {
        var end = word.upperBound
        while end < zh.span.upperBound, zhText.isHan(end) { end += zhText.scalarWidth(end) }
        return tables.grammar.attributive.match(zhText, endingAt: end, start: word.upperBound)
            != nil
    }

    /// A sentence without a finite verb where the Chinese enacts; one that begins with a bare verb.
    private func checkForm(_ cues: SentenceCues) {
        if let enacting = cues.first([.enacting], cues.zh),
            cues.en(.finite) + cues.en(.duty) + cues.en(.dutyLoose) + cues.en(.permission) == 0,
            cues.pair.fit > 0.3
        {
            note(
                "modality-mismatch", .warning, zh: enacting, en: cues.enAll,
                "The enacting words have no finite verb in English (“are formulated”).")
        }
        if let first = cues.zh.first, first.cue == .encouragement, let start = cues.pair.zh.first,
            first.span.lowerBound == start.lowerBound, let english = cues.en.first,
            english.cue == .bareVerb,
            let begin = cues.pair.en.first, english.span.lowerBound == begin.lowerBound
        {
            note(
                "subject-missing", .info, zh: first.span, en: english.span,
                "The English sentence begins with a bare verb and says not who does it.")
        }
    }

    /// The instrument's own name, now with a capital, now without.
    private func checkOwnName(_ all: [SentenceCues]) {
        var capital = 0
        var small: [(ByteSpan, ByteSpan)] = []
        for cues in all {
            guard let own = cues.first([.`self`, .enacting], cues.zh) else { continue }
            for hit in cues.en where hit.cue == .`self` {
                // the noun is the last word
                var at = hit.span.upperBound
                while at > hit.span.lowerBound, isASCIILetter(enText[at - 1]) { at -= 1 }
                if enText[at] &- 0x41 < 26 { capital += 1 } else { small.append((own, hit.span)) }
            }
        }
        guard capital >= small.count, small.count * 3 >= capital else { return }
        if let (own, span) = small.first {
            note(
                "term-inconsistent", .info, zh: own, en: span,
                "“\(en.source.string(span))” (\(small.count) times): elsewhere with a capital, as the instrument's own name."
            )
        }
    }
}
