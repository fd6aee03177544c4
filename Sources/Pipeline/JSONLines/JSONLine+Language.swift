public import LegalText

extension JSONLine {
    /// The language the field `lang` names: `zho`, `eng`, or the short forms `zh`, `en`, with or
    /// without a region; `nil` if the field is missing or `null`.
    /// - Throws: `Fault` if it names another.
    public var language: Language? {
        get throws {
            guard has("lang") else { return nil }
            let name = String(decoding: try text("lang"), as: UTF8.self).lowercased()
            switch name.prefix(while: { $0 != "-" && $0 != "_" }) {
            case "zho", "zh", "chi", "cmn": return .zho
            case "eng", "en": return .eng
            default:
                throw Fault(
                    code: "bad-field", message: "the language \"\(name)\" is neither zho nor eng")
            }
        }
    }
}
