import LegalText

/// Says where one document of a source ends and the next begins.
///
/// The numbering tells that a document begins (`LabelSequence.Step.restarts`); its first line is the
/// title above that label or, without one, the unlabelled text right before it.
struct DocumentSplitter {
    let header: HeaderReader
    let lines: [Line]
    let candidates: [Candidate]

    struct Part {
        /// Lines of the document.
        var lines: Range<Int>
        var steps: ArraySlice<LabelSequence.Step>
    }

    func split(_ steps: [LabelSequence.Step]) -> [Part] {
        var parts: [Part] = []
        var firstLine = 0
        var firstStep = 0
        for (index, step) in steps.enumerated() where step.restarts && index > firstStep {
            let above = candidates[steps[index - 1].candidate].line
            let line = beginning(above: candidates[step.candidate].line, below: above)
            guard line > firstLine else { continue }
            parts.append(Part(lines: firstLine..<line, steps: steps[firstStep..<index]))
            firstLine = line
            firstStep = index
        }
        parts.append(Part(lines: firstLine..<lines.count, steps: steps[firstStep...]))
        return parts
    }

    /// The first line of the document whose first label stands on line `label`.
    private func beginning(above label: Int, below previous: Int) -> Int {
        guard label > previous + 1 else { return label }
        let free = (previous + 1)..<label
        let texts = free.filter { !lines[$0].isBlank }
        if let title = texts.first(where: { header.titlePoints($0) >= 3 }) {
            // a title on several lines
            var first = title
            while first - 1 > previous, !lines[first - 1].isBlank,
                header.titlePoints(first - 1) == 0,
                lines[first - 1].textEnd - lines[first - 1].textStart < 90,
                !lines[first - 1].isWrapped,
                header.isOpenEnded(first - 1)
            {
                first -= 1
            }
            return first
        }
        guard let last = texts.last else { return label }
        return texts.count <= 3 ? texts[0] : last
    }
}
