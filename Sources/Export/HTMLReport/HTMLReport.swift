import LegalText

/// The report: one page that needs nothing else (双语对照报告). A list of the documents, then each with
/// its outline, both languages side by side, what was found in its place, numeric norms marked.
///
/// The page is put together from pieces, so that a build can keep those of documents that have not
/// changed: a head, rows of the list, sections, a foot. It reads without the script in it, which only
/// filters; it prints, and follows the reader's choice of light or dark.
///
///     let page = HTMLReport.head(totals) + HTMLReport.rows(of: work) + HTMLReport.middle
///         + HTMLReport.section(of: work) + HTMLReport.foot
public enum HTMLReport {
    /// The figures in the head of the page.
    public struct Totals: Sendable, Hashable {
        public var documents: Int
        public var articles: Int
        public var pairs: Int
        public var findings: Int
        public var obligations: Int

        public init(documents: Int, articles: Int, pairs: Int, findings: Int, obligations: Int) {
            self.documents = documents
            self.articles = articles
            self.pairs = pairs
            self.findings = findings
            self.obligations = obligations
        }
    }

    /// A page about one work.
    public static func page(of work: ReportWork) -> [UInt8] {
        let totals = Totals(
            documents: work.documents.count,
            articles: work.documents.reduce(0) { $0 + $1.document.provisions(at: .article).count },
            pairs: work.second == nil ? 0 : 1, findings: work.remarks.count,
            obligations: work.documents.reduce(0) { $0 + $1.obligations.count })
        return head(totals) + rows(of: work, isShown: true) + middle + section(of: work) + foot
    }

    /// The beginning of the page, up to the rows of the list.
    public static func head(_ totals: Totals) -> [UInt8] {
        var html = HTMLWriter()
        html.markup(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Tiaowen report</title>
            <style>\(style)</style>
            </head>
            <body>
            <header class="top">
            <h1>Tiaowen <span>report</span></h1>
            <ul class="totals">

            """)
        for (value, name) in [
            (totals.documents, "documents"), (totals.articles, "articles"), (totals.pairs, "pairs"),
            (totals.findings, "findings"), (totals.obligations, "obligations"),
        ] {
            html.markup("<li><b>\(grouped(value))</b> \(name)</li>\n")
        }
        html.markup(
            """
            </ul>
            </header>
            <form class="tools" role="search" hidden>
            <input type="search" placeholder="Find in this page" aria-label="Find in this page">
            <label><input type="checkbox" value="has-remark"> with findings</label>
            <label><input type="checkbox" value="has-ob"> with obligations</label>
            <label><input type="checkbox" value="lone"> without counterpart</label>
            <output></output>
            </form>
            <main>
            <section class="list" id="documents">
            <h2>Documents</h2>
            <table>
            <thead><tr><th>Title</th><th>Kind</th><th>Date</th><th class="n">Articles</th>\
            <th class="n">Obligations</th><th class="n">Findings</th></tr></thead>

            """)
        return html.bytes
    }

    /// What stands between the list and the sections.
    public static var middle: [UInt8] {
        Array(
            """
            </table>
            <p class="key">In the text: <mark class="ob">numeric norm</mark> \
            <mark class="fw">finding</mark> <mark class="re">read otherwise than written</mark></p>
            </section>

            """.utf8)
    }

    /// The end of the page.
    public static var foot: [UInt8] {
        Array(
            """
            </main>
            <footer>Made by tiaowen from the files as they are; nothing in them was changed.</footer>
            <script>\(script)</script>
            </body>
            </html>

            """.utf8)
    }

    /// The rows of the list for a work.
    ///
    /// - Parameter isShown: whether the page has a section for it to point to.
    public static func rows(of work: ReportWork, isShown: Bool) -> [UInt8] {
        var html = HTMLWriter()
        let remarks = work.remarks.count
        let obligations = work.documents.reduce(0) { $0 + $1.obligations.count }
        var classes: [String] = []
        if remarks > 0 { classes.append("has-remark") }
        if obligations > 0 { classes.append("has-ob") }
        html.markup("<tbody class=\"\(classes.joined(separator: " "))\"><tr><td class=\"t\">")
        for item in work.documents {
            let document = item.document
            let title = document.title.isEmpty ? document.id : document.title
            let isLink = isShown && item.document.id == work.first.document.id
            html.markup(
                "<\(isLink ? "a href=\"#\(work.anchor)\"" : "span") lang=\"\(document.languageTag)\">"
            )
            html.text(title)
            html.markup(isLink ? "</a>" : "</span>")
        }
        let document = work.first.document
        let date = document.metadata.effective ?? document.metadata.adopted ?? ""
        let articles = document.provisions(at: .article).count
        html.markup("</td><td>\(document.kind.rawValue)</td><td class=\"d\">")
        html.text(date)
        html.markup("</td>")
        for value in [articles, obligations, remarks] {
            html.markup("<td class=\"n\">\(value == 0 ? "" : grouped(value))</td>")
        }
        html.markup("</tr></tbody>\n")
        return html.bytes
    }

    /// The section of a work: its texts in rows, with everything that was found.
    public static func section(of work: ReportWork) -> [UInt8] {
        var writer = SectionWriter(work)
        writer.write()
        return writer.html.bytes
    }
}
