import LegalText

/// Text brought to UTF-8, and the places that could not be.
struct DecodedText {
    /// A run of bytes that means nothing in the encoding.
    struct Replacement {
        /// Where the run starts in the file, in bytes.
        var offset: Int
        var byteCount: Int
        /// The U+FFFD written for it, one for each byte or unit.
        var span: ByteSpan
    }

    var encoding: String
    var bytes: [UInt8]
    var replacements: [Replacement] = []

    /// One note a run; behind the first thousand, one for all the rest.
    var notes: [SourceText.Note] {
        let limit = 1000
        var notes = replacements.prefix(limit).map {
            note($0.span, "\(count($0.byteCount)) at byte \($0.offset) of the file")
        }
        if replacements.count > limit, let last = replacements.last {
            let rest = replacements[limit...]
            notes.append(
                note(
                    rest[limit].span.lowerBound..<last.span.upperBound,
                    "\(count(rest.reduce(0) { $0 + $1.byteCount })) in \(rest.count) places from byte"
                        + " \(rest[limit].offset) of the file on"))
        }
        return notes
    }

    /// The same for a text the page was turned into, where the places are no longer known.
    var pageNotes: [SourceText.Note] {
        guard let first = replacements.first else { return [] }
        let total = replacements.reduce(0) { $0 + $1.byteCount }
        return [note(0..<0, "\(count(total)) from byte \(first.offset) of the file on")]
    }

    private func count(_ bytes: Int) -> String { bytes == 1 ? "1 byte" : "\(bytes) bytes" }

    private func note(_ span: ByteSpan, _ place: String) -> SourceText.Note {
        SourceText.Note(
            kind: .undecodable, span: span, message: "not \(encoding): \(place), read as U+FFFD")
    }
}
