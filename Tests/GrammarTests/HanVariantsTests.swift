import Foundation
import Grammar
import Testing

@Suite struct HanVariantsTests {
    let variants: HanVariants

    init() throws { variants = try HanVariants(source: .builtIn) }

    @Test(
        "Traditional, variant and full-width forms fold to the common simplified form",
        arguments: [
            ("第十五條", "第十五条"), ("臺灣", "台湾"), ("後果", "后果"), ("為了", "为了"), ("爲了", "为了"),
            ("醫療機構應當", "医疗机构应当"), ("著作權", "着作权"), ("裡裏", "里里"), ("羣衆", "群众"),
            ("笫三条", "第三条"), ("二○一五年", "二〇一五年"), ("第１５条", "第15条"), ("ＡＢｃ，（）", "ABc,()"),
            ("　", " "), ("Article 5", "Article 5"), ("凃料", "涂料"), ("⾦", "金"), ("豈", "岂"),
            ("煙艸", "烟草"),
            ("説明", "说明"), ("戶內", "户内"),
        ])
    func folds(written: String, expected: String) {
        #expect(variants.folded(written) == expected)
    }

    @Test("Folding twice changes nothing more, and no scalar is lost")
    func idempotent() {
        for value in UInt32(0)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = variants.fold(value)
            #expect(Unicode.Scalar(once) != nil)
            if variants.fold(once) != once {
                Issue.record("U+\(String(value, radix: 16)) \(scalar)")
            }
        }
    }

    @Test("A table with columns of unequal length is refused")
    func refusesUnevenColumns() throws {
        let folder = temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder + "/zho", withIntermediateDirectories: true)
        try "條後\t条\n".write(toFile: folder + "/zho/variants.tsv", atomically: true, encoding: .utf8)
        #expect(throws: GrammarError.self) {
            try HanVariants(source: GrammarSource(directory: folder))
        }
    }

    private func temporaryFolder() -> String {
        NSTemporaryDirectory() + "tiaowen-variants-\(UUID().uuidString)"
    }
}
