public import LegalText

/// The versions of a work and what became of its articles as one JSON object.
///
/// `{"schema":"tiaowen/history/1","versions":[{"date","title","path","document"}],"articles":[{"stages":
/// [{"version":0,"eids":["art_21"],"kinds":[],"numbers":[{"old","new"}]}],"sentences":[{"span":[s,e],
/// "text","since":0,"changed":1}]}]}`; versions are counted from 0, oldest first, and sentences are those
/// of the last one, in its Unicode scalars.
public enum HistoryJSON {
    public static func line(_ articles: [ArticleHistory], versions: [WorkVersion]) -> [UInt8] {
        var json = JSONWriter()
        let last = versions.last.map { ScalarText($0.document.source) }
        json.object { json in
            json.field("schema", "tiaowen/history/1")
            json.key("versions")
            json.array(versions) { json, version in
                json.object { json in
                    json.field("date", version.date)
                    json.field("title", version.document.title)
                    json.field("path", version.document.source.name)
                    json.field("document", version.document.id)
                }
            }
            json.key("articles")
            json.array(articles) { json, article in write(article, last, to: &json) }
        }
        json.endLine()
        return json.bytes
    }

    private static func write(
        _ article: ArticleHistory, _ text: ScalarText?, to json: inout JSONWriter
    ) {
        json.object { json in
            json.key("stages")
            json.array(article.stages) { json, stage in
                json.object { json in
                    json.key("version")
                    json.integer(stage.version)
                    json.ids("eids", stage.eids)
                    json.strings("kinds", stage.kinds.map(\.rawValue))
                    json.key("numbers")
                    json.array(stage.numbers) { json, number in
                        json.object { json in
                            json.field("old", number.old?.text)
                            json.field("new", number.new?.text)
                        }
                    }
                }
            }
            json.key("sentences")
            json.array(article.sentences) { json, sentence in
                guard let text else { return }
                json.object { json in
                    json.span("span", sentence.span, in: text)
                    json.words("text", sentence.span, of: text)
                    json.key("since")
                    json.integer(sentence.since)
                    json.key("changed")
                    json.integer(sentence.changed)
                }
            }
        }
    }
}
