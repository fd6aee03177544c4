import LegalText

/// One line of a page's text, with what tells furniture from content.
struct PageLine {
    /// Without its line end.
    var span: ByteSpan
    /// Characters that are not blanks.
    var count = 0
    /// Those of them that stand in links to other pages.
    var linkCount = 0
    var links = 0
    /// Separators of a breadcrumb: `>`, `|`, `/`, `»`, `›`.
    var separators = 0
    var isMainHeading = false

    /// Whether it is hardly more than links.
    var isLinks: Bool { count > 0 && links > 0 && (linkCount + separators) * 10 >= count * 7 }
}

/// A stretch of a page's text that its markup calls furniture.
struct PageRegion {
    var span: ByteSpan
    var reason: String
    /// Whether the markup alone settles it (`nav`), or it must also look like it.
    var isCertain: Bool
}
