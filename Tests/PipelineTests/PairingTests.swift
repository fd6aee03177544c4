import Grammar
import LegalText
import Structure
import Testing

@testable import Pipeline

/// Which documents belong together, and what their files are called.
@Suite struct PairingTests {
    @Test func filesAreNamedAfterTheirSources() {
        let names = FileNames([
            ("in/办法.zho.txt", 1), ("in/two.txt", 2), ("a/same.txt", 1), ("b/Same.md", 1), ("-", 1),
        ]).names
        #expect(names[0] == ["办法.zho"])
        #expect(names[1] == ["two", "two-2"])
        #expect(names[2][0].hasPrefix("same-") && names[3][0].hasPrefix("Same-"))
        #expect(names[2] != names[3])
        #expect(names[4] == ["standard-input"])
    }

    @Test func longNamesStayWithinWhatFileSystemsTake() {
        let long = "in/" + String(repeating: "长", count: 80)
        let names = FileNames([(long + "甲.txt", 1), (long + "乙.txt", 1)]).names.map { $0[0] }
        #expect(names[0] != names[1])
        let joined = FileNames.joined(names[0], names[1]) + ".tmx"
        #expect(joined.utf8.count <= 255)
    }

    @Test func lengthsThatGoTogetherCorrelate() {
        let same = (1...10).map { (zh: Double($0), en: Double($0) * 2 + 1) }
        #expect(DocumentPairing.correlation(same) > 0.999)
        #expect(DocumentPairing.correlation([(1, 1), (1, 2)]) == 0)
    }
}
