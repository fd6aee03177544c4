/// Characters that count as the same when texts are compared or searched (异体字, 繁简, 全角):
/// traditional and variant forms fold to the common simplified character, full-width letters,
/// digits and marks to ASCII. For matching only: what is shown stays as it is written.
///
///     let variants = try HanVariants(source: .builtIn)
///     variants.fold(0x689D)        // 0x6761: 條 → 条
///     variants.folded("第１５條")   // "第15条"
///
/// Folding is idempotent and keeps the number of scalars, so scalar offsets stay valid. Letter case
/// is not touched. The table is `Grammar/zho/variants.tsv`, made from ICU's transliterators.
public struct HanVariants: Sendable {
    /// What each scalar of the Basic Multilingual Plane folds to.
    @usableFromInline let plane0: [UInt16]
    /// What the compatibility ideographs from U+2F800 on fold to.
    @usableFromInline let supplement: [UInt32]
    @usableFromInline static let supplementStart: UInt32 = 0x2F800
    private static let path = "zho/variants.tsv"

    /// - Throws: `GrammarError` if the table is missing or two columns differ in length.
    public init(source: GrammarSource) throws {
        var plane0 = (0...UInt16.max).map { $0 }
        var supplement = (Self.supplementStart..<Self.supplementStart + 0x220).map { $0 }
        for full: UInt16 in 0xFF01...0xFF5E { plane0[Int(full)] = full - 0xFEE0 }
        plane0[0x3000] = 0x20
        for line in try source.text(Self.path).utf8.split(separator: 0x0A) where line.first != 0x23
        {
            let columns = line.split(separator: 0x09)
            guard columns.count == 2 else {
                throw GrammarError(
                    file: Self.path, rule: nil, message: "not two columns: \(Substring(line))")
            }
            let from = Substring(columns[0]).unicodeScalars.map(\.value)
            let to = Substring(columns[1]).unicodeScalars.map(\.value)
            guard from.count == to.count else {
                throw GrammarError(
                    file: Self.path, rule: nil,
                    message: "columns differ in length: \(Substring(line))")
            }
            for (a, b) in zip(from, to) {
                if a <= 0xFFFF, b <= 0xFFFF {
                    plane0[Int(a)] = UInt16(b)
                } else if a >= Self.supplementStart, a < Self.supplementStart + 0x220 {
                    supplement[Int(a - Self.supplementStart)] = b
                }
            }
        }
        for at in plane0.indices where plane0[Int(plane0[at])] != plane0[at] {
            plane0[at] = plane0[Int(plane0[at])]
        }
        self.plane0 = plane0
        self.supplement = supplement
    }

    /// The scalar this one counts as.
    @inlinable public func fold(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar }
        if scalar <= 0xFFFF { return UInt32(plane0[Int(scalar)]) }
        let at = Int(scalar) - Int(Self.supplementStart)
        return at >= 0 && at < supplement.count ? supplement[at] : scalar
    }

    /// A text with every scalar folded.
    public func folded(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(Unicode.Scalar(fold(scalar.value)) ?? scalar)
        }
        return String(scalars)
    }
}
