/// What a person says belongs together (人工校正), by eId: it stands above what the texts suggest.
///
///     AlignmentCorrection("art_5 = art_5 + art_6")    // 第五条 is split in English
///     AlignmentCorrection("art_7 + art_8 = art_8")    // merged
///     AlignmentCorrection("art_9 =")                  // not in the English text
///
/// All names are of one level: articles (or levels of a plan), paragraphs, or divisions.
public struct AlignmentCorrection: Sendable, Hashable, CustomStringConvertible {
    public var zhIds: [EId]
    public var enIds: [EId]

    public init(zhIds: [EId], enIds: [EId]) {
        self.zhIds = zhIds
        self.enIds = enIds
    }

    /// Reads `zh + zh = en + en`, where one side may be empty; `nil` if the text is none.
    public init?(_ text: String) {
        let sides = text.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2 else { return nil }
        func names(_ side: Substring) -> [EId]? {
            if side.allSatisfy({ $0 == " " }) { return [] }
            let names = side.split(separator: "+", omittingEmptySubsequences: false)
                .map { $0.split(separator: " ") }
            guard names.allSatisfy({ $0.count == 1 }) else { return nil }
            return names.map { EId(String($0[0])) }
        }
        guard let zh = names(sides[0]), let en = names(sides[1]), !zh.isEmpty || !en.isEmpty else {
            return nil
        }
        self.init(zhIds: zh, enIds: en)
    }

    /// `art_5 = art_5 + art_6`
    public var description: String {
        func side(_ ids: [EId]) -> String { ids.map(\.description).joined(separator: " + ") }
        let (zh, en) = (side(zhIds), side(enIds))
        return zh.isEmpty ? "= \(en)" : en.isEmpty ? "\(zh) =" : "\(zh) = \(en)"
    }
}
