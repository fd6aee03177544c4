/// The language of a text, by its ISO 639-3 code.
public enum Language: String, Sendable, Hashable, CaseIterable {
    /// Chinese (中文), simplified or traditional.
    case zho
    /// English (英文).
    case eng
}
