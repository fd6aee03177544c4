public import LegalText

/// A document as text that reads well: headings with blank lines around them, every paragraph and item
/// on one line however the source broke it, navigation and noise left out.
///
///     PlainText.bytes(document)
///     // 某某省试点办法
///     //
///     // 第一章　总则
///     //
///     // 第一条　为了规范管理，制定本办法。
public enum PlainText {
    /// The text of one document, in UTF-8, ending with a line end.
    public static func bytes(_ document: Document) -> [UInt8] {
        var writer = PlainTextWriter(document)
        writer.write(DocumentParts(document))
        return writer.out
    }
}

private struct PlainTextWriter {
    private(set) var out: [UInt8] = []
    private let document: Document
    private let bytes: [UInt8]
    private let aside: [ByteSpan]
    /// What to write before the next words instead of the usual blank.
    private var separator: [UInt8]?

    init(_ document: Document) {
        self.document = document
        bytes = document.source.bytes
        aside = document.regions.filter { $0.kind == .noise || $0.kind == .boilerplate }.map(\.span)
    }

    mutating func write(_ parts: DocumentParts) {
        texts(parts.preface)
        texts(parts.preamble)
        for part in parts.body {
            switch part {
            case .provision(let provision): write(provision)
            case .text(_, let span): paragraphs(span)
            }
        }
        texts(parts.closing)
        for annex in parts.annexes {
            if let provision = annex.provision { write(provision) }
            texts(annex.texts)
        }
        while out.suffix(2).elementsEqual([0x0A, 0x0A]) { out.removeLast() }
    }

    private mutating func texts(_ texts: [(kind: Region.Kind, span: ByteSpan)]) {
        for (kind, span) in texts {
            if kind == .title { blankLine() }
            paragraphs(span)
            if kind != .blank { blankLine() }
        }
    }

    private mutating func write(_ provision: Provision) {
        var at = provision.bodyStart
        if provision.level.isDivision || provision.level == .annex || provision.heading != nil {
            blankLine()
            join(provision.span.lowerBound..<at)
            endLine()
            blankLine()
        } else if provision.label != nil {
            // The label runs on into the first words, on the same line.
            at = provision.span.lowerBound
        }
        for child in provision.children {
            let start = child.span.lowerBound
            if at < start {
                join(at..<start)
                if child.level == .paragraph, holdsOnlyLabel(provision, at..<start) {
                    separator = gap(behind: provision, before: start)
                } else {
                    endLine()
                }
            }
            write(child)
            at = max(at, child.span.upperBound)
        }
        if at < provision.span.upperBound { join(at..<provision.span.upperBound) }
        endLine()
    }

    private func holdsOnlyLabel(_ provision: Provision, _ gap: ByteSpan) -> Bool {
        guard let label = provision.label, gap.lowerBound <= label.lowerBound else { return false }
        var rest = TextLines(bytes, label.upperBound..<max(label.upperBound, gap.upperBound))
        return rest.next() == nil
    }

    /// What parts a label from its words: nothing where the source has nothing, else U+3000 in Chinese
    /// and a blank in English.
    private func gap(behind provision: Provision, before start: Int) -> [UInt8] {
        if provision.label?.upperBound == start { return [] }
        return document.language == .zho ? [0xE3, 0x80, 0x80] : [0x20]
    }

    /// Lines of the source as lines.
    private mutating func paragraphs(_ span: ByteSpan) {
        for text in TextLines(bytes, span) {
            join(text)
            endLine()
        }
    }

    /// Lines of the source as one, parted by a blank except between Chinese characters.
    private mutating func join(_ span: ByteSpan) {
        for text in TextLines(bytes, span) {
            for piece in visible(text) {
                separate(before: piece.lowerBound)
                out.append(contentsOf: bytes[piece])
            }
        }
    }

    /// The parts of a line outside navigation and noise.
    private func visible(_ span: ByteSpan) -> [ByteSpan] {
        var low = aside.partitioningIndex { $0.upperBound > span.lowerBound }
        var pieces: [ByteSpan] = []
        var at = span.lowerBound
        while low < aside.count, aside[low].lowerBound < span.upperBound {
            pieces.append(at..<max(at, aside[low].lowerBound))
            at = max(at, aside[low].upperBound)
            low += 1
        }
        pieces.append(at..<max(at, span.upperBound))
        return pieces.flatMap { Array(TextLines(bytes, $0)) }
    }

    private mutating func separate(before at: Int) {
        guard let last = out.last, last != 0x0A else { return }
        if let separator {
            out.append(contentsOf: separator)
        } else if !(isWide(beforeEndOf: out) && isWide(at: at)) {
            out.append(0x20)
        }
        separator = nil
    }

    private func isWide(at: Int) -> Bool {
        bytes.withUnsafeBufferPointer { columns(of: $0.scalar(at)) == 2 }
    }

    private func isWide(beforeEndOf text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer {
            columns(of: $0.scalar($0.scalarStart(before: $0.count))) == 2
        }
    }

    private mutating func endLine() {
        separator = nil
        if let last = out.last, last != 0x0A { out.append(0x0A) }
    }

    private mutating func blankLine() {
        endLine()
        if !out.isEmpty, !out.suffix(2).elementsEqual([0x0A, 0x0A]) { out.append(0x0A) }
    }
}
