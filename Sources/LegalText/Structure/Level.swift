/// A level of a legal document (层级), from the book down to the indent, or the level of a plan.
public enum Level: String, Sendable, Hashable, CaseIterable {
    /// 编
    case book
    /// 分编
    case part
    /// 章
    case chapter
    /// 节
    case section
    /// 条
    case article
    /// 款
    case paragraph
    /// 项
    case point
    /// 目
    case indent
    /// A numbered level of a plan: 一、 （一） 1. （1） ①
    case level
    /// 附件, 附录, 附表
    case annex

    /// The abbreviation Akoma Ntoso's naming convention uses in an eId.
    public var abbreviation: String {
        switch self {
        case .book: "book"
        case .part: "part"
        case .chapter: "chp"
        case .section: "sec"
        case .article: "art"
        case .paragraph: "para"
        case .point: "point"
        case .indent: "indent"
        case .level: "lvl"
        case .annex: "att"
        }
    }

    /// Whether it holds articles rather than stands inside one: 编 分编 章 节.
    public var isDivision: Bool {
        switch self {
        case .book, .part, .chapter, .section: true
        default: false
        }
    }
}
