import Grammar
import LegalText

/// Notices that a text breaks off: a last sentence without an end, a regulation without the article that
/// says when it takes effect (施行).
struct TruncationCheck {
    let p: UnsafeBufferPointer<UInt8>
    let cues: Cues

    func check(_ document: inout Document, _ articles: [Provision]) {
        guard let last = lastText(document.provisions) else { return }
        let end = last.upperBound
        let signs = cues.sentenceEnds
        if signs.length(endingAt: end, in: p, start: last.lowerBound) == nil, last.count > 30,
            document.kind != .other
        {
            document.diagnostics.append(
                Diagnostic(
                    code: "truncated", severity: .warning, span: p.scalarStart(before: end)..<end,
                    message: "the last sentence has no end", hint: "the text may be cut off here"))
            return
        }
        guard document.kind == .regulation, articles.count >= 5 else { return }
        let isEnglish = cues.language == .eng
        let says = articles.suffix(6).contains {
            cues.commencement.first(in: p, $0.span, words: isEnglish) != nil
        }
        if !says {
            document.diagnostics.append(
                Diagnostic(
                    code: "truncated", severity: .warning, span: p.scalarStart(before: end)..<end,
                    message: "none of the last articles says when the regulation takes effect",
                    hint: "the end of the text may be missing"))
        }
    }

    private func lastText(_ provisions: [Provision]) -> ByteSpan? {
        guard let last = provisions.last(where: { $0.level != .annex }) else { return nil }
        return lastText(last.children) ?? last.span
    }
}
