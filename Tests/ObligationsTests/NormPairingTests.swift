import LegalText
import Obligations
import Testing

/// Records of one norm in two languages are joined and compared.
@Suite struct NormPairingTests {
    /// Two sentences as one aligned pair, and what comes of comparing their records.
    private func compare(
        _ chinese: String, _ english: String
    ) throws -> (zh: [Obligation], en: [Obligation], findings: [Finding]) {
        var zh = Notation.records(chinese, .zho)
        var en = Notation.records(english, .eng)
        let link = AlignmentLink(
            level: .sentence, zhIds: ["art_1"], enIds: ["art_1"], zh: [0..<chinese.utf8.count],
            en: [0..<english.utf8.count], score: 1, basis: .order)
        let findings = try NormPairing().pair(&zh, &en, Alignment(links: [link]))
        return (zh, en, findings)
    }

    @Test func theSameNormHasOnePair() throws {
        let (zh, en, findings) = try compare(
            "企业应当每年至少培训两次，并在三十日内报告。",
            "The company shall report within thirty days and train at least twice a year.")
        #expect(zh.count == 2 && en.count == 2)
        #expect(zh.allSatisfy { $0.pair == $0.id })
        #expect(Set(en.compactMap(\.pair)) == Set(zh.map(\.id)))
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test func numbersAreComparedInOneUnit() throws {
        let (zh, en, findings) = try compare(
            "有效期不得少于一年。", "The period of validity shall not be less than 12 months.")
        #expect(zh.first?.pair != nil && en.first?.pair == zh.first?.pair)
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test(arguments: [
        (
            "企业应当每年至少培训两次。", "The company shall train at least three times a year.",
            "number-mismatch"
        ),
        (
            "企业应当每季度至少培训两次。", "The company shall train at least twice a month.",
            "period-mismatch"
        ),
        (
            "企业应当配备不少于三人。", "The company shall have not more than three persons.",
            "comparator-mismatch"
        ),
        (
            "企业应当在三十日内报告。", "The company may report within thirty days of receipt.",
            "modality-mismatch"
        ),
    ])
    func whatIsAtOddsIsAFinding(_ chinese: String, _ english: String, _ code: String) throws {
        let (zh, en, findings) = try compare(chinese, english)
        #expect(findings.map(\.code) == [code])
        #expect(zh.first?.pair != nil && zh.first?.pair == en.first?.pair)
        let isFlagged = en.first?.flags.contains(.translationMismatch) == true
        #expect(isFlagged == (code != "modality-mismatch"))
    }

    @Test func moreThanForAtLeastIsAHabit() throws {
        let (_, en, findings) = try compare(
            "企业应当配备三人以上。", "The company shall have more than three persons.")
        #expect(findings.isEmpty, "\(findings)")
        #expect(en.first?.flags.isEmpty == true)
    }

    @Test func whatMeasuresSomethingElseIsNoPair() throws {
        let (zh, en, findings) = try compare(
            "企业应当配备不少于三人。", "The company shall pay not less than 3,000 yuan.")
        #expect(zh.first?.pair == nil && en.first?.pair == nil)
        #expect(findings.isEmpty)
    }
}
