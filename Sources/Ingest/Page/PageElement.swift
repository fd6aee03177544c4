/// What an HTML element does to the text it holds.
struct PageElement: OptionSet {
    let rawValue: UInt32

    /// Starts and ends a line.
    static let block = PageElement(rawValue: 1 << 0)
    /// Holds nothing a reader sees.
    static let dropped = PageElement(rawValue: 1 << 1)
    static let row = PageElement(rawValue: 1 << 2)
    static let cell = PageElement(rawValue: 1 << 3)
    static let preformatted = PageElement(rawValue: 1 << 4)
    static let lineBreak = PageElement(rawValue: 1 << 5)
    static let link = PageElement(rawValue: 1 << 6)
    static let item = PageElement(rawValue: 1 << 7)
    static let orderedList = PageElement(rawValue: 1 << 8)
    static let unorderedList = PageElement(rawValue: 1 << 9)
    /// The first heading of a page: its title, wherever it stands.
    static let mainHeading = PageElement(rawValue: 1 << 10)
    /// The article itself: what is called a header in here belongs to it.
    static let main = PageElement(rawValue: 1 << 11)
    /// The page's title in its head.
    static let title = PageElement(rawValue: 1 << 12)
    /// Furniture by its very name: `nav`, `footer`, `aside`…
    static let furniture = PageElement(rawValue: 1 << 13)

    /// The element of a tag name in lower case; inline where it is not known.
    static func named(_ name: String) -> PageElement { table[name] ?? [] }

    private static let table: [String: PageElement] = {
        var table: [String: PageElement] = [
            "br": .lineBreak, "a": .link, "pre": [.block, .preformatted],
            "xmp": [.block, .preformatted],
            "listing": [.block, .preformatted], "textarea": [.block, .preformatted, .furniture],
            "tr": .row, "td": .cell, "th": .cell, "li": [.block, .item],
            "h1": [.block, .mainHeading],
            "ol": [.block, .orderedList], "ul": [.block, .unorderedList],
            "menu": [.block, .unorderedList], "dir": [.block, .unorderedList],
            "main": [.block, .main], "article": [.block, .main], "title": .title,
            "nav": [.block, .furniture], "footer": [.block, .furniture],
            "header": [.block, .furniture], "aside": [.block, .furniture],
            "form": [.block, .furniture], "select": [.block, .furniture],
            "dialog": [.block, .furniture], "button": .furniture, "option": [.block, .furniture],
        ]
        for name in ["script", "style", "template", "datalist", "noframes"] {
            table[name] = .dropped
        }
        for name in [
            "address", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
            "dt",
            "fieldset", "figcaption", "figure", "frameset", "h2", "h3", "h4", "h5", "h6", "head",
            "hgroup", "hr", "html", "iframe", "legend", "noscript", "object", "optgroup", "p",
            "section", "summary", "table", "tbody", "tfoot", "thead",
        ] {
            table[name] = .block
        }
        return table
    }()
}
