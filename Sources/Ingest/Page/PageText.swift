import LegalText
import Markup

/// The text of a web page as a reader sees it, with its furniture noted and nothing dropped.
///
/// Block elements make lines, cells of a table row are parted by tabs, blanks collapse as in browsers
/// (a line end between two wide characters vanishes, U+3000 and no-break spaces stay). The title in
/// the page's head is the first line.
struct PageText {
    let bytes: [UInt8]
    let notes: [SourceText.Note]

    /// `nil` for a page too tangled to be read as one.
    init?(html: [UInt8]) {
        let renderer = PageRenderer()
        do { try HTMLEvents.read(html, into: renderer) } catch { return nil }
        renderer.finish()
        bytes = renderer.out
        notes =
            PageFurniture(
                bytes: renderer.out, lines: renderer.lines, regions: renderer.regions
            ).notes
    }
}
